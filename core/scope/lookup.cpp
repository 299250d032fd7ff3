#include "scope/lookup.h"

#include <algorithm>

namespace pellucid::scope {

bool sees(const ScopeTable& table, FileScopeId from, FileScopeId at) {
  if (at == from || table.scope(at).kind != ScopeKind::Class) return true;
  if (!table.scope(from).sees_class) return false;
  // The nearest class around.
  for (OptionalScope up = table.scope(from).parent; up; up = table.scope(*up).parent)
    if (table.scope(*up).kind == ScopeKind::Class) return *up == at;
  return false;
}

uint32_t lookup(const ScopeTable& table, FileScopeId from, Name name) {
  auto owner = [&table](const Symbol& symbol) {
    return symbol.owner_symbol ? table.position({*symbol.owner_scope, *symbol.owner_symbol})
                               : base::kNoneValue;
  };
  auto global = [&] {
    auto found = table.find(kModuleScope, name);
    if (!found) return base::kNoneValue;
    SymbolFlags flags = table.symbol({kModuleScope, *found}).flags;
    bool is_there =
        flags.has_any(kBinds) || flags.has(SymbolFlag::DeclaredGlobal) || flags.has(SymbolFlag::WalrusTarget);
    return is_there ? table.position({kModuleScope, *found}) : base::kNoneValue;
  };
  for (OptionalScope at = from; at && *at != kModuleScope; at = table.scope(*at).parent) {
    auto found = table.find(*at, name);
    if (!found || !sees(table, from, *at)) continue;
    const Symbol& symbol = table.symbol({*at, *found});
    if (*at == from) return owner(symbol);
    if (symbol.flags.has(SymbolFlag::DeclaredGlobal)) return global();
    if (symbol.flags.has(SymbolFlag::DeclaredNonlocal) || !symbol.binds()) continue;
    return table.position({*at, *found});
  }
  return global();
}

FileScopeId scope_of_symbol(const ScopeTable& table, uint32_t position) {
  std::span<const Scope> all = table.scopes();
  auto behind = std::upper_bound(all.begin(), all.end(), position,
                                 [](uint32_t at, const Scope& scope) { return at < scope.first_symbol; });
  return FileScopeId(static_cast<uint32_t>(behind - all.begin()) - 1);
}

OptionalScope private_class(const ScopeTable& table, FileScopeId scope) {
  for (OptionalScope at = scope; at; at = table.scope(*at).parent)
    if (table.scope(*at).kind == ScopeKind::Class) return at;
  return {};
}

std::optional<std::string> mangled(std::string_view owner, std::string_view text) {
  if (!text.starts_with("__") || text.ends_with("__")) return {};
  size_t begin = owner.find_first_not_of('_');
  if (begin == std::string_view::npos) return {};
  return "_" + std::string(owner.substr(begin)) + std::string(text);
}

std::string known_as(const ScopeTable& table, const Names& names, FileScopeId scope, std::string_view text) {
  OptionalScope its = private_class(table, scope);
  std::optional<std::string> name;
  if (its) name = mangled(names.text(table.scope(*its).name), text);
  return name ? *name : std::string(text);
}

}  // namespace pellucid::scope
