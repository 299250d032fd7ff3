#include "ide/rename.h"

#include "support/named.h"

namespace {

using namespace pellucid;
using tests::Named;

// The text with the edits made; then the problems, a line each.
std::string renamed(const std::string& source, std::string_view to,
                    source::PythonVersion version = source::kDefaultPython) {
  Named named(source, version);
  ide::RenamePlan plan = ide::rename(*named.file, ide::occurrences(*named.file), named.at, to);
  if (!plan.refusal.empty()) {
    CHECK(plan.edits.empty());
    return "refused: " + plan.refusal;
  }
  std::string text(named.file->text.view());
  for (size_t i = plan.edits.size(); i-- > 0;)
    text.replace(plan.edits[i].range.start, plan.edits[i].range.size(), plan.edits[i].text);
  for (const ide::RenameProblem& problem : plan.problems)
    text += named.place(problem.range) + ": " + problem.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("a name is renamed in all scopes, and nothing else") {
  CHECK(renamed("def f($x):\n  x += 1\n  return [x for x in x], lambda: x, a.x, g(x=x)\nx\n", "y") ==
        "def f(y):\n  y += 1\n  return [x for x in y], lambda: y, a.x, g(x=y)\nx\n");
  CHECK(renamed("n = 0\ndef f():\n  global n$\n  n = 1\n", "total") ==
        "total = 0\ndef f():\n  global total\n  total = 1\n");
  CHECK(renamed("def f():\n  n = 0\n  def g():\n    nonlocal n\n    del $n\n", "m") ==
        "def f():\n  m = 0\n  def g():\n    nonlocal m\n    del m\n");
  CHECK(renamed("try: pass\nexcept E as $e: e\nmatch e:\n  case {'a': e, **r}: e\n", "error") ==
        "try: pass\nexcept E as error: error\nmatch error:\n  case {'a': error, **r}: error\n");
  CHECK(renamed("def f[$T](a: T) -> T: pass\n", "U") == "def f[U](a: U) -> U: pass\n");
  CHECK(renamed("f'{$x!r:>{x}}'\nx = 1\n", "y") == "f'{y!r:>{y}}'\ny = 1\n");
  CHECK(renamed("caf\xC3\xA9$ = 1\ncafe\xCC\x81\n", "tea") == "tea = 1\ntea\n");
}

TEST_CASE("an import gets another name") {
  CHECK(renamed("import os\n$os.path\n", "o") == "import os as o\no.path\n");
  CHECK(renamed("import os as o\n$o.path\n", "os") == "import os\nos.path\n");
  CHECK(renamed("from m import (a, b as c,)\n$c, a\n", "d") == "from m import (a, b as d,)\nd, a\n");
  CHECK(renamed("from m import $a\na\n", "b") == "from m import a as b\nb\n");
  CHECK(renamed("import a.b\n$a.b\n", "c") ==
        "refused: `import a.b` binds `a`, and can give it no other name");
}

TEST_CASE("strings that name it go along: annotations, and what a module exports") {
  CHECK(renamed("class $C: pass\nx: 'list[C]' = 'C'\n", "D") == "class D: pass\nx: 'list[D]' = 'C'\n");
  CHECK(renamed("__all__ = ['f', \"g\"]\n__all__ += ['f']\ndef $f(): pass\nz = 'f'\n", "h") ==
        "__all__ = ['h', \"g\"]\n__all__ += ['h']\ndef h(): pass\nz = 'f'\n");
  CHECK(renamed("__all__ = ['\\x66']\ndef $f(): pass\n", "h") ==
        "__all__ = ['\\x66']\ndef h(): pass\n"
        "1:12-18 '\\x66': the string has `f` with escapes or in parts, and is left as it is\n");
  CHECK(renamed("class $C: pass\nx: 'tuple[\\x43, C]'\n", "D") ==
        "class D: pass\nx: 'tuple[\\x43, D]'\n"
        "2:11-15 \\x43: the string has `C` with escapes or in parts, and is left as it is\n");
}

TEST_CASE("keywords of calls go along where the function is sure") {
  CHECK(renamed("def f(a, $b=1): return b\nf(1, b=2)\n", "c") == "def f(a, c=1): return c\nf(1, c=2)\n");
  CHECK(renamed("class C:\n  def __init__(self, $b): pass\nC(b=2)\n", "c") ==
        "class C:\n  def __init__(self, c): pass\nC(c=2)\n");
  CHECK(renamed("class C:\n  def f(self, $b): pass\nC().f(b=2)\ng(b=3)\n", "c") ==
        "class C:\n  def f(self, c): pass\nC().f(b=2)\ng(b=3)\n"
        "3:7-8 b: this may name the parameter, and is left as it is\n");
  CHECK(renamed("def f($b, /): pass\nf(b=2)\n", "c") == "def f(c, /): pass\nf(b=2)\n");
  CHECK(renamed("if p:\n  def f($b): pass\nelse: f = g\nf(b=2)\n", "c") ==
        "if p:\n  def f(c): pass\nelse: f = g\nf(b=2)\n"
        "4:3-4 b: this may name the parameter, and is left as it is\n");
}

TEST_CASE("private names stay private") {
  CHECK(renamed("class C:\n  __x = 1\n  def f(self): return __x\n  y = $__x\n", "__z") ==
        "class C:\n  __z = 1\n  def f(self): return __x\n  y = __z\n");
  CHECK(renamed("_C__x = 1\nclass C:\n  def f(self): return $__x\n", "__z") ==
        "_C__z = 1\nclass C:\n  def f(self): return __z\n");
  CHECK(renamed("_C__x = 1\nclass C:\n  def f(self): return $__x\n", "z") ==
        "z = 1\nclass C:\n  def f(self): return z\n");
  CHECK(renamed("$x = 1\nclass C:\n  y = x\nx\n", "__z") ==
        "__z = 1\nclass C:\n  y = x\n__z\n"
        "3:7-8 x: in a class `__z` is private, and another name\n");
}

TEST_CASE("what is no name is refused, and what is no one's") {
  for (std::string_view bad :
       {"", "1a", "a b", "if", "None", "a.b", "a#", "'", "\\", "x\n", "\xEF\xBD\x89\xEF\xBD\x86"})
    CHECK(renamed("$x = 1\n", bad) ==
          "refused: `" + std::string(bad) + "` is no name that Python allows here");
  CHECK(renamed("$x = 1\n", "__debug__") == "refused: `__debug__` cannot be bound");
  CHECK(renamed("$x = 1\n", "match") == "match = 1\n");
  // As Python normalises it.
  CHECK(renamed("$x = 1\n", "\xEF\xAC\x81x") == "fix = 1\n");
  CHECK(renamed("$print()\n", "p") == "refused: `print` is provided by Python");
  CHECK(renamed("$nothing()\n", "p") == "refused: `nothing` is bound nowhere in this file");
  CHECK(renamed("a.$b = 1\n", "p") == "refused: there is no name here that could be renamed");
  CHECK(renamed("$x = 1\n", "x") == "x = 1\n");
  CHECK(renamed("$x = 1\n", "__all__") ==
        "__all__ = 1\n1:1-2 x: names of the form `__all__` mean something to Python\n");
}

TEST_CASE("a clash in the same scope is a problem") {
  CHECK(renamed("def f($x):\n  y = 1\n  return x\n", "y") ==
        "def f(y):\n  y = 1\n  return y\n2:3-4 y: `y` is bound here already, in the same scope\n");
  CHECK(renamed("def f($x):\n  global y\n  y = 1\n", "y") ==
        "def f(y):\n  global y\n  y = 1\n2:10-11 y: `y` is bound here already, in the same scope\n");
  CHECK(renamed("$x = 1\n[y := 1 for z in []]\n", "y") ==
        "y = 1\n[y := 1 for z in []]\n2:2-3 y: `y` is bound here already, in the same scope\n");
}

TEST_CASE("a renamed name that a scope in between would take is a problem") {
  CHECK(renamed("$x = 1\ndef f(y): return x\n", "y") ==
        "y = 1\ndef f(y): return y\n2:18-19 x: here `y` would be another one, of a scope in between\n");
  CHECK(renamed("def f():\n  $y = 1\n  return [(y, x) for x in []]\n", "x") ==
        "def f():\n  x = 1\n  return [(x, x) for x in []]\n"
        "3:12-13 y: here `x` would be another one, of a scope in between\n");
  CHECK(renamed("$x = 1\ndef f():\n  global x\n  def g(): return y\n  x = y\n", "y") ==
        "y = 1\ndef f():\n  global y\n  def g(): return y\n  y = y\n"
        "3:10-11 x: `y` means something else in this scope\n"
        "4:19-20 y: this `y` would become the one that is renamed\n"
        "5:7-8 y: this `y` would become the one that is renamed\n");
  // Methods pass the class by.
  CHECK(renamed("$x = 1\nclass C:\n  y = 2\n  def f(self): return x\n", "y") ==
        "y = 1\nclass C:\n  y = 2\n  def f(self): return y\n");
  CHECK(renamed("$x = 1\nclass C:\n  y = x\n", "y") ==
        "y = 1\nclass C:\n  y = y\n3:7-8 x: here `y` would be another one, of a scope in between\n");
}

TEST_CASE("names that would become the renamed one are a problem") {
  CHECK(renamed("$x = 1\nprint(x)\n", "print") ==
        "print = 1\nprint(print)\n2:1-6 print: this `print` would become the one that is renamed\n");
  CHECK(renamed("y = 1\ndef f($x): return lambda: y\n", "y") ==
        "y = 1\ndef f(y): return lambda: y\n2:26-27 y: this `y` would become the one that is renamed\n");
  // What goes past the function does not meet it.
  CHECK(renamed("y = 1\ndef f($x):\n  def g():\n    global y\n    return y\n", "y") ==
        "y = 1\ndef f(y):\n  def g():\n    global y\n    return y\n");
  CHECK(renamed("$x = 1\nclass C:\n  len = len\n", "len") ==
        "len = 1\nclass C:\n  len = len\n3:9-12 len: this `len` would become the one that is renamed\n");
  CHECK(renamed("y = 1\nclass C:\n  $x = 1\n  def f(self): return y\n", "y") ==
        "y = 1\nclass C:\n  y = 1\n  def f(self): return y\n");
}

TEST_CASE("a name that may be one of two is a problem") {
  CHECK(renamed("$x = 1\nclass C:\n  if x: x = 2\n  print(x)\n", "y") ==
        "y = 1\nclass C:\n  if y: x = 2\n  print(x)\n"
        "4:9-10 x: this may be the `x` of the class, or the one outside\n");
  CHECK(renamed("$x = 1\nclass C:\n  x = x\n", "y") == "y = 1\nclass C:\n  x = y\n");
  CHECK(renamed("x = 1\nclass C:\n  $x = x\n", "y") == "x = 1\nclass C:\n  y = x\n");
  CHECK(renamed("try: unicode$\nexcept NameError: unicode = str\n", "text").find("provide") ==
        std::string::npos);
  CHECK(renamed("if p: $input = raw\ninput()\n", "ask") ==
        "if p: ask = raw\nask()\n2:1-6 input: this may be the `input` that Python provides\n");
  CHECK(renamed("def f():\n  x = 1\n  class C:\n    $x = x\n", "y") ==
        "def f():\n  x = 1\n  class C:\n    y = y\n");
  CHECK(renamed("x = 0\ndef f():\n  x = 1\n  class C:\n    $x = x\n", "y") ==
        "x = 0\ndef f():\n  x = 1\n  class C:\n    y = x\n"
        "5:9-10 x: this `x` would become that of a function around\n");
}

TEST_CASE("attributes of the same name are told of when a class's name is renamed") {
  CHECK(renamed("class C:\n  $x = 1\n  def f(self): return self.x\nC.y\n", "z") ==
        "class C:\n  z = 1\n  def f(self): return self.x\nC.y\n"
        "3:28-29 x: this may be the attribute that is renamed, and is left as it is\n");
}

TEST_CASE("a capture cannot be called _") {
  CHECK(renamed("match a:\n  case $x: x\n", "_") ==
        "match a:\n  case _: _\n2:8-9 x: `_` in a pattern binds nothing\n");
}
