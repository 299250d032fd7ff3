#include "scope/scope_table.h"

#include <algorithm>

namespace pellucid::scope {

Names::Names() {
#define PEL_KNOWN_NAME(name, text) intern(text);
#include "scope/known_name.def"
#undef PEL_KNOWN_NAME
}

std::string_view name_of(ScopeKind kind) {
  switch (kind) {
#define PEL_SCOPE(kind, text, cpython) \
  case ScopeKind::kind:                \
    return text;
#include "scope/scope_kind.def"
#undef PEL_SCOPE
  }
  return {};
}

std::string_view cpython_type_of(ScopeKind kind) {
  switch (kind) {
#define PEL_SCOPE(kind, text, cpython) \
  case ScopeKind::kind:                \
    return cpython;
#include "scope/scope_kind.def"
#undef PEL_SCOPE
  }
  return {};
}

std::string_view name_of(SymbolFlag flag) {
  switch (flag) {
#define PEL_SYMBOL_FLAG(flag, text) \
  case SymbolFlag::flag:            \
    return text;
#include "scope/symbol_flag.def"
#undef PEL_SYMBOL_FLAG
    case SymbolFlag::Count: break;
  }
  return {};
}

namespace {

// Scopes of few symbols are searched one by one.
constexpr uint32_t kFew = 8;

uint32_t slot(FileScopeId scope, Name name, size_t slots) {
  uint64_t key = uint64_t{scope.value()} << 32 | name.value();
  return static_cast<uint32_t>((key * 0x9E3779B97F4A7C15u) >> 32) & static_cast<uint32_t>(slots - 1);
}

}  // namespace

base::Optional<ScopeSymbolId> ScopeTable::find(FileScopeId id, Name name) const {
  const Scope& scope = scopes_[id.value()];
  uint32_t count = scope.symbol_end - scope.first_symbol;
  if (count <= kFew) {
    for (uint32_t i = 0; i < count; ++i)
      if (symbols_[scope.first_symbol + i].name == name) return ScopeSymbolId(i);
    return {};
  }
  for (uint32_t at = slot(id, name, index_.size());;
       at = (at + 1) & static_cast<uint32_t>(index_.size() - 1)) {
    uint32_t position = index_[at];
    if (position == base::kNoneValue) return {};
    if (position >= scope.first_symbol && position < scope.symbol_end && symbols_[position].name == name)
      return ScopeSymbolId(position - scope.first_symbol);
  }
}

void ScopeTable::make_index() {
  uint32_t indexed = 0;
  for (const Scope& scope : scopes_) {
    uint32_t count = scope.symbol_end - scope.first_symbol;
    if (count > kFew) indexed += count;
  }
  if (indexed == 0) return;
  size_t slots = 16;
  while (slots < indexed * 2) slots *= 2;
  index_.assign(slots, base::kNoneValue);
  for (uint32_t id = 0; id < scopes_.size(); ++id) {
    const Scope& scope = scopes_[id];
    if (scope.symbol_end - scope.first_symbol <= kFew) continue;
    for (uint32_t position = scope.first_symbol; position < scope.symbol_end; ++position) {
      uint32_t at = slot(FileScopeId(id), symbols_[position].name, slots);
      while (index_[at] != base::kNoneValue) at = (at + 1) & static_cast<uint32_t>(slots - 1);
      index_[at] = position;
    }
  }
}

FileScopeId ScopePlaces::scope_at(syntax::NodeIndex row) const {
  auto behind = std::upper_bound(changes_.begin(), changes_.end(), row,
                                 [](syntax::NodeIndex r, const Change& change) { return r < change.row; });
  return behind == changes_.begin() ? kModuleScope : std::prev(behind)->scope;
}

}  // namespace pellucid::scope
