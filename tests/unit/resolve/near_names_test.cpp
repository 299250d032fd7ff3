#include "resolve/near_names.h"

#include <doctest/doctest.h>

#include "support/resolving.h"

namespace pellucid::resolve {
namespace {

TEST_CASE("suggestions for a module that is not there") {
  tests::Resolving in({"shop/__init__.py", "shop/basket.py", "shop/_secret.py", "shop/my-notes.py",
                       "helpers.py", "docs/index.txt"});
  in.library("collections", "3.0-", "collections/__init__.pyi");
  in.library("collections.abc", "3.3-", "collections/abc.pyi");
  in.library("queue", "3.0-", "queue.pyi");
  in.library("html", "3.0-", "html.pyi");
  in.library("xml", "3.0-", "xml.pyi");
  in.library("uu", "3.0-", "uu.pyi");
  in.library("_thread", "3.0-", "_thread.pyi");
  in.library("tomllib", "3.11-", "tomllib.pyi");
  CHECK(in.near("colections") == "collections");
  CHECK(in.near("collections.abd") == "abc");
  CHECK(in.near("colectoins.abc") == "collections");
  CHECK(in.near("Queue") == "queue");
  CHECK(in.near("helper") == "helpers");
  CHECK(in.near("shop.baskte") == "basket");
  CHECK(in.near("shop.secret") == "_secret");
  CHECK(in.near("thread").empty());
  // Other people's packages are not slips of the library's names.
  for (const char* name : {"toml", "yaml", "uv", "six", "numpy"}) CHECK(in.near(name).empty());
  in.target.version = {10};
  CHECK(in.near("tomlib").empty());
  in.target.version = {11};
  CHECK(in.near("tomlib") == "tomllib");
}

TEST_CASE("modules of a folder") {
  tests::Resolving in(
      {"p/__init__.py", "p/a.py", "p/a.pyi", "p/b/c.py", "p/not-one.py", "p/x.txt", "p/__main__.py"});
  CHECK(modules_in(in.files, "p") == std::vector<std::string>{"a", "b"});
  CHECK(modules_in(in.files, "q").empty());
}

}  // namespace
}  // namespace pellucid::resolve
