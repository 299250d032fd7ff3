#include "diagnostic/settings.h"

#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

namespace pellucid::diagnostic {
namespace {

Diagnostic found(Rule rule) { return report(rule, {0, 1}, "found"); }

TEST_CASE("rules and groups have names of their own") {
  std::set<std::string_view> ids;
  for (const RuleEntry& rule : all_rules()) {
    CAPTURE(rule.id);
    CHECK(ids.insert(rule.id).second);
    CHECK(rule_named(rule.id) == rule.rule);
    CHECK(rule.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
    CHECK(!rule.summary.empty());
    CHECK(!rule.summary.ends_with('.'));
  }
  for (const RuleEntry& rule : all_rules()) CHECK(!ids.contains(rule.group));
  CHECK(ids.size() == kRuleCount);
}

TEST_CASE("a name stands for a rule, a group or all") {
  CHECK(rules_called("unused-import") == std::vector<Rule>{Rule::UnusedImport});
  CHECK(rules_called("syntax") == std::vector<Rule>{Rule::InvalidSyntax});
  CHECK(rules_called("imports").size() > 1);
  CHECK(rules_called("all").size() == kRuleCount);
  CHECK(rules_called("import").empty());
  CHECK(rules_called("").empty());
}

TEST_CASE("an unknown name is answered with a known one") {
  CHECK(unknown_rule_message("unused-imports") ==
        "`unused-imports` is no rule and no group; did you mean `unused-import`?");
  CHECK(unknown_rule_message("zebra") == "`zebra` is no rule and no group");
}

TEST_CASE("settings drop what is ignored and grade the rest") {
  Settings settings;
  settings.set(Rule::UnusedImport, Severity::Error);
  settings.set(Rule::IsLiteral, Severity::Ignore);
  std::vector<Diagnostic> diagnostics = {found(Rule::UnusedImport), found(Rule::IsLiteral),
                                         found(Rule::UnreachableCode)};
  settings.apply(diagnostics);
  REQUIRE(diagnostics.size() == 2);
  CHECK(diagnostics[0].severity == Severity::Error);
  CHECK(diagnostics[1].severity == Severity::Info);
}

TEST_CASE("a selection silences the others, keeps severities and wakes what was ignored") {
  Settings settings;
  settings.set(Rule::UnusedImport, Severity::Ignore);
  settings.set(Rule::StarImport, Severity::Error);
  settings.select({Rule::UnusedImport, Rule::StarImport});
  CHECK(settings.of(Rule::UnusedImport) == Severity::Warning);
  CHECK(settings.of(Rule::StarImport) == Severity::Error);
  CHECK(!settings.reports(Rule::InvalidSyntax));
  CHECK(!settings.reports(Rule::IsLiteral));
}

}  // namespace
}  // namespace pellucid::diagnostic
