// Where exceptions go: `try`, and `with` statements that suppress them.

#include <algorithm>

#include "flow/walker.h"

namespace pellucid::flow {

void Walker::try_statement(Node node) {
  Mark start = mark();
  bool entered = reachable_;
  Loop* loop = loops_.size() > loop_floor_ ? loops_.back() : nullptr;
  size_t first_break = loop != nullptr ? loop->breaks.size() : 0;
  size_t first_continue = loop != nullptr ? loop->continues.size() : 0;
  Suppressed* with = withs_.empty() ? nullptr : withs_.back();
  size_t first_raise = with != nullptr ? with->raises.size() : 0;
  Made first = so_far();
  block(node, Role::Body);
  Made body_end = so_far();
  block(node, Role::Orelse);
  std::vector<Path> ways;
  ways.push_back(changes_since(start));
  take_back(start);

  // An exception may come before, between and behind the body's statements.
  bool handles = !node.children(Role::Handler).empty();
  if (handles) {
    reachable_ = entered;
    if (reachable_) assume_any_of(first, body_end);
    Mark caught = mark();
    for (Node clause : node.children(Role::Handler)) {
      reachable_ = entered;
      handler(clause);
      ways.push_back(changes_since(start));
      take_back(caught);
    }
    take_back(start);
  }
  if (node.children(Role::Finalbody).empty()) {
    join(ways);
    return;
  }
  // `finally` runs after all that may have happened. It is walked once, with all of that; each way that
  // passes through it then gets what it does to the names.
  reachable_ = entered;
  if (reachable_) assume_any_of(first, so_far());
  Mark cleaning = mark();
  size_t break_end = loop != nullptr ? loop->breaks.size() : 0;
  size_t raise_end = with != nullptr ? with->raises.size() : 0;
  size_t continue_end = loop != nullptr ? loop->continues.size() : 0;
  block(node, Role::Finalbody);
  bool falls_through = reachable_;
  std::vector<Effect> effects = effects_since(cleaning);
  take_back(start);
  auto clean = [&] {
    if (!falls_through) reachable_ = false;
    if (!reachable_) return;
    for (const Effect& effect : effects) set(effect.symbol, after(effect, read(effect.symbol)));
  };
  if (loop != nullptr) {
    pass_finally(loop->mark, loop->breaks, first_break, break_end, clean);
    pass_finally(loop->mark, loop->continues, first_continue, continue_end, clean);
  }
  if (with != nullptr) pass_finally(with->start, with->raises, first_raise, raise_end, clean);
  join(ways);
  clean();
}

// What was done to names since the mark, whatever they were there; taken back to it. In
//     finally:
//         if ready:
//             x = 1
// `x` is the definition or what it was before.
std::vector<Walker::Effect> Walker::effects_since(Mark from) {
  Path path = changes_since(from);
  take_back(from);
  std::vector<Effect> effects;
  for (const auto& [symbol, value] : path.changes) {
    ValueId before = read(symbol);
    Effect effect{symbol, before};
    bool has_star = false, has_round = false;
    // Values made since the mark lead to older ones through `before` only.
    std::vector<uint32_t> open = {value.value()};
    std::unordered_set<uint32_t> seen = {value.value()};
    while (!open.empty()) {
      uint32_t at = open.back();
      open.pop_back();
      if (at == before.value()) {
        effect.keeps = true;
        continue;
      }
      UseDef::Value its = result_.values_[at];
      if (its.is_definition() || at < kSpecialValues) {
        effect.made = effect.made ? either(*effect.made, ValueId(at)) : ValueId(at);
        continue;
      }
      has_star |= its.is_star();
      if (its.is_star()) its.second = its.first;
      has_round |= its.first > at || its.second > at;
      for (uint32_t next : {its.first, its.second})
        if (seen.insert(next).second) open.push_back(next);
    }
    // What a star import in a loop in a `finally` brings is not followed.
    if (has_star && !has_round) effect.starred = value;
    if (effect.made || effect.starred) effects.push_back(effect);
  }
  take_back(from);
  return effects;
}

// What the name is then, if it was `found`.
ValueId Walker::after(const Effect& effect, ValueId found) {
  if (effect.starred && star_values_ < kMostStarValues)
    return standing_on(found, *effect.starred, effect.before);
  if (!effect.made) return found;
  return effect.keeps ? either(found, *effect.made) : *effect.made;
}

// The value, with `found` in the place of `before`. Its parts are all older than itself.
ValueId Walker::standing_on(ValueId found, ValueId value, ValueId before) {
  std::unordered_map<uint32_t, ValueId> done = {{before.value(), found}};
  std::vector<uint32_t> open = {value.value()};
  while (!open.empty()) {
    uint32_t at = open.back();
    if (done.contains(at)) {
      open.pop_back();
      continue;
    }
    const UseDef::Value its = result_.values_[at];
    if (at < kSpecialValues || its.is_definition()) {
      done.emplace(at, ValueId(at));
      continue;
    }
    auto first = done.find(its.first), second = its.is_star() ? first : done.find(its.second);
    if (first == done.end()) {
      open.push_back(its.first);
    } else if (second == done.end()) {
      open.push_back(its.second);
    } else {
      ValueId remade = its.is_star() ? unless_brought(first->second, its.star().value())
                                     : either(first->second, second->second);
      done.emplace(at, remade);
    }
  }
  return done.at(value.value());
}

template <typename Clean>
void Walker::pass_finally(Mark origin, std::vector<Path>& ways, size_t from, size_t to, const Clean& clean) {
  Mark start = mark();
  for (size_t i = from; i < to; ++i) {
    reachable_ = ways[i].reachable;
    for (const auto& [symbol, value] : ways[i].changes) set(symbol, value);
    clean();
    ways[i] = changes_since(origin);
    take_back(start);
  }
}

void Walker::handler(Node node) {
  if (auto type = node.child(Role::Type)) expression(*type);
  auto name = node.child(Role::Name);
  if (name) define(name->index(), DefinitionKind::Except);
  block(node, Role::Body);
  if (name && reachable_) define(name->index(), DefinitionKind::ExceptEnd);
}

void Walker::with_statement(Node node) {
  Suppressed suppressed{mark(), so_far(), {}, false};
  bool entered = reachable_;
  Suppression suppression = Suppression::Never;
  for (Node item : node.children(Role::Item)) {
    auto context = item.child(Role::ContextExpr);
    if (context) expression(*context);
    if (auto variables = item.child(Role::OptionalVars)) target(*variables, DefinitionKind::With);
    if (!context) continue;
    // What is made before the first manager that may suppress, is made.
    if (suppression == Suppression::Never) {
      suppressed.start = mark();
      suppressed.first = so_far();
    }
    suppression = std::max(suppression, suppression_by(*context));
  }
  withs_.push_back(&suppressed);
  block(node, Role::Body);
  withs_.pop_back();
  if (!entered) return;
  std::vector<Path> ways;
  ways.push_back(changes_since(suppressed.start));
  take_back(suppressed.start);
  if (!withs_.empty()) raise_further(suppressed);
  // One of which nothing is known is taken to suppress only where nothing else leads behind the statement.
  bool falls_through = ways[0].reachable;
  if (suppression == Suppression::Always || (suppression == Suppression::Unknown && !falls_through)) {
    bool knows_where =
        suppression == Suppression::Unknown && !suppressed.raises.empty() && !suppressed.too_many;
    if (knows_where) {
      std::move(suppressed.raises.begin(), suppressed.raises.end(), std::back_inserter(ways));
    } else {
      reachable_ = true;
      assume_any_of(suppressed.first, so_far());
      ways.push_back(changes_since(suppressed.start));
      take_back(suppressed.start);
    }
  }
  join(ways);
}

// Here an exception is raised, which a `with` statement around may suppress.
void Walker::raise() {
  if (!reachable_ || withs_.empty()) return;
  Suppressed& around = *withs_.back();
  if (around.raises.size() < kMostRaises) {
    around.raises.push_back(changes_since(around.start));
  } else {
    around.too_many = true;
  }
}

// What is raised in one may come to the one around it.
void Walker::raise_further(const Suppressed& inner) {
  Mark start = mark();
  for (const Path& path : inner.raises) {
    reachable_ = path.reachable;
    for (const auto& [symbol, value] : path.changes) set(symbol, value);
    raise();
    take_back(start);
  }
  withs_.back()->too_many |= inner.too_many;
}

// `suppress(KeyError)`, `open(path)`: by the name of what is called.
Walker::Suppression Walker::suppression_by(Node manager) const {
  if (!manager.is(NodeKind::Call)) return Suppression::Unknown;
  auto func = manager.child(Role::Func);
  if (func && func->is(NodeKind::Attribute)) func = func->child(Role::Attr);
  if (!func || (!func->is(NodeKind::Name) && !func->is(NodeKind::Identifier))) return Suppression::Unknown;
  std::string_view called = name_text(*func);
#define PEL_MANAGER(name, suppresses) \
  if (called == name) return Suppression::suppresses;
#include "flow/context_manager.def"
#undef PEL_MANAGER
  return Suppression::Unknown;
}

}  // namespace pellucid::flow
