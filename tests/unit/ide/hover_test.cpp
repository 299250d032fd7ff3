#include "ide/hover.h"

#include "support/named.h"

namespace {

using namespace pellucid;
using tests::Named;

std::string hover(const std::string& source) {
  Named named(source);
  std::vector<ide::Occurrence> all = ide::occurrences(*named.file);
  auto its = ide::hover_at(*named.file, all, named.at);
  if (!its) return "nothing";
  std::string out = named.place(its->range) + "\n";
  for (const std::string& line : its->definitions) out += line + "\n";
  if (its->left_out > 0) out += "and " + std::to_string(its->left_out) + " more\n";
  return its->documentation.empty() ? out : out + "---\n" + its->documentation + "\n";
}

}  // namespace

TEST_CASE("a function shows its header and the first paragraph of its documentation") {
  CHECK(hover("@d\nasync  def f[T: int](a, /, b: int = 1, *args: str,\n    c=2, **kw) -> T:\n"
              "  '''Does\n     it.\n\n  More.'''\n$f\n") ==
        "8:1-2 f\nasync def f[T: int](a, /, b: int = 1, *args: str, c=2, **kw) -> T\n---\nDoes\nit.\n");
  CHECK(hover("def $f(*, a): \"\"\"\n\n  Word\\x73.\n  \"\"\"\n") == "1:5-6 f\ndef f(*, a)\n---\nWords.\n");
  CHECK(hover("def $f(a, /): f'no'\n") == "1:5-6 f\ndef f(a, /)\n");
  CHECK(hover("class $C[T](A, *b, metaclass=M): 'Doc'\n") ==
        "1:7-8 C\nclass C[T](A, *b, metaclass=M)\n---\nDoc\n");
}

TEST_CASE("other names show what binds them") {
  CHECK(hover("import os.path as p\nfrom ..m.n import a as b, c\n$p") == "3:1-2 p\nimport os.path as p\n");
  CHECK(hover("from ..m.n import a as b, c\n$b") == "2:1-2 b\nfrom ..m.n import a as b\n");
  CHECK(hover("x: int = 1\n$x") == "2:1-2 x\nx: int = 1\n");
  CHECK(hover("def f(a, *b: int): return $b") == "1:27-28 b\n*b: int\n");
  CHECK(hover("for i, (j, k) in g(\n  a): $k") == "2:7-8 k\nfor i, (j, k) in g( a)\n");
  CHECK(hover("[$x for x in y if x]") == "1:2-3 x\nfor x in y\n");
  CHECK(hover("with a as b, c as d: $d") == "1:22-23 d\nwith c as d\n");
  CHECK(hover("try: pass\nexcept (A, B) as e: $e") == "2:21-22 e\nexcept (A, B) as e\n");
  CHECK(hover("match a:\n  case [x, *y]: $y") == "2:17-18 y\ncase [x, *y]\n");
  CHECK(hover("if (n := f()): $n") == "1:16-17 n\nn := f()\n");
  CHECK(hover("def f[$T: int = str](): pass") == "1:7-8 T\nT: int = str\n");
  CHECK(hover("type A[T] = list[T]\n$A") == "2:1-2 A\ntype A[T] = list[T]\n");
  CHECK(hover("class C: pass\nx: 'list[$C]'") == "2:10-11 C\nclass C\n");
}

TEST_CASE("several definitions are shown, and of many the first few") {
  CHECK(hover("if a: x = 1\nelif b: x = 2\nelse: x = 1\n$x") == "4:1-2 x\nx = 1\nx = 2\n");
  std::string many;
  for (int i = 0; i < 9; ++i) many += "if a: x = " + std::to_string(i) + "\n";
  CHECK(hover(many + "$x") == "10:1-2 x\nx = 0\nx = 1\nx = 2\nx = 3\nand 5 more\n");
  CHECK(hover("x = '" + std::string(200, 'a') + "'\n$x").size() < 130);
  CHECK(hover("$print").substr(0, 12) == "1:1-6 print\n");
  CHECK(hover("a.$b") == "nothing");
  CHECK(hover("$") == "nothing");
}
