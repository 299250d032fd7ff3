#include "resolve/search_paths.h"

#include <doctest/doctest.h>

#include "source/memory_files.h"
#include "support/resolving.h"

namespace pellucid::resolve {
namespace {

TEST_CASE("a path has the name that its deepest root gives it") {
  SearchPaths paths{{{PlaceKind::Project, ""},
                     {PlaceKind::Project, "src"},
                     {PlaceKind::Extra, "../lib"},
                     {PlaceKind::StandardLibrary, "typeshed:stdlib"}}};
  auto name = [&](std::string_view path) {
    std::optional<ModuleOfFile> module = module_of_file(path, paths);
    if (!module) return std::string("(none)");
    return module->name.text() + (module->is_package ? " package" : "");
  };
  CHECK(name("a.py") == "a");
  CHECK(name("a/b.pyi") == "a.b");
  CHECK(name("a/__init__.py") == "a package");
  CHECK(name("src/a/b.py") == "a.b");
  CHECK(name("srcs/a.py") == "srcs.a");
  CHECK(name("../lib/c/d.py") == "c.d");
  CHECK(name("../other/c.py") == "(none)");
  CHECK(name("typeshed:stdlib/os/path.pyi") == "os.path");
  CHECK(name("foo-stubs/a.pyi") == "foo.a");
  CHECK(name("a/foo-stubs/a.pyi") == "a.foo-stubs.a");
  CHECK(name("my-script.py") == "my-script");
  CHECK(name("a.b.py") == "(none)");
  CHECK(name("a.b/c.py") == "(none)");
  CHECK(name("notes.txt") == "(none)");
  CHECK(name(".py") == "(none)");
  CHECK(name("__init__.py") == " package");
  CHECK(!module_of_file("my-script.py", paths)->name.is_importable());
  CHECK(module_of_file("a/b.py", paths)->package() == ModuleName("a"));
  CHECK(module_of_file("a/__init__.py", paths)->package() == ModuleName("a"));
}

TEST_CASE("every module that is found has the name it was found by") {
  tests::Resolving in({"a.py", "p/__init__.py", "p/b.py", "p/q/c.pyi", "src/d.py", "lib/e/f.py",
                       "lib/g-stubs/__init__.pyi", "lib/g-stubs/h.pyi"});
  in.places({"lib"});
  for (const char* name : {"a", "p", "p.b", "p.q.c", "d", "e.f", "g", "g.h"}) {
    CAPTURE(name);
    Resolution found = in.resolve(name);
    REQUIRE(found.has_file());
    std::optional<ModuleOfFile> module = module_of_file(found.file, in.paths);
    REQUIRE(module.has_value());
    CHECK(module->name.text() == name);
    CHECK(module->place == found.place);
    CHECK(module->is_package == (found.kind == ModuleKind::Package));
  }
}

TEST_CASE("places are listed once, in order") {
  source::MemoryFiles files;
  files.write("src/a.py", "");
  SearchPaths found =
      find_search_paths(files, {{"lib/", "./lib", "src", "../x/../y"}, "typeshed:stdlib", {"/site"}});
  SearchPaths expected{{{PlaceKind::Project, ""},
                        {PlaceKind::Project, "src"},
                        {PlaceKind::Extra, "lib"},
                        {PlaceKind::Extra, "../y"},
                        {PlaceKind::StandardLibrary, "typeshed:stdlib"},
                        {PlaceKind::SitePackages, "/site"}}};
  CHECK(found == expected);
}

TEST_CASE("a script is run from the innermost folder that is no package") {
  source::MemoryFiles files;
  for (const char* path : {"__init__.py", "t/x.py", "t/p/__init__.py", "t/p/q/__init__.pyi", "t/p/q/r.py"})
    files.write(path, "");
  CHECK(script_folder(files, "t/x.py") == "t");
  CHECK(script_folder(files, "t/p/q/r.py") == "t");
  CHECK(script_folder(files, "x.py").empty());
}

}  // namespace
}  // namespace pellucid::resolve
