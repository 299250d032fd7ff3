#pragma once

// The pages of the rules, docs/rules/*.md, which are part of the program.

#include <optional>
#include <string>
#include <string_view>

#include "diagnostic/settings.h"
#include "wire/report_text.h"

namespace pellucid::wire {

// The Markdown of a rule's page; none if there is no such rule.
std::optional<std::string_view> rule_page(std::string_view id);

// A page for a terminal: headings without their marks, code set in, code within a line in colour if there are
// any.
std::string page_text(std::string_view markdown, Colours colours);

// The rules that a name stands for (diagnostic::rules_called), by group: id, severity, summary.
std::string rule_list(std::string_view name, Colours colours);

}  // namespace pellucid::wire
