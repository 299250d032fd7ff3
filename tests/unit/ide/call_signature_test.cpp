#include "ide/call_signature.h"

#include "source/memory_files.h"
#include "support/named.h"

namespace {

using namespace pellucid;
using tests::Named;

// Of each way to call what stands around `$` its label, the parameter that the place is for in angle brackets.
std::string shown(const std::string& source) {
  Named named(source);
  std::vector<ide::Occurrence> all = ide::occurrences(*named.file);
  auto call =
      ide::call_at(named.session.engine(), named.session.database(), named.id, *named.file, all, named.at);
  std::string out;
  if (!call) return out;
  for (const ide::CallSignature& its : call->signatures) {
    std::string label = its.label;
    if (auto active = its.parameter_of(call->argument)) {
      source::Range range = its.parameters[*active].range;
      label.insert(range.end, ">");
      label.insert(range.start, "<");
    }
    out += (out.empty() ? "" : "\n") + label;
  }
  return out;
}

}  // namespace

TEST_CASE("a call shows what its function takes, and which parameter the place is for") {
  std::string f = "def f(a, b: int = 1, /, c=2, *, d, **e) -> str: ...\n";
  CHECK(shown(f + "f($)") == "f(<a>, b: int = 1, /, c=2, *, d, **e) -> str");
  CHECK(shown(f + "f(1, $") == "f(a, <b: int = 1>, /, c=2, *, d, **e) -> str");
  CHECK(shown(f + "f(1, 2, $)") == "f(a, b: int = 1, /, <c=2>, *, d, **e) -> str");
  CHECK(shown(f + "f(1, 2, 3, 4$)") == "f(a, b: int = 1, /, c=2, *, d, **e) -> str");
  CHECK(shown(f + "f(1, d=$)") == "f(a, b: int = 1, /, c=2, *, <d>, **e) -> str");
  CHECK(shown(f + "f(1, a=$)") == "f(a, b: int = 1, /, c=2, *, d, <**e>) -> str");
  CHECK(shown("def f(a, *b): ...\nf(1, (2, 3), [4, 5], 6$)") == "f(a, <*b>)");
  CHECK(shown("def f(a, b): ...\nf(a=1, $)") == "f(<a>, b)");
}

TEST_CASE("the innermost call counts, and only what is a call") {
  std::string two = "def f(a, b): ...\ndef g(x): ...\n";
  CHECK(shown(two + "f(1, g($") == "g(<x>)");
  CHECK(shown(two + "f(1, g(2)$") == "f(a, <b>)");
  CHECK(shown(two + "f(\n  1,\n  $\nx = 1\n") == "f(a, <b>)");
  CHECK(shown(two + "f(1, [g, $") == "");
  CHECK(shown(two + "f(1)$") == "");
  CHECK(shown(two + "f(1)\n$") == "");
  CHECK(shown("def f(a$): ...\n") == "");
  CHECK(shown("class f(a$): ...\n") == "");
  CHECK(shown(two + "h($)") == "");
  CHECK(shown(two + "f($1; g(2)") == "f(<a>, b)");
}

TEST_CASE("a class is called as its objects are made") {
  std::string c = "class C:\n  def __init__(self, a, *, b): ...\n";
  CHECK(shown(c + "C($)") == "C(<a>, *, b)");
  CHECK(shown(c + "class D(C): pass\nD(b=$)") == "D(a, *, <b>)");
  CHECK(shown("class C: pass\nC($)") == "C()");
  CHECK(shown("class C:\n  def __new__(cls, n): ...\nC($)") == "C(<n>)");
  // No end of it.
  CHECK(shown("class C(C): pass\nC($)") == "");
}

TEST_CASE("bases are asked in their order, and each once") {
  std::string a = "class A:\n  def __init__(self, a): ...\n";
  // What `object` gives is behind all that the bases say.
  CHECK(shown("class B: pass\n" + a + "class C(B, A): pass\nC($)") == "C(<a>)");
  CHECK(shown("class B: pass\nclass C(B): pass\nC($)") == "C()");
  CHECK(shown("class B: pass\nclass C(B, unknown): pass\nC($)") == "");
  CHECK(shown(a + "if p:\n  class C(A): pass\nelse:\n  class C(A): pass\nC($)") == "C(<a>)");
  // A chain of them.
  std::string chain = a + "class C0(A): pass\n";
  for (int i = 1; i < 40; ++i)
    chain += "class C" + std::to_string(i) + "(C" + std::to_string(i - 1) + "): pass\n";
  CHECK(shown(chain + "C39($)") == "C39(<a>)");
  // Diamonds upon diamonds, of which nothing is known at the top.
  constexpr int kLayers = 40, kWide = 12;
  auto name = [](int layer, int i) { return "C" + std::to_string(layer) + "_" + std::to_string(i); };
  std::string bases = "unknown", source;
  for (int layer = 0; layer < kLayers; ++layer) {
    std::string next;
    for (int i = 0; i < kWide; ++i) {
      source += "class " + name(layer, i) + "(" + bases + "): pass\n";
      next += (next.empty() ? "" : ", ") + name(layer, i);
    }
    bases = next;
  }
  CHECK(shown(source + name(kLayers - 1, 0) + "($)") == "");
}

TEST_CASE("type parameters are no parameters") {
  CHECK(shown("def f[T](rate=1): ...\nf($)") == "f(<rate=1>)");
  CHECK(shown("def f[T: (int, str), *Ts, **P](a, rate=1): ...\nf(1, $)") == "f(a, <rate=1>)");
  CHECK(shown("class C[T]:\n  def __init__[S](self, a: S): ...\nC($)") == "C(<a: S>)");
  CHECK(shown("class A[T]:\n  def __init__(self, a): ...\nclass C[T](A): pass\nC($)") == "C(<a>)");
  CHECK(shown("def f[T](rate=$): ...\n") == "");
}

TEST_CASE("a lambda is called by the name that it is given") {
  CHECK(shown("f = lambda a, *, b=1: a\nf(b=$)") == "f(a, *, <b=1>)");
}

TEST_CASE("a method that its own class calls is shown without its object") {
  std::string c = "class C:\n  def m(self, a, b=1): ...\n  def n(self):\n    self.m(1, $)\n";
  CHECK(shown(c) == "m(a, <b=1>)");
  CHECK(shown("class C:\n  def m(self, a): ...\n  def n(self, o): o.m($)\n") == "");
}

TEST_CASE("overloads are shown each, and what they stand for is not") {
  std::string f =
      "from typing import overload\n@overload\ndef f(a: int): ...\n@overload\ndef f(a: str, b: int): ...\n"
      "def f(a, b=1): ...\n";
  CHECK(shown(f + "f(1, $)") == "f(a: int)\nf(a: str, <b: int>)");
}

TEST_CASE("what other files define is shown from there") {
  source::MemoryFiles disk;
  disk.write("typeshed:stdlib/VERSIONS", "builtins: 3.0-\ntyping: 3.5-\nos: 3.0-\n");
  disk.write("typeshed:stdlib/typing.pyi", "def overload(f): ...\n");
  disk.write("typeshed:stdlib/os.pyi", "def stat(path, *, follow=True): ...\n");
  disk.write("typeshed:stdlib/builtins.pyi",
             "from typing import overload\nclass int:\n  @overload\n  def __new__(cls, x=..., /): ...\n"
             "  @overload\n  def __new__(cls, x, /, base): ...\n"
             "@overload\ndef max(a, b, /): ...\n@overload\ndef max(many): ...\n");
  project::Session session;
  session.set_file_system(&disk);
  session.set_search({{}, "typeshed:stdlib", {}});
  db::Database& database = session.database();
  auto labels = [&](std::string_view source) {
    db::FileId id = session.open("main.py", source);
    std::string out;
    {
      db::TreeLease lease = database.lease(id);
      ide::NamedFile file{lease.tree(),
                          database.text(id),
                          session.analysis().scopes(id),
                          session.analysis().use_def(id),
                          session.analysis().names(),
                          database.version()};
      auto all = ide::occurrences(file);
      auto call =
          ide::call_at(session.engine(), database, id, file, all, static_cast<uint32_t>(source.size()));
      if (call)
        for (const auto& its : call->signatures) out += its.label + "\n";
    }
    session.close(id);
    return out;
  };
  CHECK(labels("max(") == "max(a, b, /)\nmax(many)\n");
  CHECK(labels("int(") == "int(x=..., /)\nint(x, /, base)\n");
  CHECK(labels("import os\nos.stat(") == "stat(path, *, follow=True)\n");
  CHECK(labels("from os import stat as s\ns('', ") == "stat(path, *, follow=True)\n");
  CHECK(labels("class N(int): pass\nN(") == "N(x=..., /)\nN(x, /, base)\n");
}
