#include "check/import_rules.h"

#include <algorithm>

#include "check/import_checker.h"
#include "source/file_system.h"

namespace pellucid::check {

namespace {

// A file with so many faults needs other help.
constexpr uint32_t kMostSuggestions = 50;

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

}  // namespace

std::vector<Diagnostic> unresolved_imports(const ImportingFile& file, ImportView& view) {
  return ImportChecker(file, view).run();
}

std::vector<Diagnostic> ImportChecker::run() {
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    NodeKind kind = file_.tree.kind(NodeIndex(i));
    if (kind != NodeKind::Import && kind != NodeKind::ImportFrom) continue;
    Node statement(file_.tree, NodeIndex(i));
    if (dead_.contains(statement.index())) continue;
    if (kind == NodeKind::Import) {
      check_import(statement);
    } else {
      check_import_from(statement);
    }
  }
  return std::move(diagnostics_);
}

// What is imported

std::string ImportChecker::dotted(Node owner, Role role) const {
  std::string text;
  for (Node part : owner.children(role)) {
    if (!text.empty()) text += '.';
    text += text_of(part);
  }
  return text;
}

ImportedModule ImportChecker::imported_from(Node statement) const {
  return {file_.tree.payload(statement.index()), dotted(statement, Role::Module)};
}

// Of `from ..a.b import c`, `..a.b`.
source::Range ImportChecker::module_range(Node statement) const {
  source::Range range = statement.range();
  std::string_view text = file_.text.slice(range);
  std::optional<Node> first = statement.child(Role::Module), name = statement.child(Role::Name);
  uint32_t end = range.end;
  for (Node part : statement.children(Role::Module)) end = part.range().end;
  uint32_t start = first ? first->range().start : name ? name->range().start : range.end;
  if (file_.tree.payload(statement.index()) == 0) return {start, end};
  size_t dot = text.substr(0, start - range.start).find('.');
  if (dot == std::string_view::npos) return {start, end};
  start = range.start + static_cast<uint32_t>(dot);
  if (first) return {start, end};
  size_t last = file_.text.view().substr(0, name ? name->range().start : range.end).rfind('.');
  return {start, static_cast<uint32_t>(last) + 1};
}

std::vector<Node> ImportChecker::parts_of(Node owner, Role role) const {
  std::vector<Node> parts;
  for (Node part : owner.children(role)) parts.push_back(part);
  return parts;
}

void ImportChecker::check_import(Node statement) {
  for (Node alias : statement.children(Role::Name)) {
    std::vector<Node> parts = parts_of(alias, Role::Name);
    bool is_whole =
        std::none_of(parts.begin(), parts.end(), [&](Node part) { return text_of(part).empty(); });
    if (parts.empty() || !is_whole) continue;
    ImportedModule import{0, dotted(alias, Role::Name)};
    Resolution found = view_.resolve(import);
    if (found.found() || may_lack(statement, *found.missing)) continue;
    // Up to the first part that is missing.
    size_t count = std::min<size_t>(found.missing->module.part_count(), parts.size());
    if (count > 0) parts.resize(count, parts.front());
    report_module({parts.front().range().start, parts.back().range().end}, parts, import, *found.missing);
  }
}

void ImportChecker::check_import_from(Node statement) {
  ImportedModule from = imported_from(statement);
  std::vector<Node> parts = parts_of(statement, Role::Module);
  bool is_whole = std::none_of(parts.begin(), parts.end(), [&](Node part) { return text_of(part).empty(); });
  if (!is_whole || (from.level == 0 && (parts.empty() || from.module == "__future__"))) return;
  Resolution module = view_.resolve(from);
  if (!module.found()) {
    if (may_lack(statement, *module.missing)) return;
    return report_module(module_range(statement), parts, from, *module.missing);
  }
  for (Node alias : statement.children(Role::Name)) check_name(alias, from, module);
}

void ImportChecker::check_name(Node alias, const ImportedModule& from, const Resolution& module) {
  auto written = alias.child(Role::Name);
  if (!written) return;
  std::string_view name = text_of(*written);
  exports::Member member;
  if (name.empty() || has_name(name, from, module, member)) return;
  Node statement = *alias.parent();
  if (expected(statement) == Expected::MissingName || is_unneeded_fallback(statement)) return;
  if (member.kind == exports::MemberKind::Elsewhere && is_guarded(statement)) return;
  Diagnostic& found = report(written->range(), why(member, name, from, module));
  if (member.kind != exports::MemberKind::Absent || suggestions_++ >= kMostSuggestions) return;
  std::vector<std::string> names;
  if (module.has_file()) names = view_.member_names(module.file);
  std::vector<std::string_view> candidates(names.begin(), names.end());
  suggest(found, resolve::near_name(name, candidates), written->range());
}

bool ImportChecker::has_name(std::string_view name, const ImportedModule& from, const Resolution& module,
                             exports::Member& member) {
  if (module.kind == resolve::ModuleKind::Opaque) return true;
  if (module.has_file()) {
    member = view_.member(module.file, name);
    if (exports::is_there(member.kind)) {
      if (!imports_itself(name, from, module, member)) return true;
      member = {};
    }
  }
  if (!module.is_package()) return false;
  return view_.resolve({from.level, resolve::ModuleName(from.module).join(name).text()}).found();
}

// `from shop import cart` in `shop` finds only what it is itself about to bind.
bool ImportChecker::imports_itself(std::string_view name, const ImportedModule& from,
                                   const Resolution& module, const exports::Member& member) const {
  const exports::PublicSymbol& symbol = member.symbol;
  return module.file == file_.path && member.kind == exports::MemberKind::Symbol &&
         symbol.source == exports::SymbolSource::Member && symbol.member == symbol.name &&
         symbol.module.level == from.level && file_.names.text(symbol.module.module) == from.module &&
         file_.names.text(symbol.name) == name;
}

// What is said

Diagnostic& ImportChecker::report(source::Range range, std::string message) {
  diagnostics_.push_back(diagnostic::report(Rule::UnresolvedImport, range, std::move(message)));
  return diagnostics_.back();
}

void ImportChecker::suggest(Diagnostic& found, const resolve::NearName& near, source::Range range) const {
  if (near.name.empty()) return;
  found.message += "; did you mean " + quoted(near.name) + "?";
  found.fix = diagnostic::Fix{"Replace with " + quoted(near.name), {{range, near.name}}};
}

void ImportChecker::report_module(source::Range whole, const std::vector<Node>& parts,
                                  const ImportedModule& import, const resolve::MissingModule& missing) {
  Diagnostic& found = report(whole, why(missing, import));
  if (missing.reason != Absence::NotFound && missing.reason != Absence::NotInPackage) return;
  if (suggestions_++ >= kMostSuggestions) return;
  // Of an absolute name its place is known, of a relative one the part's spelling.
  std::optional<Node> part;
  for (size_t i = 0; i < parts.size() && !part; ++i)
    if (import.level == 0 ? i + 1 == missing.module.part_count() : text_of(parts[i]) == missing.module.last())
      part = parts[i];
  if (part) suggest(found, view_.near_module(missing), part->range());
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
             " on, and not in " + file_.version.to_string();
    case Absence::NoLonger:
      return module + " is not in the standard library any more, from Python " + missing.version.to_string() +
             " on";
    case Absence::OtherPlatform:
      return module + " is in the standard library of other platforms than " + quoted(file_.platform);
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
  bool is_package = module.is_package();
  return (is_package ? "package " : "module ") + owner + " has no " +
         (module.has_file() ? "name " : "module ") + quoted(name);
}

}  // namespace pellucid::check
