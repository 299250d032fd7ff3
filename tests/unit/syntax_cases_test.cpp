// The cases in tests/cases/syntax: what parser and grammar say of a source, and the tree they make of it.

#include <doctest/doctest.h>

#include "project/session.h"
#include "support/case_file.h"
#include "syntax/verify.h"
#include "wire/dump.h"
#include "wire/positions.h"

namespace pellucid {
namespace {

struct Checked {
  project::Session session;
  project::FileId file;
  std::vector<diagnostic::Diagnostic> diagnostics;

  Checked(source::PythonVersion version, const std::string& source)
      : session(version), file(session.open("case.py", source)), diagnostics(session.diagnostics(file)) {}
};

// `line:column-line:column message`, then its related places and its fix.
std::string errors_text(Checked& checked) {
  db::Database& database = checked.session.database();
  wire::Positions positions(database.text(checked.file), database.lines(checked.file),
                            wire::Columns::CodePoints);
  auto place = [&](source::Range range) {
    wire::LineColumn start = positions.at(range.start), end = positions.at(range.end);
    return std::to_string(start.line) + ":" + std::to_string(start.column) + "-" + std::to_string(end.line) +
           ":" + std::to_string(end.column);
  };
  std::string out;
  for (const diagnostic::Diagnostic& d : checked.diagnostics) {
    out += place(d.range) + " " + d.message + "\n";
    for (const diagnostic::Related& related : d.related)
      out += "    " + place(related.range) + " " + related.message + "\n";
    if (d.fix) out += "    fix: " + d.fix->title + "\n";
  }
  return out;
}

// A fix makes its own problem go away, and no new one.
void check_fixes(source::PythonVersion version, const Checked& checked, const std::string& source) {
  for (const diagnostic::Diagnostic& d : checked.diagnostics) {
    if (!d.fix) continue;
    std::string fixed = source;
    for (size_t i = d.fix->edits.size(); i-- > 0;) {
      const diagnostic::Edit& edit = d.fix->edits[i];
      fixed.replace(edit.range.start, edit.range.size(), edit.text);
    }
    Checked again(version, fixed);
    CAPTURE(d.message);
    CAPTURE(fixed);
    CHECK(again.diagnostics.size() < checked.diagnostics.size());
  }
}

TEST_CASE("the cases of syntax") {
  for (const auto& path : tests::case_files("syntax")) {
    tests::CaseFile file(path);
    for (tests::Case& one : file.cases()) {
      CAPTURE(path.filename().string());
      CAPTURE(one.title);
      CAPTURE(one.line);
      source::PythonVersion version = source::kDefaultPython;
      if (one.options.contains("version")) {
        auto asked = source::parse_python_version(one.options["version"]);
        REQUIRE(asked.has_value());
        version = *asked;
      }
      Checked checked(version, one.source);
      db::TreeLease lease = checked.session.database().lease(checked.file);
      std::vector<std::string> faults =
          syntax::verify(lease.tree(), checked.session.database().text(checked.file));
      CHECK_MESSAGE(faults.empty(), (faults.empty() ? "" : faults[0]));
      check_fixes(version, checked, one.source);
      CHECK(!one.expectations.empty());
      for (tests::Expectation& expectation : one.expectations) {
        std::string found = expectation.kind == "errors"   ? errors_text(checked)
                            : expectation.kind == "tree"   ? wire::tree_text(checked.session, checked.file)
                            : expectation.kind == "tokens" ? wire::tokens_text(checked.session, checked.file)
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
