#include "ide/name_classes.h"

#include <algorithm>
#include <optional>

#include "ide/far_definitions.h"
#include "scope/lookup.h"

namespace pellucid::ide {

using flow::DefinitionKind;

namespace {

bool is_spelled_constant(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

NameClass class_of(DefinitionKind kind) {
  switch (kind) {
    case DefinitionKind::Function: return NameClass::Function;
    case DefinitionKind::Class: return NameClass::Class;
    case DefinitionKind::Import: return NameClass::Module;
    case DefinitionKind::Parameter: return NameClass::Parameter;
    case DefinitionKind::TypeParameter: return NameClass::TypeParameter;
    case DefinitionKind::TypeAlias: return NameClass::TypeAlias;
    default: return NameClass::Variable;
  }
}

class Classifier {
 public:
  Classifier(query::Engine& engine, db::FileId id, const NamedFile& file, const std::vector<Occurrence>& all)
      : file_(file),
        elsewhere_(engine, id, file, all),
        first_(file.scopes.table.symbol_count()),
        known_(file.scopes.table.symbol_count()) {
    for (const flow::Definition& its : file.use_def.definitions())
      if (its.symbol != base::kNoneValue && its.kind != DefinitionKind::Delete && !first_[its.symbol])
        first_[its.symbol] = &its;
  }

  NameClass operator()(const Entity& entity) {
    if (!entity.is_owned()) {
      bool is_provided = check::is_provided(file_.names.text(entity.name), file_.version);
      return is_provided ? NameClass::Builtin : NameClass::Unresolved;
    }
    std::optional<NameClass>& known = known_[entity.symbol];
    if (!known) known = of_symbol(entity.symbol);
    return *known;
  }

 private:
  NameClass of_symbol(uint32_t symbol) {
    const flow::Definition* its = first_[symbol];
    if (its == nullptr) return NameClass::Variable;
    if (its->kind == DefinitionKind::ImportFrom) return of_import(*its);
    NameClass found = class_of(its->kind);
    const scope::ScopeTable& table = file_.scopes.table;
    bool in_class = table.scope(scope::scope_of_symbol(table, symbol)).kind == scope::ScopeKind::Class;
    if (in_class && found == NameClass::Function) return NameClass::Method;
    if (in_class && found == NameClass::Variable) return NameClass::Property;
    return found;
  }

  // Of what stands in another file.
  NameClass of_import(const flow::Definition& its) {
    for (const FarPlace& place : elsewhere_.of_alias(*syntax::Node(file_.tree, its.row).parent()))
      return place.symbol ? class_of(place.symbol->kind) : NameClass::Module;
    return NameClass::Variable;
  }

  const NamedFile& file_;
  FarDefinitions elsewhere_;
  std::vector<const flow::Definition*> first_;  // by symbol, in the order of the walk
  std::vector<std::optional<NameClass>> known_;
};

}  // namespace

std::vector<ClassedName> classed_names(query::Engine& engine, db::FileId id, const NamedFile& file,
                                       const std::vector<Occurrence>& all, source::Range within) {
  Classifier classify(engine, id, file, all);
  std::vector<ClassedName> out;
  auto its = std::lower_bound(all.begin(), all.end(), within.start,
                              [](const Occurrence& one, uint32_t at) { return one.range.start < at; });
  for (; its != all.end() && its->range.start < within.end; ++its) {
    NameClass of = classify(its->entity);
    bool may_be_constant = of == NameClass::Variable || of == NameClass::Property;
    out.push_back(
        {its->range, of, its->access, may_be_constant && is_spelled_constant(file.text.slice(its->range))});
  }
  return out;
}

}  // namespace pellucid::ide
