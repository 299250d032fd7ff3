#include "ide/completion.h"

#include <algorithm>

#include "support/named.h"

namespace {

using namespace pellucid;
using tests::Named;

// What the file itself binds, a blank between, `?` behind what may be unbound; then what stands to be
// replaced.
std::string offered(const std::string& source) {
  Named named(source);
  ide::Completion found = ide::complete_at(named.session.engine(), named.id, *named.file,
                                           ide::occurrences(*named.file), named.at);
  std::string out;
  for (const ide::CompletionItem& its : found.items) {
    if (its.kind == ide::CompletionKind::Builtin || its.kind == ide::CompletionKind::Keyword) continue;
    out += its.name + (its.may_be_unbound ? "? " : " ");
  }
  return out + "<" + std::string(named.file->text.slice(found.replaced)) + ">";
}

bool offers(const std::string& source, std::string_view name, source::PythonVersion version = {14}) {
  Named named(source, version);
  ide::Completion found = ide::complete_at(named.session.engine(), named.id, *named.file,
                                           ide::occurrences(*named.file), named.at);
  return std::any_of(found.items.begin(), found.items.end(),
                     [&](const ide::CompletionItem& its) { return its.name == name; });
}

}  // namespace

TEST_CASE("names in scope are offered, the innermost first") {
  CHECK(offered("limit = 1\ndef f(a):\n  b = 2\n  return $\n  c = 3\n") == "a b f limit <>");
  CHECK(offered("limit = 1\ndef f(a):\n  b = 2\n  return li$\n") == "a b f limit <li>");
  CHECK(offered("x = [y for y in z if y$y]\n") == "y <yy>");
  CHECK(offered("def f(x):\n  y = 1\n  return lambda z: $z\n") == "z x y f <z>");
  CHECK(offered("def f[T](a: $T): pass\n") == "T f <T>");
}

TEST_CASE("the name of an outer scope that an inner one has is offered once") {
  CHECK(offered("x = 1\ndef f(x): return $x\n") == "x f <x>");
}

TEST_CASE("a class is seen from its body, and not from its methods") {
  CHECK(offered("class C:\n  a = 1\n  def f(self): return $\n") == "self C <>");
  CHECK(offered("class C:\n  a = 1\n  b = $\n") == "a <>");
  CHECK(offered("class C:\n  a = 1\n  b = [$c for c in a]\n").find("a ") == std::string::npos);
  CHECK(offered("class C:\n  __a = 1\n  b = $\n") == "__a <>");
}

TEST_CASE("what is not bound yet, or not any more, is not offered; what may be is, behind the rest") {
  CHECK(offered("a = 1\n$\nb = 2\n") == "a <>");
  CHECK(offered("a = b = 1\ndel a\n$\n") == "b <>");
  CHECK(offered("z = 1\nif z: a = 1\n$\n") == "z a? <>");
  CHECK(offered("def f(): return $\nlater = 1\n") == "f later <>");
  CHECK(offered("def f():\n  global g\n  g = 1\n  $\n").starts_with("g"));
}

TEST_CASE("on an empty line the indentation says where a statement would stand") {
  std::string body = "class C:\n  x = 1\n  def f(self, a):\n    b = 1\n";
  CHECK(offered(body + "    $") == "a b self C <>");
  CHECK(offered(body + "  $") == "f x <>");
  CHECK(offered(body + "$") == "C <>");
  CHECK(offered(body + "\n\n    # words\n    $\n\ny = 2\n") == "a b self C y <>");
}

TEST_CASE("nothing is offered in words, in numbers, and where a name is made") {
  for (std::string_view source : {"x = 1\n'a $b'\n", "x = 1\n# a$\n", "x = 1\n# $", "x = 1\ndef $f(): pass\n",
                                  "x = 1\nclass C$: pass\n", "x = 1\nimport o $\n", "x = 1\nimport os as $\n",
                                  "x = 1\n12$\n", "x = 1\nf'''a $ {x}'''\n"})
    CHECK_MESSAGE(offered(std::string(source)).starts_with("<"), source);
  CHECK(offered("x = 1\nf'{$}'\n") == "x <>");
  CHECK(offered("x = 1\n'a' + $\n") == "x <>");
}

TEST_CASE("behind a dot the attributes known of the same name are offered") {
  CHECK(offered("import os\nos.path\nos.sep\nother.no\nos.$\n") == "path sep <>");
  CHECK(offered("a = b = 1\na.b.c\na.b.d\nb.e\na.b.$c\n") == "c d <c>");
  CHECK(offered("def f(a): a.x\ndef g(a): a.$\n") == "<>");
  CHECK(offered("class C:\n  n = 1\n  def __init__(self): self.a = 1\n  def f(self, b): b.no; self.$\n") ==
        "a n __init__ f <>");
  CHECK(offered("class C:\n  def f(self, b): self.$\n  def g(me): me.x\n") == "x f g <>");
  CHECK(offered("class C:\n  n = 1\nC.m\nC.$\n") == "m n <>");
  CHECK(offered("f().$\n") == "<>");
}

TEST_CASE("builtins and keywords come last, as the version has them") {
  CHECK(offers("$", "print"));
  CHECK(offers("$", "while"));
  CHECK(offers("$", "__name__"));
  CHECK(!offers("a.$", "print"));
  CHECK(offers("$", "ExceptionGroup"));
  CHECK(!offers("$", "ExceptionGroup", {10}));
}

TEST_CASE("any place of any text is answered") {
  std::string text =
      "class C[T](A):\n  def f(self, a='x'): return self.a.b if (\n\n@d\nx.y: 'C' = f'{a!r:>{b}}'\n";
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    Named named(text.substr(0, cut) + "$" + text.substr(cut));
    std::vector<ide::Occurrence> all = ide::occurrences(*named.file);
    ide::Completion found = ide::complete_at(named.session.engine(), named.id, *named.file, all, named.at);
    CHECK(found.replaced.start <= named.at);
    CHECK(named.at <= found.replaced.end);
    Named broken(text.substr(0, cut) + "$");
    ide::complete_at(broken.session.engine(), broken.id, *broken.file, ide::occurrences(*broken.file),
                     broken.at);
  }
}
