#include "resolve/resolver.h"

#include <doctest/doctest.h>

#include "support/resolving.h"

namespace pellucid::resolve {
namespace {

using tests::Resolving;

TEST_CASE("modules, packages, and what is below them") {
  Resolving in({"one.py", "shop/__init__.py", "shop/cart.py", "shop/deep/__init__.py", "shop/deep/er.py"});
  CHECK(in.found("one") == "module one.py");
  CHECK(in.found("shop") == "package shop/__init__.py");
  CHECK(in.found("shop.cart") == "module shop/cart.py");
  CHECK(in.found("shop.deep.er") == "module shop/deep/er.py");
  CHECK(in.found("two") == "not found two");
  CHECK(in.found("two.three") == "not found two");
  CHECK(in.found("shop.till") == "not in package shop.till");
  CHECK(in.found("shop.till.drawer") == "not in package shop.till");
  CHECK(in.found("shop.cart.item") == "no package shop.cart.item");
  CHECK(in.found("one.py") == "no package one.py");
}

TEST_CASE("a package goes before a module, which is hidden") {
  Resolving in(
      {"shop.py", "shop/__init__.py", "shop/cart.py", "shop/cart/__init__.py", "till.py", "till.pyi"});
  CHECK(in.found("shop") == "package shop/__init__.py");
  CHECK(in.resolve("shop").hidden == std::vector<std::string>{"shop.py"});
  CHECK(in.resolve("shop.cart").hidden == std::vector<std::string>{"shop/cart.py"});
  CHECK(in.resolve("till").hidden.empty());
}

TEST_CASE("a stub goes before its source") {
  Resolving in({"a.py", "a.pyi", "p/__init__.py", "p/__init__.pyi", "p/b.py", "p/b.pyi", "only.pyi"});
  CHECK(in.found("a") == "module a.pyi");
  CHECK(in.resolve("a").is_stub());
  CHECK(in.found("p") == "package p/__init__.pyi");
  CHECK(in.found("p.b") == "module p/b.pyi");
  CHECK(in.found("only") == "module only.pyi");
}

TEST_CASE("a folder without __init__ is a namespace package, across places, unless one has a module") {
  Resolving in(
      {"space/a.py", "lib/space/b.py", "lib/solid/__init__.py", "solid/x.py", "far/m.py", "lib/far.py"});
  in.places({"lib"});
  CHECK(in.found("space") == "namespace package space lib/space");
  CHECK(in.found("space.a") == "module space/a.py");
  CHECK(in.found("space.b") == "module lib/space/b.py");
  CHECK(in.found("space.c") == "not in package space.c");
  CHECK(in.found("solid") == "package lib/solid/__init__.py");
  CHECK(in.found("solid.x") == "not in package solid.x");
  CHECK(in.found("far") == "module lib/far.py");
}

TEST_CASE("places in their order; src is a root unless it is a package") {
  Resolving in({"src/app/__init__.py", "src/shared.py", "shared.py", "lib/shared.py", "lib/extra.py"});
  in.places({"lib"});
  CHECK(in.found("app") == "package src/app/__init__.py");
  CHECK(in.found("shared") == "module shared.py");
  CHECK(in.resolve("shared").hidden == std::vector<std::string>{"src/shared.py"});
  CHECK(in.found("extra") == "module lib/extra.py");
  CHECK(in.resolve("extra").place == PlaceKind::Extra);
  CHECK(in.found("src.shared") == "module src/shared.py");
  in.write("src/__init__.py");
  CHECK(in.found("app") == "not found app");
}

TEST_CASE("the standard library has what VERSIONS says, by version and platform") {
  Resolving in;
  in.library("asyncio", "3.4-", "asyncio/__init__.pyi");
  in.library("asyncio.taskgroups", "3.11-", "asyncio/taskgroups.pyi");
  in.library("distutils", "3.0-3.11", "distutils/__init__.pyi");
  in.library("winreg", "3.0-; platforms=win32", "winreg.pyi");
  in.target.version = {10};
  CHECK(in.found("asyncio.taskgroups") == "not yet asyncio.taskgroups 3.11");
  CHECK(in.found("distutils") == "package typeshed/stdlib/distutils/__init__.pyi");
  in.target.version = {12};
  CHECK(in.found("asyncio.taskgroups") == "module typeshed/stdlib/asyncio/taskgroups.pyi");
  CHECK(in.found("distutils") == "no longer distutils 3.12");
  CHECK(in.found("distutils.core") == "no longer distutils 3.12");
  CHECK(in.found("winreg") == "other platform winreg");
  in.target.platform = "win32";
  CHECK(in.found("winreg") == "module typeshed/stdlib/winreg.pyi");
  in.target.platform = "all";
  CHECK(in.found("winreg") == "module typeshed/stdlib/winreg.pyi");
  // What comes behind may stand in for what the library has lost.
  in.places({}, {"site"});
  in.write("site/distutils/__init__.py");
  CHECK(in.found("distutils") == "package site/distutils/__init__.py");
  CHECK(in.resolve("distutils").place == PlaceKind::SitePackages);
}

TEST_CASE("the project goes before the library, but for what is built in") {
  Resolving in({"random.py", "sys.py", "types.py"});
  in.library("random", "3.0-", "random.pyi");
  in.library("sys", "3.0-", "sys/__init__.pyi");
  in.library("types", "3.0-", "types.pyi");
  CHECK(in.found("random") == "module random.py");
  CHECK(in.found("sys") == "package typeshed/stdlib/sys/__init__.pyi");
  CHECK(in.found("types") == "module typeshed/stdlib/types.pyi");
}

TEST_CASE("modules of the library without a stub are there, and nothing is known of them") {
  Resolving in;
  in.library("asyncio", "3.4-", "asyncio/__init__.pyi");
  in.target.version = {13};
  CHECK(in.found("_strptime") == "opaque");
  CHECK(in.found("test.support") == "opaque");
  CHECK(in.found("asyncio.__main__") == "opaque");
  CHECK(in.found("asyncio.__mine__") == "not in package asyncio.__mine__");
  in.library("re", "3.0-", "re.pyi");
  CHECK(in.found("re._parser") == "opaque");
  CHECK(in.found("re.parser") == "no package re.parser");
  CHECK(in.found("formatter") == "not found formatter");
  in.target.version = {9};
  CHECK(in.found("formatter") == "opaque");
}

TEST_CASE("extension modules are there") {
  Resolving in({"fast.cpython-312-x86_64-linux-gnu.so", "slow.pyd", "p/__init__.py", "p/_c.abi3.so",
                "data.so.txt", "both.so", "both.py", "space/c.txt", "space.so"});
  CHECK(in.found("fast") == "opaque");
  CHECK(in.found("slow") == "opaque");
  CHECK(in.found("p._c") == "opaque");
  CHECK(in.found("p._d") == "not in package p._d");
  CHECK(in.found("data") == "not found data");
  CHECK(in.found("both") == "module both.py");
  CHECK(in.found("space") == "opaque");
  CHECK(in.found("fast.er") == "no package fast.er");
}

TEST_CASE("stub packages stand before what they describe, alone unless they are partial") {
  Resolving in({"site/foo/__init__.py", "site/foo/a.py", "site/foo/b.py", "site/foo-stubs/__init__.pyi",
                "site/foo-stubs/a.pyi"});
  in.places({}, {"site"});
  CHECK(in.found("foo") == "package site/foo-stubs/__init__.pyi");
  CHECK(in.found("foo.a") == "module site/foo-stubs/a.pyi");
  CHECK(in.found("foo.b") == "not in package foo.b");

  in.write("site/foo-stubs/py.typed", "partial\n");
  CHECK(in.found("foo") == "package site/foo-stubs/__init__.pyi");
  CHECK(in.found("foo.a") == "module site/foo-stubs/a.pyi");
  CHECK(in.found("foo.b") == "module site/foo/b.py");

  // A package of stubs and of sources, in halves.
  in.write("site/foo/sub/__init__.py");
  in.write("site/foo/sub/y.py");
  in.write("site/foo-stubs/sub/__init__.pyi");
  in.write("site/foo-stubs/sub/x.pyi");
  CHECK(in.found("foo.sub") == "package site/foo-stubs/sub/__init__.pyi");
  CHECK(in.found("foo.sub.x") == "module site/foo-stubs/sub/x.pyi");
  CHECK(in.found("foo.sub.y") == "module site/foo/sub/y.py");
}

TEST_CASE("stub packages without __init__ leave the rest to the package") {
  Resolving in({"site/foo/__init__.py", "site/foo/a.py", "site/foo/b.py", "site/foo-stubs/a.pyi",
                "site/bar-stubs/c.pyi"});
  in.places({}, {"site"});
  CHECK(in.found("foo") == "package site/foo/__init__.py");
  CHECK(in.found("foo.a") == "module site/foo-stubs/a.pyi");
  CHECK(in.found("foo.b") == "module site/foo/b.py");
  CHECK(in.found("bar.c") == "module site/bar-stubs/c.pyi");
}

TEST_CASE("what was looked at in vain is told, in order") {
  Resolving in({"shop/__init__.py", "shop/cart.py"});
  CHECK(in.resolve("shop.cart").absent == std::vector<std::string>{"shop/cart/", "shop/cart.pyi"});
  CHECK(in.resolve("shop").absent == std::vector<std::string>{"shop-stubs/", "shop/__init__.pyi"});
  Resolution missing = in.resolve("shop.till");
  CHECK(missing.absent == std::vector<std::string>{"shop/till/", "shop/till.pyi", "shop/till.py"});
  // Each of them would have made a difference.
  for (const std::string& path : missing.absent) {
    Resolving with({"shop/__init__.py", "shop/cart.py"});
    with.write(path.ends_with('/') ? path + "x.py" : path);
    CHECK(with.resolve("shop.till").found());
  }
}

TEST_CASE("the project's folder may be a package") {
  Resolving in({"__init__.py", "a.py"});
  CHECK(in.found("") == "package __init__.py");
  CHECK(Resolving({"a.py"}).found("") == "not found ");
}

TEST_CASE("from a script, its neighbours are found") {
  Resolving in({"tools/run.py", "tools/common.py", "tools/parts/one.py"});
  CHECK(in.found("common") == "not found common");
  CHECK(Resolving::text_of(in.resolver().resolve_beside("tools", ModuleName("common"))) ==
        "module tools/common.py");
  CHECK(Resolving::text_of(in.resolver().resolve_beside("tools", ModuleName("parts.one"))) ==
        "module tools/parts/one.py");
  CHECK(Resolving::text_of(in.resolver().resolve_beside("tools", ModuleName("parts.two"))) ==
        "not in package parts.two");
}

TEST_CASE("a query that asks for the parent first gets the same") {
  Resolving in({"a/__init__.py", "a/b/c.py", "d.py"});
  for (const char* text : {"a.b", "a.b.c", "a.x", "d.e", "nothing.there"}) {
    ModuleName name(text);
    CAPTURE(name.text());
    Resolution parent = in.resolve(name.parent().text());
    CHECK(in.resolver().resolve_below(parent, name) == in.resolve(text));
  }
}

TEST_CASE("relative imports count from the package") {
  auto name = [](uint32_t level, const char* module, const char* file, bool root_is_package = false) {
    SearchPaths paths{{{PlaceKind::Project, ""}}};
    AbsoluteName absolute = absolute_name({level, module}, module_of_file(file, paths), root_is_package);
    return absolute.name ? absolute.name->text() : "(" + std::string(name_of(absolute.reason)) + ")";
  };
  CHECK(name(0, "x.y", "a/b.py") == "x.y");
  CHECK(name(1, "", "a/b.py") == "a");
  CHECK(name(1, "c", "a/b.py") == "a.c");
  CHECK(name(1, "c", "a/__init__.py") == "a.c");
  CHECK(name(2, "c", "a/b/d.py") == "a.c");
  CHECK(name(2, "", "a/b/__init__.py") == "a");
  CHECK(name(2, "c", "a/b.py") == "(beyond top)");
  CHECK(name(3, "", "a/b/__init__.py") == "(beyond top)");
  CHECK(name(1, "c", "b.py") == "(no parent package)");
  CHECK(name(1, "c", "notes.txt") == "(no parent package)");
  CHECK(name(1, "c", "b.py", true) == "c");
  CHECK(name(1, "", "b.py", true).empty());
  CHECK(name(2, "c", "a/b.py", true) == "c");
  CHECK(name(2, "c", "b.py", true) == "(beyond top)");
  CHECK(name(100000, "c", "a/b.py") == "(beyond top)");
  CHECK(spelling_of({2, "shop"}) == "..shop");
}

}  // namespace
}  // namespace pellucid::resolve
