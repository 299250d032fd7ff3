#include "resolve/module_name.h"

#include <doctest/doctest.h>

namespace pellucid::resolve {
namespace {

TEST_CASE("parts of a name") {
  ModuleName name("email.mime.text");
  CHECK(name.part_count() == 3);
  CHECK(name.first() == "email");
  CHECK(name.last() == "text");
  CHECK(name.parent().text() == "email.mime");
  CHECK(name.head(0).empty());
  CHECK(name.head(1).text() == "email");
  CHECK(name.head(2).text() == "email.mime");
  CHECK(name.head(3) == name);
  CHECK(name.parts() == std::vector<std::string_view>{"email", "mime", "text"});
  CHECK(ModuleName("os").parent().empty());
  CHECK(ModuleName().part_count() == 0);
  CHECK(ModuleName().parts().empty());
  CHECK(ModuleName().join("a.b").text() == "a.b");
  CHECK(ModuleName("a").join("").text() == "a");
  CHECK(ModuleName("a").join("b").text() == "a.b");
}

TEST_CASE("what is within what") {
  CHECK(ModuleName("a.b").is_within(ModuleName("a")));
  CHECK(ModuleName("a").is_within(ModuleName("a")));
  CHECK(!ModuleName("ab").is_within(ModuleName("a")));
  CHECK(!ModuleName("a").is_within(ModuleName("a.b")));
  CHECK(ModuleName("a").is_within(ModuleName()));
}

TEST_CASE("names that import can spell") {
  for (const char* name : {"a", "a.b_2", "_x", "m\xC3\xA9tal", "match.type", "print"})
    CHECK(ModuleName(name).is_importable());
  for (const char* name : {"", "my-script", "2to3", "a.class", "a.b c", "x\xFF", "\xE2\x82\xAC"})
    CHECK(!ModuleName(name).is_importable());
}

}  // namespace
}  // namespace pellucid::resolve
