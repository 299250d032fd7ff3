#include "ide/folds.h"

#include <string>

#include "support/named.h"

namespace {

using namespace pellucid;
using tests::Named;

std::string folds(const std::string& source) {
  Named named(source);
  std::string out;
  db::Database& database = named.session.database();
  for (const ide::Fold& its : ide::folds(named.lease->tree(), named.file->text, database.lines(named.id),
                                         database.comments(named.id))) {
    out += (out.empty() ? "" : " ") + std::to_string(its.first) + "-" + std::to_string(its.last);
    if (its.kind == ide::FoldKind::Comment) out += "#";
    if (its.kind == ide::FoldKind::Imports) out += "i";
  }
  return out;
}

}  // namespace

TEST_CASE("blocks fold behind their headers") {
  CHECK(folds("def f():\n  x = 1\n  return x\n\ny = 1\n") == "1-3");
  CHECK(folds("class C:\n\n  # words\n  def f(self):\n    pass\n") == "1-5 4-5");
  CHECK(folds("if a:\n  b\nelif c:\n  d\nelse:\n  e\n  f\n") == "1-2 3-4 5-7");
  CHECK(folds("try:\n  a\nexcept E:\n  b\nfinally:\n  c\n") == "1-2 3-4 5-6");
  CHECK(folds("match a:\n  case 1:\n    b\n  case _:\n    c\n") == "1-5 2-3 4-5");
  CHECK(folds("if a: b\n") == "");
}

TEST_CASE("brackets and strings fold, and what closes them stays") {
  CHECK(folds("x = [\n  1,\n  2,\n]\n") == "1-3");
  CHECK(folds("def f(\n  a,\n):\n  return a\n") == "1-2 3-4");
  CHECK(folds("f(\n  [\n    1\n  ]\n)\n") == "1-4 2-3");
  CHECK(folds("'''a\nb\nc'''\n") == "1-3");
}

TEST_CASE("runs of imports and of comments fold") {
  CHECK(folds("import a\nfrom b import c\n\nimport d\nx = 1\n") == "1-4i");
  CHECK(folds("# a\n# b\nx = 1\n# c\n") == "1-2#");
  // No comment stands in a string, and none behind code on its line is part of a run.
  CHECK(folds("x = '''\n# a\n# b\n'''\n") == "1-4");
  CHECK(folds("x = '''\n# a\n# b\n'''\n# c\n# d\n") == "1-4 5-6#");
  CHECK(folds("if a:\n  # b\n  x = '''\n# c\n'''\n  y\n") == "1-6 3-5");
  CHECK(folds("x = 1  # a\n# b\ny = 1  # c\n") == "");
  CHECK(folds("if a:  # b\n  # c\n  # d\n  x\n") == "1-4 2-3#");
  CHECK(folds("") == "");
  CHECK(folds("def f(:\n  (\n") == "1-2");
}
