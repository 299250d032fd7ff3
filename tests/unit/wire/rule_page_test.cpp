#include "wire/rule_page.h"

#include <string>

#include <doctest/doctest.h>

namespace pellucid::wire {
namespace {

TEST_CASE("every rule has its page in the program") {
  for (const diagnostic::RuleEntry& rule : diagnostic::all_rules()) {
    CAPTURE(rule.id);
    auto page = rule_page(rule.id);
    REQUIRE(page.has_value());
    CHECK(page->starts_with("# " + std::string(rule.id) + "\n\n"));
    CHECK(page->ends_with(".\n"));
  }
  CHECK(!rule_page("no-such-rule").has_value());
  CHECK(!rule_page("").has_value());
}

TEST_CASE("a page for a terminal") {
  std::string_view page = "# a-rule\n\nSays `x`.\n\n## Wrong\n\n```python\nx = `y`\n\n# z\n```\n";
  CHECK(page_text(page, Colours::Plain) == "a-rule\n\nSays `x`.\n\nWrong\n\n    x = `y`\n\n    # z\n");
  CHECK(page_text(page, Colours::Terminal) ==
        "\x1b[1ma-rule\x1b[0m\n\nSays \x1b[36mx\x1b[0m.\n\n\x1b[1mWrong\x1b[0m\n\n    x = `y`\n\n    # z\n");
}

TEST_CASE("lists of rules") {
  std::string all = rule_list("all", Colours::Plain);
  for (const diagnostic::RuleEntry& rule : diagnostic::all_rules())
    CHECK(all.find("  " + std::string(rule.id) + " ") != std::string::npos);
  CHECK(rule_list("syntax", Colours::Plain).starts_with("syntax\n  invalid-syntax "));
  CHECK(rule_list("no-such-group", Colours::Plain).empty());
}

}  // namespace
}  // namespace pellucid::wire
