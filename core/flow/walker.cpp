#include "flow/walker.h"

#include <algorithm>

namespace pellucid::flow {

UseDef build(const syntax::Tree& tree, const source::Text& text, const scope::Scopes& scopes,
             const Environment& environment) {
  return Walker(tree, text, scopes, environment).run();
}

Walker::Walker(const syntax::Tree& tree, const source::Text& text, const scope::Scopes& scopes,
               const Environment& environment)
    : tree_(tree), text_(text), scopes_(scopes), environment_(environment) {
  uint32_t symbols = scopes.table.symbol_count();
  values_.assign(symbols, kUnbound);
  times_.assign(symbols, 0);
  stamps_.assign(symbols, 0);
  joined_.assign(symbols, kUnbound);
  counts_.assign(symbols, 0);
  scope_of_symbol_.resize(symbols);
  open_.assign(scopes.table.size(), false);
  for (uint32_t id = 0; id < scopes.table.size(); ++id) {
    const scope::Scope& its = scopes.table.scope(FileScopeId(id));
    for (uint32_t i = its.first_symbol; i < its.symbol_end; ++i) scope_of_symbol_[i] = id;
  }
  for (uint32_t row = 0; row < tree.size() && !has_walrus_; ++row)
    has_walrus_ = tree.kind(NodeIndex(row)) == NodeKind::NamedExpr;
  for (uint32_t i = 0; i < kSpecialValues; ++i) add_value(i, i);
}

UseDef Walker::run() {
  open_[0] = true;
  block(Node(tree_, syntax::kRoot), Role::Body);
  open_[0] = false;
  // Bodies run when the scope around them is complete; those they hold come behind them.
  while (next_deferred_ < deferred_.size()) {
    Deferred next = deferred_[next_deferred_++];
    Node node(tree_, next.node);
    reachable_ = next.reachable;
    log_.clear();
    FileScopeId scope = scopes_.places.scope_at(node.index());
    if (node.is(NodeKind::FunctionDef) || node.is(NodeKind::Lambda)) {
      auto body = node.child(Role::Body);
      if (!body) continue;
      scope = scopes_.places.scope_at(body->index());
      open_[scope.value()] = true;
      body_of_function(node);
    } else {
      open_[scope.value()] = true;
      expression(node);
    }
    open_[scope.value()] = false;
  }
  result_.ends_ = std::move(values_);
  std::sort(result_.dead_.begin(), result_.dead_.end());
  result_.settle();
  return std::move(result_);
}

void Walker::body_of_function(Node node) {
  if (auto parameters = node.child(Role::Parameters))
    for (Node parameter : parameters->children()) define(parameter.index(), DefinitionKind::Parameter);
  if (node.is(NodeKind::Lambda)) {
    if (auto body = node.child(Role::Body)) expression(*body);
  } else {
    block(node, Role::Body);
  }
}

void Walker::block(Node owner, Role role) {
  bool dead = !reachable_;
  for (Node child : owner.children(role)) {
    // The first dead statement stands for those behind it.
    if (!reachable_ && !dead) {
      result_.dead_.push_back(child.index());
      dead = true;
    }
    statement(child);
  }
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
      if (node.is(NodeKind::Expr) && never_returns(node)) stop();
      return;
  }
}

// `sys.exit()`, `os._exit()`, `os.abort()`, `exit()`, `quit()`.
bool Walker::never_returns(Node statement) const {
  auto call = statement.child(Role::Value);
  if (!call || !call->is(NodeKind::Call)) return false;
  auto func = call->child(Role::Func);
  if (!func) return false;
  if (func->is(NodeKind::Name)) {
    std::string_view name = name_text(*func);
    if (name != "exit" && name != "quit") return false;
    uint32_t position = scopes_.symbol_at_row[func->index().value()];
    return position != base::kNoneValue && !scopes_.table.all_symbols()[position].owner_scope;
  }
  if (is_sys_attribute(*func, "exit")) return true;
  if (!func->is(NodeKind::Attribute)) return false;
  auto value = func->child(Role::Value), attr = func->child(Role::Attr);
  if (!value || !attr || !value->is(NodeKind::Name) || name_text(*value) != "os") return false;
  return name_text(*attr) == "_exit" || name_text(*attr) == "abort";
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
  later(node.child(Role::Annotation));
  if (!its) return;
  if (its->is(NodeKind::Name)) {
    define(its->index(), value ? DefinitionKind::AnnotatedAssignment : DefinitionKind::Annotation);
  } else {
    target(*its, DefinitionKind::AnnotatedAssignment);
  }
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
  }
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

void Walker::try_statement(Node node) {
  Mark start = mark();
  bool entered = reachable_;
  Loop* loop = loops_.size() > loop_floor_ ? loops_.back() : nullptr;
  size_t first_break = loop != nullptr ? loop->breaks.size() : 0;
  size_t first_continue = loop != nullptr ? loop->continues.size() : 0;
  auto definitions = [this] { return static_cast<uint32_t>(result_.definitions_.size()); };
  uint32_t first = definitions();
  block(node, Role::Body);
  uint32_t body_end = definitions();
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
  // `finally` runs after all that may have happened. What goes on behind it came from a way that ended well.
  uint32_t all_end = definitions();
  reachable_ = entered;
  if (reachable_) assume_any_of(first, all_end);
  Mark cleaning = mark();
  uint32_t clean_first = definitions();
  size_t break_end = loop != nullptr ? loop->breaks.size() : 0;
  size_t continue_end = loop != nullptr ? loop->continues.size() : 0;
  block(node, Role::Finalbody);
  uint32_t clean_end = definitions();
  bool falls_through = reachable_;
  std::vector<std::pair<uint32_t, ValueId>> certain;
  for (const auto& [symbol, value] : changes_since(cleaning).changes)
    if (result_.values_[value.value()].second == UseDef::kIsDefinition) certain.emplace_back(symbol, value);
  take_back(start);
  auto clean = [&] {
    if (!falls_through) reachable_ = false;
    if (!reachable_) return;
    assume_any_of(clean_first, clean_end);
    for (const auto& [symbol, value] : certain) set(symbol, value);
  };
  if (loop != nullptr) {
    pass_finally(*loop, loop->breaks, first_break, break_end, clean);
    pass_finally(*loop, loop->continues, first_continue, continue_end, clean);
  }
  join(ways);
  clean();
}

template <typename Clean>
void Walker::pass_finally(Loop& loop, std::vector<Path>& ways, size_t from, size_t to, const Clean& clean) {
  Mark start = mark();
  for (size_t i = from; i < to; ++i) {
    reachable_ = ways[i].reachable;
    for (const auto& [symbol, value] : ways[i].changes) set(symbol, value);
    clean();
    ways[i] = changes_since(loop.mark);
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
  for (Node item : node.children(Role::Item)) {
    if (auto context = item.child(Role::ContextExpr)) expression(*context);
    if (auto variables = item.child(Role::OptionalVars)) target(*variables, DefinitionKind::With);
  }
  block(node, Role::Body);
}

void Walker::match_statement(Node node) {
  if (auto subject = node.child(Role::Subject)) expression(*subject);
  Mark start = mark();
  bool entered = reachable_;
  bool exhausted = false;
  std::vector<Path> ways;
  for (Node child : node.children()) {
    if (child.role() != Role::Case) {
      if (child.role() == Role::Body) statement(child);
      continue;
    }
    reachable_ = entered && !exhausted;
    auto its = child.child(Role::Pattern);
    auto guard = child.child(Role::Guard);
    if (its) pattern(*its);
    if (guard) expression(*guard);
    block(child, Role::Body);
    ways.push_back(changes_since(start));
    take_back(start);
    if (its && !guard && is_irrefutable(*its)) exhausted = true;
  }
  Path none;
  none.reachable = entered && !exhausted;
  ways.push_back(std::move(none));
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

void Walker::pattern(Node node) {
  uint32_t end = tree_.subtree_end(node.index()).value();
  for (uint32_t row = node.index().value(); row < end;) {
    NodeIndex index(row);
    switch (tree_.kind(index)) {
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
