// What names are at the point of the walk, and how ways meet.

#include "flow/walker.h"
#include "scope/lookup.h"

namespace pellucid::flow {

ValueId Walker::add_value(uint32_t first, uint32_t second) {
  ValueId id(static_cast<uint32_t>(result_.values_.size()));
  result_.values_.push_back({first, second});
  return id;
}

ValueId Walker::either(ValueId a, ValueId b) {
  if (a == b) return a;
  // `x if … else (x or y)` adds nothing to `x or y`: chains of branches stay short.
  const UseDef::Value& later = result_.values_[b.value()];
  if (b.value() >= kSpecialValues && !later.is_definition() && !later.is_star() &&
      (later.first == a.value() || later.second == a.value()))
    return b;
  return add_value(a.value(), b.value());
}

void Walker::set(uint32_t symbol, ValueId value) {
  log_.push_back({symbol, values_[symbol], times_[symbol]});
  values_[symbol] = value;
  times_[symbol] = ++time_;
}

// A name that was bound before a loop began may have been bound again by the loop's last round.
ValueId Walker::read(uint32_t symbol) {
  if (loops_.empty() || times_[symbol] >= loops_.back()->began) return values_[symbol];
  uint32_t bound = times_[symbol];
  for (Loop* loop : loops_) {
    if (bound >= loop->began) continue;
    set(symbol, placeholder(*loop, symbol));
  }
  return values_[symbol];
}

ValueId Walker::placeholder(Loop& loop, uint32_t symbol) {
  auto [at, is_new] = loop.placeholders.try_emplace(symbol, kUnbound);
  if (is_new) at->second = add_value(values_[symbol].value(), values_[symbol].value());
  return at->second;
}

Walker::Path Walker::changes_since(Mark mark) {
  Path path;
  path.reachable = reachable_;
  if (!reachable_) return path;
  ++stamp_;
  for (size_t i = mark.log; i < log_.size(); ++i) {
    uint32_t symbol = log_[i].symbol;
    if (stamps_[symbol] == stamp_) continue;
    stamps_[symbol] = stamp_;
    path.changes.emplace_back(symbol, values_[symbol]);
  }
  return path;
}

void Walker::take_back(Mark mark) {
  while (log_.size() > mark.log) {
    const Change& change = log_.back();
    values_[change.symbol] = change.before;
    times_[change.symbol] = change.before_time;
    log_.pop_back();
  }
}

// The state is the one in which the ways parted. Afterwards it is what any of the reachable ones may have
// made of it.
void Walker::join(const std::vector<Path>& paths) {
  uint32_t ways = 0;
  for (const Path& path : paths) ways += path.reachable;
  reachable_ = ways != 0;
  if (ways == 0) return;
  std::vector<uint32_t> changed;
  ++stamp_;
  for (const Path& path : paths) {
    if (!path.reachable) continue;
    for (const auto& [symbol, value] : path.changes) {
      if (stamps_[symbol] != stamp_) {
        stamps_[symbol] = stamp_;
        changed.push_back(symbol);
        joined_[symbol] = value;
        counts_[symbol] = 1;
      } else {
        joined_[symbol] = either(joined_[symbol], value);
        ++counts_[symbol];
      }
    }
  }
  for (uint32_t symbol : changed) {
    ValueId value = joined_[symbol];
    if (counts_[symbol] < ways) value = either(read(symbol), value);
    set(symbol, value);
  }
}

void Walker::begin_loop(Loop& loop) {
  loop.mark = mark();
  loop.began = ++time_;
  loops_.push_back(&loop);
}

// Back at the head: fills in what the end of the body and every `continue` bring there.
void Walker::end_body(Loop& loop, bool body_falls_through) {
  reachable_ = body_falls_through;
  std::vector<Path> back = std::move(loop.continues);
  if (body_falls_through) back.push_back(changes_since(loop.mark));
  take_back(loop.mark);
  loops_.pop_back();
  std::vector<uint32_t> changed;
  ++stamp_;
  for (const Path& path : back) {
    for (const auto& [symbol, value] : path.changes) {
      read(symbol);  // what it is on entry, for the loops around
      ValueId head = placeholder(loop, symbol);
      if (stamps_[symbol] != stamp_) {
        stamps_[symbol] = stamp_;
        changed.push_back(symbol);
      }
      if (value == head) continue;
      UseDef::Value its = result_.values_[head.value()];
      // The entry, and what the back edges bring: a chain of choices behind the placeholder.
      its.second = its.second == its.first ? value.value() : add_value(its.second, value.value()).value();
      result_.values_[head.value()] = its;
    }
  }
  for (uint32_t symbol : changed) set(symbol, loop.placeholders.at(symbol));
}

// What a scope runs anew in each round of a loop begins with nothing bound.
void Walker::begin_scope(FileScopeId scope) {
  if (loops_.empty()) return;
  const scope::Scope& its = scopes_.table.scope(scope);
  for (uint32_t symbol = its.first_symbol; symbol < its.symbol_end; ++symbol) set(symbol, kUnbound);
}

bool Walker::is_followed(uint32_t symbol) const { return open_[scope_of_symbol_[symbol]]; }

// What a class of a stub binds further down may be the module's up to there.
bool Walker::is_read_in_order(uint32_t symbol) const {
  FileScopeId scope(scope_of_symbol_[symbol]);
  return is_followed(symbol) &&
         (!environment_.is_stub || scopes_.table.scope(scope).kind == scope::ScopeKind::Class);
}

void Walker::define(NodeIndex row, DefinitionKind kind) {
  uint32_t position = scopes_.symbol_at_row[row.value()];
  if (position == base::kNoneValue) return;
  const scope::Symbol& symbol = scopes_.table.all_symbols()[position];
  uint32_t owner = base::kNoneValue;
  if (symbol.owner_symbol) owner = scopes_.table.position({*symbol.owner_scope, *symbol.owner_symbol});
  bool foreign = owner != position;
  DefinitionId id(static_cast<uint32_t>(result_.definitions_.size()));
  bool followed = reachable_ && owner != base::kNoneValue && is_followed(owner);
  result_.definitions_.push_back(
      {row, owner, kind, reachable_, followed ? values_[owner] : kUnbound, foreign});
  if (!followed || kind == DefinitionKind::Annotation) return;
  set(owner, add_value(id.value(), UseDef::kIsDefinition));
}

void Walker::use(NodeIndex row) {
  uint32_t position = scopes_.symbol_at_row[row.value()];
  if (position == base::kNoneValue) return;
  const scope::Symbol& symbol = scopes_.table.all_symbols()[position];
  if (!symbol.owner_symbol) {
    // `__class__` has a scope and no symbol: it is always there.
    ValueId value = symbol.owner_scope ? kAnyOfScope : reachable_ ? kNoOwner : kUnreachable;
    result_.uses_.push_back({row, position, value});
    if (value == kNoOwner) fall_to_stars();
    return;
  }
  uint32_t owner = scopes_.table.position({*symbol.owner_scope, *symbol.owner_symbol});
  ValueId value = !reachable_ ? kUnreachable : is_read_in_order(owner) ? read(owner) : kAnyOfScope;
  result_.uses_.push_back({row, owner, value});
  if (value != kUnreachable) fall_back(owner, value == kAnyOfScope ? values_[owner] : value);
}

// The class may not have bound the name that was just used, in its body or in an annotation that is evaluated later.
void Walker::fall_back(uint32_t symbol, ValueId value) {
  FileScopeId scope(scope_of_symbol_[symbol]);
  if (scopes_.table.scope(scope).kind != scope::ScopeKind::Class) return;
  const UseDef::Value& its = result_.values_[value.value()];
  bool is_bound = its.is_definition() && !unbinds(result_.definitions_[its.first].kind);
  if (is_bound) return;
  scope::Name name = scopes_.table.all_symbols()[symbol].name;
  uint32_t global = scope::lookup(scopes_.table, scope::kModuleScope, name);
  if (global == base::kNoneValue) return fall_to_stars();
  UseId use(static_cast<uint32_t>(result_.uses_.size() - 1));
  result_.fallbacks_.push_back({use, global, is_read_in_order(global) ? read(global) : kAnyOfScope});
}

// The module never binds the name that was just used.
void Walker::fall_to_stars() {
  if (starred_symbols_.empty()) return;
  ValueId value = open_[0] ? read(unowned_) : values_[unowned_];
  if (value == kNoOwner) return;
  UseId use(static_cast<uint32_t>(result_.uses_.size() - 1));
  result_.starred_uses_.push_back({use, value});
}

void Walker::assume_any_of(Made from, Made to) {
  for (uint32_t i = from.definitions; i < to.definitions; ++i) {
    const Definition& definition = result_.definitions_[i];
    if (!definition.reachable || definition.symbol == base::kNoneValue ||
        definition.kind == DefinitionKind::Annotation || !is_followed(definition.symbol))
      continue;
    set(definition.symbol, either(read(definition.symbol), add_value(i, UseDef::kIsDefinition)));
  }
  for (uint32_t star = from.stars; star < to.stars; ++star) {
    if (star_values_ + starred_symbols_.size() > kMostStarValues) return;
    for (uint32_t symbol : starred_symbols_) {
      ValueId before = read(symbol);
      set(symbol, either(before, unless_brought(before, star)));
    }
  }
}

}  // namespace pellucid::flow
