#include "check/import_rules.h"

#include <algorithm>

#include "check/import_checker.h"

namespace pellucid::check {

using diagnostic::Diagnostic;
using diagnostic::Rule;

namespace {

// A file with so many faults needs other help.
constexpr uint32_t kMostSuggestions = 50;

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

}  // namespace

JudgedImports judge_imports(const ImportShapes& shapes, const ImportingModule& module, ImportView& view) {
  return ImportChecker(shapes, module, view).run();
}

size_t memory_bytes(const ImportFault& fault) {
  return resolve::string_bytes(fault.message) + resolve::string_bytes(fault.near);
}

JudgedImports ImportChecker::run() {
  for (uint32_t i = 0; i < shapes_.sites.size(); ++i)
    if (!shapes_.sites[i].is_passed_over) check(i);
  return std::move(judged_);
}

// What is imported

void ImportChecker::check(uint32_t index) {
  const ImportSite& site = shapes_.sites[index];
  base::Shared<resolve::FoundModule> found = view_.resolve(import_of(site));
  if (!found) return;
  const Resolution& module = found->resolution;
  if (!module.found()) {
    bool is_known = module_.knows_library || module.missing->reason != Absence::NotFound;
    if (!is_known) judged_.misses_library = true;
    if (is_known && !may_lack(site, *module.missing)) report_module(index, *module.missing);
    return;
  }
  for (uint32_t i = site.names_begin; i < site.names_end; ++i) check_name(index, i, module);
}

void ImportChecker::check_name(uint32_t index, uint32_t which, const Resolution& module) {
  const ImportSite& site = shapes_.sites[index];
  exports::Name name = shapes_.names[which];
  exports::Member member;
  if (has_name(name, site, module, member)) return;
  if (site.expected == ExpectedFailure::MissingName || is_unneeded_fallback(site)) return;
  if (member.kind == exports::MemberKind::Elsewhere && site.is_guarded) return;
  ImportFault fault{index, which, 0, why(member, text_of(name), import_of(site), module), {}, 0};
  if (member.kind == exports::MemberKind::Absent && suggestions_++ < kMostSuggestions && module.has_file()) {
    std::vector<std::string> names = view_.member_names(module.file);
    std::vector<std::string_view> candidates(names.begin(), names.end());
    fault.near = resolve::near_name(text_of(name), candidates).name;
  }
  judged_.faults.push_back(std::move(fault));
}

bool ImportChecker::has_name(exports::Name name, const ImportSite& site, const Resolution& module,
                             exports::Member& member) {
  if (module.kind == resolve::ModuleKind::Opaque) return true;
  if (module.has_file()) {
    member = view_.member(module.file, name);
    if (exports::is_there(member.kind)) {
      if (!imports_itself(name, site, module, member)) return true;
      member = {};
    }
  }
  if (!module.is_package()) return false;
  ImportedModule import = import_of(site);
  auto below = view_.resolve({import.level, resolve::ModuleName(import.module).join(text_of(name)).text()});
  return !below || below->found();
}

// `from shop import cart` in `shop` finds only what it is itself about to bind.
bool ImportChecker::imports_itself(exports::Name name, const ImportSite& site, const Resolution& module,
                                   const exports::Member& member) const {
  const exports::PublicSymbol& symbol = member.symbol;
  return module.file == module_.path && member.kind == exports::MemberKind::Symbol &&
         symbol.source == exports::SymbolSource::Member && symbol.member == symbol.name &&
         symbol.module == site.module && symbol.name == name;
}

bool ImportChecker::is_resolved(const ImportSite& site) {
  if (site.is_passed_over) return true;
  base::Shared<resolve::FoundModule> found = view_.resolve(import_of(site));
  if (!found || !found->found()) return false;
  const Resolution& module = found->resolution;
  for (uint32_t i = site.names_begin; i < site.names_end; ++i) {
    exports::Member member;
    if (!has_name(shapes_.names[i], site, module, member)) return false;
  }
  return true;
}

bool ImportChecker::is_unneeded_fallback(const ImportSite& site) {
  for (uint32_t i = site.replaced_begin; i < site.replaced_end; ++i)
    if (are_resolved(shapes_.replaced[i])) return true;
  return false;
}

// Many imports of a handler ask for the same.
bool ImportChecker::are_resolved(const ReplacedSites& sites) {
  auto [known, is_new] = resolved_.try_emplace(uint64_t{sites.begin} << 32 | sites.end);
  if (is_new) {
    bool all = true;
    for (uint32_t k = sites.begin; k < sites.end; ++k) all = all && is_resolved(shapes_.sites[k]);
    known->second = all;
  }
  return known->second;
}

bool ImportChecker::may_lack(const ImportSite& site, const resolve::MissingModule& missing) {
  bool is_elsewhere = missing.reason == Absence::NotYet || missing.reason == Absence::NoLonger ||
                      missing.reason == Absence::OtherPlatform;
  return site.expected != ExpectedFailure::Nothing || (is_elsewhere && site.is_guarded) ||
         is_unneeded_fallback(site);
}

// What is said

void ImportChecker::report_module(uint32_t index, const resolve::MissingModule& missing) {
  const ImportSite& site = shapes_.sites[index];
  ImportedModule import = import_of(site);
  ImportFault fault{index, {}, 0, why(missing, import), {}, 0};
  resolve::ModuleName name(import.module);
  std::vector<std::string_view> parts = name.parts();
  auto count = static_cast<uint32_t>(parts.size());
  // Up to the first part that is missing.
  if (!site.is_from) {
    if (uint32_t until = missing.module.part_count(); until > 0) count = std::min(count, until);
    fault.parts = count;
  }
  bool is_slip = missing.reason == Absence::NotFound || missing.reason == Absence::NotInPackage;
  if (is_slip && suggestions_++ < kMostSuggestions) {
    // Of an absolute name its place is known, of a relative one the part's spelling.
    for (uint32_t i = 0; i < count; ++i) {
      if (import.level == 0 ? i + 1 != missing.module.part_count() : parts[i] != missing.module.last())
        continue;
      fault.near = view_.near_module(missing).name;
      fault.near_part = i;
      break;
    }
  }
  judged_.faults.push_back(std::move(fault));
}

std::vector<Diagnostic> unresolved_imports(const std::vector<ImportFault>& faults,
                                           const ImportPlaces& places) {
  std::vector<Diagnostic> diagnostics;
  for (const ImportFault& fault : faults) {
    const ImportPlaces::Site& site = places.sites[fault.site];
    source::Range range = site.module, near = range;
    if (fault.name) {
      range = near = places.names[*fault.name];
    } else {
      if (fault.parts > 0)
        range = {places.parts[site.parts_begin].start, places.parts[site.parts_begin + fault.parts - 1].end};
      if (!fault.near.empty()) near = places.parts[site.parts_begin + fault.near_part];
    }
    Diagnostic found = diagnostic::report(Rule::UnresolvedImport, range, fault.message);
    if (!fault.near.empty()) {
      found.message += "; did you mean " + quoted(fault.near) + "?";
      found.fix = diagnostic::Fix{"Replace with " + quoted(fault.near), {{near, fault.near}}};
    }
    diagnostics.push_back(std::move(found));
  }
  return diagnostics;
}

std::string ImportChecker::why(const resolve::MissingModule& missing, const ImportedModule& import) const {
  std::string module = quoted(missing.module.text()), parent = quoted(missing.module.parent().text());
  switch (missing.reason) {
    case Absence::NotFound: return "there is no module " + module;
    case Absence::NotInPackage:
      return "package " + parent + " has no module " + quoted(missing.module.last());
    case Absence::NoPackage: return parent + " is no package, so there is no module " + module;
    case Absence::NotYet:
      return module + " is in the standard library from Python " + missing.version.to_string() +
             " on, and not in " + module_.version.to_string();
    case Absence::NoLonger:
      return module + " is not in the standard library any more, from Python " + missing.version.to_string() +
             " on";
    case Absence::OtherPlatform:
      return module + " is in the standard library of other platforms than " + quoted(module_.platform);
    case Absence::NoParentPackage:
      return quoted(spelling_of(import)) + " is relative to a package, and this file is in none";
    case Absence::BeyondTop:
      return quoted(spelling_of(import)) + " leads out of the packages around this file";
  }
  return {};
}

std::string ImportChecker::why(const exports::Member& member, std::string_view name,
                               const ImportedModule& from, const Resolution& module) const {
  std::string owner = quoted(spelling_of(from));
  switch (member.kind) {
    case exports::MemberKind::Deleted: return owner + " deletes its " + quoted(name) + " again";
    case exports::MemberKind::Elsewhere:
      return owner + " has " + quoted(name) + " on other versions of Python or other platforms only";
    case exports::MemberKind::PrivateImport:
      return "the stub of " + owner + " imports " + quoted(name) + " for its own use only";
    default: break;
  }
  // How the library is cut into stubs says nothing about what its modules are.
  bool is_package = module.is_package() && module.place != resolve::PlaceKind::StandardLibrary;
  return (is_package ? "package " : "module ") + owner + " has no " +
         (module.has_file() ? "name " : "module ") + quoted(name);
}

}  // namespace pellucid::check
