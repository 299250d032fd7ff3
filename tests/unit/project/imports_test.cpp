// What the files of a project know of one another, and what an edit of one disturbs.

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "check/import_queries.h"
#include "check/queries.h"
#include "exports/queries.h"
#include "support/small_project.h"

namespace pellucid::project {
namespace {

using tests::Project;

TEST_CASE("imports are looked for in the project, on the disk and in the library") {
  Project p;
  p.disk.write("on_disk.py", "x = 1\n");
  FileId main = p.open("main.py", "import os, on_disk, shop, nowhere\nprint(os, on_disk, shop, nowhere)\n");
  p.open("shop/__init__.py", "");
  CHECK(p.of(main) == "unresolved-import: there is no module `nowhere`\n");
  CHECK(p.session.database().counters().parses == 2);  // nothing is asked of what only has to be there
}

TEST_CASE("without a library nothing is said of modules that may be in it") {
  Session session;
  FileId main = session.open("main.py", "import os, shop.cart, shop.nowhere\nprint(os, shop)\n");
  session.open("shop/__init__.py", "");
  session.open("shop/cart.py", "");
  std::vector<diagnostic::Diagnostic> found = session.diagnostics(main);
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "package `shop` has no module `nowhere`");
}

TEST_CASE("a file that appears where an import looked in vain is seen, and one that goes is missed") {
  Project p;
  FileId main = p.open("main.py", "import shop.cart\nprint(shop)\n");
  CHECK(p.of(main) == "unresolved-import: there is no module `shop`\n");
  FileId cart = p.open("shop/cart.py", "total = 1\n");
  CHECK(p.of(main) == "");
  p.session.rename(cart, "shop/basket.py");
  CHECK(p.of(main) == "unresolved-import: package `shop` has no module `cart`\n");
  p.session.rename(cart, "shop/cart.py");
  CHECK(p.of(main) == "");
  p.session.close(cart);
  CHECK(p.of(main) == "unresolved-import: there is no module `shop`\n");
  p.disk.write("shop.py", "cart = 1\n");
  p.session.database().refresh("shop.py");
  CHECK(p.of(main) == "unresolved-import: `shop` is no package, so there is no module `shop.cart`\n");
}

TEST_CASE("a text on the disk that changes is read again") {
  Project p;
  p.disk.write("shop.py", "cart = 1\n");
  FileId main = p.open("main.py", "from shop import cart, till\nprint(cart, till)\n");
  CHECK(p.of(main) == "unresolved-import: module `shop` has no name `till`\n");
  p.disk.write("shop.py", "cart = 1\ntill = 2\n");
  CHECK(p.of(main) != "");
  p.session.database().refresh("shop.py");
  CHECK(p.of(main) == "");
  // An editor that opens the file goes before the disk, until it closes it.
  FileId shop = p.open("shop.py", "till = 2\n");
  CHECK(p.of(main) == "unresolved-import: module `shop` has no name `cart`\n");
  p.session.close(shop);
  CHECK(p.of(main) == "");
}

TEST_CASE("what is read beside sources is read again when it changes") {
  Project p;
  p.disk.write("shop/__init__.py", "");
  p.disk.write("shop/cart.py", "");
  p.disk.write("shop-stubs/__init__.pyi", "");
  p.disk.write("shop-stubs/py.typed", "");
  FileId main = p.open("main.py", "import shop.cart, os\nprint(shop, os)\n");
  CHECK(p.of(main) == "unresolved-import: package `shop` has no module `cart`\n");
  p.disk.write("shop-stubs/py.typed", "partial\n");
  p.session.database().refresh("shop-stubs/py.typed");
  CHECK(p.of(main) == "");
  p.disk.write("typeshed:stdlib/VERSIONS", "os: 3.0-3.2\n");
  p.session.database().refresh("typeshed:stdlib/VERSIONS");
  CHECK(p.of(main) ==
        "unresolved-import: `os` is not in the standard library any more, from Python 3.3 on\n");
}

TEST_CASE("what an import of a submodule loads is bound in the package") {
  Project p;
  p.open("shop/cart.py", "__all__ = []\n");
  p.open("shop/deep/till.py", "coins = 1\n");
  FileId shop = p.open("shop/__init__.py",
                       "from .cart import *\nfrom .deep.till import coins\nprint(cart, deep, till, coins)\n");
  CHECK(p.of(shop) ==
        "star-import: everything is imported from `.cart`: where names come from cannot be seen\n"
        "unresolved-reference: `till` is not defined\n");
  // Elsewhere it does not.
  FileId beside = p.open("shop/other.py", "from .cart import *\nprint(cart)\n");
  CHECK(p.of(beside) ==
        "star-import: everything is imported from `.cart`: where names come from cannot be seen\n"
        "unused-import: nothing from `.cart` is used\nunresolved-reference: `cart` is not defined\n");
}

TEST_CASE("of two opened files with one path imports find the later one, and the other when that goes") {
  Project p;
  FileId first = p.open("shop.py", "a = 1\n"), second = p.open("shop.py", "b = 1\n");
  FileId main = p.open("main.py", "from shop import a\nprint(a)\n");
  CHECK(p.of(main) == "unresolved-import: module `shop` has no name `a`\n");
  p.session.close(second);
  CHECK(p.of(main) == "");
  p.session.close(first);
  CHECK(p.of(main) == "unresolved-import: there is no module `shop`\n");
}

TEST_CASE("a long chain of star imports") {
  Project p;
  constexpr int kLength = 300;
  for (int i = 0; i < kLength; ++i)
    p.open("m" + std::to_string(i) + ".py", "from m" + std::to_string(i + 1) + " import *\n");
  p.open("m" + std::to_string(kLength) + ".py", "x = 1\n");
  FileId main = p.open("main.py", "from m0 import *\nprint(x, y)\n");
  std::string told = p.of(main);
  CHECK(told.find("`y` is not defined") != std::string::npos);
  CHECK(told.find("`x`") == std::string::npos);
}

TEST_CASE("a name in a string is no certain fault where the module adds names to itself") {
  Project p;
  p.open("m.py", "a = 1\n");
  FileId main = p.open("main.py", "from m import *\nglobals().update(a)\ndef f(x: 'Foo'): return x\n");
  CHECK(p.of(main).find("Foo") == std::string::npos);
}

TEST_CASE("what a file reads of another is asked name by name") {
  Project p;
  FileId shop = p.open("shop.py", "def total():\n    return 1\n\ndef count():\n    return 2\n");
  FileId one = p.open("one.py", "from shop import total\nprint(total)\n");
  FileId other = p.open("other.py", "from shop import count\nprint(count)\n");
  auto check_all = [&] { return p.of(shop) + p.of(one) + p.of(other); };
  CHECK(check_all() == "");
  uint64_t members = p.runs<exports::MemberOf>(), diagnostics = p.runs<check::DiagnosticsOf>();

  SUBCASE("a body that changes disturbs nobody") {
    p.edit(shop, "def total():\n    return 100 + 1\n\ndef count():\n    return 2\n");
    CHECK(check_all() == "");
    CHECK(p.runs<exports::MemberOf>() == members);
    CHECK(p.runs<check::DiagnosticsOf>() == diagnostics + 1);
  }
  SUBCASE("a line on top disturbs nobody") {
    p.edit(shop, "\ndef total():\n    return 1\n\ndef count():\n    return 2\n");
    CHECK(check_all() == "");
    CHECK(p.runs<exports::MemberOf>() == members);
    CHECK(p.runs<check::ImportFaultsOf>() == 3);
    CHECK(p.runs<check::DiagnosticsOf>() == diagnostics + 1);
  }
  SUBCASE("a name that goes disturbs those who read it") {
    p.edit(shop, "def sum():\n    return 1\n\ndef count():\n    return 2\n");
    CHECK(check_all() == "unresolved-import: module `shop` has no name `total`\n");
    CHECK(p.runs<check::DiagnosticsOf>() == diagnostics + 2);
  }
}

TEST_CASE("star imports are followed to what they bring") {
  Project p;
  FileId prices = p.open("prices.py", "VAT = 3\n_secret = 4\n");
  FileId main = p.open("main.py", "from prices import *\nprint(VAT, vat, _secret)\n");
  p.session.set_settings([] {
    diagnostic::Settings settings;
    settings.set(diagnostic::Rule::StarImport, diagnostic::Severity::Ignore);
    return settings;
  }());
  CHECK(p.of(main) ==
        "unresolved-reference: `vat` is not defined\nunresolved-reference: `_secret` is not defined\n");
  p.edit(prices, "VAT = vat = 3\n__all__ = ['VAT', 'vat', '_secret']\n_secret = 4\n");
  CHECK(p.of(main) == "");
  p.edit(prices, "VAT = 3\n__all__ = names()\n");
  CHECK(p.of(main) ==
        "possibly-from-star-import: `vat` may come from a star import, or be undefined\n"
        "possibly-from-star-import: `_secret` may come from a star import, or be undefined\n");
  p.edit(prices, "");
  CHECK(p.of(main) ==
        "unused-import: nothing from `prices` is used\nunresolved-reference: `VAT` is not defined\n"
        "unresolved-reference: `vat` is not defined\nunresolved-reference: `_secret` is not defined\n");
}

// What is told of `main.py`, but that it has star imports.
std::string told(std::string_view main, const std::vector<std::pair<std::string, std::string>>& others) {
  Project p;
  diagnostic::Settings settings;
  settings.set(diagnostic::Rule::StarImport, diagnostic::Severity::Ignore);
  p.session.set_settings(settings);
  for (const auto& [path, text] : others) p.open(path, text);
  return p.of(p.open("main.py", main));
}

TEST_CASE("what star imports replace, the rules know") {
  // Of what the file binds, too, a star import may be all that is used.
  CHECK(told("x = 1\nfrom m import *\nprint(x)\n", {{"m.py", "x = 2\n"}}) == "");
  CHECK(told("x = 1\nfrom m import *\nprint(x)\n", {{"m.py", "y = 2\n"}}) ==
        "unused-import: nothing from `m` is used\n");
  CHECK(told("from m import *\nx = 1\nprint(x)\n", {{"m.py", "x = 2\n"}}) ==
        "unused-import: nothing from `m` is used\n");
  CHECK(told("x = 1\nfrom nowhere import *\nprint(x)\n", {}) ==
        "unresolved-import: there is no module `nowhere`\n");
  // Bound on some ways, and on all of them with what the star import brings.
  std::string_view some = "import os\nif os:\n    x = 1\nfrom m import *\nprint(x)\n";
  CHECK(told(some, {{"m.py", "x = 2\n"}}) == "");
  CHECK(told(some, {{"m.py", "y = 2\n"}}) ==
        "unused-import: nothing from `m` is used\npossibly-unresolved-reference: `x` may be unbound here\n");
  std::string_view branch = "import os\nif os:\n    from m import *\nprint(x)\n";
  CHECK(told(branch, {{"m.py", "x = 2\n"}}) == "possibly-unresolved-reference: `x` may be unbound here\n");
  CHECK(told(branch, {{"m.py", ""}}) ==
        "unused-import: nothing from `m` is used\nunresolved-reference: `x` is not defined\n");
  CHECK(told(branch, {{"m.py", "__all__ = names()\n"}}) ==
        "possibly-from-star-import: `x` may come from a star import, or be undefined\n");
  // In front of the star import it has brought nothing.
  CHECK(told("print(x)\nfrom m import *\nprint(y)\n", {{"m.py", "x = y = 2\n"}}) ==
        "unresolved-reference: `x` is not defined\n");
  CHECK(told("def f():\n    print(x)\nfrom m import *\n", {{"m.py", "x = y = 2\n"}}) == "");
  // One of which nothing is known stands in for another.
  CHECK(told("try:\n    from fast import *\nexcept ImportError:\n    from m import *\nprint(x)\n",
             {{"m.py", "x = 2\n"}, {"fast.py", "__all__ = names()\n"}}) == "");
  CHECK(told("from m import *\n__all__ = ['x', 'y', 'z']\nprint(x)\n", {{"m.py", "x = y = 2\n"}}) ==
        "undefined-export: `__all__` lists `z`, which the module does not define\n");
  // What is never run here is run elsewhere.
  CHECK(told("import os, sys\nif sys.platform == 'win32':\n    from m import *\nprint(x, os)\n",
             {{"m.py", "x = 2\n"}, {"sys.pyi", "platform: str\n"}}) ==
        "unreachable-code: this is never run: its condition is never true, for this version of Python and "
        "platform\n");
}

TEST_CASE("what a star import brings in the place of what nothing has read") {
  std::string again = "` is defined again by this star import before its first definition is used\n";
  std::string x = "redefined-while-unused: `x" + again;
  std::vector<std::pair<std::string, std::string>> both = {{"a.py", "x = 1\n"}, {"m.py", "x = 2\n"}};
  CHECK(told("from a import x\nfrom m import *\nprint(x)\n", both) == x);
  CHECK(told("import a as x\nfrom m import *\nprint(x)\n", both) == x);
  CHECK(told("def x(): ...\nfrom m import *\nprint(x)\n", both) == x);
  CHECK(told("class x: ...\nfrom m import *\nprint(x)\n", both) == x);
  CHECK(told("import os\nfrom m import *\nprint(os)\n", {{"m.py", "os = 1\n"}}) ==
        "redefined-while-unused: `os" + again);
  // An assignment may be meant to be replaced.
  CHECK(told("x = 1\nfrom m import *\nprint(x)\n", both) == "");
  // Read in between, or by a function that may be called there, or by way of another branch.
  CHECK(told("from a import x\nprint(x)\nfrom m import *\nprint(x)\n", both) == "");
  CHECK(told("from a import x\ndef f():\n    return x\nif f():\n    from m import *\nprint(x)\n", both) ==
        "");
  CHECK(told("from a import x\nif print():\n    from m import *\nprint(x)\n", both) == "");
  CHECK(told("if print():\n    from a import x\nelse:\n    from m import *\nprint(x)\n", both) == "");
  CHECK(told("try:\n    from a import x\nexcept ImportError:\n    from m import *\nprint(x)\n", both) == "");
  CHECK(told("def x(): ...\ntry:\n    from m import *\nexcept ImportError:\n    pass\nprint(x)\n", both) ==
        "");
  // Not brought, or nobody knows.
  for (std::string_view m : {"y = 2\n", "__all__ = ['y']\nx = y = 2\n", "__all__ = names()\nx = 2\n",
                             "if print: x = 2\ny = 3\n"}) {
    std::string text(m);
    CHECK(told("from a import x\nfrom m import *\nprint(x, y)\n", {{"a.py", "x = 1\n"}, {"m.py", text}})
              .find("redefined") == std::string::npos);
  }
  CHECK(told("from a import x\nfrom nowhere import *\nprint(x)\n", both).find("redefined") ==
        std::string::npos);
  // The same thing, by another way.
  CHECK(told("from a import x\nfrom m import *\nprint(x)\n",
             {{"a.py", "x = 1\n"}, {"m.py", "from a import x\n"}}) == "");
  CHECK(told("import os\nfrom m import *\nprint(os)\n", {{"m.py", "import os\n"}}) == "");
  CHECK(told("import nowhere\nfrom m import *\nprint(nowhere)\n", {{"m.py", "nowhere = 1\n"}})
            .find("redefined") == std::string::npos);
  CHECK(told("from __future__ import annotations\nfrom m import *\nprint(x)\n",
             {{"m.py", "from __future__ import annotations\nx = 2\n"}}) == "");
  // Of two that bring it the first replaces it; one that does not stands in between.
  CHECK(told("from a import x\nfrom m import *\nfrom n import *\nprint(x, y)\n",
             {{"a.py", "x = 1\n"}, {"m.py", "y = 2\n"}, {"n.py", "x = 3\n"}}) == x);
  CHECK(told("from a import x\nfrom m import *\nfrom n import *\nprint(x, y)\n",
             {{"a.py", "x = 1\n"}, {"m.py", "x = y = 2\n"}, {"n.py", "x = 3\n"}}) == x);
  // What is replaced is not told as unused once more.
  CHECK(told("from a import x\nfrom m import *\nprint(y)\n",
             {{"a.py", "x = 1\n"}, {"m.py", "x = y = 2\n"}}) == x);
}

TEST_CASE("whether a star import replaces a name is asked of that name alone") {
  Project p;
  FileId m = p.open("m.py", "x = 1\ny = 2\n");
  p.open("a.py", "x = 1\n");
  FileId main = p.open("main.py", "from a import x\nfrom m import *\nprint(x, y)\n");
  CHECK(p.of(main).find("redefined") != std::string::npos);
  uint64_t before = p.runs<check::VerdictsOf>();
  p.edit(m, "x = 1\ny = 2\nz = 3\n");
  CHECK(p.of(main).find("redefined") != std::string::npos);
  CHECK(p.runs<check::VerdictsOf>() - before <= 1);  // that of `m.py`
  p.edit(m, "y = 2\nz = 3\n");
  CHECK(p.of(main).find("redefined") == std::string::npos);
}

TEST_CASE("what a star import brings on other platforms alone is no fault") {
  Project p;
  p.open("clib.py", "import sys\nif sys.platform == 'win32':\n    windll = 1\n");
  FileId main = p.open("main.py", "from clib import *\nprint(windll)\n");
  for (const diagnostic::Diagnostic& d : p.session.diagnostics(main))
    CHECK(d.rule == diagnostic::Rule::StarImport);
}

TEST_CASE("modules that import everything from one another come to rest") {
  Project p;
  FileId a = p.open("a.py", "from b import *\nx = 1\n");
  FileId b = p.open("b.py", "from a import *\ny = 2\n");
  FileId main = p.open("main.py", "from a import x, y, z\nprint(x, y, z)\n");
  p.of(a);
  p.of(b);
  CHECK(p.of(main) == "unresolved-import: module `a` has no name `z`\n");
}

TEST_CASE("an import that another file takes from here is no unused one") {
  Project p;
  FileId cart = p.open("cart.py", "import os\nimport typing\n");
  FileId main = p.open("main.py", "from cart import os\nimport cart\nprint(os)\n");
  CHECK(p.of(cart) == "unused-import: `typing` is imported and never used\n");
  p.edit(main, "import cart\nprint(cart.typing)\n");
  CHECK(p.of(cart) == "unused-import: `os` is imported and never used\n");
  // By a name that another module has the module by.
  FileId shop = p.open("shop.py", "import cart as basket\n");
  p.edit(main, "import shop\nprint(shop.basket.os)\n");
  CHECK(p.of(cart) == "unused-import: `typing` is imported and never used\n");
  p.session.close(shop);
  p.session.close(main);
  CHECK(
      p.of(cart) ==
      "unused-import: `os` is imported and never used\nunused-import: `typing` is imported and never used\n");
}

TEST_CASE("an import that another file may take from here by way of a star import is no unused one") {
  Project p;
  p.open("pkg/models.py", "class User: ...\nclass join: ...\n");
  p.open("pkg/__init__.py", "from . import cart\n");
  FileId cart = p.open("pkg/cart.py", "from .models import User, join\n");
  const std::string user = "unused-import: `.models.User` is imported and never used\n",
                    join = "unused-import: `.models.join` is imported and never used\n";
  FileId main = p.open("main.py", "from pkg import *\nprint(cart.User)\n");
  CHECK(p.of(cart) == join);
  p.edit(main, "from pkg import *\nx: 'cart.User'\n");
  CHECK(p.of(cart) == join);
  // Be the name bound otherwise, too.
  for (std::string_view text : {"cart = None\nfrom pkg import *\nprint(cart.User)\n",
                                "try:\n    from pkg import *\nexcept ImportError:\n    cart = None\n"
                                "def f():\n    return cart.User\n",
                                "from pkg import *\nclass A:\n    x = cart.User\n    cart = 1\n",
                                "import os as cart\nfrom pkg import *\nx: 'cart.User'\n"}) {
    CAPTURE(text);
    p.edit(main, text);
    CHECK(p.of(cart) == join);
  }
  // No star import brings it, or it is no module.
  p.edit(main, "from pkg import *\nprint(other.User)\n");
  CHECK(p.of(cart) == user + join);
  p.edit(main, "from pkg.models import *\nprint(User.join)\n");
  CHECK(p.of(cart) == user + join);
  // Behind a star import, too, `str` is mostly Python's own.
  p.edit(main, "from pkg import *\nprint(str.join, cart)\nx: 'str.join'\n");
  CHECK(p.of(cart) == user + join);
}

TEST_CASE("imports that lead back are told while they do") {
  Project p;
  FileId a = p.open("a.py", "import b\nprint(b)\n");
  FileId b = p.open("b.py", "import a\nprint(a)\n");
  CHECK(p.of(a) == "import-cycle: importing `b` leads back here: it imports `a`\n");
  CHECK(p.of(b) == "import-cycle: importing `a` leads back here: it imports `b`\n");
  p.edit(b, "def f():\n    import a\n    print(a)\n");
  CHECK(p.of(a) == "");
  CHECK(p.of(b) == "");
}

TEST_CASE("a long way back is told by its beginning and its end") {
  Project p;
  constexpr int kModules = 20;
  std::vector<FileId> files;
  for (int i = 0; i < kModules; ++i) {
    std::string next = "m" + std::to_string((i + 1) % kModules);
    files.push_back(p.open("m" + std::to_string(i) + ".py", "import " + next + "\nprint(" + next + ")\n"));
  }
  CHECK(
      p.of(files[0]) ==
      "import-cycle: importing `m1` leads back here: it imports `m2`, which imports `m3`, which imports `m4`, "
      "and so on through 15 more modules, the last of which imports `m0`\n");
}

TEST_CASE("a cold check parses each file once, and never holds two trees") {
  Project p;
  std::vector<FileId> files;
  for (int i = 0; i < 20; ++i) {
    std::string text = "import os\nfrom m" + std::to_string((i + 1) % 20) + " import x\nprint(os, x)\n";
    files.push_back(p.open("m" + std::to_string(i) + ".py", text));
  }
  for (FileId file : files) p.session.read(file);
  for (FileId file : files) p.of(file);
  const db::TreeCounters& trees = p.session.database().counters();
  CHECK(trees.parses == 20);  // what `os` holds is not asked
  CHECK(trees.reparses_whole == 0);
  CHECK(trees.bytes_resident == 0);
  CHECK(trees.bytes_peak < 2 * p.session.database().counters(files[0]).tree_bytes);
}

TEST_CASE("what is right depends on the version") {
  Project p;
  FileId main = p.open("main.py", "import tomllib\nprint(tomllib)\n");
  CHECK(p.of(main) == "");
  p.session.set_version({10});
  CHECK(p.of(main) ==
        "unresolved-import: `tomllib` is in the standard library from Python 3.11 on, and not in 3.10\n");
}

TEST_CASE("files without an end: a name that is no module's, odd paths") {
  Project p;
  FileId odd = p.open("a b.c.py", "from . import x\nimport os\nprint(os, x)\n");
  CHECK(p.of(odd) == "unresolved-import: `.` is relative to a package, and this file is in none\n");
  FileId outside = p.open("../outside.py", "import os\nprint(os)\n");
  CHECK(p.of(outside) == "");
  p.open("/far/pkg/__init__.py", "");
  p.open("/far/pkg/near.py", "x = 1\n");
  p.open("pkg/__init__.py", "");
  p.open("pkg/near.py", "z = 1\n");  // the project's own, which the other knows nothing of
  FileId far =
      p.open("/far/pkg/m.py", "from .near import x, y\nfrom . import nothing\nprint(x, y, nothing)\n");
  CHECK(
      p.of(far) ==
      "unresolved-import: module `.near` has no name `y`\nunresolved-import: package `.` has no name `nothing`\n");
  FileId twice = p.open("a b.c.py", "");
  CHECK(p.of(twice) == "");
}

}  // namespace
}  // namespace pellucid::project
