#include "exports/public_names.h"

#include <doctest/doctest.h>

#include "support/module_set.h"
#include "support/random.h"
#include "support/resolving.h"

namespace pellucid::exports {
namespace {

struct Project {
  tests::Resolving in;
  std::unique_ptr<tests::ModuleSet> set;

  Project(std::initializer_list<std::pair<const char*, const char*>> files) {
    for (auto [path, text] : files) in.write(path, text);
    set = std::make_unique<tests::ModuleSet>(in.files, in.paths, in.versions, in.target);
    for (auto [path, text] : files) set->file(path);
    set->solve();
  }
  // What `from m import *` brings, `…` behind it if there may be more.
  std::string star(const char* path) {
    const StarNames& star = set->file(path)->star;
    std::string out;
    for (const std::string& name : set->texts(star.names)) out += (out.empty() ? "" : " ") + name;
    return star.is_open ? out + (out.empty() ? "…" : " …") : out;
  }
  std::string member(const char* path, const char* name) {
    return std::string(name_of(set->member(*set->file(path), name).kind));
  }
};

TEST_CASE("star imports with and without `__all__`") {
  Project p{{"a.py", "import os\nx = 1\n_y = 2\n__z__ = 3\ndel_me = 1\ndel del_me\n"},
            {"b.py", "__all__ = ['_y', 'none']\nx = 1\n_y = 2\n"},
            {"c.py", "from a import *\nfrom b import *\nz = 1\n"},
            {"d.py", "from c import *\n__all__ = ['x']\n"},
            {"e.py", "from nowhere import *\nx = 1\n"},
            {"f.py", "from e import *\n"},
            {"g.py", "from a import *\ndel x\n"},
            {"h.py", "from m import *\n__all__ = [n for n in dir()]\nx = 1\n"}};
  CHECK(p.star("a.py") == "os x");
  CHECK(p.star("b.py") == "_y none");
  CHECK(p.star("c.py") == "none os x z");
  CHECK(p.star("d.py") == "x");
  CHECK(p.star("e.py") == "x …");
  CHECK(p.star("f.py") == "x …");
  CHECK(p.star("g.py") == "os");
  CHECK(p.star("h.py") == "x …");
  CHECK(p.member("c.py", "_y") == "star");
  CHECK(p.member("c.py", "__z__") == "absent");
  CHECK(p.member("f.py", "x") == "star");
  CHECK(p.member("f.py", "y") == "open");
  CHECK(p.member("g.py", "x") == "deleted");
}

TEST_CASE("circles of star imports come to rest") {
  Project p{{"a.py", "from b import *\na1 = 1\n"},
            {"b.py", "from c import *\nb1 = 1\n"},
            {"c.py", "from a import *\nc1 = 1\n"},
            {"self.py", "from self import *\ns = 1\n"},
            {"x.py", "import y\n__all__ = ['x1'] + y.__all__\n"},
            {"y.py", "import x\n__all__ = ['y1'] + x.__all__\n"}};
  for (const char* path : {"a.py", "b.py", "c.py"}) CHECK(p.star(path) == "a1 b1 c1");
  CHECK(p.star("self.py") == "s");
  CHECK(p.star("x.py") == "x1 y1");
  CHECK(p.star("y.py") == "x1 y1");
}

TEST_CASE("`__all__` is what its steps make of it") {
  auto all = [](const char* source) {
    Project p{{"m.py", source}, {"o.py", "__all__ = ['o1', 'o2']"}, {"n.py", "x = 1"}};
    const DunderAll& found = p.set->file("m.py")->all;
    std::string out = found.state == AllState::None ? "none" : "";
    for (const std::string& name : p.set->texts(found.names)) out += (out.empty() ? "" : " ") + name;
    return found.state == AllState::AtLeast ? out + " …" : out;
  };
  CHECK(all("x = 1") == "none");
  CHECK(all("__all__ = []") == "");
  CHECK(all("__all__ = ['b', 'a', 'b']") == "a b");
  CHECK(all("import o\n__all__ = ['a'] + o.__all__\n__all__.remove('o1')") == "a o2");
  CHECK(all("import n\n__all__ = ['a'] + n.__all__") == "a …");
  CHECK(all("import q\n__all__ = ['a'] + q.__all__") == "a …");
  CHECK(all("__all__ = dir()\n__all__ = ['a']") == "a");
  CHECK(all("__all__ = ['a']\nif x: __all__ = ['b']") == "a b");
  CHECK(all("__all__ = ['a']\nif x: __all__.remove('a')") == "a");
  CHECK(all("__all__ = ['a']\ndel __all__") == "none");
  CHECK(all("from o import *\nfrom o import __all__") == "o1 o2");
}

TEST_CASE("members, one at a time") {
  Project p{
      {"m.py", "import os\na = 1\nb: int\nc = 1\ndel c\nimport sys\nif sys.platform == 'win32': w = 1\n"},
      {"g.py", "def __getattr__(name): ..."},
      {"o.py", "globals().update(x)"},
      {"s.pyi", "import os\nimport re\n__all__ = ['re']\nv: int\n"},
      {"first.py", "from m import *\na = 2\n"},
      {"last.py", "a = 2\nfrom m import *\n"},
      {"both.py", "if x: a = 2\nfrom m import *\n"}};
  CHECK(p.member("m.py", "a") == "symbol");
  CHECK(p.member("m.py", "os") == "symbol");
  CHECK(p.member("m.py", "b") == "symbol");
  CHECK(p.member("m.py", "c") == "deleted");
  CHECK(p.member("m.py", "w") == "elsewhere");
  CHECK(p.member("m.py", "nothing") == "absent");
  CHECK(p.member("m.py", "__name__") == "implicit");
  CHECK(p.member("m.py", "__path__") == "absent");
  CHECK(p.member("g.py", "anything") == "getattr");
  CHECK(p.member("o.py", "anything") == "open");
  CHECK(p.member("s.pyi", "os") == "private import");
  CHECK(p.member("s.pyi", "re") == "symbol");
  CHECK(p.member("s.pyi", "v") == "symbol");
  CHECK(p.member("first.py", "a") == "symbol");
  CHECK(p.member("last.py", "a") == "star");
  CHECK(p.member("both.py", "a") == "star");
}

TEST_CASE("modules below a package that it imports are its attributes") {
  Project p{{"p/__init__.py",
             "from .a import x\nimport p.b.c\nfrom p.d import y\nimport other.e\nfrom .. import f\n"},
            {"p/a.py", "x = 1"},
            {"p/b/__init__.py", ""},
            {"p/b/c.py", ""},
            {"p/d.py", "y = 1"},
            {"p/m.py", "from .a import x\n"},
            {"q/__init__.pyi", "from .a import x as x, y\nimport os\n"},
            {"q/a.pyi", "x: int"}};
  for (const char* name : {"a", "b", "d"}) CHECK(p.member("p/__init__.py", name) == "submodule");
  for (const char* name : {"c", "e"}) CHECK(p.member("p/__init__.py", name) == "absent");
  CHECK(p.member("p/__init__.py", "__path__") == "implicit");
  CHECK(p.member("p/m.py", "a") == "absent");
  CHECK(p.star("p/__init__.py") == "a b d f other p x y");
  CHECK(p.star("q/__init__.pyi") == "x");
  CHECK(p.set->texts(loaded_submodules(p.set->file("p/__init__.py")->exports, "p", p.set->names())) ==
        std::vector<std::string>{"a", "b", "d"});
}

// Whatever imports what, asking for all names and for each alone is the same, and so is a star import's
// effect.
TEST_CASE("one name at a time agrees with all names, in random projects") {
  constexpr std::string_view kLines[] = {
      "from a import *\n", "from b import *\n",
      "from c import *\n", "from d import *\n",
      "x = 1\n",           "y = 1\n",
      "_z = 1\n",          "del x\n",
      "del y\n",           "import a\n",
      "if u: x = 2\n",     "__all__ = ['x', '_z']\n",
      "__all__ = ['y']\n", "__all__ = f()\n",
      "from e import *\n", "import b\n__all__ = ['x'] + b.__all__\n",
  };
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    tests::Random random(seed);
    tests::Resolving in;
    const char* paths[] = {"a.py", "b.py", "c.py", "d.py"};
    for (const char* path : paths) in.write(path, random.joined(kLines, 1 + random.below(5)));
    tests::ModuleSet set(in.files, in.paths, in.versions, in.target);
    for (const char* path : paths) set.file(path);
    set.solve();
    for (const char* path : paths) {
      const tests::LoadedModule& module = *set.file(path);
      for (const char* name : {"x", "y", "_z", "a", "b", "w", "_w"}) {
        CAPTURE(seed);
        CAPTURE(path);
        CAPTURE(name);
        bool is_private = name[0] == '_' && module.all.state == AllState::None;
        Offer expected = module.star.contains(set.name(name)) ? Offer::Yes
                         : module.star.is_open && !is_private ? Offer::Perhaps
                                                              : Offer::No;
        Offer offered = set.offers(module, name);
        // A set cannot say of one name that it is surely not there.
        const PublicSymbol* symbol = module.exports.find(set.name(name));
        bool is_deleted = symbol != nullptr && symbol->state == SymbolState::Deleted;
        if (is_offered(offered)) offered = Offer::Yes;
        CHECK((offered == expected || (is_deleted && expected == Offer::Perhaps && offered == Offer::No)));
      }
    }
  }
}

}  // namespace
}  // namespace pellucid::exports
