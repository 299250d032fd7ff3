#include "diagnostic/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace pellucid::diagnostic {

std::span<const RuleEntry> all_rules() {
  static constexpr RuleEntry kRules[] = {
#define PEL_RULE(name, id, severity, group, summary) {Rule::name, id, Severity::severity, group, summary},
#include "diagnostic/rules.def"
#undef PEL_RULE
  };
  return kRules;
}

const RuleEntry& entry(Rule rule) { return all_rules()[static_cast<size_t>(rule)]; }

std::optional<Rule> rule_named(std::string_view id) {
  for (const RuleEntry& rule : all_rules())
    if (rule.id == id) return rule.rule;
  return std::nullopt;
}

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Info: return "info";
    case Severity::Ignore: return "ignore";
  }
  return "";
}

Diagnostic report(Rule rule, source::Range range, std::string message) {
  return {rule, entry(rule).default_severity, range, std::move(message), {}, std::nullopt};
}

Diagnostic syntax_error(source::Range range, std::string message) {
  return report(Rule::InvalidSyntax, range, std::move(message));
}

namespace {

size_t bytes_of(const std::string& text) {
  // Short ones stand inside the string itself.
  static const size_t inside = std::string().capacity();
  return text.capacity() <= inside ? 0 : text.capacity() + 1;
}

}  // namespace

size_t memory_bytes(const Diagnostic& d) {
  size_t bytes = bytes_of(d.message) + d.related.capacity() * sizeof(Related);
  for (const Related& related : d.related) bytes += bytes_of(related.message);
  if (!d.fix) return bytes;
  bytes += bytes_of(d.fix->title) + d.fix->edits.capacity() * sizeof(Edit);
  for (const Edit& edit : d.fix->edits) bytes += bytes_of(edit.text);
  return bytes;
}

size_t memory_bytes(const std::vector<Diagnostic>& diagnostics) {
  size_t bytes = diagnostics.capacity() * sizeof(Diagnostic);
  for (const Diagnostic& d : diagnostics) bytes += memory_bytes(d);
  return bytes;
}

void sort(std::vector<Diagnostic>& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tuple(a.range.start, entry(a.rule).id, a.range.end) <
           std::tuple(b.range.start, entry(b.rule).id, b.range.end);
  });
}

}  // namespace pellucid::diagnostic
