#include "resolve/stub_versions.h"

#include <doctest/doctest.h>

namespace pellucid::resolve {
namespace {

TEST_CASE("a list of versions") {
  StubVersions versions = StubVersions::parse(
      "# comment\n\n_a: 3.0-\nb: 3.4-3.11  # gone\nb.c: 3.0-3.9\r\n  d : 3.12 - \nbad\ne: 2.7-\nf: 3.0\ng: 3.0-x\n"
      "w: 3.0-; platforms=win32\nu: 3.0-; platforms=!win32, !cygwin");
  CHECK(versions.bad_lines() == 4);
  CHECK(versions.ranges().size() == 6);
  auto status = [&](const char* module, uint32_t minor, const char* platform = "linux") {
    return versions.status(ModuleName(module), {minor}, platform);
  };
  CHECK(status("_a", 8) == InLibrary::Yes);
  CHECK(status("_a.x.y", 8) == InLibrary::Yes);
  CHECK(status("b", 11) == InLibrary::Yes);
  CHECK(status("b", 12) == InLibrary::NoLonger);
  CHECK(status("b.z", 12) == InLibrary::NoLonger);
  CHECK(status("b.c", 9) == InLibrary::Yes);
  CHECK(status("b.c", 10) == InLibrary::NoLonger);
  CHECK(status("b.c.d", 10) == InLibrary::NoLonger);
  CHECK(status("d", 11) == InLibrary::NotYet);
  CHECK(status("d", 12) == InLibrary::Yes);
  CHECK(status("bb", 12) == InLibrary::Unlisted);
  CHECK(status("e", 12) == InLibrary::Unlisted);
  CHECK(status("w", 12) == InLibrary::OtherPlatform);
  CHECK(status("w", 12, "win32") == InLibrary::Yes);
  CHECK(status("w", 12, "all") == InLibrary::Yes);
  CHECK(status("u", 12) == InLibrary::Yes);
  CHECK(status("u", 12, "cygwin") == InLibrary::OtherPlatform);
}

TEST_CASE("without a list everything is there; with an empty one nothing is") {
  CHECK(StubVersions().status(ModuleName("x"), {12}, "linux") == InLibrary::Yes);
  CHECK(StubVersions::parse("").status(ModuleName("x"), {12}, "linux") == InLibrary::Unlisted);
}

TEST_CASE("modules without stubs, with those below them, by version") {
  CHECK(is_unstubbed(ModuleName("_strptime"), {8}));
  CHECK(is_unstubbed(ModuleName("test.support.os_helper"), {12}));
  CHECK(!is_unstubbed(ModuleName("tests"), {12}));
  CHECK(is_unstubbed(ModuleName("symbol"), {9}));
  CHECK(!is_unstubbed(ModuleName("symbol"), {10}));
  CHECK(!is_unstubbed(ModuleName("_sha2"), {11}));
  CHECK(is_unstubbed(ModuleName("_sha2"), {15}));
}

}  // namespace
}  // namespace pellucid::resolve
