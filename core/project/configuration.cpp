#include "project/configuration.h"

#include <algorithm>
#include <iterator>

#include <toml++/toml.h>

#include "diagnostic/similar.h"
#include "source/utf8.h"

namespace pellucid::project {

using diagnostic::Rule;
using diagnostic::Severity;

namespace {

constexpr std::string_view kPlatforms[] = {"all",     "linux", "darwin",  "win32",     "cygwin",
                                           "aix",     "sunos", "freebsd", "openbsd",   "netbsd",
                                           "android", "ios",   "wasi",    "emscripten"};

struct Misplaced {
  size_t offset;
  const char* message;
};

// Finds what must not get to toml++ 3.3, which takes some mistakes for impossible and then does anything: a
// bare key that is not ASCII (`CA` and U+0344), and the header of a table that begins with no key (`[=]`). Up
// to the first mistake of any kind this sees what the parser sees; behind it the parser looks at nothing.
class Guard {
 public:
  explicit Guard(std::string_view text) : text_(text) {}

  std::optional<Misplaced> find() {
    size_t invalid = source::first_invalid_utf8(text_);
    if (invalid < text_.size()) return Misplaced{invalid, "this byte is not valid UTF-8"};
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (static_cast<uint8_t>(c) >= 0x80)
        return Misplaced{at_, "outside of strings and comments, TOML is written in ASCII"};
      if (c == '[' && line_is_empty_ && depth_ == 0) {
        if (!header())
          return Misplaced{at_, "a table's name begins with a letter, a digit, `_`, `-` or a quote"};
      } else if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        line_is_empty_ = false;
        string(c);
      } else {
        step(c);
      }
    }
    return std::nullopt;
  }

 private:
  void step(char c) {
    if (c == '\n') {
      line_is_empty_ = true;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      line_is_empty_ = false;
    }
    if (c == '[' || c == '{') ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
    ++at_;
  }

  // `[` or `[[` at the beginning of a line, up to the key; the rest of the line has no values to nest.
  bool header() {
    line_is_empty_ = false;
    skip_bracket();
    if (at_ < text_.size() && text_[at_] == '[') skip_bracket();
    if (at_ == text_.size()) return true;
    char c = text_[at_];
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    bool key = letter || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '"' || c == '\'' || c == ']';
    // A character beyond ASCII is reported as such.
    return key || static_cast<uint8_t>(c) >= 0x80;
  }

  void skip_bracket() {
    ++at_;
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  // A string that does not end takes the rest of its line; the parser reports it.
  void string(char quote) {
    const std::string three(3, quote);
    bool multi_line = text_.substr(at_).starts_with(three);
    at_ += multi_line ? 3 : 1;
    while (at_ < text_.size()) {
      if (text_[at_] == '\\' && quote == '"') {
        at_ += 2;
      } else if (multi_line ? text_.substr(at_).starts_with(three) : text_[at_] == quote) {
        at_ += multi_line ? 3 : 1;
        // A string of several lines may end with up to two quotes of its own.
        for (int i = 0; multi_line && i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) ++at_;
        return;
      } else if (text_[at_] == '\n' && !multi_line) {
        return;
      } else {
        ++at_;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t depth_ = 0;
  bool line_is_empty_ = true;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  ConfigurationText run(ConfigurationFile file) {
    if (auto misplaced = Guard(text_).find()) {
      fault_at(misplaced->offset, misplaced->message);
      return std::move(result_);
    }
    toml::parse_result parsed = toml::parse(text_);
    if (!parsed) {
      fault(parsed.error().source(), "not valid TOML: " + std::string(parsed.error().description()));
      return std::move(result_);
    }
    const toml::table* root = &parsed.table();
    if (file == ConfigurationFile::Pyproject) {
      const toml::node* found = nullptr;
      if (const toml::table* tools = root->get_as<toml::table>("tool")) found = tools->get("pellucid");
      if (found == nullptr) return std::move(result_);
      root = table(*found, "tool.pellucid");
    }
    result_.present = true;
    if (root != nullptr) top(*root);
    std::stable_sort(result_.faults.begin(), result_.faults.end(), [](const auto& a, const auto& b) {
      return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::move(result_);
  }

 private:
  void fault(const toml::source_region& where, std::string message) {
    result_.faults.push_back({where.begin.line, where.begin.column, std::move(message)});
  }

  void fault_at(size_t offset, std::string message) {
    uint32_t line = 1, column = 1;
    for (size_t at = 0; at < offset; ++at) {
      ++column;
      if (text_[at] == '\n') {
        ++line;
        column = 1;
      }
    }
    result_.faults.push_back({line, column, std::move(message)});
  }

  const toml::table* table(const toml::node& node, const std::string& name) {
    const toml::table* found = node.as_table();
    if (found == nullptr) fault(node.source(), "`" + name + "` is a table, written `[" + name + "]`");
    return found;
  }

  std::optional<std::string> string(const toml::node& node, const std::string& name,
                                    std::string_view such_as) {
    if (auto value = node.value_exact<std::string>()) return *value;
    fault(node.source(), "`" + name + "` is a string, such as `" + std::string(such_as) + "`");
    return std::nullopt;
  }

  void unknown_key(const toml::key& key, const std::string& within,
                   const std::vector<std::string_view>& known) {
    std::string name = (within.empty() ? "" : within + ".") + std::string(key.str());
    std::string message = "unknown key `" + name + "`";
    std::string_view similar = diagnostic::most_similar(key.str(), known);
    if (!similar.empty()) message += "; did you mean `" + std::string(similar) + "`?";
    fault(key.source(), std::move(message));
  }

  void top(const toml::table& root) {
    for (auto&& [key, node] : root) {
      if (key.str() == "environment") {
        if (const toml::table* found = table(node, "environment")) environment(*found);
      } else if (key.str() == "rules") {
        if (const toml::table* found = table(node, "rules")) rules(*found);
      } else {
        unknown_key(key, "", {"environment", "rules"});
      }
    }
  }

  void environment(const toml::table& entries) {
    Configuration& to = result_.configuration;
    for (auto&& [key, node] : entries) {
      if (key.str() == "python-version") {
        auto value = string(node, "python-version", "\"3.13\"");
        if (!value) continue;
        to.version = source::parse_python_version(*value);
        if (!to.version) fault(node.source(), "`python-version` is one of 3.8 to 3.15, not `" + *value + "`");
      } else if (key.str() == "python-platform") {
        auto value = string(node, "python-platform", "\"linux\"");
        if (!value) continue;
        if (is_platform(*value)) {
          to.platform = *value;
        } else {
          fault(node.source(), unknown_platform_message(*value));
        }
      } else if (key.str() == "typeshed") {
        to.typeshed = string(node, "typeshed", "\"stubs/typeshed\"");
      } else if (key.str() == "extra-paths") {
        paths(node);
      } else {
        unknown_key(key, "environment", {"python-version", "python-platform", "typeshed", "extra-paths"});
      }
    }
  }

  void paths(const toml::node& node) {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      fault(node.source(), "`extra-paths` is a list of strings, such as `[\"lib\"]`");
      return;
    }
    for (const toml::node& element : *list)
      if (auto path = string(element, "extra-paths", "\"lib\""))
        result_.configuration.extra_paths.push_back(*path);
  }

  void rules(const toml::table& entries) {
    std::vector<std::pair<Rule, Severity>> all, groups, single;
    for (auto&& [key, node] : entries) {
      std::string name(key.str());
      std::vector<Rule> called = diagnostic::rules_called(name);
      if (called.empty()) {
        fault(key.source(), diagnostic::unknown_rule_message(name));
        continue;
      }
      auto value = node.value_exact<std::string>();
      std::optional<Severity> severity = value ? severity_named(*value) : std::nullopt;
      if (!severity) {
        fault(node.source(), "`" + name + "` is set to \"error\", \"warn\", \"info\" or \"ignore\"");
        continue;
      }
      auto& to = name == "all" ? all : diagnostic::rule_named(name) ? single : groups;
      for (Rule rule : called) to.emplace_back(rule, *severity);
    }
    for (const auto& layer : {all, groups, single})
      std::copy(layer.begin(), layer.end(), std::back_inserter(result_.configuration.rules));
  }

  static std::optional<Severity> severity_named(std::string_view name) {
    if (name == "error") return Severity::Error;
    if (name == "warn") return Severity::Warning;
    if (name == "info") return Severity::Info;
    if (name == "ignore") return Severity::Ignore;
    return std::nullopt;
  }

  std::string_view text_;
  ConfigurationText result_;
};

}  // namespace

ConfigurationText read_configuration(std::string_view text, ConfigurationFile file) {
  return Reader(text).run(file);
}

bool is_platform(std::string_view name) {
  return std::find(std::begin(kPlatforms), std::end(kPlatforms), name) != std::end(kPlatforms);
}

std::string unknown_platform_message(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  std::string_view meant =
      lower == "windows" || lower == "win64"                 ? "win32"
      : lower == "macos" || lower == "mac" || lower == "osx" ? "darwin"
      : is_platform(lower)
          ? lower
          : diagnostic::most_similar(
                lower, std::vector<std::string_view>(std::begin(kPlatforms), std::end(kPlatforms)));
  std::string message = "`" + std::string(name) + "` is no platform";
  if (meant.empty()) return message + "; there are `linux`, `darwin`, `win32` and others, and `all`";
  return message + "; did you mean `" + std::string(meant) + "`?";
}

}  // namespace pellucid::project
