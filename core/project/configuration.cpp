#include "project/configuration.h"

#include <algorithm>
#include <iterator>

#include "diagnostic/similar.h"
#include "project/toml_depth.h"
#include "project/toml_library.h"

namespace pellucid::project {

using diagnostic::Rule;
using diagnostic::Severity;

namespace {

constexpr std::string_view kPlatforms[] = {
#define PEL_PLATFORM(name) name,
#include "project/platform.def"
#undef PEL_PLATFORM
};

enum class Key : uint8_t {
#define PEL_CONFIGURATION_KEY(key, table, name, kind, summary) key,
#include "project/configuration_key.def"
#undef PEL_CONFIGURATION_KEY
};

struct KeyEntry {
  Key key;
  std::string_view table;
  std::string_view name;
};

constexpr KeyEntry kKeys[] = {
#define PEL_CONFIGURATION_KEY(key, table, name, kind, summary) {Key::key, table, name},
#include "project/configuration_key.def"
#undef PEL_CONFIGURATION_KEY
};

constexpr std::string_view kRules = "rules";

std::optional<Key> key_named(std::string_view table, std::string_view name) {
  for (const KeyEntry& entry : kKeys)
    if (entry.table == table && entry.name == name) return entry.key;
  return std::nullopt;
}

// Of the keys that are in no table, tables are.
std::vector<std::string_view> names_in(std::string_view table) {
  std::vector<std::string_view> names;
  auto add = [&](std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const KeyEntry& entry : kKeys) {
    if (entry.table == table) add(entry.name);
    if (table.empty() && !entry.table.empty()) add(entry.table);
  }
  if (table.empty()) add(kRules);
  return names;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  ConfigurationText run(ConfigurationFile file) {
    std::optional<TomlDepthFault> depth = toml_depth_fault(text_);
    toml::parse_result parsed = toml::parse(depth ? text_.substr(0, depth->offset) : text_);
    if (depth && !is_broken_before(parsed, depth->offset)) {
      result_.faults.push_back(too_deep(*depth));
      return std::move(result_);
    }
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
  // From 1, columns in code points.
  std::pair<uint32_t, uint32_t> place(size_t offset) const {
    std::string_view before = text_.substr(0, offset);
    if (before.starts_with("\xEF\xBB\xBF")) before.remove_prefix(3);
    auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n'));
    std::string_view its = before.substr(before.rfind('\n') + 1);
    auto column = std::count_if(its.begin(), its.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return {line + 1, static_cast<uint32_t>(column) + 1};
  }

  // Whether a text that was cut off there has another fault than its end, which is told behind its last character: in
  // that one's line, be it a newline.
  bool is_broken_before(const toml::parse_result& parsed, size_t offset) const {
    if (parsed) return false;  // as no text at all is
    size_t last = offset - 1;
    while (last > 0 && (text_[last] & 0xC0) == 0x80) --last;
    toml::source_position at = parsed.error().source().begin;
    return std::pair(at.line, at.column) < place(last);
  }

  ConfigurationFault too_deep(const TomlDepthFault& depth) const {
    auto [line, column] = place(depth.offset);
    bool is_key = depth.kind == TomlDepthFault::Kind::KeyParts;
    return {line, column,
            is_key ? "a key has more than " + std::to_string(kMostKeyParts) + " parts"
                   : "values are nested more than " + std::to_string(kMostNestedValues) + " deep"};
  }

  void fault(const toml::source_region& where, std::string message) {
    result_.faults.push_back({where.begin.line, where.begin.column, std::move(message)});
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
      std::string name(key.str());
      auto known = names_in("");
      if (name == kRules) {
        if (const toml::table* found = table(node, name)) rules(*found);
      } else if (auto its = key_named("", name)) {
        value(*its, name, node);
      } else if (std::find(known.begin(), known.end(), name) != known.end()) {
        if (const toml::table* found = table(node, name)) entries(*found, name);
      } else {
        unknown_key(key, "", known);
      }
    }
  }

  void entries(const toml::table& its, const std::string& within) {
    for (auto&& [key, node] : its) {
      if (auto known = key_named(within, key.str())) {
        value(*known, std::string(key.str()), node);
      } else {
        unknown_key(key, within, names_in(within));
      }
    }
  }

  void value(Key key, const std::string& name, const toml::node& node) {
    Configuration& to = result_.configuration;
    switch (key) {
      case Key::PythonVersion: {
        auto value = string(node, name, "\"3.13\"");
        if (!value) return;
        to.version = source::parse_python_version(*value);
        if (!to.version) fault(node.source(), "`" + name + "` is one of 3.8 to 3.15, not `" + *value + "`");
        return;
      }
      case Key::PythonPlatform: {
        auto value = string(node, name, "\"linux\"");
        if (!value) return;
        if (!is_platform(*value)) return fault(node.source(), unknown_platform_message(*value));
        to.platform = *value;
        return;
      }
      case Key::Typeshed:
        if (auto path = string(node, name, "\"stubs/typeshed\"")) to.typeshed = placed(*path, node);
        return;
      case Key::ExtraPaths: return list(node, name, "lib", to.extra_paths);
      case Key::Exclude: return list(node, name, "generated/", to.exclude);
    }
  }

  static WrittenText placed(std::string text, const toml::node& node) {
    return {std::move(text), node.source().begin.line, node.source().begin.column};
  }

  void list(const toml::node& node, const std::string& name, const std::string& such_as,
            std::vector<WrittenText>& to) {
    const toml::array* elements = node.as_array();
    if (elements == nullptr) {
      fault(node.source(), "`" + name + "` is a list of strings, such as `[\"" + such_as + "\"]`");
      return;
    }
    for (const toml::node& element : *elements)
      if (auto text = string(element, name, "\"" + such_as + "\""))
        to.push_back(placed(std::move(*text), element));
  }

  void rules(const toml::table& entries) {
    RuleLayers layers;
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
      layers.add(name, called, *severity);
    }
    result_.configuration.rules = layers.take();
  }

  std::string_view text_;
  ConfigurationText result_;
};

}  // namespace

void RuleLayers::add(std::string_view name, const std::vector<Rule>& called, Severity severity) {
  auto& layer = layers_[name == "all" ? 0 : diagnostic::rule_named(name) ? 2 : 1];
  for (Rule rule : called) layer.emplace_back(rule, severity);
}

std::vector<std::pair<Rule, Severity>> RuleLayers::take() const {
  std::vector<std::pair<Rule, Severity>> all;
  for (const auto& layer : layers_) all.insert(all.end(), layer.begin(), layer.end());
  return all;
}

std::optional<Severity> severity_named(std::string_view name) {
  if (name == "error") return Severity::Error;
  if (name == "warn") return Severity::Warning;
  if (name == "info") return Severity::Info;
  if (name == "ignore") return Severity::Ignore;
  return std::nullopt;
}

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
