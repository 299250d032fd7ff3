// What Pellucid makes of module names on this disk, a line each, for tests/oracle/imports.py.
//
//     module_probe resolve PROJECT VERSION [--stubs PACK] [--extra FOLDER]...
//         reads module names, one a line; answers `KIND FILE`, `namespace package FOLDER…`, or why there is
//         none

#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "../../cli/disk_files.h"
#include "resolve/resolver.h"
#include "resolve/stub_pack.h"
#include "support/resolving.h"

namespace pellucid {
namespace {

struct Words {
  std::string project;
  source::PythonVersion version;
  std::string stubs;
  resolve::SearchSettings settings;
};

int resolve_names(const Words& words) {
  cli::DiskFiles disk(words.project);
  cli::MappedFile mapped(words.stubs);
  resolve::StubPack::Opened opened;
  if (!words.stubs.empty()) {
    if (!mapped.problem().empty()) return std::cerr << words.stubs << ": " << mapped.problem() << "\n", 2;
    opened = resolve::StubPack::open(mapped.bytes());
    if (!opened.problem.empty()) return std::cerr << words.stubs << ": " << opened.problem << "\n", 2;
  }
  resolve::StubFiles files(disk, opened.pack);
  auto versions = resolve::StubVersions::parse(opened.pack.find("stdlib/VERSIONS").value_or(""));
  resolve::SearchPaths paths = resolve::find_search_paths(files, words.settings);
  resolve::Target target{words.version, "linux"};
  resolve::Resolver resolver(files, paths, versions, target);
  for (std::string name; std::getline(std::cin, name);)
    std::cout << tests::Resolving::text_of(resolver.resolve(resolve::ModuleName(name))) << "\n";
  return 0;
}

int run(int count, char** texts) {
  if (count < 4) return 2;
  Words words{texts[2], source::parse_python_version(texts[3]).value_or(source::kDefaultPython), {}, {}};
  for (int i = 4; i + 1 < count; i += 2) {
    if (std::strcmp(texts[i], "--stubs") == 0) {
      words.stubs = texts[i + 1];
      words.settings.standard_library = resolve::kStubRoot;
    } else {
      words.settings.extra_paths.emplace_back(texts[i + 1]);
    }
  }
  return resolve_names(words);
}

}  // namespace
}  // namespace pellucid

int main(int count, char** texts) { return pellucid::run(count, texts); }
