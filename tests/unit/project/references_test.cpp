#include "project/references.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "project/rename.h"
#include "support/project_files.h"

namespace {

using namespace pellucid;
using project::FileId;
using tests::PathsAndTexts;
using tests::ProjectFiles;

// `path line:column text, …`, a line for each file.
std::string shown(ProjectFiles& files) {
  std::string out;
  std::string last;
  for (const project::Reference& its : project::references(files.session, files.asked, files.at)) {
    db::Database& database = files.session.database();
    const std::string& path = database.path(its.file);
    if (path != last) out += (out.empty() ? "" : "\n") + path;
    last = path;
    out += " " + files.place(its.file, its.range.start) + " " +
           std::string(database.text(its.file).slice(its.range)) +
           (its.access == ide::NameAccess::Bind ? "=" : "") + (its.in_string ? "'" : "");
  }
  return out;
}

std::string of(PathsAndTexts texts) {
  ProjectFiles files(std::move(texts));
  return shown(files);
}

TEST_CASE("references of a function, in every file that takes it, from wherever it is asked") {
  std::string shop[] = {
      "def total(): return total\n__all__ = ['total']\n",
      "from .cart import total\n",
      "from shop import total as sum\nsum(), total\n",
      "import shop.cart as c, shop\nc.total(), shop.total, shop.cart.total, c.other, d.total\n",
      "from shop.cart import *\ntotal()\n",
      "def f():\n  from shop.cart import total\n  total()\ntotal = 1\n"};
  std::string_view names[] = {"shop/cart.py", "shop/__init__.py", "a.py", "b.py", "c.py", "d.py"};
  std::string expected =
      "a.py 1:18 total 1:27 sum= 2:1 sum\n"
      "b.py 2:3 total 2:17 total 2:34 total\n"
      "c.py 2:1 total\n"
      "d.py 2:25 total= 3:3 total\n"
      "shop/__init__.py 1:19 total=\n"
      "shop/cart.py 1:5 total= 1:21 total 2:13 total'";
  // File and place of each reference, by what stands in front.
  std::pair<size_t, std::string_view> places[] = {
      {0, "def "}, {0, "return "}, {0, "['"},       {1, "import "}, {2, "import "},
      {2, "as "},  {2, "\n"},      {3, "\nc."},     {3, ", shop."}, {3, "shop.cart."},
      {4, "\n"},   {5, "import "}, {5, "\n  total"}};
  for (const auto& place : places) {
    size_t file = place.first;
    std::string_view before = place.second;
    PathsAndTexts files;
    for (size_t i = 0; i < 6; ++i) {
      std::string text = shop[i];
      if (i == file) {
        size_t at = before == "\n  total" ? text.rfind(before) + 3 : text.find(before) + before.size();
        text.insert(at, "$");
      }
      files.emplace_back(names[i], text);
    }
    CAPTURE(file);
    CAPTURE(before);
    CHECK(of(files) == expected);
  }
}

TEST_CASE("what no other file sees is looked for in its own") {
  CHECK(of({{"a.py", "def f($x): return x\nx\n"}, {"b.py", "from a import x\n"}}) == "a.py 1:7 x= 1:18 x");
  CHECK(of({{"a.py", "$y\n"}, {"b.py", "y\n"}}) == "a.py 1:1 y");
}

TEST_CASE("names of the library are referred to from the project's files") {
  CHECK(of({{"a.py", "import os\nos.$getcwd()\n"}, {"b.py", "from os import getcwd as g\ng()\n"}}) ==
        "a.py 2:4 getcwd\nb.py 1:16 getcwd 1:26 g= 2:1 g");
  CHECK(of({{"a.py", "import os\nos.path.$join()\n"}, {"b.py", "from posixpath import join\n"}}) ==
        "a.py 2:9 join\nb.py 1:23 join=");
  CHECK(of({{"a.py", "$len([])\n"}, {"b.py", "def f(): return len\n"}, {"c.py", "len = 1\nlen\n"}}) ==
        "a.py 1:1 len\nb.py 1:17 len");
}

TEST_CASE("of two imports of one name each is followed") {
  PathsAndTexts files = {{"a.py", "def f(): ...\n"},
                         {"b.py", "def f(): ...\n"},
                         {"m.py", "try: from a import f\nexcept ImportError: from b import f\n$f\n"},
                         {"n.py", "from m import f\n"}};
  CHECK(of(files) == "a.py 1:5 f=\nb.py 1:5 f=\nm.py 1:20 f= 2:35 f= 3:1 f\nn.py 1:15 f=");
}

TEST_CASE("code that is never run here refers to it as well") {
  CHECK(
      of({{"a.py", "$x = 1\n"},
          {"b.py", "import sys\nif sys.platform == 'win32':\n  from a import x\n  import a\n  a.x, x\n"}}) ==
      "a.py 1:1 x=\nb.py 3:17 x= 5:5 x 5:8 x");
}

TEST_CASE("modules that take a name from one another come to an end") {
  CHECK(of({{"a.py", "from b import x\n$x\n"}, {"b.py", "from a import x\n"}}) ==
        "a.py 1:15 x= 2:1 x\nb.py 1:15 x=");
}

// The same list, wherever a `$` asks.
void check_from_each(const PathsAndTexts& files, std::string_view expected) {
  for (size_t i = 0; i < files.size(); ++i)
    for (size_t at = files[i].second.find('$'); at != std::string::npos;
         at = files[i].second.find('$', at + 1)) {
      PathsAndTexts marked = files;
      for (auto& [path, text] : marked) std::erase(text, '$');
      std::string before = files[i].second.substr(0, at);
      std::erase(before, '$');
      marked[i].second.insert(before.size(), "$");
      CAPTURE(files[i].first);
      CAPTURE(at);
      CHECK(of(marked) == expected);
    }
}

TEST_CASE("a module that comes by a star import has its names") {
  check_from_each({{"pkg/__init__.py", "from . import cart\n"},
                   {"pkg/cart.py", "def $total(): ...\n"},
                   {"main.py", "from pkg import *\ncart.$total()\n"}},
                  "main.py 2:6 total\npkg/cart.py 1:5 total=");
}

TEST_CASE("what is bound on another platform only is the same name from each file") {
  check_from_each({{"m.py", "import sys\nif sys.platform == 'win32': $f = 1\n"},
                   {"b.py", "from m import $f\n"},
                   {"a.py", "from b import $f\n"}},
                  "a.py 1:15 f=\nb.py 1:15 f=\nm.py 2:29 f=");
}

TEST_CASE("a package's own name goes before the module below") {
  check_from_each({{"pkg/__init__.py", "import shop.till as cart\n"},
                   {"pkg/cart.py", "def total(): ...\n"},
                   {"shop/till.py", "def $total(): ...\n"},
                   {"main.py", "import pkg.cart\npkg.cart.$total()\n"}},
                  "main.py 2:10 total\nshop/till.py 1:5 total=");
}

TEST_CASE("a module below a package is found where star imports lead in a circle") {
  check_from_each({{"a.py", "from pkg import cart\ncart.$total()\n"},
                   {"pkg/__init__.py", "from a import *\n"},
                   {"pkg/cart.py", "def $total(): ...\n"},
                   {"main.py", "from pkg import cart\ncart.$total()\n"}},
                  "a.py 2:6 total\nmain.py 2:6 total\npkg/cart.py 1:5 total=");
  check_from_each({{"a.py", "from pkg import *\n"},
                   {"pkg/__init__.py", "from pkg import cart\nfrom a import *\n"},
                   {"pkg/cart.py", "def $total(): ...\n"},
                   {"main.py", "import pkg\npkg.cart.$total()\n"}},
                  "main.py 2:10 total\npkg/cart.py 1:5 total=");
}

TEST_CASE("attributes in strings that are annotations refer to it") {
  check_from_each({{"models.py", "class $User: ...\n"},
                   {"a.py", "import models\ndef f(u: 'models.$User', v: 'list[models.$User]'): ...\n"},
                   {"b.py", "from shop import *\nx: 'models.$User' = 'models.User'\n"},
                   {"shop/__init__.py", "import models\n"}},
                  "a.py 2:18 User' 2:41 User'\nb.py 2:12 User'\nmodels.py 1:7 User=");
}

TEST_CASE("of a name that is bound again the module that reaches it counts") {
  check_from_each(
      {{"a.py", "$f = 1\n"}, {"b.py", "f = 1\n"}, {"c.py", "import a as m\nm.$f\nimport b as m\nm.f\n"}},
      "a.py 1:1 f=\nc.py 2:3 f");
  std::string text = "def g():\n  m.$f\n";
  PathsAndTexts files = {{"a.py", "$f = 1\n"}};
  for (uint32_t i = 0; i < 70; ++i) text += "import m" + std::to_string(i) + " as m\n";
  files.emplace_back("c.py", text + "import a as m\n");
  check_from_each(files, "a.py 1:1 f=\nc.py 2:5 f");
}

TEST_CASE("only files that may refer to it are looked into, once each, one tree at a time") {
  PathsAndTexts files = {{"m.py", "def $f(): ...\ndef g(): ...\n"}};
  for (uint32_t i = 0; i < 20; ++i)
    files.emplace_back("user" + std::to_string(i) + ".py",
                       std::string("from m import ") + (i % 4 == 0 ? "f\nf()\n" : "g\ng()\n"));
  ProjectFiles p(files);
  db::Database& database = p.session.database();
  // The library's own file is read beside the one that is asked about.
  for (FileId file : database.added_files()) p.session.diagnostics(file);
  uint64_t before = database.counters().reparses_whole;
  CHECK(database.counters().bytes_resident == 0);
  CHECK(project::references(p.session, p.asked, p.at).size() == 11);
  // Its own twice: for what is asked, and for what refers to it.
  CHECK(database.counters().reparses_whole - before == 1 + 1 + 5);
  CHECK(database.counters().bytes_resident == 0);
}

TEST_CASE("no two trees stand side by side, in a project of which nothing has been read") {
  PathsAndTexts files = {{"a.py", "from b import *\nfrom m import f\n$f()\n"},
                         {"b.py", "from m import f\nimport c\n"},
                         {"c.py", "from b import f as g\ng()\n"},
                         {"m.py", "def f(): ...\n"}};
  for (bool renames : {false, true}) {
    ProjectFiles p(files);
    // As of an edit of each.
    db::Database& database = p.session.database();
    for (FileId file : database.added_files())
      database.edit(file, {{{0, 0}, std::string(400 * (file.value() % 3), '\n')}});
    auto asked = static_cast<uint32_t>(database.text(p.asked).view().rfind("f()"));
    if (renames) {
      CHECK(project::rename(p.session, p.asked, asked, "h").edits.size() == 5);
    } else {
      CHECK(project::references(p.session, p.asked, asked).size() == 7);
    }
    size_t largest = 0;
    for (FileId file : database.files()) largest = std::max(largest, database.counters(file).tree_bytes);
    CHECK(database.counters().bytes_peak == largest);
  }
}

}  // namespace
