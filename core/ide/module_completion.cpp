#include "ide/module_completion.h"

#include <algorithm>
#include <unordered_set>

#include "check/import_queries.h"
#include "ide/dunder.h"

namespace pellucid::ide {

using exports::kNoName;
using exports::ModuleRef;
using resolve::ModuleName;

std::vector<CompletionItem> ModuleCompletion::at(const ImportPlace& place) {
  const auto& basis = engine_.get<resolve::SearchBasisOf>(resolve::kTheSettings);
  if (!basis) return {};
  resolve::AbsoluteName package = resolve::absolute_name(
      {place.level, place.module}, engine_.get<resolve::ModuleOfFileOf>(id_), basis->root_is_package);
  if (place.kind == ImportPlace::Kind::Member)
    if (auto file = imported_.file_of({place.level, file_.names.intern(place.module)})) add_names_of(*file);
  if (package.name) add_modules_below(*package.name);
  return take();
}

std::vector<CompletionItem> ModuleCompletion::attributes(syntax::Node name,
                                                         const std::vector<std::string_view>& chain) {
  std::vector<ImportedName> found = imported_.of_expression(name);
  for (std::string_view attribute : chain) {
    std::vector<ImportedName> of = std::move(found);
    found.clear();
    for (const ImportedName& one : of)
      if (auto its = imported_.member(one, attribute)) found.push_back(*its);
  }
  for (const ImportedName& its : found) {
    if (!its.file) continue;
    db::FileId file = *its.file;
    if (!its.is_module()) {
      const std::optional<exports::Origin>& origin = engine_.get<exports::OriginOf>({file, its.name});
      if (!origin || origin->name != kNoName) continue;
      file = origin->file;
    }
    add_names_of(file);
    add_loaded_below(file);
  }
  return take();
}

void ModuleCompletion::add_modules_below(const ModuleName& package) {
  const auto& own = engine_.get<resolve::ModuleOfFileOf>(id_);
  const auto& below = engine_.get<resolve::ModulesBelowOf>(package);
  if (!below) return;
  for (const resolve::ModuleBelow& its : below->modules) {
    if (own && own->name == package.join(its.name)) continue;
    bool is_private = its.name.starts_with('_') && its.place != resolve::PlaceKind::Project;
    std::string place(resolve::name_of(its.place));
    if (!is_private)
      add(its.name, CompletionKind::Module, package.empty() ? place : "`" + package.text() + "`");
  }
}

// As another module sees them.
void ModuleCompletion::add_names_of(db::FileId file) {
  const auto& reading = engine_.get<exports::ModuleReadingOf>(file);
  if (!reading) return;
  const auto& module = engine_.get<resolve::ModuleOfFileOf>(file);
  std::string origin = module ? "`" + module->name.text() + "`" : std::string();
  const exports::Exports& exports = *reading->exports;
  for (const exports::PublicSymbol& symbol : exports.symbols()) {
    bool is_private = symbol.is_private_import && !exports.lists(symbol.name);
    std::string name(file_.names.text(symbol.name));
    if (!exports::is_there(symbol.state) || is_private || is_dunder(name)) continue;
    add(std::move(name), kind_in(file, *reading, symbol.name), origin);
  }
  for (const ModuleRef& star : exports.stars()) {
    auto other = engine_.get<exports::ImportedFileOf>({file, star});
    if (!other) continue;
    const exports::StarNames brought = engine_.get<exports::StarNamesOf>(*other);
    const auto* there = engine_.peek<exports::ModuleReadingOf>(*other);
    for (scope::Name name : brought.names) {
      CompletionKind kind =
          there != nullptr && *there ? kind_in(*other, **there, name) : CompletionKind::Variable;
      add(std::string(file_.names.text(name)), kind, origin);
    }
  }
}

// Of what is imported in turn only what is known already.
CompletionKind ModuleCompletion::kind_in(db::FileId file, const exports::ModuleReading& reading,
                                         scope::Name name) {
  std::span<const exports::SymbolPlace> places = reading.places_of(name);
  if (places.empty()) return CompletionKind::Variable;
  const exports::PublicSymbol* symbol = reading.exports->find(name);
  if (symbol != nullptr && symbol->source == exports::SymbolSource::Member) {
    auto other = engine_.get<exports::ImportedFileOf>({file, symbol->module});
    const auto* there = other ? engine_.peek<exports::ModuleReadingOf>(*other) : nullptr;
    auto of = there != nullptr && *there ? (*there)->places_of(symbol->member) : places.subspan(0, 0);
    if (!of.empty() && other != base::Optional<db::FileId>(file)) return kind_of(of.front().kind);
    // `from . import till`, a module below.
    std::string below(file_.names.text(symbol->module.module));
    below.append(below.empty() ? "" : ".").append(file_.names.text(symbol->member));
    auto module =
        engine_.get<exports::ImportedFileOf>({file, {symbol->module.level, file_.names.intern(below)}});
    return module ? CompletionKind::Module : CompletionKind::Variable;
  }
  return kind_of(places.front().kind);
}

// Modules below a package that are its attributes: those that it imports, and those that the file itself does.
void ModuleCompletion::add_loaded_below(db::FileId file) {
  const auto& exports = engine_.get<exports::ExportsOf>(file);
  const auto& module = engine_.get<resolve::ModuleOfFileOf>(file);
  if (!exports || !module || !exports->is_package()) return;
  std::string origin = "`" + module->name.text() + "`";
  for (scope::Name name : exports::loaded_submodules(*exports, module->name.text(), file_.names))
    add(std::string(file_.names.text(name)), CompletionKind::Module, origin);
  const auto& shapes = engine_.get<check::ImportShapesOf>(id_);
  if (!shapes) return;
  for (const check::ImportSite& site : shapes->sites) {
    ModuleName named(file_.names.text(site.module.module));
    bool is_below = !site.is_from && named.is_within(module->name) && named != module->name;
    if (is_below) add(std::string(named.parts()[module->name.part_count()]), CompletionKind::Module, origin);
  }
}

void ModuleCompletion::add(std::string name, CompletionKind kind, std::string origin) {
  CompletionItem item;
  item.name = std::move(name);
  item.kind = kind;
  item.origin = std::move(origin);
  items_.push_back(std::move(item));
}

// By name, private ones last, each once: the first that was added.
std::vector<CompletionItem> ModuleCompletion::take() {
  std::unordered_set<std::string> seen;
  std::erase_if(items_, [&](const CompletionItem& its) { return !seen.insert(its.name).second; });
  std::sort(items_.begin(), items_.end(), [](const CompletionItem& a, const CompletionItem& b) {
    bool a_last = a.name.starts_with('_'), b_last = b.name.starts_with('_');
    return a_last != b_last ? b_last : a.name < b.name;
  });
  return std::move(items_);
}

}  // namespace pellucid::ide
