// The cases in tests/cases/syntax: what parser and grammar say of a source, and the tree they make of it.

#include <doctest/doctest.h>

#include "support/case_file.h"
#include "support/checked.h"
#include "syntax/verify.h"
#include "wire/dump.h"

namespace pellucid {
namespace {

using tests::Checked;
using tests::errors_text;

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
      tests::check_fixes(version, checked, one.source);
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
