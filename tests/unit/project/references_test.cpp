#include "project/references.h"

#include <string>

#include <doctest/doctest.h>

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

TEST_CASE("only files that may refer to it are looked into, once each, and their trees are given back") {
  PathsAndTexts files = {{"m.py", "def $f(): ...\ndef g(): ...\n"}};
  for (uint32_t i = 0; i < 20; ++i)
    files.emplace_back("user" + std::to_string(i) + ".py",
                       std::string("from m import ") + (i % 4 == 0 ? "f\nf()\n" : "g\ng()\n"));
  ProjectFiles p(files);
  p.session.read_all();
  for (FileId file : p.session.database().added_files()) p.session.diagnostics(file);
  uint64_t before = p.session.database().counters().reparses_whole;
  CHECK(p.session.database().counters().bytes_resident == 0);
  CHECK(project::references(p.session, p.asked, p.at).size() == 11);
  // Its own twice: for what is asked, and for what refers to it.
  CHECK(p.session.database().counters().reparses_whole - before == 1 + 1 + 5);
  CHECK(p.session.database().counters().bytes_resident == 0);
}

}  // namespace
