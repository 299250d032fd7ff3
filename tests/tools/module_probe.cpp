// What Pellucid makes of module names on this disk, a line each, for tests/oracle/imports.py.
//
//     module_probe resolve PROJECT VERSION [--stubs PACK] [--extra FOLDER]...
//         reads module names, one a line; answers `KIND FILE`, `namespace package FOLDER…`, or why there is
//         none
//     module_probe problems PROJECT VERSION [--stubs PACK] [--extra FOLDER]...
//         the same names; answers what unresolved-import says of their files: `PATH:OFFSET MESSAGE`

#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "../../cli/disk_files.h"
#include "resolve/resolver.h"
#include "resolve/stub_pack.h"
#include "support/import_view.h"
#include "support/module_set.h"
#include "support/resolving.h"

namespace pellucid {
namespace {

struct Words {
  std::string project;
  source::PythonVersion version;
  std::string stubs;
  resolve::SearchSettings settings;
};

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : " ") + text;
  return out;
}

void print_exports(tests::ModuleSet& set, const resolve::Resolution& found) {
  tests::LoadedModule* module = found.has_file() ? set.file(found.file) : nullptr;
  if (module == nullptr) return void(std::cout << "missing\n");
  std::vector<scope::Name> bound;
  for (const exports::PublicSymbol& symbol : module->exports.symbols())
    if (symbol.state == exports::SymbolState::Bound) bound.push_back(symbol.name);
  const char* states[] = {"none", "known", "at least"};
  std::cout << states[static_cast<size_t>(module->all.state)] << "\t" << joined(set.texts(module->all.names))
            << "\t" << (module->star.is_open || module->exports.is_open() ? "open" : "closed") << "\t"
            << joined(set.texts(module->star.names)) << "\t" << joined(set.texts(bound)) << "\n";
}

int answer(const Words& words, std::string_view question) {
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
  tests::ModuleSet set(files, paths, versions, target);
  std::vector<resolve::Resolution> found;
  for (std::string name; std::getline(std::cin, name);)
    found.push_back(set.resolver().resolve(resolve::ModuleName(name)));
  if (question == "resolve") {
    for (const resolve::Resolution& each : found) std::cout << tests::Resolving::text_of(each) << "\n";
    return 0;
  }
  for (const resolve::Resolution& each : found)
    if (each.has_file()) set.file(each.file);
  set.solve();
  for (const resolve::Resolution& each : found) {
    if (question == "exports") {
      print_exports(set, each);
    } else if (tests::LoadedModule* module = each.has_file() ? set.file(each.file) : nullptr) {
      tests::SetView view(set, files, paths, versions, target, *module);
      check::ImportSites sites = check::read_imports(
          {module->parsed->tree, *module->text, module->scopes, module->use_def, target.version},
          module->import_rows, set.names());
      check::ImportingModule importing{set.names(), module->path, target.version, target.platform};
      for (const diagnostic::Diagnostic& d :
           unresolved_imports(judge_imports(sites.shapes, importing, view).faults, sites.places))
        std::cout << module->path << ":" << d.range.start << " " << d.message << "\n";
    }
  }
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
  return answer(words, texts[1]);
}

}  // namespace
}  // namespace pellucid

int main(int count, char** texts) { return pellucid::run(count, texts); }
