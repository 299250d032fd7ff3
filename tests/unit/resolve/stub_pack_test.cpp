#include "resolve/stub_pack.h"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "source/memory_files.h"
#include "support/random.h"
#include "support/resolving.h"
#include "support/stub_packing.h"

namespace pellucid::resolve {
namespace {

using source::FileKind;
using source::FolderEntry;

std::string small_pack() {
  return tests::packed({{"LICENSE", "free"},
                        {"stdlib/VERSIONS", "os: 3.0-\nre: 3.0-\n"},
                        {"stdlib/os-x.pyi", "y"},
                        {"stdlib/os/__init__.pyi", "import sys\n"},
                        {"stdlib/os/path.pyi", ""},
                        {"stdlib/re.pyi", "def match(): ...\n"}});
}

TEST_CASE("texts by their names") {
  std::string bytes = small_pack();
  StubPack::Opened opened = StubPack::open(bytes);
  CHECK(opened.problem.empty());
  const StubPack& pack = opened.pack;
  CHECK(pack.file_count() == 6);
  CHECK(pack.find("stdlib/re.pyi") == "def match(): ...\n");
  CHECK(pack.find("stdlib/os/path.pyi") == "");
  CHECK(!pack.find("stdlib/os"));
  CHECK(!pack.find("zzz"));
  CHECK(!pack.find(""));
  CHECK(pack.kind("stdlib") == FileKind::Folder);
  CHECK(pack.kind("stdlib/os") == FileKind::Folder);
  CHECK(pack.kind("stdlib/o") == FileKind::Absent);
  CHECK(pack.list("") == std::vector<FolderEntry>{{"LICENSE", FileKind::File}, {"stdlib", FileKind::Folder}});
  CHECK(pack.list("stdlib") == std::vector<FolderEntry>{{"VERSIONS", FileKind::File},
                                                        {"os-x.pyi", FileKind::File},
                                                        {"os", FileKind::Folder},
                                                        {"re.pyi", FileKind::File}});
  CHECK(pack.list("stdlib/os").size() == 2);
  CHECK(pack.list("none").empty());
}

TEST_CASE("a pack among the project's files") {
  source::MemoryFiles project;
  project.write("a.py", "import re");
  std::string bytes = small_pack();
  StubPack pack = StubPack::open(bytes).pack;
  StubFiles files(project, pack);
  CHECK(files.read("a.py").bytes == "import re");
  CHECK(files.read("typeshed:stdlib/os/__init__.pyi").bytes == "import sys\n");
  CHECK(files.read("typeshed:stdlib/none.pyi").status == source::ReadStatus::Absent);
  CHECK(files.kind(kStubRoot) == FileKind::Folder);
  CHECK(files.kind(kPackRoot) == FileKind::Folder);
  CHECK(files.list(kStubRoot).size() == 4);
  CHECK(files.list("").size() == 1);
  CHECK(files.kind("stdlib") == FileKind::Absent);
  SearchPaths paths = find_search_paths(files, {{}, std::string(kStubRoot), {}});
  StubVersions versions = StubVersions::parse(files.read("typeshed:stdlib/VERSIONS").bytes);
  Target target;
  Resolver resolver(files, paths, versions, target);
  CHECK(tests::Resolving::text_of(resolver.resolve(ModuleName("os.path"))) ==
        "module typeshed:stdlib/os/path.pyi");
  CHECK(tests::Resolving::text_of(resolver.resolve(ModuleName("a"))) == "module a.py");
}

TEST_CASE("a damaged pack is told, or is as good as another") {
  std::string good = small_pack();
  CHECK(StubPack::open("").problem == "the stub pack is empty");
  CHECK(StubPack::open("PELSTUB2").problem == "this is no stub pack, or one of another version");
  CHECK(StubPack::open("PELSTUB1").problem == "the stub pack ends too early");
  for (size_t size = 0; size < good.size(); ++size) {
    StubPack::Opened opened = StubPack::open(std::string_view(good).substr(0, size));
    CHECK(!opened.problem.empty());
    CHECK(opened.pack.file_count() == 0);
  }
  CHECK(StubPack::open(good + "x").problem == "the stub pack is longer than it says");

  auto problem = [&](size_t at, size_t number) {
    std::string bytes = good;
    bytes.replace(at, 4, tests::packed_number(number));
    return StubPack::open(bytes).problem;
  };
  CHECK(problem(8, 0xFFFFFFFF) == "the list of the stub pack does not fit into it");
  CHECK(problem(12, 0xFFFFFFFF) == "the list of the stub pack does not fit into it");
  CHECK(problem(20, 0xFFFFFFF0) == "a name in the stub pack does not lie among its names");
  CHECK(problem(24, 0) == "a name in the stub pack is no path");
  CHECK(problem(52, 7) == "the names in the stub pack are out of order");
  CHECK(problem(28, 0) == "a text in the stub pack does not lie in it");
  CHECK(problem(32, 0xFFFFFFFF) == "a text in the stub pack does not lie in it");
  CHECK(StubPack::open(tests::packed({{"/etc/passwd", ""}})).problem == "a name in the stub pack is no path");
  CHECK(StubPack::open(tests::packed({{"a/../../b", ""}})).problem == "a name in the stub pack is no path");
}

TEST_CASE("nothing that is read of a damaged pack lies outside it") {
  std::string good = small_pack();
  tests::Random random(7);
  uint32_t opened_anyway = 0;
  for (uint32_t round = 0; round < 20000; ++round) {
    // In memory of its own, so that a sanitizer sees its end.
    std::vector<char> bytes(good.begin(), good.end());
    for (uint32_t i = random.below(4) + 1; i-- > 0;) {
      // Mostly in the list, where numbers count.
      size_t at = random.below(static_cast<uint32_t>(random.below(4) == 0 ? bytes.size() : 20 + 6 * 16));
      bytes[at] =
          static_cast<char>(random.below(2) == 0 ? random.below(256) : bytes[at] ^ 1 << random.below(8));
    }
    StubPack pack = StubPack::open({bytes.data(), bytes.size()}).pack;
    if (pack.file_count() != 0) ++opened_anyway;
    size_t sum = 0;
    for (uint32_t i = 0; i < pack.file_count(); ++i) {
      for (char c : pack.text(i)) sum += static_cast<unsigned char>(c);
      CHECK(pack.find(pack.name(i)).has_value());
    }
    for (const FolderEntry& entry : pack.list("stdlib")) sum += pack.list("stdlib/" + entry.name).size();
    CHECK(sum < good.size() * 256 * 7);
  }
  CHECK(opened_anyway > 500);
}

#ifdef PELLUCID_STUBS
TEST_CASE("typeshed, packed") {
  std::ifstream in(PELLUCID_STUBS, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  StubPack::Opened opened = StubPack::open(bytes);
  CHECK(opened.problem.empty());
  const StubPack& pack = opened.pack;
  CHECK(pack.find("LICENSE").value_or("").find("Apache License") != std::string_view::npos);
  CHECK(pack.find("commit.txt").value_or("").size() >= 40);
  CHECK(pack.find("stdlib/builtins.pyi").value_or("").find("class object:") != std::string_view::npos);
  StubVersions versions = StubVersions::parse(pack.find("stdlib/VERSIONS").value_or(""));
  CHECK(versions.bad_lines() == 0);
  // Every module that VERSIONS lists is there, and every stub is listed.
  source::MemoryFiles nothing;
  StubFiles files(nothing, pack);
  SearchPaths paths = find_search_paths(files, {{}, std::string(kStubRoot), {}});
  for (const VersionRange& range : versions.ranges()) {
    CAPTURE(range.module.text());
    Target target{range.last && *range.last < source::kNewestPython ? *range.last : source::kNewestPython,
                  "linux"};
    CHECK(Resolver(files, paths, versions, target).resolve(range.module).has_file());
  }
  for (uint32_t i = 0; i < pack.file_count(); ++i) {
    std::string path = std::string(kPackRoot) + std::string(pack.name(i));
    std::optional<ModuleOfFile> module = module_of_file(path, paths);
    if (!path.ends_with(".pyi")) continue;
    CAPTURE(path);
    REQUIRE(module.has_value());
    CHECK(versions.find(module->name) != nullptr);
  }
}
#endif

}  // namespace
}  // namespace pellucid::resolve
