#include "scope/queries.h"

#include "db/database.h"

namespace pellucid::scope {

base::Shared<Scopes> ScopesOf::compute(query::Context& context, const db::FileId& file) {
  if (!context.get<db::ParsedOf>(file)) return {};
  auto& database = context.host<db::Database>();
  db::TreeLease lease = database.lease(file, kName);
  return base::Shared<Scopes>(
      build(lease.tree(), database.text(file), database.version(), context.host<Names>()));
}

base::Shared<ScopeTable> ScopeTableOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<Scopes>& scopes = context.get<ScopesOf>(file);
  return scopes ? base::Shared<ScopeTable>(scopes->table) : base::Shared<ScopeTable>();
}

// Keys

size_t ScopeKeys::Hash::operator()(const Step& step) const {
  uint64_t place = uint64_t{step.parent.value()} << 32 | step.name.value();
  uint64_t what = uint64_t{step.nth} << 8 | static_cast<uint64_t>(step.kind);
  return static_cast<size_t>((place * 0x9E3779B97F4A7C15u ^ what) * 0xD6E8FEB86659FD93u >> 16);
}

ScopeKey ScopeKeys::child(ScopeKey parent, ScopeKind kind, Name name, uint32_t nth) {
  ScopeKey next(static_cast<uint32_t>(keys_.size()) + 1);
  return keys_.try_emplace({parent, kind, name, nth}, next).first->second;
}

size_t ScopeKeys::memory_bytes() const {
  // A node holds the pair, a link and the hash.
  return keys_.size() * (sizeof(std::pair<Step, ScopeKey>) + 2 * sizeof(void*)) +
         keys_.bucket_count() * sizeof(void*);
}

size_t FileScopeKeys::memory_bytes() const {
  return keys.capacity() * sizeof(ScopeKey) +
         scopes.size() * (sizeof(std::pair<uint32_t, FileScopeId>) + sizeof(void*)) +
         scopes.bucket_count() * sizeof(void*);
}

base::Shared<FileScopeKeys> ScopeKeysOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<ScopeTable>& table = context.get<ScopeTableOf>(file);
  if (!table) return {};
  auto& known = context.host<ScopeKeys>();
  FileScopeKeys found;
  for (const Scope& scope : table->scopes()) {
    // A scope stands behind the one around it.
    ScopeKey key = scope.parent
                       ? known.child(found.keys[(*scope.parent).value()], scope.kind, scope.name, scope.nth)
                       : kModuleKey;
    found.scopes.emplace(key.value(), FileScopeId(static_cast<uint32_t>(found.keys.size())));
    found.keys.push_back(key);
  }
  return base::Shared<FileScopeKeys>(std::move(found));
}

base::Shared<SymbolTable> SymbolTableOf::compute(query::Context& context, const ScopeOfFile& key) {
  const base::Shared<ScopeTable>& table = context.get<ScopeTableOf>(key.file);
  const base::Shared<FileScopeKeys>& keys = context.get<ScopeKeysOf>(key.file);
  if (!table || !keys) return {};
  auto at = keys->scopes.find(key.scope.value());
  if (at == keys->scopes.end()) return {};
  SymbolTable found;
  found.kind = table->scope(at->second).kind;
  for (const Symbol& symbol : table->symbols(at->second)) {
    SymbolFact fact = {symbol.name, symbol.flags, symbol.owner, {}};
    if (symbol.owner_scope) fact.owner_scope = keys->keys[(*symbol.owner_scope).value()];
    found.symbols.push_back(fact);
  }
  return base::Shared<SymbolTable>(std::move(found));
}

std::string SymbolTableOf::describe(const ScopeOfFile& key) {
  return std::to_string(key.file.value()) + ", scope " + std::to_string(key.scope.value());
}

}  // namespace pellucid::scope
