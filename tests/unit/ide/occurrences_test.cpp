#include "ide/occurrences.h"

#include "ide/references.h"
#include "ide/symbol_list.h"
#include "support/named.h"

namespace {

using namespace pellucid;
using tests::Named;

// The references of the name at the mark.
std::string references(const std::string& source) {
  Named named(source);
  std::string out;
  for (const ide::Occurrence& its : ide::references_at(ide::occurrences(*named.file), named.at)) {
    out += named.place(its.range) + " " + std::string(ide::name_of(its.access));
    if (its.access == ide::NameAccess::Bind && its.reads) out += " and read";
    if (its.in_string()) out += " in a string";
    out += "\n";
  }
  return out;
}

std::string definitions(const std::string& source) {
  Named named(source);
  std::string out;
  for (const ide::DefinitionPlace& its :
       ide::definitions_at(*named.file, ide::occurrences(*named.file), named.at))
    out += named.place(its.name) + " " + std::string(flow::name_of(its.kind)) + "\n";
  return out;
}

std::string uses(const std::string& source) {
  Named named(source);
  std::vector<ide::Occurrence> all = ide::occurrences(*named.file);
  const ide::Occurrence* at = ide::occurrence_at(all, named.at);
  REQUIRE(at != nullptr);
  std::string out;
  for (const ide::Occurrence& its : ide::uses_reached(*named.file, all, *at->row))
    out += named.place(its.range) + "\n";
  return out;
}

}  // namespace

TEST_CASE("references are everything that stands for the same") {
  CHECK(references("$x = 1\nx += x\ndel x\nprint(x)\n") ==
        "1:1-2 x bind\n2:1-2 x bind and read\n2:6-7 x read\n3:5-6 x delete\n4:7-8 x read\n");
  CHECK(references("x = 1\ndef f(x, y=x): return $x\nclass C: x = 2\nlambda x: x\n") ==
        "2:7-8 x bind\n2:23-24 x read\n");
  CHECK(references("def f():\n  global x$\n  x = 1\n  return lambda: x\nx\n") ==
        "2:10-11 x declare\n3:3-4 x bind\n4:18-19 x read\n5:1-2 x read\n");
  CHECK(references("def f():\n  n = 0\n  def g():\n    nonlocal n\n    n = $n + 1\n") ==
        "2:3-4 n bind\n4:14-15 n declare\n5:5-6 n bind\n5:9-10 n read\n");
  CHECK(references("print($len, [len for len in range(3)])\nlen\n") == "1:7-10 len read\n2:1-4 len read\n");
  CHECK(references("import a.b\nimport a.c as d, $a\na.b\n") ==
        "1:8-9 a bind\n2:18-19 a bind\n3:1-2 a read\n");
}

TEST_CASE("attributes and keywords of calls are no references") {
  CHECK(references("def f($a): return a.a\nf(a=1)\nf.a\n") == "1:7-8 a bind\n1:18-19 a read\n");
}

TEST_CASE("a name in a string that is an annotation is a reference, inside its quotes") {
  CHECK(references("class C$: pass\nx: 'list[C]' = 'C'\ndef f(a: \"C\" '|No' \"ne\") -> '''C''': pass\n") ==
        "1:7-8 C bind\n2:10-11 C read in a string\n3:11-12 C read in a string\n3:32-33 C read in a string\n");
  // Through escapes and seams.
  CHECK(
      references("class C$: pass\nx: 'tuple[\\x43, ' r\"C, C]\"\n") ==
      "1:7-8 C bind\n2:11-15 \\x43 read in a string\n2:21-22 C read in a string\n2:24-25 C read in a string\n");
  CHECK(references("from typing import Literal, cast\nclass C$: pass\nx: Literal['C']\ncast('C', 'C')\n") ==
        "2:7-8 C bind\n4:7-8 C read in a string\n");
}

TEST_CASE("private names are the same in their class and out of it") {
  CHECK(references("_C__x = 1\nclass C:\n  def f(self): return $__x\n") ==
        "1:1-6 _C__x bind\n3:23-26 __x read\n");
  CHECK(references("__x = 1\nclass C:\n  def f(self): return $__x\n") == "3:23-26 __x read\n");
}

TEST_CASE("what a class body has not bound yet is the module's") {
  CHECK(references("$x = 1\nclass C:\n  x = x\n  y = x\n") == "1:1-2 x bind\n3:7-8 x read\n");
  CHECK(references("x = 1\nclass C:\n  $x = x\n  y = x\n") == "3:3-4 x bind\n4:7-8 x read\n");
  // It may be either.
  std::string either = "x = 1\nclass C:\n  if x: x = 2\n  y = x\n";
  CHECK(references("$" + either) == "1:1-2 x bind\n3:6-7 x read\n4:7-8 x read\n");
  CHECK(references("x = 1\nclass C:\n  if x: $x = 2\n  y = x\n") == "3:9-10 x bind\n4:7-8 x read\n");
}

TEST_CASE("a definition is what reaches the use") {
  CHECK(definitions("x = 1\nx = 2\nprint($x)\n") == "2:1-2 x assignment\n");
  CHECK(definitions("if a: x = 1\nelse: x = 2\nprint(x$)\n") == "1:7-8 x assignment\n2:7-8 x assignment\n");
  CHECK(definitions("def f(a): return $a\n") == "1:7-8 a parameter\n");
  CHECK(definitions("def f():\n  global x\n  return $x\nx = 1\n") == "4:1-2 x assignment\n");
  CHECK(definitions("import os.path as $p\n") == "1:19-20 p import\n");
  CHECK(definitions("x: int\ndel $x\n") == "1:1-2 x annotation without a value\n");
  CHECK(definitions("class C: pass\nx: '$C'\n") == "1:7-8 C class\n");
  CHECK(definitions("$print()\n").empty());
  CHECK(definitions("a.$b\n").empty());
  // Nothing reaches it: what would have bound it.
  CHECK(definitions("def f():\n  print($x)\n  x = 1\n") == "3:3-4 x assignment\n");
  CHECK(definitions("x = 1\nclass C:\n  if x: x = 2\n  y = $x\n") ==
        "1:1-2 x assignment\n3:9-10 x assignment\n");
}

TEST_CASE("a definition reaches uses until another one replaces it") {
  CHECK(uses("$x = 1\nprint(x)\nx = 2\nprint(x)\n") == "2:7-8 x\n");
  CHECK(uses("$x = 1\nwhile x:\n  print(x)\n  x = x - 1\n") == "2:7-8 x\n3:9-10 x\n4:7-8 x\n");
  CHECK(uses("x = 1\nwhile x:\n  print(x)\n  $x = x - 1\n") == "2:7-8 x\n3:9-10 x\n4:7-8 x\n");
  CHECK(uses("$x = 1\ndef f(): return x\nx = 2\n") == "2:17-18 x\n");
}

TEST_CASE("a scope's symbols come with their definitions and uses") {
  Named named("def f():\n  n = 0\n  def g():\n    nonlocal n\n    n += 1\n  if n: del n\n  return n, len\n");
  std::vector<ide::Occurrence> all = ide::occurrences(*named.file);
  auto shown = [&](uint32_t scope) {
    std::string out;
    for (const ide::ListedSymbol& its : ide::list_symbols(*named.file, all, scope::FileScopeId(scope))) {
      out += std::string(its.text) + "\n";
      for (const ide::ListedDefinition& d : its.definitions)
        out += "  " + named.place(d.range) + " " + std::string(flow::name_of(d.kind)) + " in " +
               std::to_string(d.scope.value()) + "\n";
      for (const ide::ListedUse& u : its.uses)
        out += "  " + named.place(u.range) + " " + std::string(ide::name_of(u.access)) + " " +
               std::string(ide::name_of(u.state)) + "\n";
    }
    return out;
  };
  CHECK(shown(0) == "f\n  1:5-6 f function in 0\n");
  CHECK(
      shown(1) ==
      "n\n  2:3-4 n assignment in 1\n  5:5-6 n augmented assignment in 2\n  6:13-14 n `del` statement in 1\n"
      "  4:14-15 n declare bound\n  5:5-6 n read maybe unbound\n  6:6-7 n read bound\n"
      "  7:10-11 n read maybe unbound\n"
      "g\n  3:7-8 g function in 1\n"
      "len\n  7:13-16 len read bound\n");
  CHECK(shown(2) ==
        "n\n  5:5-6 n augmented assignment in 2\n  4:14-15 n declare bound\n  5:5-6 n read maybe unbound\n");
}
