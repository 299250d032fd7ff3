#pragma once

// What a checker says: a rule, how grave it is, the smallest range that shows the problem, one sentence that
// describes what was found (code in backticks, no full stop), the other places that matter, and perhaps a
// fix. Plain data; who reports and who prints are other rooms' business.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "source/text.h"

namespace pellucid::diagnostic {

// Ignore is a setting of a rule (settings.h); a diagnostic that is shown never has it.
enum class Severity : uint8_t { Error, Warning, Info, Ignore };

enum class Rule : uint8_t {
#define PEL_RULE(name, id, severity, group, summary) name,
#include "diagnostic/rules.def"
#undef PEL_RULE
};

inline constexpr size_t kRuleCount = 0
#define PEL_RULE(name, id, severity, group, summary) +1
#include "diagnostic/rules.def"
#undef PEL_RULE
    ;

struct RuleEntry {
  Rule rule;
  std::string_view id;
  Severity default_severity;
  std::string_view group;
  std::string_view summary;
};

const RuleEntry& entry(Rule rule);
// All rules in the order of rules.def.
std::span<const RuleEntry> all_rules();
std::optional<Rule> rule_named(std::string_view id);
std::string_view name_of(Severity severity);

// Another place that explains the problem; a range of the same file.
struct Related {
  source::Range range;
  std::string message;
  friend bool operator==(const Related&, const Related&) = default;
};

struct Edit {
  source::Range range;  // what is replaced; empty to insert
  std::string text;
  friend bool operator==(const Edit&, const Edit&) = default;
};

// Edits that do not overlap, to be made together.
struct Fix {
  std::string title;
  std::vector<Edit> edits;
  friend bool operator==(const Fix&, const Fix&) = default;
};

struct Diagnostic {
  Rule rule;
  Severity severity;
  source::Range range;
  std::string message;
  std::vector<Related> related;
  std::optional<Fix> fix;
  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

// Heap bytes of what it holds; of a list, those of the list too.
size_t memory_bytes(const Diagnostic& diagnostic);
size_t memory_bytes(const std::vector<Diagnostic>& diagnostics);

// At the rule's default severity, without related places and fix.
Diagnostic report(Rule rule, source::Range range, std::string message);
// A syntax error: rule invalid-syntax, error.
Diagnostic syntax_error(source::Range range, std::string message);

// By range, then rule; the order in which reporters ran does not show.
void sort(std::vector<Diagnostic>& diagnostics);

}  // namespace pellucid::diagnostic
