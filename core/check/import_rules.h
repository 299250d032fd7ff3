#pragma once

// Rules about imports that look beyond the file: modules that are not there, names that a module does not
// have (unresolved-import), modules that import one another while they are loaded (import-cycle), and files
// that no import can reach (hidden-module). What is known of other files comes through ImportView, whoever
// keeps it.
//
//     import tomllib                            not before Python 3.11, so it is reported for 3.10 …
//     try:
//         import tomllib                        … but not where a missing module is reckoned with,
//     except ImportError:
//         import tomli as tomllib               and not what stands in for one that is there
//
// Code that is never run on this version and platform is not looked at, and what is there on others is not
// missed under a condition of the program's own (`if on_windows:`).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/import_sites.h"
#include "diagnostic/diagnostic.h"
#include "exports/public_names.h"
#include "resolve/near_names.h"
#include "resolve/queries.h"
#include "resolve/resolver.h"
#include "source/python_version.h"

namespace pellucid::check {

// The module whose imports are judged.
struct ImportingModule {
  const scope::Names& names;
  std::string_view path;
  source::PythonVersion version;
  std::string_view platform;
  // Without a standard library at hand, a module that is in no place may well be there.
  bool knows_library = true;
};

// What one file's imports lead to.
class ImportView {
 public:
  ImportView() = default;
  ImportView(const ImportView&) = delete;
  ImportView& operator=(const ImportView&) = delete;
  virtual ~ImportView() = default;

  // As the file names it, from where it stands (resolve::absolute_name); looked for beside the file too, if
  // it is found nowhere else (Resolver::resolve_beside).
  // Nothing if that cannot be told yet.
  virtual base::Shared<resolve::FoundModule> resolve(const resolve::ImportedModule& import) = 0;
  // exports::find_member in the module of a file that resolve() has named.
  virtual exports::Member member(const std::string& file, exports::Name name) = 0;
  // The names that `from … import` may take from it, for suggestions.
  virtual std::vector<std::string> member_names(const std::string& file) = 0;
  // resolve::near_module.
  virtual resolve::NearName near_module(const resolve::MissingModule& missing) = 0;
};

// Something that an import names and that is not there. Without positions.
struct ImportFault {
  uint32_t site;
  // Which of ImportShapes::names is missing; none if it is the module.
  std::optional<uint32_t> name = {};
  uint32_t parts = 0;      // of an `import`: how many parts of the module's name it is about
  std::string message;     // without the suggestion
  std::string near;        // what may have been meant instead; empty for nothing
  uint32_t near_part = 0;  // of the module's name, if that is what is missing: which part
  friend bool operator==(const ImportFault&, const ImportFault&) = default;
};
size_t memory_bytes(const ImportFault& fault);

struct JudgedImports {
  // unresolved-import, in the order of the text. One fault for a module, whatever is imported from it.
  std::vector<ImportFault> faults;
  // A module is in no place, and no library is at hand in which it may be.
  bool misses_library = false;
};
JudgedImports judge_imports(const ImportShapes& shapes, const ImportingModule& module, ImportView& view);
// The faults in their places.
std::vector<diagnostic::Diagnostic> unresolved_imports(const std::vector<ImportFault>& faults,
                                                       const ImportPlaces& places);

// The modules from the one that an import loads back to the file's own, by their names: `b c a` in `a`, where
// `a` imports `b`, `b` imports `c`, `c` imports `a`; empty if nothing leads back. By import, as in
// Exports::imports().
using WaysBack = std::vector<std::vector<std::string>>;

// import-cycle. `places`: ImportPlaces::loaded, of the same imports.
std::vector<diagnostic::Diagnostic> import_cycles(const std::vector<ImportPlaces::Loaded>& places,
                                                  const WaysBack& ways);

// hidden-module: what the file's own name means is another file. `found`: that name, resolved.
std::optional<diagnostic::Diagnostic> hidden_module(std::string_view path,
                                                    const resolve::ModuleOfFile& module,
                                                    const resolve::Resolution& found);

}  // namespace pellucid::check
