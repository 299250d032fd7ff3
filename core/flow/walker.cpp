#include "flow/walker.h"

#include <algorithm>

namespace pellucid::flow {

Walker::Walker(const syntax::Tree& tree, const source::Text& text, const scope::Scopes& scopes,
               const Environment& environment, const std::vector<NodeIndex>& ending_calls)
    : tree_(tree), text_(text), scopes_(scopes), environment_(environment), ending_calls_(ending_calls) {
  uint32_t symbols = scopes.table.symbol_count();
  unowned_ = symbols;
  values_.assign(symbols + 1, kUnbound);
  values_[unowned_] = kNoOwner;
  times_.assign(symbols + 1, 0);
  stamps_.assign(symbols + 1, 0);
  joined_.assign(symbols + 1, kUnbound);
  counts_.assign(symbols + 1, 0);
  scope_of_symbol_.resize(symbols);
  open_.assign(scopes.table.size(), false);
  for (uint32_t id = 0; id < scopes.table.size(); ++id) {
    const scope::Scope& its = scopes.table.scope(FileScopeId(id));
    for (uint32_t i = its.first_symbol; i < its.symbol_end; ++i) scope_of_symbol_[i] = id;
  }
  bool has_star = false;
  for (uint32_t i = 0; i < tree.size(); ++i) {
    NodeIndex row(i);
    has_walrus_ |= tree.kind(row) == NodeKind::NamedExpr;
    has_star |= tree.kind(row) == NodeKind::Alias && tree.is_leaf(row);
  }
  if (has_star) {
    const scope::Scope& module = scopes.table.scope(scope::kModuleScope);
    for (uint32_t i = module.first_symbol; i < module.symbol_end; ++i)
      if (scopes.table.all_symbols()[i].owner_symbol) starred_symbols_.push_back(i);
    starred_symbols_.push_back(unowned_);
  }
  for (uint32_t i = 0; i < kSpecialValues; ++i) add_value(i, i);
}

void Walker::run() {
  open_[0] = true;
  block(Node(tree_, syntax::kRoot), Role::Body);
  open_[0] = false;
  // Bodies run when the scope around them is complete; those they hold come behind them.
  while (next_deferred_ < deferred_.size()) {
    Deferred next = deferred_[next_deferred_++];
    Node node(tree_, next.node);
    reachable_ = next.reachable;
    in_dead_ = !reachable_;  // its definition is
    log_.clear();
    FileScopeId scope = scopes_.places.scope_at(node.index());
    if (node.is(NodeKind::FunctionDef) || node.is(NodeKind::Lambda)) {
      auto body = node.child(Role::Body);
      if (!body) continue;
      scope = scopes_.places.scope_at(body->index());
      open_[scope.value()] = true;
      body_of_function(node);
    } else if (node.is(NodeKind::GeneratorExp)) {
      rest_of_comprehension(node);
      continue;
    } else {
      open_[scope.value()] = true;
      expression(node);
    }
    open_[scope.value()] = false;
  }
  result_.starred_at_end_ = values_[unowned_];
  result_.ends_.assign(values_.begin(), values_.end() - 1);
  std::sort(result_.dead_.begin(), result_.dead_.end());
  std::sort(result_.skipped_.begin(), result_.skipped_.end());
  result_.settle();
}

void Walker::body_of_function(Node node) {
  if (auto parameters = node.child(Role::Parameters))
    for (Node parameter : parameters->children()) define(parameter.index(), DefinitionKind::Parameter);
  if (node.is(NodeKind::Lambda)) {
    if (auto body = node.child(Role::Body)) expression(*body);
  } else {
    bool entered = reachable_;
    returns_ = yields_ = false;
    block(node, Role::Body);
    note_if_endless(node, entered);
  }
}

void Walker::block(Node owner, Role role) {
  bool was_dead = in_dead_;
  if (!reachable_)
    if (auto first = owner.child(role)) result_.skipped_.push_back(first->index());
  for (Node child : owner.children(role)) {
    // The first dead statement stands for those behind it, and for what they hold.
    if (!reachable_ && !in_dead_) {
      result_.dead_.push_back(child.index());
      in_dead_ = true;
    }
    statement(child);
  }
  in_dead_ = was_dead;
}

void Walker::statement(Node node) {
  switch (node.kind()) {
    case NodeKind::FunctionDef: return function(node);
    case NodeKind::ClassDef: return class_definition(node);
    case NodeKind::Assign: return assignment(node);
    case NodeKind::AnnAssign: return annotated_assignment(node);
    case NodeKind::AugAssign: return augmented_assignment(node);
    case NodeKind::Import:
    case NodeKind::ImportFrom: return import(node);
    case NodeKind::If: return if_statement(node);
    case NodeKind::While: return while_statement(node);
    case NodeKind::For: return for_statement(node);
    case NodeKind::Try: return try_statement(node);
    case NodeKind::With: return with_statement(node);
    case NodeKind::Match: return match_statement(node);
    case NodeKind::Delete:
      for (Node child : node.children()) target(child, DefinitionKind::Delete);
      return;
    case NodeKind::TypeAlias: {
      if (auto name = node.child(Role::Name)) target(*name, DefinitionKind::TypeAlias);
      if (auto list = node.child(Role::TypeParameters)) type_parameters(*list);
      later(node.child(Role::Value));
      return;
    }
    case NodeKind::Return:
    case NodeKind::Raise:
      for (Node child : node.children()) expression(child);
      if (node.is(NodeKind::Raise)) raise();
      returns_ |= reachable_ && node.is(NodeKind::Return);
      return stop();
    case NodeKind::Break:
    case NodeKind::Continue: {
      size_t floor = loop_floor_;
      if (reachable_ && loops_.size() > floor) {
        Loop& loop = *loops_.back();
        (node.is(NodeKind::Break) ? loop.breaks : loop.continues).push_back(changes_since(loop.mark));
      }
      return stop();
    }
    case NodeKind::Assert: {
      // `assert False` ends what it stands in; `assert (x := f())` binds.
      for (Node child : node.children()) expression(child);
      auto test = node.child(Role::Test);
      if (test && test->is(NodeKind::FalseLiteral)) stop();
      return;
    }
    case NodeKind::Global:
    case NodeKind::Nonlocal:
    case NodeKind::Pass: return;
    case NodeKind::InvalidStatement:
      for (Node child : node.children()) {
        if (child.role() == Role::Body) {
          statement(child);
        } else {
          expression(child);
        }
      }
      return;
    default:
      for (Node child : node.children()) expression(child);
      if (node.is(NodeKind::Expr) && never_returns(node)) {
        raise();
        stop();
      }
      return;
  }
}

// Definitions

void Walker::function(Node node) {
  for (Node decorator : node.children(Role::Decorator)) expression(decorator);
  if (auto list = node.child(Role::TypeParameters)) type_parameters(*list);
  parameters_outside(node);
  later(node.child(Role::Returns));
  if (auto name = node.child(Role::Name)) define(name->index(), DefinitionKind::Function);
  deferred_.push_back({node.index(), reachable_});
}

void Walker::type_parameters(Node list) {
  FileScopeId scope = scopes_.places.scope_at(list.index());
  bool was_open = open_[scope.value()];
  open_[scope.value()] = true;
  for (Node parameter : list.children()) {
    if (auto name = parameter.child(Role::Name)) define(name->index(), DefinitionKind::TypeParameter);
    later(parameter.child(Role::Bound));
    later(parameter.child(Role::Default));
  }
  open_[scope.value()] = was_open;
}

void Walker::class_definition(Node node) {
  for (Node decorator : node.children(Role::Decorator)) expression(decorator);
  if (auto list = node.child(Role::TypeParameters)) type_parameters(*list);
  for (Node child : node.children()) {
    if (child.role() == Role::Base) expression(child);
    if (child.role() == Role::Keyword) expression(child);
    if (child.role() == Role::Body) break;
  }
  if (auto first = node.child(Role::Body)) {
    // The body runs at once; a `break` in it belongs to no loop around.
    FileScopeId scope = scopes_.places.scope_at(first->index());
    size_t floor = loop_floor_;
    loop_floor_ = loops_.size();
    open_[scope.value()] = true;
    begin_scope(scope);
    bool was_reachable = reachable_;
    block(node, Role::Body);
    reachable_ = was_reachable;
    open_[scope.value()] = false;
    loop_floor_ = floor;
  }
  if (auto name = node.child(Role::Name)) define(name->index(), DefinitionKind::Class);
}

void Walker::assignment(Node node) {
  if (auto value = node.child(Role::Value)) expression(*value);
  for (Node its : node.children(Role::Target)) target(its, DefinitionKind::Assignment);
}

void Walker::annotated_assignment(Node node) {
  auto its = node.child(Role::Target), value = node.child(Role::Value);
  if (value) expression(*value);
  if (its && its->is(NodeKind::Name)) {
    define(its->index(), value ? DefinitionKind::AnnotatedAssignment : DefinitionKind::Annotation);
  } else if (its) {
    target(*its, DefinitionKind::AnnotatedAssignment);
  }
  // Evaluated when the value is bound (language reference 7.2.2).
  later(node.child(Role::Annotation));
}

void Walker::augmented_assignment(Node node) {
  auto its = node.child(Role::Target), value = node.child(Role::Value);
  if (!its) return;
  if (its->is(NodeKind::Name)) {
    use(its->index());  // it is read before it is bound
    if (value) expression(*value);
    define(its->index(), DefinitionKind::AugmentedAssignment);
  } else {
    expression(*its);
    if (value) expression(*value);
  }
}

void Walker::import(Node node) {
  DefinitionKind kind = node.is(NodeKind::Import) ? DefinitionKind::Import : DefinitionKind::ImportFrom;
  for (Node alias : node.children(Role::Name)) {
    auto bound = alias.child(Role::Asname);
    if (!bound) bound = alias.child(Role::Name);
    if (bound) define(bound->index(), kind);
    if (tree_.is_leaf(alias.index())) star_import(alias);
  }
}

// Any name of the module may be another now.
void Walker::star_import(Node alias) {
  bool is_of_module = scopes_.places.scope_at(alias.index()) == scope::kModuleScope;
  auto star = static_cast<uint32_t>(result_.stars_.size());
  bool is_one_too_many =
      star == UseDef::kMostStars || star_values_ + starred_symbols_.size() > kMostStarValues;
  if (!reachable_ || !is_of_module || is_one_too_many) return;
  result_.stars_.push_back(alias.index());
  for (uint32_t symbol : starred_symbols_) set(symbol, unless_brought(read(symbol), star));
}

// Branches

// Evaluates a test. The state is what it is when the test holds; returns what it is when it does not, counted
// from `start`.
Walker::Path Walker::test(Node node, Mark start) {
  bool negated = false;
  while (node.is(NodeKind::UnaryOp) && tree_.op(node.index()) == syntax::Operator::Not) {
    auto operand = node.child(Role::Operand);
    if (!operand) break;
    node = *operand;
    negated = !negated;
  }
  if (!has_walrus_ || !node.is(NodeKind::BoolOp)) {
    expression(node);
    return changes_since(start);
  }
  // `a and b`: all were evaluated if it holds, any number of them if it does not. `a or b`: the other way
  // round.
  Mark begin = mark();
  std::vector<Path> early;
  for (Node value : node.children()) {
    expression(value);
    early.push_back(changes_since(begin));
  }
  bool all_when_true = (tree_.op(node.index()) == syntax::Operator::And) != negated;
  Path all = early.back();
  take_back(begin);
  join(early);
  Path any_from_start = changes_since(start);
  take_back(begin);
  if (all_when_true) {
    for (const auto& [symbol, value] : all.changes) set(symbol, value);
    return any_from_start;
  }
  for (const auto& [symbol, value] : all.changes) set(symbol, value);
  Path all_from_start = changes_since(start);
  take_back(begin);
  join(early);
  return all_from_start;
}

void Walker::if_statement(Node node) {
  Mark start = mark();
  std::vector<Path> ways;
  // The state at each test is the one in which those before failed.
  auto branch = [&](Node owner, Node condition) {
    Known known = reachable_ ? test_of(condition) : Known::No;
    Mark before = mark();
    Path otherwise = test(condition, before);
    if (known == Known::False) reachable_ = false;
    block(owner, Role::Body);
    ways.push_back(changes_since(start));
    take_back(before);
    reachable_ = otherwise.reachable && known != Known::True;
    if (reachable_)
      for (const auto& [symbol, value] : otherwise.changes) set(symbol, value);
  };
  if (auto condition = node.child(Role::Test)) branch(node, *condition);
  for (Node clause : node.children(Role::Elif))
    if (auto condition = clause.child(Role::Test)) branch(clause, *condition);
  block(node, Role::Orelse);
  ways.push_back(changes_since(start));
  take_back(start);
  join(ways);
}

void Walker::while_statement(Node node) {
  Loop loop;
  begin_loop(loop);
  auto condition = node.child(Role::Test);
  Known known = Known::No;
  Path leaving;
  if (condition) {
    known = test_of(*condition);
    leaving = test(*condition, loop.mark);
  }
  bool entered = reachable_;
  if (known == Known::True) leaving.reachable = false;
  if (known == Known::False) reachable_ = false;
  block(node, Role::Body);
  finish_loop(node, loop, leaving, entered);
}

void Walker::for_statement(Node node) {
  if (auto iter = node.child(Role::Iter)) expression(*iter);
  Loop loop;
  begin_loop(loop);
  Path leaving;
  leaving.reachable = reachable_;
  bool entered = reachable_;
  if (auto its = node.child(Role::Target)) target(*its, DefinitionKind::For);
  block(node, Role::Body);
  finish_loop(node, loop, leaving, entered);
}

// `leaving` is what the test changes on the way out of the loop.
void Walker::finish_loop(Node node, Loop& loop, const Path& leaving, bool entered) {
  std::vector<Path> ways = std::move(loop.breaks);
  loop.breaks.clear();
  end_body(loop, reachable_);
  reachable_ = entered && leaving.reachable;
  Mark head = mark();
  if (reachable_)
    for (const auto& [symbol, value] : leaving.changes) set(symbol, value);
  block(node, Role::Orelse);
  ways.push_back(changes_since(head));
  take_back(head);
  join(ways);
}

// The names of a pattern are bound when all of it has matched and before its guard is asked, so those of a
// case whose guard fails stay bound in the cases behind it.
void Walker::match_statement(Node node) {
  if (auto subject = node.child(Role::Subject)) expression(*subject);
  Mark start = mark();
  std::vector<Path> ways;
  for (Node child : node.children()) {
    if (child.role() != Role::Case) {
      if (child.role() == Role::Body) statement(child);
      continue;
    }
    auto its = child.child(Role::Pattern);
    auto guard = child.child(Role::Guard);
    Mark before = mark();
    std::vector<Path> onward(1);  // to the next case: where the pattern does not match
    onward[0].reachable = reachable_ && !(its && is_irrefutable(*its));
    if (its) pattern(*its);
    if (guard) {
      Known known = reachable_ ? test_of(*guard) : Known::No;
      onward.push_back(test(*guard, before));
      if (known == Known::True) onward.back().reachable = false;
      if (known == Known::False) reachable_ = false;
    }
    block(child, Role::Body);
    ways.push_back(changes_since(start));
    take_back(before);
    join(onward);
  }
  ways.push_back(changes_since(start));
  take_back(start);
  join(ways);
}

bool Walker::is_irrefutable(Node node) const {
  while (node.is(NodeKind::MatchAs)) {
    auto inner = node.child(Role::Pattern);
    if (!inner) return true;
    node = *inner;
  }
  if (!node.is(NodeKind::MatchOr)) return false;
  for (Node alternative : node.children())
    if (alternative.is(NodeKind::MatchAs) && !alternative.child(Role::Pattern)) return true;
  return false;
}

// Names are bound when all of the pattern has matched, so each alternative leaves out the others.
void Walker::alternatives(Node node) {
  Mark start = mark();
  std::vector<Path> ways;
  for (Node alternative : node.children()) {
    pattern(alternative);
    ways.push_back(changes_since(start));
    take_back(start);
  }
  join(ways);
}

// As deep as its brackets, where it has alternatives.
void Walker::pattern(Node node) {
  uint32_t end = tree_.subtree_end(node.index()).value();
  for (uint32_t row = node.index().value(); row < end;) {
    NodeIndex index(row);
    switch (tree_.kind(index)) {
      case NodeKind::MatchOr:
        alternatives(Node(tree_, index));
        row = tree_.subtree_end(index).value();
        break;
      case NodeKind::Identifier:
        // A capture; the names of keyword patterns and attributes bind nothing.
        if (tree_.role(index) == Role::Rest ||
            (tree_.role(index) == Role::Name && tree_.kind(*tree_.parent(index)) != NodeKind::KeywordPattern))
          define(index, DefinitionKind::Capture);
        ++row;
        break;
      case NodeKind::Name:
        use(index);
        ++row;
        break;
      default: ++row;
    }
  }
}

}  // namespace pellucid::flow
