// Every rule of core/diagnostic/rules.def has a page in docs/rules, of this form:
//
//     # rule-id
//     (one sentence)
//     ## Wrong
//     (Python)
//     ## Right
//     (Python)
//     ## Why
//     (text)
//
// The examples of syntax rules are checked: the wrong one is reported, the right one is clean.

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "diagnostic/diagnostic.h"
#include "project/session.h"

namespace pellucid {
namespace {

namespace fs = std::filesystem;

const fs::path kPages = fs::path(PELLUCID_SOURCE_DIR) / "docs/rules";

// Declared, and checked by nothing yet. A rule leaves this list with the change that brings its page.
const std::set<std::string> kUnwritten = {
    "unresolved-reference",
    "possibly-unresolved-reference",
    "undefined-export",
    "unused-variable",
    "unused-annotation",
    "unused-global-declaration",
    "redefined-while-unused",
    "invalid-syntax-in-forward-annotation",
    "unused-import",
    "import-shadowed-by-loop-variable",
    "star-import",
    "possibly-from-star-import",
    "unreachable-code",
    "repeated-dictionary-key",
    "is-literal",
    "f-string-missing-placeholders",
    "t-string-missing-placeholders",
    "raise-not-implemented",
    "assert-tuple",
    "if-tuple",
    "invalid-print-syntax",
    "string-format-invalid",
    "string-format-mixing-numbering",
    "string-format-missing-argument",
    "string-format-extra-positional-arguments",
    "string-format-extra-named-arguments",
    "percent-format-invalid",
    "percent-format-unsupported-character",
    "percent-format-mixed-positional-and-named",
    "percent-format-positional-count-mismatch",
    "percent-format-expected-mapping",
    "percent-format-expected-sequence",
    "percent-format-star-requires-sequence",
    "percent-format-missing-argument",
    "percent-format-extra-named-arguments",
    "unused-suppression",
};

struct Page {
  std::vector<std::string> headings;
  std::string sentence;
  std::string wrong;
  std::string right;
  std::string why;
};

Page read_page(const fs::path& path) {
  Page page;
  std::ifstream in(path);
  bool in_code = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) {
      in_code = !in_code;
    } else if (!in_code && line.starts_with("#")) {
      page.headings.push_back(line);
    } else if (!page.headings.empty()) {
      const std::string& heading = page.headings.back();
      std::string& part = heading == "## Wrong"   ? page.wrong
                          : heading == "## Right" ? page.right
                          : heading == "## Why"   ? page.why
                                                  : page.sentence;
      bool example = &part == &page.wrong || &part == &page.right;
      if (example ? in_code : !line.empty()) part += line + "\n";
    }
  }
  return page;
}

bool has(const std::string& source, diagnostic::Rule rule) {
  project::Session session;
  project::FileId file = session.open("example.py", source);
  for (const diagnostic::Diagnostic& d : session.diagnostics(file))
    if (d.rule == rule) return true;
  return false;
}

TEST_CASE("every rule has a page with a wrong and a right example") {
  for (const diagnostic::RuleEntry& rule : diagnostic::all_rules()) {
    std::string id(rule.id);
    CAPTURE(id);
    fs::path path = kPages / (id + ".md");
    CHECK(fs::exists(path) != kUnwritten.contains(id));
    if (kUnwritten.contains(id)) continue;
    Page page = read_page(path);
    CHECK(page.headings == std::vector<std::string>{"# " + id, "## Wrong", "## Right", "## Why"});
    CHECK(!page.sentence.empty());
    CHECK(!page.wrong.empty());
    CHECK(!page.right.empty());
    CHECK(!page.why.empty());
    if (rule.group != "syntax") continue;
    CHECK(has(page.wrong, rule.rule));
    CHECK(!has(page.right, rule.rule));
  }
}

TEST_CASE("every page is of a rule") {
  for (const auto& entry : fs::directory_iterator(kPages)) {
    CAPTURE(entry.path().string());
    CHECK(diagnostic::rule_named(entry.path().stem().string()).has_value());
  }
}

}  // namespace
}  // namespace pellucid
