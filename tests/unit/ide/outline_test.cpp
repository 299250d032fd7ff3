#include "ide/outline.h"

#include "ide/scope_pieces.h"
#include "ide/unresolved.h"
#include "support/named.h"

namespace {

using namespace pellucid;
using tests::Named;

std::string outline(const std::string& source) {
  Named named(source);
  std::string out;
  for (const ide::OutlineItem& its : ide::outline(*named.file)) {
    out +=
        std::string(2 * its.depth, ' ') + std::string(ide::name_of(its.kind)) + " " + std::string(its.name);
    out += (its.detail.empty() ? "" : " " + its.detail) + "\n";
    CHECK(its.range.start <= its.name_range.start);
    CHECK(its.name_range.end <= its.range.end);
  }
  return out;
}

// The text with `<n:` and `>` around the pieces of every scope but the module's.
std::string pieces(const std::string& source) {
  Named named(source);
  uint32_t at = 0;
  std::string out;
  uint32_t size = named.file->text.size();
  for (const ide::ScopePiece& its : ide::scope_pieces(named.file->tree, named.file->scopes, {0, size})) {
    CHECK(its.range.start == at);
    at = its.range.end;
    std::string text(named.file->text.slice(its.range));
    bool module = its.scope == scope::kModuleScope;
    out += module ? text : "<" + std::to_string(its.scope.value()) + ":" + text + ">";
  }
  CHECK(at == size);
  return out;
}

}  // namespace

TEST_CASE("the outline nests definitions, and lists variables of modules and classes once") {
  CHECK(outline("import os\nLIMIT = 1\nx, (y, *z) = 1, 2\nx = 3\nn: int = 0\n"
                "type A = int\n@d\nclass C(B):\n  a = 1\n  b: str\n  def f(self, k=1): v = 1\n"
                "  class D: pass\nasync def g() -> int:\n  def h(): pass\n  w = 1\n"
                "if p:\n  def i(): pass\nfor q in r: s = 1\n") ==
        "constant LIMIT\nvariable x\nvariable y\nvariable z\nvariable n int\ntype alias A\n"
        "class C (B)\n  attribute a\n  attribute b str\n  method f (self, k=1)\n  class D\n"
        "function g () -> int\n  function h ()\nfunction i ()\nvariable s\n");
  CHECK(outline("").empty());
}

TEST_CASE("every piece of text is of the scope that it is evaluated in") {
  CHECK(pieces("x = 1\n") == "x = 1\n");
  CHECK(pieces("@d\ndef f(a, b=x, *c): \n  y = a\n  return y\nz\n") ==
        "@d\ndef f(<1:a, b=>x<1:, *c>): \n  <1:y = a\n  return y>\nz\n");
  CHECK(pieces("[y for x in z if (lambda a: a) for w in x]") ==
        "[<1:y for x in >z<1: if (lambda ><2:a><1:: ><2:a><1:) for w in x>]");
  CHECK(pieces("class C(B):\n  x = 1\n  def f(self): return x\n") ==
        "class C(B):\n  <1:x = 1\n  def f(><2:self><1:): ><2:return x>\n");
}

TEST_CASE("pieces are cut at the window") {
  Named named("def f(): a\ndef g(): b\n");
  auto cut = [&](uint32_t from, uint32_t to) {
    std::string out;
    for (const ide::ScopePiece& its : ide::scope_pieces(named.file->tree, named.file->scopes, {from, to}))
      out += named.place(its.range) + " " + std::to_string(its.scope.value()) + "\n";
    return out;
  };
  CHECK(cut(0, 11) == "1:1-10 def f():  0\n1:10-11 a 1\n1:11-2:1 0\n");
  CHECK(cut(9, 20) == "1:10-11 a 1\n1:11-2:10 0\n");
  CHECK(cut(20, 22) == "2:10-11 b 2\n2:11-3:1 0\n");
  CHECK(cut(5, 5).empty());
}

TEST_CASE("unresolved names come with what is known of them") {
  Named named(
      "print(nope)\nif a: x = 1\nx\ny = 1\ndel y\ny\ndef f(): return later\nlater = 1\nz: 'Nope'\n"
      "def g():\n  u\n  u = 1\n");
  std::string out;
  for (const ide::UnresolvedName& its : ide::unresolved_names(*named.file, ide::occurrences(*named.file)))
    out += named.place(its.range) + " " + std::string(ide::name_of(its.state)) + " in " +
           std::to_string(its.scope.value()) + "\n";
  CHECK(out ==
        "1:7-11 nope unbound in 0\n2:4-5 a unbound in 0\n3:1-2 x maybe unbound in 0\n6:1-2 y deleted in 0\n"
        "9:5-9 Nope unbound in 2\n11:3-4 u unbound in 3\n");
}
