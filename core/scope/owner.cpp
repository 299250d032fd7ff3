// Which scope owns a name (language reference 4.2.2; CPython/Python/symtable.c, analyze_name).

#include <algorithm>

#include "scope/builder.h"

namespace pellucid::scope {

namespace {
constexpr uint32_t kNoEntry = base::kNoneValue;
}

void Builder::find_owners() {
  auto own = static_cast<uint32_t>(entries_.size());  // those behind are passed through, and have their owner
  owner_entries_.assign(own, kNoEntry);
  for (uint32_t entry = 0; entry < own; ++entry) find_owner(entry);
}

void Builder::give_owner(uint32_t entry, Owner owner, uint32_t owner_entry) {
  entries_[entry].symbol.owner = owner;
  owner_entries_[entry] = owner_entry;
}

void Builder::find_owner(uint32_t index) {
  FileScopeId from = entries_[index].scope;
  Name name = entries_[index].symbol.name;
  SymbolFlags flags = entries_[index].symbol.flags;
  bool nonlocal = flags.has(SymbolFlag::DeclaredNonlocal);
  auto number = [this](const Entry* entry) { return static_cast<uint32_t>(entry - entries_.data()); };

  if (flags.has(SymbolFlag::DeclaredGlobal)) {
    Entry* global = find(kModuleScope, name);
    return give_owner(index, Owner::Declared, global != nullptr ? number(global) : kNoEntry);
  }
  if (!nonlocal && flags.has_any(kBinds)) return give_owner(index, Owner::Local, index);
  if (from == kModuleScope) return;

  const Scope& scope = scopes_[from.value()];
  if (scope.sees_class && !nonlocal) {
    uint32_t found = owner_in_class(scope, name);
    if (found != kNoEntry) {
      SymbolFlags its = entries_[found].symbol.flags;
      if (its.has(SymbolFlag::DeclaredGlobal)) {
        Entry* global = find(kModuleScope, name);
        return give_owner(index, Owner::Declared, global != nullptr ? number(global) : kNoEntry);
      }
      return give_owner(index, Owner::Enclosing, found);
    }
  }
  for (OptionalScope up = scope.parent; up && *up != kModuleScope; up = scopes_[(*up).value()].parent) {
    const Scope& around = scopes_[(*up).value()];
    if (around.kind == ScopeKind::Class) {
      bool made_by_class =
          name == known(KnownName::DunderClass) || (name == known(KnownName::DunderClassdict) && since(12));
      if (!made_by_class) continue;
      give_owner(index, Owner::Enclosing, kNoEntry);
      entries_[index].symbol.owner_scope = *up;
      if (!is_never_evaluated(from)) pass_through(from, *up, name, kNoEntry);
      return;
    }
    Entry* entry = find(*up, name);
    if (entry == nullptr) continue;
    SymbolFlags its = entry->symbol.flags;
    if (its.has(SymbolFlag::DeclaredGlobal)) {
      if (nonlocal) continue;
      break;  // what the function around declares global is global inside it, too
    }
    if (its.has(SymbolFlag::DeclaredNonlocal) || !its.has_any(kBinds)) continue;
    if (nonlocal && its.has(SymbolFlag::TypeParameter)) {
      Node row(tree_, NodeIndex(entries_[index].first_row));
      report(row.range(), "`nonlocal` cannot name the type parameter " + quoted(name));
    }
    uint32_t owner = number(entry);
    give_owner(index, Owner::Enclosing, owner);
    if (is_never_evaluated(from)) return;
    entry->symbol.flags.add(SymbolFlag::Cell);
    return pass_through(from, *up, name, owner);
  }
  if (nonlocal) {
    Node row(tree_, NodeIndex(entries_[index].first_row));
    report(row.range(),
           "no function around this one binds " + quoted(name) + ", which is declared `nonlocal`");
    return;
  }
  Entry* global = find(kModuleScope, name);
  if (global == nullptr) return;
  SymbolFlags its = global->symbol.flags;
  if (its.has_any(kBinds) || its.has(SymbolFlag::DeclaredGlobal) || its.has(SymbolFlag::WalrusTarget))
    give_owner(index, Owner::Global, number(global));
}

// The class that an annotation or type-parameter scope right inside it sees first (PEP 695, PEP 649), if it
// binds the name.
uint32_t Builder::owner_in_class(const Scope& scope, Name name) {
  OptionalScope up = scope.parent;
  while (up && scopes_[(*up).value()].kind != ScopeKind::Class) up = scopes_[(*up).value()].parent;
  if (!up) return kNoEntry;
  Entry* entry = find(*up, name);
  if (entry == nullptr) return kNoEntry;
  SymbolFlags flags = entry->symbol.flags;
  bool bound = flags.has_any(kBinds) && !flags.has(SymbolFlag::DeclaredNonlocal);
  return bound || flags.has(SymbolFlag::DeclaredGlobal) ? static_cast<uint32_t>(entry - entries_.data())
                                                        : kNoEntry;
}

// Annotations that are kept as text capture nothing.
bool Builder::is_never_evaluated(FileScopeId scope) const {
  for (OptionalScope up = scope; up; up = scopes_[(*up).value()].parent)
    if (scopes_[(*up).value()].unevaluated) return true;
  return false;
}

// The scopes between hand the variable on.
void Builder::pass_through(FileScopeId from, FileScopeId to, Name name, uint32_t owner_entry) {
  bool of_class = owner_entry == kNoEntry;  // `__class__` has no symbol
  for (OptionalScope up = scopes_[from.value()].parent; up && *up != to; up = scopes_[(*up).value()].parent) {
    if (find(*up, name) != nullptr) continue;
    note(*up, name, {SymbolFlag::PassedThrough}, nodes_[(*up).value()].value());
    Entry& entry = entries_.back();
    entry.symbol.owner = Owner::Enclosing;
    if (of_class) entry.symbol.owner_scope = to;
    owner_entries_.resize(entries_.size(), kNoEntry);
    owner_entries_.back() = owner_entry;
  }
}

// Brings the symbols of each scope together.
void Builder::lay_out(Scopes& result) {
  for (const Entry& entry : entries_) ++open_[entry.scope.value()].symbols;
  uint32_t next = 0;
  for (uint32_t id = 0; id < scopes_.size(); ++id) {
    scopes_[id].first_symbol = scopes_[id].symbol_end = next;
    next += open_[id].symbols;
  }
  std::vector<Symbol> symbols(entries_.size(), Symbol{known(KnownName::None), {}, Owner::Unknown, {}, {}});
  for (Entry& entry : entries_) entry.last = scopes_[entry.scope.value()].symbol_end++;
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    Symbol symbol = entries_[i].symbol;
    uint32_t owner = owner_entries_[i];
    if (owner != kNoEntry) {
      FileScopeId scope = entries_[owner].scope;
      symbol.owner_scope = scope;
      symbol.owner_symbol = ScopeSymbolId(entries_[owner].last - scopes_[scope.value()].first_symbol);
    }
    symbols[entries_[i].last] = symbol;
  }
  for (uint32_t& entry : entry_at_row_)
    if (entry != kNoEntry) entry = entries_[entry].last;
  result.symbol_at_row = std::move(entry_at_row_);
  result.table.scopes_ = std::move(scopes_);
  result.table.symbols_ = std::move(symbols);
  result.table.make_index();
  result.table.keeps_annotations_as_text_ = future_annotations_;
  result.places.nodes_ = std::move(nodes_);
  result.places.changes_ = std::move(changes_);
}

}  // namespace pellucid::scope
