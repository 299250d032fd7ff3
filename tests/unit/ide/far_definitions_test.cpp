#include "ide/far_definitions.h"

#include <string>

#include <doctest/doctest.h>

#include "ide/star_imports.h"
#include "project/session.h"
#include "source/memory_files.h"

namespace pellucid::ide {
namespace {

struct Project {
  source::MemoryFiles disk;
  project::Session session;

  Project() {
    disk.write("typeshed:stdlib/VERSIONS", "builtins: 3.0-\nos: 3.0-\n");
    disk.write("typeshed:stdlib/builtins.pyi", "def len(x, /) -> int: ...\nclass Other: ...\n");
    disk.write("typeshed:stdlib/os/__init__.pyi", "from . import path as _path\ndef getcwd() -> str: ...\n");
    disk.write("typeshed:stdlib/os/path.pyi", "def join(a, *b): ...\n");
    session.set_file_system(&disk);
    session.set_search({{}, "typeshed:stdlib", {}});
    session.open("shop/__init__.py", "from .cart import Cart\n");
    session.open("shop/cart.py",
                 "class Cart: pass\n\ndef total(): return 1\n\nif Cart: VAT = 1\nelse: VAT = 2\n");
    session.open("all.py", "from shop.cart import *\n");
    session.open("round_a.py", "from round_b import x\n");
    session.open("round_b.py", "from round_a import x\n");
  }
  // `path: the text of the place` of each, for the last `needle` in the source.
  std::string of(std::string_view source, std::string_view needle) {
    db::Database& database = session.database();
    db::FileId id = session.open("main.py", source);
    std::string out;
    {
      db::TreeLease lease = database.lease(id);
      NamedFile file{lease.tree(),
                     database.text(id),
                     session.analysis().scopes(id),
                     session.analysis().use_def(id),
                     session.analysis().names(),
                     database.version(),
                     {},
                     star_offers(session.engine(), id)};
      auto offset = static_cast<uint32_t>(source.rfind(needle));
      std::vector<Occurrence> all = occurrences(file);
      for (const FarPlace& its : FarDefinitions(session.engine(), id, file, all).at(offset)) {
        std::string_view text = database.text(its.file).slice(its.whole);
        out += database.path(its.file) + ": " + std::string(text.substr(0, text.find('\n'))) + "\n";
      }
    }
    session.close(id);
    return out;
  }
};

TEST_CASE("what an import binds is followed to the file that makes it") {
  Project p;
  CHECK(p.of("from shop import Cart as Basket\nBasket()\n", "Basket()") ==
        "shop/cart.py: class Cart: pass\n");
  CHECK(p.of("from shop import Cart as Basket\n", "Cart") == "shop/cart.py: class Cart: pass\n");
  CHECK(p.of("from shop.cart import VAT\nVAT\n", "VAT") == "shop/cart.py: VAT = 1\nshop/cart.py: VAT = 2\n");
  CHECK(p.of("from all import total\ntotal\n", "total") == "shop/cart.py: def total(): return 1\n");
  CHECK(p.of("from all import *\ntotal\n", "total") == "shop/cart.py: def total(): return 1\n");
  CHECK(p.of("from shop import cart\ncart\n", "cart") == "shop/cart.py: \n");
}

TEST_CASE("of a name that the file binds, too, what a star import has put in its place") {
  Project p;
  CHECK(p.of("total = 1\nfrom shop.cart import *\ntotal\n", "total\n") ==
        "shop/cart.py: def total(): return 1\n");
  CHECK(p.of("from shop.cart import *\ntotal = 1\ntotal\n", "total\n") == "");
  CHECK(p.of("total = 1\nif total:\n    from shop.cart import *\ntotal\n", "total\n") ==
        "shop/cart.py: def total(): return 1\n");
  CHECK(p.of("other = 1\nfrom shop.cart import *\nother\n", "other\n") == "");
  CHECK(p.of("total = 1\nfrom nowhere import *\ntotal\n", "total\n") == "");
  CHECK(p.of("from shop.cart import *\nclass C:\n    total = total\n", "total\n") ==
        "shop/cart.py: def total(): return 1\n");
  CHECK(p.of("total\nfrom shop.cart import *\n", "total\n") == "");
}

TEST_CASE("parts of imports are the files of modules") {
  Project p;
  CHECK(p.of("import shop.cart\n", "shop") == "shop/__init__.py: \n");
  CHECK(p.of("import shop.cart\n", "cart") == "shop/cart.py: \n");
  CHECK(p.of("from shop.cart import total\n", "cart") == "shop/cart.py: \n");
  CHECK(p.of("import shop.cart\nshop\n", "shop") == "shop/__init__.py: \n");
  CHECK(p.of("import shop.cart as c\nc\n", "c") == "shop/cart.py: \n");
}

TEST_CASE("attributes of modules") {
  Project p;
  CHECK(p.of("import shop.cart\nshop.cart.total()\n", "total") == "shop/cart.py: def total(): return 1\n");
  CHECK(p.of("import shop.cart\nshop.cart.total()\n", "cart.") == "shop/cart.py: \n");
  CHECK(p.of("import shop\nshop.Cart()\n", "Cart") == "shop/cart.py: class Cart: pass\n");
  CHECK(p.of("import os\nos.path.join('a')\n", "join") ==
        "typeshed:stdlib/os/path.pyi: def join(a, *b): ...\n");
  CHECK(p.of("x = 1\nx.real\n", "real") == "");
}

TEST_CASE("builtins are in the library, names that are nowhere nowhere") {
  Project p;
  CHECK(p.of("len([])\n", "len") == "typeshed:stdlib/builtins.pyi: def len(x, /) -> int: ...\n");
  CHECK(p.of("def len(x): pass\nlen([])\n", "len") == "");
  CHECK(p.of("from round_a import x\nx\n", "x") == "");
  CHECK(p.of("nothing\n", "nothing") == "");
  CHECK(p.of("from nowhere import x\nx\n", "x") == "");
}

}  // namespace
}  // namespace pellucid::ide
