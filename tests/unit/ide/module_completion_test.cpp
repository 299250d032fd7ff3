#include "ide/module_completion.h"

#include <doctest/doctest.h>

#include "project/references.h"
#include "support/project_files.h"

namespace {

using namespace pellucid;
using tests::PathsAndTexts;
using tests::ProjectFiles;

// What is offered at the `$` in main.py: names, with the kind of each in front of a change of kind.
std::string offered(std::string main) {
  PathsAndTexts files = {
      {"shop/__init__.py", "from .cart import Cart\nfrom . import till\nVAT = 1\n_x = 2\n"},
      {"shop/cart.py", "class Cart: ...\ndef total(): ...\n"},
      {"shop/till.py", ""},
      {"shop/taxes/rates.py", "HIGH = 19\n"},
      {"notes/readme.txt", ""},
      {"all.py", "from shop.cart import *\nimport os as o\n"}};
  bool is_inside = main.starts_with("#");
  files.emplace_back(is_inside ? "shop/main.py" : "main.py", std::move(main));
  ProjectFiles project(std::move(files));
  project.session.read_all();
  std::string out;
  project::look_at_names(project.session, project.asked, "test",
                         [&](const ide::NamedFile& file, const std::vector<ide::Occurrence>& all) {
                           ide::Completion found = ide::complete_at(project.session.engine(), project.asked,
                                                                    file, all, project.at);
                           std::string_view kind;
                           for (const ide::CompletionItem& its : found.items) {
                             if (ide::name_of(its.kind) != kind)
                               out += std::string(ide::name_of(its.kind)) + ": ";
                             kind = ide::name_of(its.kind);
                             out += its.name + " ";
                           }
                         });
  return out;
}

TEST_CASE("modules are offered in imports, part by part") {
  CHECK(offered("import $\n") == "module: all builtins os posixpath shop sys ");
  CHECK(offered("from s$hop import x\n") == "module: all builtins os posixpath shop sys ");
  CHECK(offered("import os, shop.$\n") == "module: cart taxes till ");
  CHECK(offered("from shop.$\nx = 1\n") == "module: cart taxes till ");
  CHECK(offered("import shop.taxes.$\n") == "module: rates ");
  CHECK(offered("# inside the package\nfrom .$ import x\n") == "module: cart taxes till ");
  CHECK(offered("x = 1; import os.$") == "module: path ");
}

TEST_CASE("names of a module are offered where they are taken") {
  std::string shop = "class: Cart variable: VAT module: cart taxes till variable: _x ";
  CHECK(offered("from shop import $\n") == shop);
  CHECK(offered("from shop import VAT, (c$\n") == shop);
  CHECK(offered("from shop import (\n  VAT,\n  $\n") == shop);
  CHECK(offered("from shop.cart import $total\n") == "class: Cart function: total ");
  CHECK(offered("from all import $\n") == "class: Cart module: o function: total ");
  CHECK(offered("# inside the package\nfrom . import $\n") == shop);
  CHECK(offered("# inside the package\nfrom .cart import $\n") == "class: Cart function: total ");
  CHECK(offered("from os import $\n") == "class: DirEntry function: getcwd module: path ");
  CHECK(offered("from shop.taxes import $\n") == "module: rates ");
}

TEST_CASE("attributes of a module are its names, and what has been imported below it") {
  CHECK(offered("import shop\nshop.$\n") == "class: Cart variable: VAT module: cart till variable: _x ");
  CHECK(offered("import shop.taxes.rates\nshop.taxes.rates.$\n") == "variable: HIGH ");
  CHECK(offered("import shop.taxes.rates\nshop.$\n") ==
        "class: Cart variable: VAT module: cart taxes till variable: _x ");
  CHECK(offered("from shop import cart as c\nprint(c.t$)\n") == "class: Cart function: total ");
  CHECK(offered("import os\nos.path.$\n") == "function: join ");
  CHECK(offered("import all\nall.o.$\n") == "class: DirEntry function: getcwd ");
}

TEST_CASE("behind a finished part of an import comes a word of the statement, or nothing") {
  CHECK(offered("from shop $\n") == "keyword: import ");
  CHECK(offered("from shop import cart $\n") == "");
  CHECK(offered("import shop as $\n") == "");
  CHECK(offered("from shop import cart as $\n") == "");
  CHECK(offered("from nowhere import $\n") == "");
  CHECK(offered("# too far out\nfrom ... import $\n") == "");
  CHECK(offered("def f():\n  yield from $\n").find("function: f ") != std::string::npos);
}

TEST_CASE("of the library no more stubs are read than the one that is asked about") {
  PathsAndTexts files = {{"main.py", "from os import $\n"}};
  ProjectFiles project(files);
  project.session.read_all();
  uint64_t before = project.session.database().counters().parses;
  project::look_at_names(project.session, project.asked, "test",
                         [&](const ide::NamedFile& file, const std::vector<ide::Occurrence>& all) {
                           ide::complete_at(project.session.engine(), project.asked, file, all, project.at);
                         });
  // The file itself, and the stub of `os`.
  CHECK(project.session.database().counters().parses - before <= 2);
}

}  // namespace
