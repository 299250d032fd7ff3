#include "ide/symbol_list.h"

#include <algorithm>

#include "scope/lookup.h"
#include "syntax/node.h"

namespace pellucid::ide {

using flow::Definition;
using scope::FileScopeId;

namespace {

// Where in the table of one scope a name belongs.
class Places {
 public:
  Places(const scope::ScopeTable& table, FileScopeId scope) : table_(table), scope_(scope) {}

  // Of what stands for a symbol and stands in the scope `where`.
  base::Optional<scope::ScopeSymbolId> find(const Entity& entity, FileScopeId where) const {
    const scope::Scope& its = table_.scope(scope_);
    if (entity.is_owned() && its.first_symbol <= entity.symbol && entity.symbol < its.symbol_end)
      return scope::ScopeSymbolId(entity.symbol - its.first_symbol);
    if (where != scope_) return {};
    return table_.find(scope_, entity.name);
  }

 private:
  const scope::ScopeTable& table_;
  FileScopeId scope_;
};

}  // namespace

ListedUse listed_use(const BoundStates& states, const Occurrence& its) {
  bool declares = its.access == NameAccess::Declare;
  return {its.range, declares ? NameAccess::Declare : NameAccess::Read,
          declares ? BoundState::Bound : states.of(its), its.scope, its.in_string()};
}

std::vector<ListedSymbol> list_symbols(const NamedFile& file, const std::vector<Occurrence>& all,
                                       FileScopeId scope) {
  const scope::ScopeTable& table = file.scopes.table;
  std::vector<ListedSymbol> list;
  for (const scope::Symbol& symbol : table.symbols(scope)) list.push_back({symbol, {}, {}, {}});
  Places places(table, scope);
  BoundStates states(file);
  for (const Occurrence& its : all) {
    bool declares = its.access == NameAccess::Declare && its.row &&
                    file.tree.kind(*its.row) == syntax::NodeKind::Identifier;
    auto at = places.find(its.entity, its.scope);
    if (at && list[(*at).value()].text.empty() && !its.in_string())
      list[(*at).value()].text = file.text.slice(its.range);
    if (!its.reads && !declares) continue;
    ListedUse use = listed_use(states, its);
    if (at) list[(*at).value()].uses.push_back(use);
    if (!its.fallback) continue;
    auto other = places.find(*its.fallback, its.scope);
    if (other && other != at) list[(*other).value()].uses.push_back(use);
  }
  for (const Definition& its : file.use_def.definitions()) {
    uint32_t position = file.scopes.symbol_at_row[its.row.value()];
    FileScopeId where = scope::scope_of_symbol(table, position);
    auto at = places.find({its.symbol, table.all_symbols()[position].name}, where);
    if (at)
      list[(*at).value()].definitions.push_back(
          {its.kind, its.reachable, range_of_name(file.tree, its.row), where});
  }
  for (ListedSymbol& its : list) {
    if (its.text.empty()) its.text = file.names.text(its.symbol.name);
    std::stable_sort(
        its.definitions.begin(), its.definitions.end(),
        [](const ListedDefinition& a, const ListedDefinition& b) { return a.range.start < b.range.start; });
  }
  return list;
}

}  // namespace pellucid::ide
