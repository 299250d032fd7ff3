// The cases in tests/cases/rules: what all rules say of a source.

#include <doctest/doctest.h>

#include "support/case_file.h"
#include "support/checked.h"

namespace pellucid {
namespace {

// Rules in front of their messages.
std::string found_text(tests::Checked& checked) {
  std::string lines = tests::errors_text(checked);
  std::string out;
  size_t at = 0;
  for (const diagnostic::Diagnostic& d : checked.diagnostics) {
    out += "[" + std::string(diagnostic::entry(d.rule).id) + "] ";
    size_t next = at;
    do next = lines.find('\n', next) + 1;
    while (next < lines.size() && lines[next] == ' ');
    out += lines.substr(at, next - at);
    at = next;
  }
  return out;
}

// What a fix makes of the source is not reported again; --fix relies on it.
std::string fixed_text(tests::Checked& checked, const std::string& source) {
  std::string out;
  for (const diagnostic::Diagnostic& d : checked.diagnostics) {
    if (!d.fix) continue;
    std::string fixed = source;
    for (size_t i = d.fix->edits.size(); i-- > 0;)
      fixed.replace(d.fix->edits[i].range.start, d.fix->edits[i].range.size(), d.fix->edits[i].text);
    size_t line = std::count(source.begin(), source.begin() + d.fix->edits[0].range.start, '\n');
    std::vector<std::string> lines = {""};
    for (char c : fixed) {
      if (c == '\n') {
        lines.emplace_back();
      } else {
        lines.back() += c;
      }
    }
    out += lines[line] + "\n";
  }
  return out;
}

TEST_CASE("the cases of rules") {
  for (const auto& path : tests::case_files("rules")) {
    tests::CaseFile file(path);
    for (tests::Case& one : file.cases()) {
      CAPTURE(path.filename().string());
      CAPTURE(one.title);
      CAPTURE(one.line);
      source::PythonVersion version = source::kDefaultPython;
      if (one.options.contains("version")) version = *source::parse_python_version(one.options["version"]);
      std::string rules = one.options.contains("rules") ? one.options["rules"] : "all";
      std::string path = one.options.contains("file") ? one.options["file"] : "case.py";
      tests::Checked checked(version, one.source, rules, path);
      tests::check_fixes(version, checked, one.source, rules, path);
      CHECK(!one.expectations.empty());
      for (tests::Expectation& expectation : one.expectations) {
        std::string found = expectation.kind == "errors"  ? found_text(checked)
                            : expectation.kind == "fixed" ? fixed_text(checked, one.source)
                                                          : "unknown kind of block: " + expectation.kind;
        if (tests::is_updating()) {
          expectation.text = found;
        } else {
          CHECK(found == expectation.text);
        }
      }
    }
    if (tests::is_updating()) file.save();
  }
}

}  // namespace
}  // namespace pellucid
