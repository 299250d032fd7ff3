#include "diagnostic/settings.h"

#include "diagnostic/similar.h"

namespace pellucid::diagnostic {

Settings::Settings() {
  for (const RuleEntry& rule : all_rules()) set(rule.rule, rule.default_severity);
}

void Settings::select(const std::vector<Rule>& rules) {
  Settings before = *this;
  severities_.fill(Severity::Ignore);
  for (Rule rule : rules) {
    Severity severity = before.of(rule);
    if (severity == Severity::Ignore) severity = entry(rule).default_severity;
    if (severity == Severity::Ignore) severity = Severity::Warning;
    set(rule, severity);
  }
}

void Settings::apply(std::vector<Diagnostic>& diagnostics) const {
  std::erase_if(diagnostics, [this](const Diagnostic& d) { return !reports(d.rule); });
  for (Diagnostic& d : diagnostics) d.severity = of(d.rule);
}

std::vector<Rule> rules_called(std::string_view name) {
  std::vector<Rule> found;
  for (const RuleEntry& rule : all_rules())
    if (name == "all" || rule.id == name || rule.group == name) found.push_back(rule.rule);
  return found;
}

std::string_view similar_rule(std::string_view name) {
  std::vector<std::string_view> known;
  for (const RuleEntry& rule : all_rules()) {
    known.push_back(rule.id);
    known.push_back(rule.group);
  }
  return most_similar(name, known);
}

std::string unknown_rule_message(std::string_view name) {
  std::string message = "`" + std::string(name) + "` is no rule and no group";
  std::string_view similar = similar_rule(name);
  if (!similar.empty()) message += "; did you mean `" + std::string(similar) + "`?";
  return message;
}

}  // namespace pellucid::diagnostic
