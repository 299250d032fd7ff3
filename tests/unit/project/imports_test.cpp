// What the files of a project know of one another, and what an edit of one disturbs.

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "check/import_queries.h"
#include "check/queries.h"
#include "exports/queries.h"
#include "project/session.h"
#include "source/memory_files.h"

namespace pellucid::project {
namespace {

// A project whose files are opened, over a file system with a small library.
struct Project {
  source::MemoryFiles disk;
  Session session;

  Project() {
    disk.write("typeshed:stdlib/VERSIONS", "os: 3.0-\ntyping: 3.0-\ntomllib: 3.11-\n");
    disk.write("typeshed:stdlib/os.pyi", "def getcwd() -> str: ...\n");
    disk.write("typeshed:stdlib/typing.pyi", "class Any: ...\nTYPE_CHECKING: bool\n");
    disk.write("typeshed:stdlib/tomllib.pyi", "def loads(text: str) -> dict: ...\n");
    session.set_file_system(&disk);
    session.set_search({{}, "typeshed:stdlib", {}});
  }
  FileId open(std::string path, std::string_view text) { return session.open(std::move(path), text); }
  void edit(FileId file, std::string_view text) { session.set_text(file, text); }
  // `rule: message` of each, in order.
  std::string of(FileId file) {
    std::string out;
    for (const diagnostic::Diagnostic& d : session.diagnostics(file))
      out += std::string(diagnostic::entry(d.rule).id) + ": " + d.message + "\n";
    return out;
  }
  template <class Query>
  uint64_t runs() {
    return session.engine().counters(session.engine().index<Query>()).run;
  }
};

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
  p.session.close(main);
  CHECK(
      p.of(cart) ==
      "unused-import: `os` is imported and never used\nunused-import: `typing` is imported and never used\n");
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
  FileId twice = p.open("a b.c.py", "");
  CHECK(p.of(twice) == "");
}

}  // namespace
}  // namespace pellucid::project
