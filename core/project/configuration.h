#pragma once

// What a project says about how it wants to be checked: `pellucid.toml`, or the table [tool.pellucid] of
// `pyproject.toml`.
//
//     exclude = ["generated/", "*_pb2.py"]  # as in a `.gitignore` beside the file
//
//     [environment]
//     python-version = "3.12"
//     python-platform = "linux"
//     typeshed = "stubs/typeshed"           # a folder with `stdlib/`
//     extra-paths = ["lib"]
//
//     [rules]
//     imports = "ignore"                    # a group …
//     unused-import = "error"               # … and a rule, which says more than its group
//
// This reads a text that someone else has found; paths stay as written, relative to the file. Everything that
// is not understood is a fault with its place, and a file with a fault configures nothing.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostic/settings.h"
#include "source/python_version.h"

namespace pellucid::project {

// A string with its place, for whoever finds out later that it cannot be followed.
struct WrittenText {
  std::string text;
  uint32_t line = 0;    // from 1
  uint32_t column = 0;  // from 1, in code points
  friend bool operator==(const WrittenText&, const WrittenText&) = default;
};

struct Configuration {
  std::optional<source::PythonVersion> version;
  std::optional<std::string> platform;
  std::optional<WrittenText> typeshed;
  std::vector<WrittenText> extra_paths;
  std::vector<WrittenText> exclude;
  // In the order in which they are to be set: `all`, groups, rules.
  std::vector<std::pair<diagnostic::Rule, diagnostic::Severity>> rules;

  void apply(diagnostic::Settings& settings) const {
    for (auto [rule, severity] : rules) settings.set(rule, severity);
  }
};

struct ConfigurationFault {
  uint32_t line;    // from 1
  uint32_t column;  // from 1, in code points
  std::string message;
};

// What a configuration says of rules, whatever order it says it in: a rule says more than its group, a group
// more than `all`.
class RuleLayers {
 public:
  // `name`: `all`, a group or a rule; `called`: the rules of that name.
  void add(std::string_view name, const std::vector<diagnostic::Rule>& called, diagnostic::Severity severity);
  // In the order in which they are to be set.
  std::vector<std::pair<diagnostic::Rule, diagnostic::Severity>> take() const;

 private:
  std::vector<std::pair<diagnostic::Rule, diagnostic::Severity>> layers_[3];
};

// `error`, `warn`, `info` or `ignore`.
std::optional<diagnostic::Severity> severity_named(std::string_view name);

enum class ConfigurationFile : uint8_t { Pellucid, Pyproject };

struct ConfigurationText {
  Configuration configuration;
  // Whether the text speaks to this checker at all: a `pyproject.toml` without [tool.pellucid] does not.
  bool present = false;
  std::vector<ConfigurationFault> faults;  // in the order of the text
};

ConfigurationText read_configuration(std::string_view text, ConfigurationFile file);

// What `sys.platform` may be (`linux`, `darwin`, `win32`, …), and `all` for code that has to work on every
// one.
bool is_platform(std::string_view name);
// "`windows` is no platform; did you mean `win32`?"
std::string unknown_platform_message(std::string_view name);

}  // namespace pellucid::project
