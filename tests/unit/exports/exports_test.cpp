#include "exports/exports.h"

#include <doctest/doctest.h>

#include "support/module_set.h"
#include "support/resolving.h"

namespace pellucid::exports {
namespace {

// One file of its own.
struct Alone {
  tests::Resolving project;
  std::unique_ptr<tests::ModuleSet> set;
  tests::LoadedModule* module;

  explicit Alone(std::string source, const std::string& path = "m.py", uint32_t minor = 14) {
    project.write(path, std::move(source));
    project.target.version = {minor};
    set = std::make_unique<tests::ModuleSet>(project.files, project.paths, project.versions, project.target);
    module = set->file(path);
  }

  const Exports& exports() const { return module->exports; }
  std::string_view text(Name name) const { return set->names().text(name); }
  std::string ref(const ModuleRef& ref) const {
    return std::string(ref.level, '.') + std::string(text(ref.module));
  }

  // `bound`, `bound: .cart Cart`, `maybe bound: module os`, `bound, private: …`, `none`
  std::string symbol(std::string_view name) {
    const PublicSymbol* its = exports().find(set->name(name));
    if (its == nullptr) return "none";
    std::string out(name_of(its->state));
    if (its->is_private_import) out += ", private";
    if (its->source == SymbolSource::Module) out += ": module " + ref(its->module);
    if (its->source == SymbolSource::Member)
      out += ": " + ref(its->module) + " " + std::string(text(its->member));
    return out;
  }
  // `= a b +.m.__all__ -c ?`, what may not happen in brackets.
  std::string all() const {
    std::string out;
    for (const AllStep& step : exports().all_steps()) {
      if (!out.empty()) out += ' ';
      std::string one;
      switch (step.kind) {
        case AllStepKind::Begin: one = "="; break;
        case AllStepKind::Add: one = text(step.name); break;
        case AllStepKind::AddAll: one = "+" + ref(step.module); break;
        case AllStepKind::Remove: one = "-" + std::string(text(step.name)); break;
        case AllStepKind::Open: one = "?"; break;
        case AllStepKind::End: one = "!"; break;
      }
      out += step.maybe ? "[" + one + "]" : one;
    }
    return out;
  }
  std::string imports() const {
    std::string out;
    for (const ModuleImport& import : exports().imports()) {
      if (!out.empty()) out += ", ";
      out += ref(import.module);
      if (import.form == ImportForm::Member) out += " " + std::string(text(import.member));
      if (import.form == ImportForm::Star) out += " *";
      if (import.for_types) out += " (types)";
    }
    return out;
  }
};

TEST_CASE("what names are when the module has run") {
  Alone m(
      "a = 1\ndef f(): pass\nclass C: inner = 1\nfor i in x: j = i\nif x: k = 1\n"
      "b = 1\ndel b\nc: int\nd: int = 1\nwith x as w: pass\ntry:\n    t = 1\nexcept E as e: t = 2\n"
      "def g():\n    global h, late\n    h = 1\n    local = 1\nlate = 0\ndel late\n"
      "import sys\nif sys.version_info < (3, 9): old = 1\nelse: new = 1\nif sys.platform == 'win32': win = 1\n");
  for (const char* name : {"a", "f", "C", "d", "w", "t", "g", "new"}) CHECK(m.symbol(name) == "bound");
  for (const char* name : {"i", "j", "k", "h"}) {
    CAPTURE(name);
    CHECK(m.symbol(name) == "maybe bound");
  }
  CHECK(m.symbol("b") == "deleted");
  CHECK(m.symbol("late") == "deleted");
  CHECK(m.symbol("e") == "deleted");
  CHECK(m.symbol("c") == "declared");
  CHECK(m.symbol("old") == "elsewhere");
  CHECK(m.symbol("win") == "elsewhere");
  for (const char* name : {"inner", "local", "x", "nothing"}) CHECK(m.symbol(name) == "none");
}

TEST_CASE("what imports bind") {
  Alone m(
      "import os, a.b, a.b.c as d\nfrom . import near\nfrom ..far.away import x, y as z\n"
      "try:\n    import fast\nexcept ImportError:\n    fast = None\n"
      "try:\n    from n import one\nexcept ImportError:\n    from o import one\n",
      "p/q/m.py");
  CHECK(m.symbol("os") == "bound: module os");
  CHECK(m.symbol("a") == "bound: module a");
  CHECK(m.symbol("d") == "bound: module a.b.c");
  CHECK(m.symbol("near") == "bound: . near");
  CHECK(m.symbol("x") == "bound: ..far.away x");
  CHECK(m.symbol("z") == "bound: ..far.away y");
  CHECK(m.symbol("y") == "none");
  CHECK(m.symbol("fast") == "bound");
  CHECK(m.symbol("one") == "bound");
  CHECK(m.imports() == "os, a.b, a.b.c, . near, ..far.away x, ..far.away y, fast, n one, o one");
}

TEST_CASE("stubs keep what they import to themselves, unless they say it twice") {
  const char* source =
      "import os\nimport re as re\nimport a.b as b\nfrom m import x\nfrom m import y as y\nfrom m import z as w\n"
      "from . import near\nfrom .near import far\nv: int\n";
  Alone stub(source, "p/m.pyi");
  for (const char* name : {"os", "b", "x", "w", "far"}) {
    CAPTURE(name);
    CHECK(stub.symbol(name).starts_with("bound, private"));
  }
  for (const char* name : {"re", "y", "near"}) {
    CAPTURE(name);
    CHECK(stub.symbol(name).starts_with("bound:"));
  }
  CHECK(stub.symbol("v") == "bound");
  CHECK(Alone(source, "p/m.py").symbol("os") == "bound: module os");
}

TEST_CASE("`__all__` in all its forms") {
  CHECK(Alone("__all__ = ['a', \"b\"]").all() == "= a b");
  CHECK(Alone("__all__ = ('a', 'b' 'c', r'd', '\\x65')").all() == "= a bc d e");
  CHECK(Alone("__all__ = 'a',").all() == "= a");
  CHECK(Alone("__all__: list[str] = ['a']").all() == "= a");
  CHECK(Alone("__all__: list[str]").all().empty());
  CHECK(Alone("x = __all__ = ['a']").all() == "= a");
  CHECK(Alone("__all__ = ['a']\n__all__ += ['b']\n__all__ += ('c',)").all() == "= a b c");
  CHECK(Alone("__all__ = ['a'] + ['b'] + (['c'] + ['d'])").all() == "= a b c d");
  CHECK(Alone("__all__ = ['a']\n__all__ = __all__ + ['b']").all() == "= a b");
  CHECK(Alone("__all__ = ['a']\n__all__ = ['b'] + __all__").all() == "= a b");
  CHECK(Alone("__all__ = ['a']\n__all__ = ['b']").all() == "= a = b");
  CHECK(Alone("__all__ = []\n__all__.extend(['a', 'b'])\n__all__.append('c')\n__all__.remove('a')").all() ==
        "= a b c -a");
  CHECK(Alone("__all__ = ['a']\n__all__.insert(0, 'b')\n__all__.sort()\n__all__.clear()").all() == "= a b =");
  CHECK(Alone("__all__ = list(('a',)) + sorted({'b'}) + list()").all() == "= a b");
  CHECK(Alone("__all__ = ['a'] if x else ['b']").all() == "= [a] [b]");
  CHECK(Alone("del __all__").all() == "!");
}

TEST_CASE("`__all__` of other modules") {
  Alone m(
      "import a, b.c, d as e\nfrom . import f\nfrom .g import h as i\n"
      "__all__ = a.__all__ + b.c.__all__\n__all__ += e.__all__\n__all__.extend(f.__all__)\n"
      "__all__ = [*__all__, *i.j.__all__]\n",
      "p/m.py");
  CHECK(m.all() == "= +a +b.c +d +.f +.g.h.j");
  CHECK(Alone("from m import __all__, x").all() == "= +m");
  CHECK(Alone("import a\n__all__ = a.names").all() == "= ?");
  CHECK(Alone("__all__ = a.__all__\nimport a").all() == "= ?");
}

TEST_CASE("`__all__` that cannot be read off the text") {
  for (const char* source :
       {"__all__ = [n for n in dir()]", "__all__ = dir()", "__all__ = names", "__all__ = ['a'] * 2",
        "__all__ = [x]", "__all__ = 'a'", "__all__ = list(x)", "__all__ = f(['a'])"}) {
    CAPTURE(source);
    std::string all = Alone(source).all();
    CHECK(all.starts_with("="));
    CHECK(all.ends_with("?"));
  }
  CHECK(Alone("__all__ = ['a']\n__all__ -= ['b']").all() == "= a ?");
  CHECK(Alone("__all__ = ['a']\n__all__.pop()").all() == "= a ?");
  CHECK(Alone("__all__ = ['a']\n__all__[:0] = ['b']").all() == "= a ?");
  CHECK(Alone("__all__ = ['a']\ndel __all__[0]").all() == "= a ?");
  CHECK(Alone("__all__ = ['a']\ndef f():\n    global __all__\n    __all__ = []").all() == "= a [?]");
}

TEST_CASE("`__all__` in branches") {
  CHECK(
      Alone(
          "import sys\n__all__ = ['a']\nif sys.platform == 'win32': __all__ += ['b']\nelse: __all__ += ['c']")
          .all() == "= a [c]");
  CHECK(Alone("__all__ = ['a']\nif x: __all__.remove('a')\ntry: __all__ += ['b']\nexcept E: __all__ = []")
            .all() == "= a [-a] [b] [=]");
  CHECK(Alone("__all__ = ['a'] + (['b'] if x else ['c'] + ['d'] if y else ['e']) + ['f']").all() ==
        "= a [b] [c] [d] [e] f");
  CHECK(
      Alone("if x:\n  __all__ = ['a']\n__all__.append('b')\nfor x in y:\n  if z: pass\n  __all__.append('c')")
          .all() == "[=] [a] b [c]");
  // Not the module's own.
  CHECK(
      Alone("class C:\n    __all__ = ['a']\ndef f():\n    __all__ = ['b']\nx.__all__ = ['c']").all().empty());
}

TEST_CASE("imports that are made when the module is loaded") {
  Alone m(
      "import typing\nfrom typing import TYPE_CHECKING\nimport a\nif TYPE_CHECKING:\n    import b\nelse:\n    import c\n"
      "if typing.TYPE_CHECKING:\n    from d import e\ndef f():\n    import g\nclass C:\n    import h\n"
      "try:\n    import i\nexcept ImportError:\n    import j\nimport sys\nif sys.version_info < (3,):\n    import k\n"
      "from l import *\nlambda: __import__('m')\n");
  CHECK(m.imports() == "typing, typing TYPE_CHECKING, a, b (types), d e (types), h, i, j, sys, l *");
  CHECK(m.ref(m.exports().stars()[0]) == "l");
  // The last of one module does what those before it do.
  Alone again("from a import *\nx = 1\nfrom b import *\nfrom .a import *\nfrom a import *\ny = 1\n",
              "p/m.py");
  REQUIRE(again.exports().stars().size() == 3);
  CHECK(again.ref(again.exports().stars()[0]) == "b");
  CHECK(again.ref(again.exports().stars()[2]) == "a");
  // What a class imports is none of the module's names.
  CHECK(m.symbol("h") == "none");
}

TEST_CASE("modules that add to themselves") {
  for (const char* source :
       {"globals()['x'] = 1", "globals().update(a=1)", "vars()['x'] = 1", "exec('x = 1')", "f(globals())",
        "import sys\nsys.modules[__name__] = C()", "import sys\nsetattr(sys.modules[__name__], 'x', 1)",
        "g = globals()", "IntEnum._convert_('N', __name__, f)", "def f():\n    globals()['x'] = 1"}) {
    CAPTURE(source);
    CHECK(Alone(source).exports().is_open());
  }
  for (const char* source :
       {"x = globals()['y']", "exec('x', {})", "'x' in globals()", "import sys\nprint(__name__)",
        "def f():\n    vars()['x'] = 1", "globals().get('x')", "__name__ == '__main__'"}) {
    CAPTURE(source);
    CHECK(!Alone(source).exports().is_open());
  }
  CHECK(Alone("def __getattr__(name): ...").exports().has_getattr());
  CHECK(!Alone("class C:\n    def __getattr__(self, name): ...").exports().has_getattr());
}

TEST_CASE("edits that move things, or change what a function does, change no value") {
  std::string before =
      "import os\nfrom m import *\n__all__ = ['f']\ndef f(x):\n    return x\nclass C:\n    a = 1\n";
  std::string after =
      "\n# moved\nimport os\nfrom m import *\n__all__ = [\n  'f',\n]\ndef f(x, y=1):\n    import re\n    z = x\n    return "
      "z\nclass C:\n    a = 1\n    b = lambda: 1\n";
  tests::Resolving project;
  project.write("a.py", before);
  project.write("b.py", after);
  project.write("c.py", before + "new = 1\n");
  tests::ModuleSet set(project.files, project.paths, project.versions, project.target);
  CHECK(set.file("a.py")->exports == set.file("b.py")->exports);
  CHECK(!(set.file("a.py")->exports == set.file("c.py")->exports));
  CHECK(set.file("a.py")->exports.memory_bytes() > 0);
}

TEST_CASE("sums of any length are read") {
  std::string source = "__all__ = ['a']";
  for (int i = 0; i < 20000; ++i) source += " + ['b']";
  CHECK(Alone(source).exports().all_steps().size() == 20002);
}

}  // namespace
}  // namespace pellucid::exports
