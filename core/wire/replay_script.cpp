#include "wire/replay_script.h"

#include <set>

#include <nlohmann/json.hpp>

#include "diagnostic/similar.h"
#include "project/stubs.h"
#include "wire/page_questions.h"

namespace pellucid::wire {

using nlohmann::ordered_json;
using Kind = ReplayStep::Kind;

namespace {

// Of reads in one step: more files than a session of the page has.
constexpr uint32_t kMostTimes = 1'000'000;

constexpr std::pair<Kind, std::string_view> kKinds[] = {
    {Kind::Open, "open"},       {Kind::Edit, "edit"},       {Kind::Rename, "rename"},
    {Kind::Delete, "delete"},   {Kind::Show, "show"},       {Kind::Ask, "ask"},
    {Kind::Check, "check"},     {Kind::Read, "read"},       {Kind::FreeAll, "free-all"},
    {Kind::Reclaim, "reclaim"}, {Kind::Library, "library"}, {Kind::Configure, "configure"}};

// Where a text is no JSON.
class FaultFinder final : public nlohmann::json_sax<ordered_json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return true;
  }
  bool key(string_t& name) override {
    if (twice_.empty() && !keys_.back().insert(name).second) twice_ = name;
    return true;
  }
  bool end_object() override {
    keys_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    position_ = position > 0 ? position - 1 : 0;
    return false;
  }

  size_t position() const { return position_; }
  // A key that stands twice in one object.
  const std::string& twice() const { return twice_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::string twice_;
  size_t position_ = 0;
};

std::string in_code(std::string_view text) {
  std::string shown = "`";
  for (char c : text.substr(0, 60)) shown += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return shown + (text.size() > 60 ? "…`" : "`");
}

class Reader {
 public:
  ReadScript run(std::string_view text) {
    FaultFinder finder;
    bool is_json = ordered_json::sax_parse(text, &finder);
    if (!is_json) {
      size_t at = std::min(finder.position(), text.size());
      size_t line = 1, begin = 0;
      for (size_t i = 0; i < at; ++i)
        if (text[i] == '\n') ++line, begin = i + 1;
      std::string found =
          at == text.size() ? "ends too early" : "is no JSON, at " + in_code(text.substr(at, 1));
      fault("line " + std::to_string(line) + ", column " + std::to_string(at - begin + 1), "this " + found);
    } else if (!finder.twice().empty()) {
      fault("", "the key " + in_code(finder.twice()) + " stands twice in one object");
    } else {
      document(ordered_json::parse(text, nullptr, false));
    }
    return {std::move(script_), std::move(fault_)};
  }

 private:
  using Keys = std::vector<std::string_view>;

  // The first fault counts.
  void fault(const std::string& place, const std::string& message) {
    if (fault_.empty()) fault_ = place.empty() ? message : place + ": " + message;
  }

  static std::string within(const std::string& place, std::string_view key) {
    return place.empty() ? std::string(key) : place + "." + std::string(key);
  }
  static std::string within(const std::string& place, size_t index) {
    return place + "[" + std::to_string(index) + "]";
  }

  bool object(const ordered_json& value, const std::string& place, const Keys& known) {
    if (!value.is_object()) {
      fault(place, "an object is wanted, with " + listed(known));
      return false;
    }
    for (const auto& [key, member] : value.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      std::string_view meant = diagnostic::most_similar(key, known);
      fault(place, "unknown key " + in_code(key) +
                       (meant.empty() ? "; there are " + listed(known)
                                      : "; did you mean `" + std::string(meant) + "`?"));
      return false;
    }
    return true;
  }

  static std::string listed(const Keys& words) {
    std::string text;
    for (size_t i = 0; i < words.size(); ++i)
      text += (i == 0 ? "`" : i + 1 == words.size() ? " and `" : ", `") + std::string(words[i]) + "`";
    return text;
  }

  std::optional<std::string> string(const ordered_json& object, const std::string& place, const char* key,
                                    const char* what) {
    auto found = object.find(key);
    if (found == object.end()) {
      fault(place, std::string("`") + key + "` is missing: " + what);
      return {};
    }
    if (!found->is_string()) {
      fault(within(place, key), std::string("a string is wanted: ") + what);
      return {};
    }
    return found->get<std::string>();
  }

  std::optional<std::string> optional_string(const ordered_json& object, const std::string& place,
                                             const char* key, const char* what) {
    return object.contains(key) ? string(object, place, key, what) : std::nullopt;
  }

  void document(const ordered_json& value) {
    if (!object(value, "", {"columns", "configuration", "reclaim", "folder", "files", "steps"})) return;
    if (auto columns = optional_string(value, "", "columns", "`code-points` or `utf-16`")) {
      if (*columns != "code-points" && *columns != "utf-16")
        fault("columns", in_code(*columns) + " is not `code-points` or `utf-16`");
      if (*columns == "utf-16") script_.columns = Columns::Utf16;
    }
    if (value.contains("configuration"))
      script_.configuration = configuration(value["configuration"], "configuration");
    if (value.contains("reclaim")) script_.policy = policy(value, "", "reclaim");
    script_.folder = optional_string(value, "", "folder", "a folder beside the script");
    if (value.contains("files")) files(value["files"]);
    if (!value.contains("steps")) return fault("", "`steps` is missing: a list of what is done");
    const ordered_json& steps = value["steps"];
    if (!steps.is_array()) return fault("steps", "a list is wanted");
    for (size_t i = 0; i < steps.size() && fault_.empty(); ++i) step(steps[i], within("steps", i));
  }

  void files(const ordered_json& value) {
    if (!value.is_object()) return fault("files", "an object is wanted, of paths and texts");
    for (const auto& [path, text] : value.items()) {
      if (!path_is_good(path, "files")) return;
      if (!text.is_string())
        return fault(within("files", in_code(path)), "a string is wanted: the file's text");
      known_.insert(path);
      script_.files.emplace_back(path, text.get<std::string>());
    }
  }

  bool path_is_good(const std::string& path, const std::string& place) {
    bool is_good = !path.empty() && path.front() != '/' &&
                   path.find_first_of(std::string("\0\n\\", 3)) == std::string::npos;
    if (!is_good) fault(place, in_code(path) + " is no path within the project, such as `pkg/mod.py`");
    return is_good;
  }

  // Of a file that is there at this step; what a folder holds is not known here.
  std::string file(const ordered_json& value, const std::string& place) {
    auto path = string(value, place, "file", "its path");
    if (path) expect_known(*path, within(place, "file"));
    return path.value_or("");
  }

  // The same, or a stub; which stubs there are is not known here.
  std::string file_or_stub(const ordered_json& value, const std::string& place) {
    auto path = string(value, place, "file", "its path");
    bool may_be_stub = path && has_library_ && path->starts_with(project::kStubRoot);
    if (path && !may_be_stub) expect_known(*path, within(place, "file"));
    return path.value_or("");
  }

  void expect_known(const std::string& path, const std::string& place) {
    if (known_.contains(path) || (script_.folder && !gone_.contains(path))) return;
    std::vector<std::string_view> candidates(known_.begin(), known_.end());
    std::string_view meant = diagnostic::most_similar(path, candidates);
    fault(place, "there is no file " + in_code(path) + " at this step" +
                     (meant.empty() ? "" : "; did you mean `" + std::string(meant) + "`?"));
  }

  void appears(const std::string& path, const std::string& place) {
    if (!path_is_good(path, place)) return;
    if (!known_.insert(path).second) fault(place, "there is a file " + in_code(path) + " already");
    gone_.erase(path);
  }

  void disappears(const std::string& path) {
    known_.erase(path);
    gone_.insert(path);
  }

  std::string policy(const ordered_json& value, const std::string& place, const char* key) {
    auto written = string(value, place, key, "`after-check`, `never`, or bytes such as `64M`");
    if (written && !project::parse_reclaim_policy(*written))
      fault(within(place, key),
            in_code(*written) + " is none of `after-check`, `never`, and a number of bytes such as `64M`");
    return written.value_or("");
  }

  std::optional<LineColumn> point(const ordered_json& value, const std::string& place) {
    // What `pellucid check` prints has the offset too.
    if (!object(value, place, {"line", "column", "offset"})) return {};
    LineColumn at = {0, 0};
    for (auto [key, number] : {std::pair("line", &at.line), std::pair("column", &at.column)}) {
      auto found = value.find(key);
      bool is_good = found != value.end() && found->is_number_unsigned() && found->get<uint64_t>() > 0 &&
                     found->get<uint64_t>() <= UINT32_MAX;
      if (!is_good) {
        fault(place, std::string("`") + key + "` is a number from 1");
        return {};
      }
      *number = found->get<uint32_t>();
    }
    return at;
  }

  void edits(const ordered_json& value, const std::string& place, ReplayStep& to) {
    if (!value.is_array()) return fault(place, "a list is wanted, of objects with `range` and `text`");
    for (size_t i = 0; i < value.size(); ++i) {
      std::string here = within(place, i);
      if (!object(value[i], here, {"range", "text"})) return;
      auto text = string(value[i], here, "text", "what stands there from now on");
      if (!value[i].contains("range")) fault(here, "`range` is missing: an object with `start` and `end`");
      if (!fault_.empty()) return;
      const ordered_json& range = value[i]["range"];
      std::string where = within(here, "range");
      if (!object(range, where, {"start", "end"})) return;
      std::optional<LineColumn> ends[2];
      for (auto [key, end] : {std::pair("start", &ends[0]), std::pair("end", &ends[1])}) {
        if (!range.contains(key)) return fault(where, std::string("`") + key + "` is missing");
        *end = point(range[key], within(where, key));
        if (!*end) return;
      }
      to.edits.push_back({*ends[0], *ends[1], std::move(*text)});
    }
  }

  void step(const ordered_json& value, const std::string& place) {
    if (!value.is_object()) return fault(place, "an object is wanted, with `do`");
    auto done = string(value, place, "do", "what is done");
    if (!done) return;
    ReplayStep step;
    Keys names;
    bool is_known = false;
    for (auto [kind, name] : kKinds) {
      names.push_back(name);
      if (name != *done) continue;
      step.kind = kind;
      is_known = true;
    }
    if (!is_known) {
      std::string_view meant = diagnostic::most_similar(*done, names);
      return fault(within(place, "do"), in_code(*done) + " is no step" +
                                            (meant.empty() ? "; there are " + listed(names)
                                                           : "; did you mean `" + std::string(meant) + "`?"));
    }
    read(step, value, place);
    if (fault_.empty()) script_.steps.push_back(std::move(step));
  }

  void read(ReplayStep& step, const ordered_json& value, const std::string& place) {
    switch (step.kind) {
      case Kind::Open: {
        if (!object(value, place, {"do", "file", "text"})) return;
        step.file = string(value, place, "file", "its path").value_or("");
        step.text = string(value, place, "text", "the file's text");
        if (fault_.empty()) appears(step.file, within(place, "file"));
        return;
      }
      case Kind::Edit: {
        if (!object(value, place, {"do", "file", "edits", "text"})) return;
        step.file = file(value, place);
        if (value.contains("edits") == value.contains("text"))
          return fault(place, "an edit has either `edits` or the whole `text`");
        step.text = optional_string(value, place, "text", "the whole text from now on");
        if (value.contains("edits")) edits(value["edits"], within(place, "edits"), step);
        return;
      }
      case Kind::Rename: {
        if (!object(value, place, {"do", "file", "to"})) return;
        step.file = file(value, place);
        step.to = string(value, place, "to", "its new path").value_or("");
        if (!fault_.empty()) return;
        disappears(step.file);
        return appears(step.to, within(place, "to"));
      }
      case Kind::Delete: {
        if (!object(value, place, {"do", "file"})) return;
        step.file = file(value, place);
        return disappears(step.file);
      }
      case Kind::Show: {
        if (!object(value, place, {"do", "file"})) return;
        step.file = file_or_stub(value, place);
        return;
      }
      case Kind::Ask: return read_question(step, value, place);
      case Kind::Check: {
        if (!object(value, place, {"do", "file", "files", "alone"})) return;
        if (value.contains("alone") && !value["alone"].is_boolean())
          return fault(within(place, "alone"), "`true` or `false` is wanted");
        step.is_alone = value.value("alone", false);
        if (value.contains("file")) step.files.push_back(file(value, place));
        if (!value.contains("files")) return;
        const ordered_json& files = value["files"];
        std::string where = within(place, "files");
        if (!files.is_array() || files.empty() || value.contains("file"))
          return fault(
              where,
              "a list of paths is wanted, without `file` beside it; without either, all files are checked");
        for (size_t i = 0; i < files.size(); ++i) {
          if (!files[i].is_string()) return fault(within(where, i), "a string is wanted: a path");
          step.files.push_back(files[i].get<std::string>());
          expect_known(step.files.back(), within(where, i));
        }
        return;
      }
      case Kind::Read: {
        if (!object(value, place, {"do", "times"})) return;
        if (!value.contains("times")) return;
        const ordered_json& times = value["times"];
        if (!times.is_number_unsigned() || times > kMostTimes)
          return fault(within(place, "times"), "a number up to " + std::to_string(kMostTimes) + " is wanted");
        step.times = times.get<uint32_t>();
        return;
      }
      case Kind::Library: has_library_ = true; [[fallthrough]];
      case Kind::FreeAll: object(value, place, {"do"}); return;
      case Kind::Reclaim: {
        if (!object(value, place, {"do", "policy"})) return;
        step.policy = policy(value, place, "policy");
        return;
      }
      case Kind::Configure: {
        if (!object(value, place, {"do", "configuration"})) return;
        if (!value.contains("configuration")) return fault(place, "`configuration` is missing");
        step.configuration = configuration(value["configuration"], within(place, "configuration"));
      }
    }
  }

  void read_question(ReplayStep& step, const ordered_json& value, const std::string& place) {
    step.file = file_or_stub(value, place);
    step.question = string(value, place, "question", "what is asked").value_or("");
    if (!fault_.empty()) return;
    Keys known = question_names();
    known.push_back("nodes");
    known.push_back("tokens");
    if (std::find(known.begin(), known.end(), step.question) == known.end()) {
      std::string_view meant = diagnostic::most_similar(step.question, known);
      return fault(within(place, "question"),
                   in_code(step.question) + " is no question" +
                       (meant.empty() ? "; there are " + listed(known)
                                      : "; did you mean `" + std::string(meant) + "`?"));
    }
    ordered_json parameters = ordered_json::object();
    for (const auto& [key, member] : value.items()) {
      if (key == "do" || key == "file" || key == "question") continue;
      if (key == "at") {
        step.at = point(member, within(place, "at"));
      } else {
        parameters[key] = member;
      }
    }
    step.parameters = parameters.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  }

  // The tables of pellucid.toml, written as JSON.
  project::Configuration configuration(const ordered_json& value, const std::string& place) {
    project::Configuration to;
    if (!object(value, place, {"environment", "rules"})) return to;
    if (value.contains("environment")) environment(value["environment"], within(place, "environment"), to);
    if (value.contains("rules")) rules(value["rules"], within(place, "rules"), to);
    return to;
  }

  void environment(const ordered_json& value, const std::string& place, project::Configuration& to) {
    if (!object(value, place, {"python-version", "python-platform", "extra-paths"})) return;
    if (auto version = optional_string(value, place, "python-version", "such as `3.13`")) {
      to.version = source::parse_python_version(*version);
      if (!to.version)
        fault(within(place, "python-version"), in_code(*version) + " is not one of 3.8 to 3.15");
    }
    if (auto platform = optional_string(value, place, "python-platform", "such as `linux`")) {
      if (!project::is_platform(*platform))
        fault(within(place, "python-platform"), project::unknown_platform_message(*platform));
      to.platform = *platform;
    }
    if (value.contains("extra-paths")) extra_paths(value["extra-paths"], within(place, "extra-paths"), to);
  }

  void extra_paths(const ordered_json& value, const std::string& place, project::Configuration& to) {
    if (!value.is_array()) return fault(place, "an array is wanted, of folders");
    for (const ordered_json& path : value) {
      if (!path.is_string()) return fault(place, "an array is wanted, of folders");
      to.extra_paths.push_back({path.get<std::string>()});
    }
  }

  void rules(const ordered_json& value, const std::string& place, project::Configuration& to) {
    if (!value.is_object()) return fault(place, "an object is wanted, of rules and severities");
    project::RuleLayers layers;
    for (const auto& [name, member] : value.items()) {
      std::vector<diagnostic::Rule> called = diagnostic::rules_called(name);
      if (called.empty()) return fault(place, diagnostic::unknown_rule_message(name));
      auto severity = member.is_string() ? project::severity_named(member.get<std::string>()) : std::nullopt;
      if (!severity)
        return fault(within(place, name), "one of `error`, `warn`, `info` and `ignore` is wanted");
      layers.add(name, called, *severity);
    }
    to.rules = layers.take();
  }

  ReplayScript script_;
  std::string fault_;
  std::set<std::string> known_;  // paths at this step
  bool has_library_ = false;     // at this step
  std::set<std::string> gone_;   // of those, of a folder perhaps, that went away
};

}  // namespace

ReadScript read_replay_script(std::string_view json) { return Reader().run(json); }

std::string_view name_of(ReplayStep::Kind kind) {
  for (auto [known, name] : kKinds)
    if (known == kind) return name;
  return "";
}

}  // namespace pellucid::wire
