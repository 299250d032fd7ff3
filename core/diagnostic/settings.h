#pragma once

// How gravely each rule reports, if at all. A value, made in layers: the defaults of rules.def, then the
// configuration's [rules], then what the command line says:
//
//     Settings settings;
//     settings.set(Rule::UnusedImport, Severity::Error);      // [rules] unused-import = "error"
//     settings.select({Rule::UnusedImport});                  // --select unused-import: nothing else reports
//
// Severity::Ignore is a setting only: no diagnostic that `apply` lets through has it.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.h"

namespace pellucid::diagnostic {

class Settings {
 public:
  Settings();  // every rule at its default

  Severity of(Rule rule) const { return severities_[static_cast<size_t>(rule)]; }
  bool reports(Rule rule) const { return of(rule) != Severity::Ignore; }
  void set(Rule rule, Severity severity) { severities_[static_cast<size_t>(rule)] = severity; }
  // These rules report and no others: at the severity they have, or if that is `ignore`, at their default.
  void select(const std::vector<Rule>& rules);

  // Drops what is ignored, and gives the rest its severity.
  void apply(std::vector<Diagnostic>& diagnostics) const;

  friend bool operator==(const Settings&, const Settings&) = default;

 private:
  std::array<Severity, kRuleCount> severities_;
};

// The rules that `name` stands for: a rule's id, a group, or `all`. Empty if it is none of these.
std::vector<Rule> rules_called(std::string_view name);

// The id or group that was probably meant by a name that is none, to be shown as "did you mean"; empty if
// nothing comes close.
std::string_view similar_rule(std::string_view name);

// "`unused-imports` is no rule and no group; did you mean `unused-import`?"
std::string unknown_rule_message(std::string_view name);

}  // namespace pellucid::diagnostic
