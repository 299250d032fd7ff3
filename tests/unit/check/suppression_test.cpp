#include "check/suppression.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "db/database.h"

namespace pellucid::check {
namespace {

using diagnostic::Diagnostic;
using diagnostic::Rule;

// A file in which a rule reports each word that is asked for.
class Reported {
 public:
  explicit Reported(std::string source) : source_(std::move(source)), database_(source::kDefaultPython) {
    file_ = database_.add("case.py", source::decode(source_)).value();
  }

  Reported& at(Rule rule, const std::string& word) {
    size_t found = source_.find(word);
    REQUIRE(found != std::string::npos);
    uint32_t start = static_cast<uint32_t>(found);
    all_.push_back(diagnostic::report(rule, {start, start + static_cast<uint32_t>(word.size())}, "reported"));
    return *this;
  }

  // What is left, a line each: the rule, what it points at, its message, its fix.
  std::string left() {
    db::FileId file(file_);
    db::TreeLease lease = database_.lease(file);
    const source::Text& text = database_.text(file);
    std::vector<Diagnostic> rest = all_;
    suppress(rest, read_suppressions(text, database_.lines(file), database_.comments(file)), text,
             database_.lines(file), long_rows(lease.tree(), text));
    diagnostic::sort(rest);
    std::string out;
    for (const Diagnostic& d : rest) {
      out += std::string(diagnostic::entry(d.rule).id) + " `" + std::string(text.slice(d.range)) + "` " +
             d.message;
      if (d.fix) {
        std::string fixed(text.view());
        for (size_t i = d.fix->edits.size(); i-- > 0;)
          fixed.replace(d.fix->edits[i].range.start, d.fix->edits[i].range.size(), d.fix->edits[i].text);
        out += " -> " + fixed;
      }
      out += "\n";
    }
    return out;
  }

 private:
  std::string source_;
  db::Database database_;
  uint32_t file_ = 0;
  std::vector<Diagnostic> all_;
};

std::string left(std::string source, Rule rule = Rule::UnusedImport) {
  return Reported(std::move(source)).at(rule, "os").left();
}

const std::string kLeft = "unused-import `os` reported\n";

TEST_CASE("a comment silences what is on its line") {
  CHECK(left("import os  # pellucid: ignore\n").empty());
  CHECK(left("import os  # pellucid: ignore[unused-import]\n").empty());
  CHECK(left("import os  # pellucid:ignore [ unused-import , star-import ]\n").starts_with("unused-supp"));
  CHECK(left("import os  # pellucid: ignore[imports]\n").empty());
  CHECK(left("import os  # type: ignore\n").empty());
  CHECK(left("import os  # type: ignore[import-untyped]\n").empty());
  CHECK(left("import os  # type:ignore # for a reason\n").empty());
  CHECK(left("import os  # noqa\n").empty());
  CHECK(left("import os  #NOQA\n").empty());
  CHECK(left("import os  # for a reason  # noqa\n").empty());
  CHECK(left("import os  # noqa because\n").empty());
  CHECK(left("import os  # noqa: because\n").empty());
  CHECK(left("import os  # noqa: F401\n").empty());
  CHECK(left("import os  # noqa : f401\n").empty());
  CHECK(left("import os  # noqa:E501,F401\n").empty());
  CHECK(left("import os  # noqa: E501 F401 for a reason\n").empty());
  CHECK(left("import os  # noqa: F4\n").empty());
  CHECK(left("import os  # noqa: F\n").empty());
}

TEST_CASE("a comment that says something else does not") {
  CHECK(left("import os\n") == kLeft);
  CHECK(left("import os  # noqa: F811\n") == kLeft);
  CHECK(left("import os  # noqa: E501\n") == kLeft);
  CHECK(left("import os  # noqae\n") == kLeft);
  CHECK(left("import os  # noqa\xC3\xA9\n") == kLeft);
  CHECK(left("import os  # see noqa\n") == kLeft);
  CHECK(left("import os  # type: ignored\n") == kLeft);
  CHECK(left("import os  # type: ignore[is-literal]\n") == kLeft);
  CHECK(left("import os  # type: int\n") == kLeft);
  CHECK(left("import os  # pellucid: ignored\n") == kLeft);
  CHECK(left("import os  # pellucid is a checker\n") == kLeft);
  CHECK(left("import os  # pellucid: ignore-file\n") == kLeft);
  CHECK(left("import os  # flake8: noqa\n") == kLeft);
  CHECK(left("# noqa\nimport os\n") == kLeft);
  CHECK(left("import os; '# noqa'\n") == kLeft);
}

TEST_CASE("a comment for the whole file") {
  CHECK(left("# pellucid: ignore-file\nimport os\n").empty());
  CHECK(left("import os\n# pellucid: ignore-file\n").empty());
  CHECK(left("import os\n  # pellucid: ignore-file[unused-import]\n").empty());
  CHECK(left("#!/usr/bin/python\n\n# type: ignore\nimport os\n").empty());
  CHECK(left("\xEF\xBB\xBF# type: ignore\nimport os\n").empty());
  CHECK(left("'''Documented.'''\n# type: ignore\nimport os\n") == kLeft);
  CHECK(left("# ruff: noqa: F401\nimport os\n").empty());
  CHECK(left("# ruff: noqa: F811\nimport os\n") == kLeft);
  CHECK(left("# flake8: noqa\nimport os\n").empty());
}

TEST_CASE("where no comment fits, the next place with room counts") {
  CHECK(left("x = os + \\\n  2 + \\\n  3  # noqa\n").empty());
  CHECK(left("x = os + \\\n  2\n3  # noqa\n") == kLeft);
  CHECK(left("f'''{os}\n'''  # noqa\n").empty());
  CHECK(left("f'''\n{os}\n\n'''  # noqa\n").empty());
  CHECK(left("f'''{os}\n''', (\n2)  # noqa\n") == kLeft);
  CHECK(left("f(  # noqa\n  os,\n)\n") == kLeft);
  CHECK(left("f(\n  os,  # noqa\n)\n").empty());
}

TEST_CASE("an import of several lines is one thing") {
  CHECK(left("from a import (  # noqa\n  b,\n  os,\n  c,\n)\n").empty());
  CHECK(left("from a import (\n  b,\n  os,\n  c,\n)  # noqa\n").empty());
  CHECK(left("from a import (\n  b,\n  os,  # noqa\n  c,\n)\n").empty());
  CHECK(left("from a import (\n  b,  # noqa\n  os,\n  c,\n)\n") == kLeft);
}

TEST_CASE("a diagnostic of several lines is silenced where it begins or ends") {
  for (std::string source : {"d = {  # noqa\n  1,\n}\n", "d = {\n  1,\n}  # noqa\n"})
    CHECK(Reported(source).at(Rule::IsLiteral, source.substr(0, source.find('}') + 1)).left().empty());
  std::string between = "d = {\n  1,  # noqa\n}\n";
  CHECK(!Reported(between).at(Rule::IsLiteral, between.substr(0, between.find('}') + 1)).left().empty());
}

TEST_CASE("syntax errors cannot be silenced") {
  CHECK(left("import os  # noqa\n", Rule::InvalidSyntax) == "invalid-syntax `os` reported\n");
  CHECK(left("# pellucid: ignore-file\nimport os\n", Rule::InvalidSyntax) ==
        "invalid-syntax `os` reported\n");
}

TEST_CASE("a comment that silences nothing is reported, with its removal") {
  CHECK(Reported("x = 1  # pellucid: ignore\n").left() ==
        "unused-suppression `# pellucid: ignore` nothing is reported here that this comment could silence -> "
        "x = 1\n\n");
  CHECK(Reported("x = 1  # pellucid: ignore[star-import]  # why\n").left() ==
        "unused-suppression `star-import` `star-import` is silenced here, but nothing reports it -> x = 1  # "
        "why\n\n");
  CHECK(
      left("import os  # pellucid: ignore[star-import, unused-import]\n") ==
      "unused-suppression `star-import` `star-import` is silenced here, but nothing reports it -> import os  "
      "# pellucid: ignore[unused-import]\n\n");
  CHECK(left("import os  # pellucid: ignore[unused-import, unused-imports]\n") ==
        "unused-suppression `unused-imports` `unused-imports` is no rule and no group; did you mean "
        "`unused-import`? -> import os  # pellucid: ignore[unused-import]\n\n");
  CHECK(Reported("# pellucid: ignore-file[imports]\nx = 1\n").left() ==
        "unused-suppression `imports` `imports` is silenced here, but nothing reports it -> \nx = 1\n\n");
  CHECK(Reported("x = 1  # pellucid: ignore[invalid-syntax]\n").left() ==
        "unused-suppression `invalid-syntax` `invalid-syntax` cannot be silenced by a comment -> x = 1\n\n");
}

TEST_CASE("unused comments are not reported if they may serve someone else, or something is broken") {
  CHECK(Reported("x = 1  # noqa\ny = 2  # type: ignore\n").left().empty());
  CHECK(Reported("x = 1  # pellucid: ignore[is-literal, unused-suppression]\n").left().empty());
  CHECK(Reported("# pellucid: ignore-file[unused-suppression]\nx = 1  # pellucid: ignore\n").left().empty());
  CHECK(Reported("x = os  # pellucid: ignore\n").at(Rule::InvalidSyntax, "os").left() ==
        "invalid-syntax `os` reported\n");
}

TEST_CASE("brackets that do not close, and odd bytes") {
  CHECK(left("import os  # pellucid: ignore[unused-import\n").empty());
  CHECK(left("import os  # pellucid: ignore[\n").starts_with(kLeft));
  CHECK(
      left("import os  # pellucid: ignore[]\n") ==
      kLeft +
          "unused-suppression `# pellucid: ignore[]` the list of rules to silence is empty -> import os\n\n");
  CHECK(left("import os  # noqa: \xFF\n").empty());
  CHECK(left("import os  # pellucid: ignore[,,unused-import,]").empty());
  CHECK(left("import os  ##### noqa").empty());
}

}  // namespace
}  // namespace pellucid::check
