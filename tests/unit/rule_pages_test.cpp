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
// The wrong example is reported by the rule and by no other, the right one by none.

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

using diagnostic::Rule;

// What a page shows of these takes other files or a library (project/imports_test.cpp).
const std::set<Rule> kOfProjects = {Rule::UnresolvedImport, Rule::ImportCycle, Rule::HiddenModule};

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

std::set<Rule> reported(const std::string& source) {
  project::Session session;
  project::FileId file = session.open("example.py", source);
  std::set<Rule> rules;
  for (const diagnostic::Diagnostic& d : session.diagnostics(file)) rules.insert(d.rule);
  return rules;
}

TEST_CASE("every rule has a page with a wrong and a right example") {
  for (const diagnostic::RuleEntry& rule : diagnostic::all_rules()) {
    std::string id(rule.id);
    CAPTURE(id);
    fs::path path = kPages / (id + ".md");
    Page page = read_page(path);
    CHECK(page.headings == std::vector<std::string>{"# " + id, "## Wrong", "## Right", "## Why"});
    CHECK(page.sentence == std::string(rule.summary) + ".\n");
    CHECK(!page.wrong.empty());
    CHECK(!page.right.empty());
    CHECK(!page.why.empty());
    if (rule.rule == Rule::UnreadableFile) continue;  // its example is for a shell
    std::set<Rule> expected = {rule.rule};
    if (kOfProjects.contains(rule.rule)) expected.clear();
    // Which names a star import may bring is not asked without one.
    if (rule.rule == Rule::StarImport || rule.rule == Rule::PossiblyFromStarImport)
      expected = {Rule::StarImport, Rule::PossiblyFromStarImport};
    CHECK(reported(page.wrong) == expected);
    CHECK(reported(page.right).empty());
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
