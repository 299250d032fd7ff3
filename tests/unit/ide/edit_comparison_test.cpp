#include "ide/edit_comparison.h"

#include <doctest/doctest.h>

#include "support/named.h"
#include "support/random.h"
#include "support/random_program.h"

namespace pellucid::ide {
namespace {

using tests::Named;

EditSide side(const Named& named) {
  return {named.file->tree, named.file->text, named.file->scopes, named.file->names};
}

EditComparison compared(const std::string& before, const std::string& after) {
  Named was(before), is(after);
  return compare_edit(side(was), side(is));
}

std::string clauses(const std::string& before, const std::string& after) {
  std::string all;
  for (const std::string& clause : compared(before, after).clauses) all += (all.empty() ? "" : "; ") + clause;
  return all;
}

std::string rows(const EditComparison& found) {
  std::string text;
  for (const RowRun& run : found.rows) {
    text += run.state == RowState::Same ? "=" : run.state == RowState::Gone ? "-" : "+";
    text +=
        std::to_string(run.before) + ">" + std::to_string(run.after) + "*" + std::to_string(run.count) + " ";
  }
  return text;
}

std::string symbols(const EditComparison& found) {
  std::string text;
  for (const ComparedSymbol& symbol : found.symbols)
    text += symbol.scope + " " + symbol.name + " " + std::string(name_of(symbol.state)) + "\n";
  return text;
}

TEST_CASE("ide: rows of an edit are the same, gone or new, and the same ones may have moved") {
  // Module, Assign, Name x, Number, Assign, Name y, Number.
  EditComparison found = compared("x = 1\ny = 2\n", "x = 1\nz = 3\ny = 2\n");
  CHECK(rows(found) == "=0>0*4 +4>4*3 =4>7*3 ");
  CHECK(found.rows_same == 4);
  CHECK(found.rows_moved == 3);
  CHECK(found.rows_new == 3);
  CHECK(found.rows_gone == 0);
  CHECK(rows(compared("x = 1\n", "x = 2\n")) == "=0>0*3 -3>3*1 +4>3*1 ");
  // A row whose operator is another one is gone; what stands below it is the same.
  CHECK(rows(compared("a + b\n", "a - b\n")) == "=0>0*2 -2>2*1 +3>2*1 =3>3*2 ");
}

TEST_CASE("ide: what only moves is the same") {
  EditComparison found = compared("def f(x):\n    return x\n", "# c\n\n\ndef f( x ):\n\n  return (x) # d\n");
  CHECK(found.rows_gone == 1);  // the parentheses are a flag of the row
  found = compared("def f(x):\n    return x\n", "# c\n\n\ndef f( x ):\n\n  return x # d\n");
  CHECK(found.rows_gone + found.rows_new + found.rows_moved == 0);
  CHECK(found.clauses.empty());
  CHECK(found.symbols.empty());
}

TEST_CASE("ide: an edit in a clause each") {
  const std::string f = "def f(x):\n    return x\n";
  CHECK(clauses(f, "def f(x):\n    return 1\n") == "`f`'s body changed, its name and signature did not");
  CHECK(clauses(f, "def f(x, y):\n    return x\n") == "`f`'s signature changed, its body did not");
  CHECK(clauses(f, "async def f(x):\n    return x\n") == "`f`'s signature changed, its body did not");
  CHECK(clauses(f, "def f(y):\n    return y\n") == "`f`'s signature and body changed");
  CHECK(clauses(f, "def g(x):\n    return x\n") == "`f` is now called `g`");
  CHECK(clauses(f, "def g(y):\n    return y\n") == "`f` is gone; `g` is new");
  CHECK(clauses(f, f + "def g(): pass\n") == "`g` is new");
  CHECK(clauses(f, "") == "`f` is gone");
  CHECK(clauses(f, "import a\n" + f) == "statements of the module changed");
  const std::string c = "class C:\n    x = 1\n    def f(self):\n        pass\n";
  CHECK(clauses(c, "class C:\n    x = 1\n    def f(self):\n        return\n") ==
        "`C.f`'s body changed, its name and signature did not");
  CHECK(clauses(c, "class C(B):\n    x = 2\n    def f(self):\n        pass\n") ==
        "what stands before `C`'s body changed; statements of class `C` changed");
  // A function that is moved is the one that moved.
  const std::string a = "def a():\n    x = 1\n", b = "def b():\n    x = 2\n", d = "def d():\n    x = 3\n";
  CHECK(clauses(a + b + d, b + d + a) == "`a` moved");
  CHECK(clauses(a + b + d, d + a + b) == "`d` moved");
  CHECK(compared(a + b + d, b + d + a).rows_gone == 6);
  // Of several functions the one that changed, not its neighbours.
  const std::string before = "def a():\n    pass\n\ndef b():\n    x = 1\n\ndef c():\n    pass\n";
  CHECK(clauses(before, "def a():\n    pass\n\ndef b():\n    x = 2\n\ndef c():\n    pass\n") ==
        "`b`'s body changed, its name and signature did not");
}

TEST_CASE("ide: symbols that an edit made, took away, changed or moved") {
  CHECK(symbols(compared("x = 1\ny = 2\n", "y = 2\nz = 1\n")) ==
        "module y moved\nmodule z new\nmodule x gone\n");
  CHECK(symbols(compared("x = 1\n", "x = 1\nprint(x)\n")) == "module x changed\nmodule print new\n");
  CHECK(symbols(compared("def f():\n    a = 1\n", "def f():\n    b = 1\n")) ==
        "function f b new\nfunction f a gone\n");
  EditComparison found = compared("class C:\n    def f(self): pass\n", "class C:\n    def g(self): pass\n");
  CHECK(symbols(found) == "class C g new\nclass C f gone\nfunction C.g self new\nfunction C.f self gone\n");
}

TEST_CASE("ide: a symbol of the new text stands where it is named first in its scope") {
  std::string after = "import os.path\ndef f(a):\n    return a, b\nb = f\n";
  std::string names;
  for (const ComparedSymbol& symbol : compared("c = 1\n", after).symbols) {
    CHECK(symbol.range.has_value() == (symbol.state != SymbolState::Gone));
    if (symbol.range)
      names +=
          after.substr(symbol.range->start, symbol.range->size()) + std::to_string(symbol.range->start) + " ";
  }
  CHECK(names == "os7 f19 b41 a21 b39 ");
}

TEST_CASE("ide: rows that are the same are equal, and every row is told of once, over random programs") {
  tests::Random random(20261126);
  for (uint32_t i = 0; i < 60; ++i) {
    std::string before = tests::RandomProgram(random.below(1u << 30)).source();
    std::string after = i % 3 == 0 ? tests::RandomProgram(random.below(1u << 30)).source() : before;
    // Lines swapped, doubled or dropped.
    if (i % 3 != 0) {
      size_t line = after.find('\n', random.below(static_cast<uint32_t>(after.size() + 1)));
      size_t end = line == std::string::npos ? line : after.find('\n', line + 1);
      if (end != std::string::npos) {
        std::string cut = after.substr(line, end - line);
        after.erase(line, end - line);
        if (i % 2 == 0) after.insert(0, cut.substr(1) + "\n");
      }
    }
    Named was(before), is(after);
    EditComparison found = compare_edit(side(was), side(is));
    uint32_t old_row = 0, new_row = 0;
    for (const RowRun& run : found.rows) {
      REQUIRE(run.before == old_row);
      REQUIRE(run.after == new_row);
      if (run.state == RowState::Same) {
        for (uint32_t n = 0; n < run.count; ++n) {
          syntax::NodeIndex a(old_row + n), b(new_row + n);
          const syntax::Tree &old_tree = was.file->tree, &new_tree = is.file->tree;
          REQUIRE(old_tree.kind(a) == new_tree.kind(b));
          REQUIRE(old_tree.role(a) == new_tree.role(b));
          REQUIRE(old_tree.flags(a) == new_tree.flags(b));
          if (old_tree.is_leaf(a) && new_tree.is_leaf(b))
            REQUIRE(was.file->text.slice(old_tree.range(a)) == is.file->text.slice(new_tree.range(b)));
        }
      }
      old_row += run.state == RowState::New ? 0 : run.count;
      new_row += run.state == RowState::Gone ? 0 : run.count;
    }
    CHECK(old_row == was.file->tree.size());
    CHECK(new_row == is.file->tree.size());
    if (before == after) CHECK(found.rows_gone + found.rows_new == 0);
    // A line's loss does not make everything else new.
    if (i % 3 == 1 && is.session.database().parsed(is.id).syntax_errors.empty()) CHECK(found.rows_same > 0);
  }
}

}  // namespace
}  // namespace pellucid::ide
