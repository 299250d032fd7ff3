#include "project/rename.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <span>
#include <string>

#include <doctest/doctest.h>

#include "check/import_queries.h"
#include "project/references.h"
#include "support/project_files.h"
#include "support/random.h"

namespace {

using namespace pellucid;
using project::FileId;
using tests::PathsAndTexts;
using tests::ProjectFiles;

// The files as they are then, by path.
std::map<std::string, std::string> texts_after(ProjectFiles& files, const project::Rename& plan) {
  std::map<std::string, std::string> texts;
  db::Database& database = files.session.database();
  for (FileId file : database.added_files())
    texts[database.path(file)] = std::string(database.text(file).view());
  for (size_t i = plan.edits.size(); i-- > 0;) {
    const source::Range& range = plan.edits[i].edit.range;
    texts[database.path(plan.edits[i].file)].replace(range.start, range.size(), plan.edits[i].edit.text);
  }
  return texts;
}

// What changes, a file a line; then the problems.
std::string renamed(PathsAndTexts texts, std::string_view to) {
  ProjectFiles files(std::move(texts));
  project::Rename plan = project::rename(files.session, files.asked, files.at, to);
  if (!plan.refusal.empty()) return "refused: " + plan.refusal;
  std::string out;
  db::Database& database = files.session.database();
  for (const auto& file : texts_after(files, plan)) {
    const std::string &path = file.first, &text = file.second;
    auto is_it = [&](const project::Rename::Edit& edit) { return database.path(edit.file) == path; };
    if (std::any_of(plan.edits.begin(), plan.edits.end(), is_it)) out += path + ": " + text;
  }
  for (const project::Rename::Problem& its : plan.problems)
    out += "! " + database.path(its.file) + ":" + files.place(its.file, its.problem.range.start) + ": " +
           its.problem.message + "\n";
  return out;
}

TEST_CASE("a public name is renamed in every file that takes it by that name") {
  std::string after =
      "a.py: from shop import sum_up as t\nt()\n"
      "b.py: import shop.cart as c, shop\nc.sum_up(), shop.sum_up, d.total\n"
      "c.py: from shop.cart import *\nsum_up()\n"
      "d.py: def f():\n  from shop.cart import sum_up\n  sum_up()\ntotal = 1\n"
      "e.py: class C:\n  from shop.cart import sum_up as total\n"
      "shop/__init__.py: from .cart import sum_up as sum_up\n"
      "shop/cart.py: def sum_up(): return sum_up\n__all__ = ['sum_up']\n";
  PathsAndTexts files = {{"shop/cart.py", "def $total(): return total\n__all__ = ['total']\n"},
                         {"shop/__init__.py", "from .cart import $total as total\n"},
                         {"a.py", "from shop import $total as t\nt()\n"},
                         {"b.py", "import shop.cart as c, shop\nc.$total(), shop.total, d.total\n"},
                         {"c.py", "from shop.cart import *\n$total()\n"},
                         {"d.py", "def f():\n  from shop.cart import total\n  $total()\ntotal = 1\n"},
                         {"e.py", "class C:\n  from shop.cart import $total\n"}};
  for (size_t asked = 0; asked < files.size(); ++asked) {
    // In the body of a class it is the class's own name.
    if (files[asked].first == "e.py") continue;
    PathsAndTexts marked = files;
    for (size_t i = 0; i < marked.size(); ++i)
      if (i != asked) std::erase(marked[i].second, '$');
    CAPTURE(marked[asked].first);
    CHECK(renamed(marked, "sum_up") == after);
  }
}

TEST_CASE("a module that comes by a star import has its names renamed") {
  CHECK(renamed({{"pkg/__init__.py", "from . import cart\n"},
                 {"pkg/cart.py", "def $total(): ...\n"},
                 {"main.py", "from pkg import *\ncart.total()\n"}},
                "sum_up") == "main.py: from pkg import *\ncart.sum_up()\npkg/cart.py: def sum_up(): ...\n");
  CHECK(renamed({{"pkg/__init__.py", "from . import cart\n"},
                 {"pkg/cart.py", "def total(): ...\n"},
                 {"main.py", "from pkg import *\ncart.$total()\n"}},
                "sum_up") == "main.py: from pkg import *\ncart.sum_up()\npkg/cart.py: def sum_up(): ...\n");
}

TEST_CASE("attributes in strings that are annotations are renamed") {
  CHECK(renamed({{"models.py", "class $User: ...\n"},
                 {"a.py", "import models\ndef f(u: 'models.User', v: 'models.\\x55ser'): ...\n"},
                 {"b.py", "try: import models\nexcept ImportError: models = 0\nx: 'models.User'\n"}},
                "Person") ==
        "a.py: import models\ndef f(u: 'models.Person', v: 'models.\\x55ser'): ...\n"
        "b.py: try: import models\nexcept ImportError: models = 0\nx: 'models.Person'\n"
        "models.py: class Person: ...\n"
        "! a.py:2:36: the string has `User` with escapes or in parts, and is left as it is\n"
        "! b.py:3:12: this may be an attribute of something else\n");
  CHECK(renamed({{"models.py", "class User: ...\n"}, {"a.py", "import models\nx: 'models.$User'\n"}}, "P") ==
        "a.py: import models\nx: 'models.P'\nmodels.py: class P: ...\n");
}

TEST_CASE("of members of classes and of parameters it is told where other files may name them") {
  CHECK(renamed({{"a.py", "class Cart:\n  def $total(self): ...\n"},
                 {"b.py", "import a\na.Cart().total()\n"},
                 {"c.py", "# total\ntotal = '.total'\n"}},
                "sum_up") ==
        "a.py: class Cart:\n  def sum_up(self): ...\n"
        "! b.py:2:10: this may be the attribute that is renamed, and is left as it is\n");
  CHECK(renamed({{"a.py", "def f($rate): return rate\nf(rate=1)\n"},
                 {"b.py", "from a import f\nf(rate=2)\n"},
                 {"c.py", "rate = 1\ndef f(rate=2): ...\n"}},
                "part") ==
        "a.py: def f(part): return part\nf(part=1)\n"
        "! b.py:2:3: this may name the parameter, and is left as it is\n");
  // What takes no keyword, no other file can name.
  CHECK(renamed({{"a.py", "def f($rate, /): return rate\n"}, {"b.py", "f(rate=2)\n"}}, "part") ==
        "a.py: def f(part, /): return part\n");
}

TEST_CASE("of many places that may name a member some are told, and that there are more") {
  std::string many;
  for (uint32_t i = 0; i < 50; ++i) many += "a.total\n";
  std::string told =
      renamed({{"a.py", "class Cart:\n  $total = 1\n"}, {"b.py", many}, {"c.py", many}}, "sum_up");
  CHECK(std::count(told.begin(), told.end(), '!') == 21);
  CHECK(told.find("b.py:21:3: here and further on it may be named as well") != std::string::npos);
}

TEST_CASE("an alias is the file's own name, and that of those who take it") {
  CHECK(renamed({{"m.py", "def f(): ...\n"},
                 {"a.py", "from m import f as g\n$g()\n"},
                 {"b.py", "from a import g\ng\n"}},
                "h") == "a.py: from m import f as h\nh()\nb.py: from a import h\nh\n");
}

TEST_CASE("an import that others are meant to take is told of where it gets another name") {
  const std::string told = "an import by its own name is there for others, and this one gets another name\n";
  CHECK(renamed({{"a.py", "from m import x as $x\n"}}, "y") ==
        "a.py: from m import x as y\n! a.py:1:20: " + told);
  CHECK(renamed({{"a.pyi", "from . import $x\n"}}, "y") ==
        "a.pyi: from . import x as y\n! a.pyi:1:15: " + told);
  // In a function, in a package, and where nobody is meant to take it, there is nothing to tell.
  CHECK(renamed({{"a.py", "def f():\n  from m import x as $x\n"}}, "y") ==
        "a.py: def f():\n  from m import x as y\n");
  CHECK(renamed({{"p/__init__.py", "from m import x as $x\n"}}, "y") ==
        "p/__init__.py: from m import x as y\n");
  CHECK(renamed({{"a.py", "from . import $x\n"}}, "y") == "a.py: from . import x as y\n");
}

TEST_CASE("an import gets no `as` with its own name") {
  CHECK(renamed({{"a.py", "from m import x as $y\n"}}, "x") == "a.py: from m import x\n");
  CHECK(renamed({{"a.py", "def $x(): ...\n"}, {"b.py", "from a import x as y\ny()\n"}}, "y") ==
        "a.py: def y(): ...\nb.py: from a import y\ny()\n");
}

TEST_CASE("of two files that offer a name the one that is renamed is followed") {
  CHECK(renamed({{"a.py", "$f = 1\n"},
                 {"b.py", "f = 2\n"},
                 {"m.py", "try: from a import f\nexcept ImportError: from b import f\nf\n"}},
                "g") ==
        "a.py: g = 1\nm.py: try: from a import g\nexcept ImportError: from b import f as g\ng\n");
}

TEST_CASE("what is the library's gets an `as`, and attributes of the library no other name") {
  CHECK(renamed({{"a.py", "from os import $getcwd\ngetcwd()\n"}, {"b.py", "from a import getcwd\n"}},
                "here") == "a.py: from os import getcwd as here\nhere()\nb.py: from a import here\n");
  CHECK(renamed({{"a.py", "import os\nos.$getcwd()\n"}}, "here") ==
        "refused: `getcwd` is made in `typeshed:stdlib/os/__init__.pyi`, which is no file of the project");
  CHECK(renamed({{"a.py", "from os.path import *\n$join()\n"}}, "j") ==
        "refused: `join` is made in `typeshed:stdlib/os/path.pyi`, which is no file of the project");
  CHECK(renamed({{"a.py", "$len([])\n"}}, "l") == "refused: `len` is provided by Python");
}

TEST_CASE("a module has the name of its file") {
  PathsAndTexts files = {{"shop/__init__.py", ""}, {"shop/cart.py", "x = 1\n"}};
  auto with = [&](std::string text) {
    PathsAndTexts all = files;
    all.emplace_back("a.py", std::move(text));
    return renamed(all, "till");
  };
  std::string refused = "refused: `cart` is a module, and has its name from its file";
  CHECK(with("import shop.$cart\n") == refused);
  CHECK(with("from shop.$cart import x\n") == refused);
  CHECK(with("import shop.cart\nshop.$cart.x\n") == refused);
  CHECK(with("from shop import $cart\ncart.x\n") == "a.py: from shop import cart as till\ntill.x\n");
}

TEST_CASE("what would be otherwise in some file is told there") {
  CHECK(
      renamed({{"m.py", "$f = 1\n"}, {"a.py", "from m import f\ng = 2\nf, g\n"}}, "g") ==
      "a.py: from m import g\ng = 2\ng, g\nm.py: g = 1\n! a.py:2:1: `g` is bound here already, in the same scope\n");
  CHECK(renamed({{"m.py", "$f = 1\n"}, {"a.py", "from m import *\nprint(len)\n"}}, "len") ==
        "m.py: len = 1\n! a.py:2:7: this `len` would become the one that is renamed\n");
  CHECK(renamed({{"m.py", "$f = 1\n"}, {"a.py", "from m import *\ndef f(): ...\n"}}, "g") ==
        "m.py: g = 1\n! a.py:1:15: this brings `f`, which the file binds too, and which stays there\n");
  CHECK(
      renamed({{"m.py", "$f = 1\n"}, {"a.py", "from m import *\nf\n"}}, "_g") ==
      "a.py: from m import *\n_g\nm.py: _g = 1\n! a.py:1:15: names that begin with an underscore do not come by a "
      "star import, unless `__all__` lists them\n");
  CHECK(renamed({{"m.py", "$f = 1\n"}, {"a.py", "try: import m\nexcept ImportError: m = thing()\nm.f\n"}},
                "g") ==
        "a.py: try: import m\nexcept ImportError: m = thing()\nm.g\nm.py: g = 1\n"
        "! a.py:3:3: this may be an attribute of something else\n");
  CHECK(renamed({{"p/__init__.py", "$f = 1\n"}, {"p/g.py", ""}}, "g") ==
        "p/__init__.py: g = 1\n! p/__init__.py:1:1: the package has a module `g`\n");
  CHECK(renamed({{"m.py", "$f = 1\n"}, {"a.py", "try: from m import g\nexcept ImportError: g = 0\n"}}, "g") ==
        "m.py: g = 1\n! m.py:1:1: the project looks for `g` here already\n");
  CHECK(renamed({{"m.py", "$f = 1\n"}, {"m.pyi", "f: int\n"}}, "g") ==
        "m.py: g = 1\n! m.py:1:1: `m.pyi` has a `f` too, which stays\n");
  CHECK(renamed({{"m.py", "$f = 1\n"}, {"a.py", "import m\nclass C:\n  x = m.f\n"}}, "__g") ==
        "m.py: __g = 1\n! a.py:3:9: in a class `__g` is private, and another name\n");
}

TEST_CASE("what is sought in a module is sought in that one alone") {
  auto with = [](const std::string& a) {
    return renamed({{"m.py", "$f = 1\n"}, {"p/__init__.py", "import m as n\nclass C: ...\n"}, {"a.py", a}},
                   "g");
  };
  const std::string quiet = "m.py: g = 1\n";
  const std::string told = quiet + "! m.py:1:1: the project looks for `g` here already\n";
  CHECK(with("import m\nm.g\n") == told);
  CHECK(with("from p import n\nn.g\n") == told);
  CHECK(with("import p\np.n.g\n") == told);
  // A library that is not known, one that is, a class, another module.
  CHECK(with("import requests\nrequests.g, requests.api.g\n") == quiet);
  CHECK(with("from . import requests\nrequests.g\n") == quiet);
  CHECK(with("import sys\nsys.platform.g\n") == quiet);
  CHECK(with("from p import C\nC.g\n") == quiet);
  CHECK(with("import p\np.g\n") == quiet);
}

// What would take hours if it cost the square of its length.
TEST_CASE("a long chain of attributes of one name is renamed as far as it is one of a module") {
  std::string chain;
  for (int i = 0; i < 100000; ++i) chain += ".f";
  std::string after = renamed(
      {{"m.py", "def $f(): ...\n"}, {"a.py", "import m\nm" + chain + "\nx: 'm" + chain + "'\n"}}, "g");
  chain[1] = 'g';
  CHECK(after == "a.py: import m\nm" + chain + "\nx: 'm" + chain + "'\nm.py: def g(): ...\n");
  // Ever so many imports of the module, and uses that any of them may reach.
  std::string many = "def h():\n", uses;
  for (int i = 0; i < 5000; ++i) many += " if p: import m\n m.f\n", uses += " if p: import m\n m.g\n";
  CHECK(renamed({{"m.py", "def $f(): ...\n"}, {"a.py", many}}, "g") ==
        "a.py: def h():\n" + uses + "m.py: def g(): ...\n");
}

TEST_CASE("what is asked about is looked at before a name is given") {
  ProjectFiles files({{"m.py", "f = 1\n"}, {"a.py", "import m\nm.$f\n"}});
  ide::RenameTarget target = project::rename_target(files.session, files.asked, files.at);
  CHECK(target.refusal.empty());
  CHECK(target.range == source::Range{11, 12});
  CHECK(renamed({{"a.py", "x$ = 1\n"}}, "if") == "refused: `if` is no name that Python allows here");
  CHECK(renamed({{"a.py", "x.$y = 1\n"}}, "z") == "refused: there is no name here that could be renamed");
}

// Random projects

PathsAndTexts random_project(uint64_t seed) {
  tests::Random random(seed);
  constexpr std::string_view kModules[] = {"a", "b", "p", "p.c"};
  constexpr std::string_view kNames[] = {"x", "y", "z"};
  constexpr std::string_view kImports[] = {
      "import M",        "import M as N",   "from M import N as N", "from M import *",
      "from M import N", "from M import N", "from p import c",      "import M as d",
  };
  constexpr std::string_view kLines[] = {
      "N = N",
      "def N(N=1): return N",
      "class N:\n  attribute = N",
      "print(M.N, N)",
      "N.N.N",
      "if print: N = 1",
      "def f():\n  from M import N\n  return N",
      "__all__ = ['N']",
      "def g():\n  global N\n  N = 2",
      "print(c.N)",
      "u: 'd.N' = 1",
      "N",
      "N",
      "N",
  };
  uint32_t own = 0;
  // With names for each N, and for each M a module: another than its own, for who imports a module from within itself
  // knows what for.
  auto one_of = [&](std::span<const std::string_view> forms) {
    std::string filled;
    for (char c : forms[random.below(static_cast<uint32_t>(forms.size()))]) {
      if (c == 'N') {
        filled += kNames[random.below(3)];
      } else if (c == 'M') {
        filled += kModules[(own + 1 + random.below(3)) % 4];
      } else {
        filled += c;
      }
    }
    return filled + "\n";
  };
  PathsAndTexts files;
  for (std::string_view path : {"a.py", "b.py", "p/__init__.py", "p/c.py"}) {
    std::string text;
    for (uint32_t i = random.below(4); i-- > 0;) text += one_of(kImports);
    for (uint32_t i = 1 + random.below(4); i-- > 0;) text += one_of(kLines);
    files.emplace_back(path, text);
    ++own;
  }
  return files;
}

// What is reported, but for names, and for rules that one name at two places is enough for: to keep an import from being
// called unused, an attribute of what a star import may bring.
std::vector<std::string> complaints(ProjectFiles& files) {
  std::vector<std::string> found;
  const auto& takes = files.session.engine().get<check::TakenNamesOf>(db::kTheProject);
  bool takes_of_any = takes && std::any_of(takes->taken.begin(), takes->taken.end(),
                                           [](const check::Takes::Taken& its) { return !its.file; });
  for (FileId file : files.session.database().added_files())
    for (const diagnostic::Diagnostic& its : files.session.diagnostics(file)) {
      if (its.rule == diagnostic::Rule::RedefinedWhileUnused ||
          its.rule == diagnostic::Rule::ImportShadowedByLoopVariable ||
          (takes_of_any && its.rule == diagnostic::Rule::UnusedImport))
        continue;
      std::string place = files.place(file, its.range.start);
      found.push_back(files.session.database().path(file) + ":" + place.substr(0, place.find(':')) + " " +
                      std::string(diagnostic::entry(its.rule).id));
    }
  std::sort(found.begin(), found.end());
  return found;
}

// By path and offset.
using Places = std::vector<std::pair<std::string, uint32_t>>;

Places references(ProjectFiles& files, FileId file, uint32_t offset) {
  Places found;
  for (const project::Reference& its : project::references(files.session, file, offset))
    found.emplace_back(files.session.database().path(its.file), its.range.start);
  std::sort(found.begin(), found.end());
  return found;
}

// Where the place is after the edits.
uint32_t moved(const project::Rename& plan, FileId file, uint32_t offset) {
  int64_t at = offset;
  for (const project::Rename::Edit& its : plan.edits)
    if (its.file == file && its.edit.range.start < offset)
      at += static_cast<int64_t>(its.edit.text.size()) - its.edit.range.size();
  return static_cast<uint32_t>(at);
}

TEST_CASE("a rename that reports no problem changes nothing but the name, in any project") {
  uint32_t clean = 0, across = 0;
  // More of them, for who has the time.
  const char* seeds = std::getenv("PELLUCID_RENAME_SEEDS");
  std::vector<uint64_t> all(seeds != nullptr ? std::strtoul(seeds, nullptr, 10) : 150);
  std::iota(all.begin(), all.end(), 0);
  // Where a package has a module below by way of a circle of star imports.
  for (uint64_t once : {1268, 2792}) all.push_back(once);
  for (uint64_t seed : all) {
    CAPTURE(seed);
    PathsAndTexts texts = random_project(seed);
    ProjectFiles before(texts);
    std::string all_text;
    for (const auto& [path, text] : texts) all_text += "# " + path + "\n" + text;
    INFO(all_text);
    std::vector<std::string> said = complaints(before);
    // What `__all__` lists and nothing binds is no name that others could take.
    auto lists_nothing = [](const std::string& its) { return its.ends_with(" undefined-export"); };
    if (std::any_of(said.begin(), said.end(), lists_nothing)) continue;
    for (FileId file : before.session.database().added_files()) {
      std::string text(before.session.database().text(file).view());
      for (uint32_t at = 0; at < text.size(); ++at) {
        bool is_name = (text[at] >= 'x' && text[at] <= 'z') && (at == 0 || !isalpha(text[at - 1])) &&
                       (at + 1 == text.size() || !isalpha(text[at + 1]));
        if (!is_name) continue;
        for (std::string_view to : {"fresh", "x", "y"}) {
          project::Rename plan = project::rename(before.session, file, at, to);
          if (!plan.refusal.empty() || !plan.problems.empty() || plan.edits.empty()) continue;
          PathsAndTexts renamed;
          for (auto& [path, after] : texts_after(before, plan)) renamed.emplace_back(path, after);
          ProjectFiles after(renamed);
          std::string text_after;
          for (const auto& [path, its] : renamed) text_after += "# " + path + "\n" + its;
          INFO(text_after);
          INFO(before.session.database().path(file), ":", before.place(file, at), " to ", to);
          CHECK(said == complaints(after));
          ++clean;
          across += plan.edits.front().file != plan.edits.back().file;
          bool adds = std::any_of(plan.edits.begin(), plan.edits.end(), [](const project::Rename::Edit& its) {
            return its.edit.text.find(" as ") != std::string::npos || its.edit.text.empty();
          });
          if (adds) continue;
          Places expected;
          for (const project::Reference& its : project::references(before.session, file, at))
            expected.emplace_back(before.session.database().path(its.file),
                                  moved(plan, its.file, its.range.start));
          std::sort(expected.begin(), expected.end());
          FileId same{0};
          for (FileId one : after.session.database().added_files())
            if (after.session.database().path(one) == before.session.database().path(file)) same = one;
          CHECK(expected == references(after, same, moved(plan, file, at)));
        }
      }
    }
  }
  CHECK(clean > 500);
  CHECK(across > 100);
}

}  // namespace
