#include "check/import_rules.h"

#include <doctest/doctest.h>

#include "support/import_view.h"
#include "support/resolving.h"

namespace pellucid::check {
namespace {

using diagnostic::Diagnostic;

struct Project {
  tests::Resolving in;
  std::unique_ptr<tests::ModuleSet> set;

  Project() { library(); }
  Project(std::initializer_list<std::pair<const char*, const char*>> files) {
    library();
    for (auto [path, text] : files) in.write(path, text);
  }
  void library() {
    in.library("os", "3.0-", "os/__init__.pyi");
    in.library("os.path", "3.0-", "os/path.pyi");
    in.library("collections", "3.0-", "collections/__init__.pyi");
    in.library("tomllib", "3.11-", "tomllib.pyi");
    in.library("distutils", "3.0-3.11", "distutils/__init__.pyi");
    in.library("winreg", "3.0-; platforms=win32", "winreg.pyi");
    in.library("typing", "3.0-", "typing.pyi");
    in.write("typeshed/stdlib/os/__init__.pyi",
             "import sys\nfrom . import path as _path\ndef getcwd() -> str: ...\n");
    in.write("typeshed/stdlib/typing.pyi",
             "import sys\nTYPE_CHECKING: bool\nif sys.version_info >= (3, 99): Later: int\n");
  }
  tests::LoadedModule& load(const char* path) {
    set = std::make_unique<tests::ModuleSet>(in.files, in.paths, in.versions, in.target);
    return *set->file(path);
  }
  ImportSites sites(const tests::LoadedModule& m) {
    return read_imports({m.parsed->tree, *m.text, m.scopes, m.use_def, in.target.version}, m.import_rows,
                        set->names());
  }
  static std::string text_of(const std::vector<Diagnostic>& found, const source::Text& text) {
    std::string out;
    for (const Diagnostic& each : found) {
      out += std::string(text.slice(each.range)) + ": " + each.message;
      if (each.fix)
        out +=
            " [" + std::string(text.slice(each.fix->edits[0].range)) + " -> " + each.fix->edits[0].text + "]";
      out += "\n";
    }
    return out;
  }
  std::string unresolved(const char* path) {
    tests::LoadedModule& module = load(path);
    tests::SetView view(*set, in.files, in.paths, in.versions, in.target, module);
    ImportSites its = sites(module);
    ImportingModule importing{set->names(), module.path, in.target.version, in.target.platform};
    return text_of(unresolved_imports(judge_imports(its.shapes, importing, view).faults, its.places),
                   *module.text);
  }
  // Of a file `m.py` in the project.
  std::string of(std::string source, const char* path = "m.py") {
    in.write(path, std::move(source));
    return unresolved(path);
  }
  std::string cycles(const char* path) {
    load(path);
    std::vector<tests::LoadedModule*> modules;
    for (const auto& [each, text] : in.files.files())
      if (each.ends_with(".py")) modules.push_back(set->file(each));
    set->solve();
    tests::LoadedModule& module = *set->file(path);
    return text_of(import_cycles(sites(module).places.loaded, ways_back(*set, modules, module)),
                   *module.text);
  }
};

TEST_CASE("modules that are not there") {
  Project p{
      {"shop/__init__.py", ""}, {"shop/basket.py", "Basket = 1\n"}, {"helpers.py", ""}, {"space/a.py", ""}};
  CHECK(p.of("import os, os.path, shop.basket, space.a, helpers as h, _strptime\n") == "");
  CHECK(p.of("import numpy.linalg as la\n") == "numpy: there is no module `numpy`\n");
  CHECK(
      p.of("import colections\n") ==
      "colections: there is no module `colections`; did you mean `collections`? [colections -> collections]\n");
  CHECK(p.of("import os, shop.baskte.x\n") ==
        "shop.baskte: package `shop` has no module `baskte`; did you mean `basket`? [baskte -> basket]\n");
  CHECK(p.of("from Helpers import x, y\n") ==
        "Helpers: there is no module `Helpers`; did you mean `helpers`? [Helpers -> helpers]\n");
  CHECK(p.of("from shop.baskte import Basket\n") ==
        "shop.baskte: package `shop` has no module `baskte`; did you mean `basket`? [baskte -> basket]\n");
  CHECK(p.of("import shop.basket.x\n") ==
        "shop.basket.x: `shop.basket` is no package, so there is no module `shop.basket.x`\n");
  CHECK(p.of("from nowhere import *\n") == "nowhere: there is no module `nowhere`\n");
  CHECK(p.of("from __future__ import whatever\n") == "");
  CHECK(p.of("def f():\n    import nowhere\nclass C:\n    import nothing\n") ==
        "nowhere: there is no module `nowhere`\nnothing: there is no module `nothing`\n");
}

TEST_CASE("the standard library by version and platform") {
  Project p;
  p.in.target.version = {10};
  CHECK(p.of("import tomllib\n") ==
        "tomllib: `tomllib` is in the standard library from Python 3.11 on, and not in 3.10\n");
  CHECK(p.of("import distutils.core\n") == "distutils.core: package `distutils` has no module `core`\n");
  p.in.target.version = {13};
  CHECK(p.of("import tomllib\n") == "");
  CHECK(p.of("from distutils import core\n") ==
        "distutils: `distutils` is not in the standard library any more, from Python 3.12 on\n");
  CHECK(p.of("import winreg\n") ==
        "winreg: `winreg` is in the standard library of other platforms than `linux`\n");
  p.in.target.platform = "win32";
  CHECK(p.of("import winreg\n") == "");
}

TEST_CASE("relative imports") {
  Project p{
      {"shop/__init__.py", "x = 1\n"}, {"shop/basket.py", "Basket = 1\n"}, {"shop/deep/__init__.py", ""}};
  CHECK(p.of("from . import basket, x\nfrom .basket import Basket\n", "shop/m.py") == "");
  CHECK(p.of("from .. import basket\nfrom ..basket import Basket\n", "shop/deep/m.py") == "");
  CHECK(p.of("from .baskte import Basket\n", "shop/m.py") ==
        ".baskte: package `shop` has no module `baskte`; did you mean `basket`? [baskte -> basket]\n");
  CHECK(p.of("from . import baskets\n", "shop/m.py") == "baskets: package `.` has no name `baskets`\n");
  CHECK(p.of("from .basket import x\n") ==
        ".basket: `.basket` is relative to a package, and this file is in none\n");
  CHECK(p.of("from . import x\n") == ".: `.` is relative to a package, and this file is in none\n");
  CHECK(p.of("from ... import x\n", "shop/m.py") ==
        "...: `...` leads out of the packages around this file\n");
  CHECK(p.of("from .  . import x\n", "shop/m.py") ==
        ".  .: `..` leads out of the packages around this file\n");
  CHECK(p.of("from ...x.y import z\n", "shop/m.py") ==
        "...x.y: `...x.y` leads out of the packages around this file\n");
}

TEST_CASE("names that a module does not have") {
  Project p{{"shop/__init__.py", "from .basket import Basket\nimport os\n"},
            {"shop/basket.py", "class Basket: pass\n_private = 1\ndel_me = 1\ndel del_me\ncount: int\n"},
            {"shop/till.py", ""},
            {"lazy.py", "def __getattr__(name): ...\n"},
            {"open.py", "globals().update(x)\n"},
            {"space/a.py", ""},
            {"other.py", "import sys\nif sys.platform == 'win32':\n    only_there = 1\n"},
            {"star.py", "from shop.basket import *\n"},
            {"dark.py", "from nowhere import *\n"}};
  CHECK(
      p.of(
          "from shop import Basket, os, basket, till, __name__, __path__\nfrom shop.basket import _private, count\n") ==
      "");
  CHECK(p.of("from shop.basket import Baskte\n") ==
        "Baskte: module `shop.basket` has no name `Baskte`; did you mean `Basket`? [Baskte -> Basket]\n");
  CHECK(p.of("from shop import cart, Basket\n") == "cart: package `shop` has no name `cart`\n");
  CHECK(p.of("from space import a, b\n") == "b: package `space` has no module `b`\n");
  CHECK(p.of("from shop.basket import del_me\n") == "del_me: `shop.basket` deletes its `del_me` again\n");
  CHECK(p.of("from other import only_there\n") ==
        "only_there: `other` has `only_there` on other versions of Python or other platforms only\n");
  CHECK(p.of("from lazy import x\nfrom open import y\nfrom dark import z\nfrom _strptime import w\n") == "");
  CHECK(p.of("from star import Basket\n") == "");
  CHECK(p.of("from star import _private\n") == "_private: module `star` has no name `_private`\n");
  CHECK(p.of("from os import getcwd, path\n") == "");
  CHECK(p.of("from os import sys\n") == "sys: the stub of `os` imports `sys` for its own use only\n");
  CHECK(p.of("from typing import Later\n") ==
        "Later: `typing` has `Later` on other versions of Python or other platforms only\n");
}

TEST_CASE("a name that a module imports from itself") {
  Project p{{"a.py", "from a import x\n"},
            {"b.py", "def f():\n    from b import f\n"},
            {"pkg/__init__.py", "from pkg import sub\n"},
            {"pkg/sub.py", ""}};
  CHECK(p.unresolved("a.py") == "x: module `a` has no name `x`\n");
  CHECK(p.unresolved("b.py") == "");
  CHECK(p.unresolved("pkg/__init__.py") == "");
}

TEST_CASE("imports that may fail") {
  Project p{{"shop.py", "x = 1\n"}};
  for (const char* handler : {"except ImportError", "except (OSError, ModuleNotFoundError)",
                              "except Exception as e", "except", "except builtins.ImportError"}) {
    CAPTURE(handler);
    CHECK(p.of("try:\n    import fast\nexcept OSError: pass\n" + std::string(handler) +
               ":\n    fast = None\n") == "");
  }
  CHECK(p.of("try:\n    import fast\nexcept OSError:\n    pass\n") == "fast: there is no module `fast`\n");
  CHECK(p.of("try:\n    pass\nexcept ImportError:\n    pass\nelse:\n    import fast\n") ==
        "fast: there is no module `fast`\n");
  CHECK(p.of("try:\n    def f():\n        import fast\nexcept ImportError:\n    pass\n") ==
        "fast: there is no module `fast`\n");
  CHECK(p.of("from contextlib import suppress\nwith suppress(ImportError):\n    import fast\n") ==
        "contextlib: there is no module `contextlib`\n");
  // A missing name is no missing module.
  CHECK(p.of("try:\n    from shop import y\nexcept ImportError:\n    pass\n") == "");
  CHECK(p.of("try:\n    from shop import y\nexcept ModuleNotFoundError:\n    pass\n") ==
        "y: module `shop` has no name `y`\n");
}

TEST_CASE("what stands in for a module that is there is not needed") {
  Project p;
  const char* source = "try:\n    import tomllib\nexcept ImportError:\n    import tomli as tomllib\n";
  CHECK(p.of(source) == "");
  p.in.target.version = {10};
  CHECK(p.of(source) == "tomli: there is no module `tomli`\n");
}

TEST_CASE("code that is never run is not looked at; code for types is") {
  Project p;
  CHECK(
      p.of(
          "import sys\nif sys.version_info < (3, 8):\n    import old\nif sys.platform == 'win32':\n    import w\n") ==
      "sys: there is no module `sys`\n");
  CHECK(p.of("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import nowhere\n") ==
        "nowhere: there is no module `nowhere`\n");
  CHECK(p.of("def f():\n    return\n    import nowhere\n") == "");
}

TEST_CASE("what other versions and platforms have may be imported under a condition") {
  Project p;
  CHECK(p.of("if on_windows:\n    import winreg\n") == "");
  CHECK(
      p.of(
          "if x:\n    pass\nelif old:\n    from distutils import core\nelse:\n    from typing import Later\n") ==
      "");
  CHECK(p.of("match x:\n    case 1:\n        import winreg\n") == "");
  CHECK(p.of("if on_windows:\n    import nowhere\n") == "nowhere: there is no module `nowhere`\n");
  for (const char* source :
       {"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import winreg\n",
        "if on_windows:\n    def f():\n        import winreg\n", "for x in y:\n    import winreg\n"}) {
    CAPTURE(source);
    CHECK(p.of(source) == "winreg: `winreg` is in the standard library of other platforms than `linux`\n");
  }
}

TEST_CASE("a script finds what lies beside it") {
  Project p{{"tools/common.py", "x = 1\n"}};
  CHECK(p.of("import common\nfrom common import x\n", "tools/run.py") == "");
  CHECK(p.of("from common import y\n", "tools/run.py") == "y: module `common` has no name `y`\n");
  CHECK(p.of("import common\n") == "common: there is no module `common`\n");
}

TEST_CASE("broken imports are the parser's business") {
  Project p;
  for (const char* source : {"import\n", "import os.\n", "from import x\n", "from . import\n",
                             "from os import\n", "from os import (\n", "import 1\n", "from .. \n"}) {
    CAPTURE(source);
    CHECK(p.of(source, "shop/deep/m.py") == "");
  }
}

TEST_CASE("modules that import one another while they are loaded") {
  Project p{{"a.py", "import b\n"},
            {"b.py", "from c import x, y\nfrom c import x as z\n"},
            {"c.py", "x = y = 1\nimport a\n"},
            {"d.py", "import a\n"},
            {"e.py", "def f():\n    import f\n"},
            {"f.py", "import e\n"},
            {"g.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import h\n"},
            {"h.py", "import g\n"},
            {"i.py", "import i\n"}};
  CHECK(p.cycles("a.py") == "b: importing `b` leads back here: it imports `c`, which imports `a`\n");
  CHECK(p.cycles("b.py") ==
        "x: importing `c` leads back here: it imports `a`, which imports `b`\n"
        "x as z: importing `c` leads back here: it imports `a`, which imports `b`\n");
  CHECK(p.cycles("c.py") == "a: importing `a` leads back here: it imports `b`, which imports `c`\n");
  for (const char* path : {"d.py", "e.py", "f.py", "g.py", "h.py", "i.py"}) CHECK(p.cycles(path) == "");
}

TEST_CASE("packages around a module are no circle, unless it takes a name from them") {
  Project p{{"p/__init__.py", "from .a import x\nfrom .b import y\nfrom .c import z\nname = 1\n"},
            {"p/a.py", "x = 1\nfrom . import c\n"},
            {"p/b.py", "from p import name\ny = 1\n"},
            {"p/c.py", "import p.a\nz = 1\n"}};
  CHECK(p.cycles("p/__init__.py") == "y: importing `p.b` leads back here: it imports `p`\n");
  CHECK(p.cycles("p/a.py") == "c: importing `p.c` leads back here: it imports `p.a`\n");
  CHECK(p.cycles("p/b.py") == "name: importing `p` leads back here: it imports `p.b`\n");
  CHECK(p.cycles("p/c.py") == "p.a: importing `p.a` leads back here: it imports `p.c`\n");
}

TEST_CASE("a way back of any length is found without recursion") {
  constexpr uint32_t kLength = 100000;
  std::vector<std::vector<uint32_t>> targets(kLength);
  for (uint32_t i = 0; i < kLength; ++i) targets[i].push_back((i + 1) % kLength);
  ImportGraph ring(targets);
  CHECK(ring.in_one_circle(0, kLength - 1));
  CHECK(ring.way(1, ring.steps_to(0)).size() == kLength);
  targets.back().clear();
  ImportGraph chain(targets);
  CHECK(!chain.in_one_circle(0, kLength - 1));
  CHECK(chain.way(1, chain.steps_to(0)).empty());
}

TEST_CASE("files that no import reaches") {
  auto hidden = [](std::initializer_list<std::string_view> files, std::string_view path) {
    tests::Resolving in(files);
    in.library("sys", "3.0-", "sys/__init__.pyi");
    std::optional<resolve::ModuleOfFile> module = module_of_file(path, in.paths);
    REQUIRE(module.has_value());
    std::optional<Diagnostic> found = hidden_module(path, *module, in.resolver().resolve(module->name));
    return found ? found->message : "";
  };
  CHECK(hidden({"shop.py", "shop/__init__.py"}, "shop.py") ==
        "no import reaches this file: `shop` is `shop/__init__.py`");
  CHECK(hidden({"shop.py", "shop/__init__.py"}, "shop/__init__.py") == "");
  CHECK(hidden({"a.py", "src/a.py"}, "src/a.py") == "no import reaches this file: `a` is `a.py`");
  CHECK(hidden({"sys.py"}, "sys.py") == "no import reaches this file: `sys` is part of the interpreter");
  CHECK(hidden({"a.py", "a.pyi"}, "a.py") == "");
  CHECK(hidden({"a/__init__.py", "a-stubs/__init__.pyi"}, "a/__init__.py") == "");
  CHECK(hidden({"my-script.py"}, "my-script.py") == "");
  CHECK(hidden({"a.py"}, "a.py") == "");
}

}  // namespace
}  // namespace pellucid::check
