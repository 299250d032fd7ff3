// Expressions, in the order in which they are evaluated. Rows are read as a flat loop: only what binds names
// or does not run its parts in order is looked at as a tree.

#include "flow/walker.h"

namespace pellucid::flow {

void Walker::expression(Node node) { rows(node.index().value(), tree_.subtree_end(node.index()).value()); }

void Walker::rows(uint32_t from, uint32_t to) {
  for (uint32_t row = from; row < to;) {
    NodeIndex index(row);
    Node node(tree_, index);
    switch (tree_.kind(index)) {
      case NodeKind::Name:
        use(index);
        ++row;
        continue;
      case NodeKind::Lambda:
        parameters_outside(node);
        deferred_.push_back({index, reachable_});
        break;
      case NodeKind::ListComp:
      case NodeKind::SetComp:
      case NodeKind::DictComp:
      case NodeKind::GeneratorExp: comprehension(node); break;
      case NodeKind::NamedExpr: {
        auto value = node.child(Role::Value);
        auto its_target = node.child(Role::Target);
        if (value) expression(*value);
        if (its_target) target(*its_target, DefinitionKind::NamedExpression);
        break;
      }
      case NodeKind::BoolOp:
      case NodeKind::Compare:
      case NodeKind::IfExp:
        // Without assignment expressions nothing changes on the way, and the order of reading makes no
        // difference.
        if (!has_walrus_) {
          ++row;
          continue;
        }
        conditional(node);
        break;
      case NodeKind::Yield:
      case NodeKind::YieldFrom: yields_ = true; [[fallthrough]];
      default: ++row; continue;
    }
    row = tree_.subtree_end(index).value();
  }
}

void Walker::conditional(Node node) {
  if (!node.is(NodeKind::IfExp)) {
    std::vector<Path> ways;
    Mark start = mark();
    // Evaluation may end before each value but the first, or in `a < b < c` but the first two.
    uint32_t sure = node.is(NodeKind::Compare) ? 2 : 1, count = 0;
    for (Node value : node.children()) {
      if (count++ >= sure) ways.push_back(changes_since(start));
      expression(value);
    }
    ways.push_back(changes_since(start));
    take_back(start);
    bool was_reachable = reachable_;
    join(ways);
    reachable_ = was_reachable;
    return;
  }
  // A chain of conditionals nests to the right as far as it likes.
  std::vector<Path> ways;
  Mark start = mark();
  bool was_reachable = reachable_;
  for (;;) {
    auto test = node.child(Role::Test), body = node.child(Role::Body), orelse = node.child(Role::Orelse);
    if (!test || !body || !orelse) break;
    expression(*test);
    Mark tested = mark();
    expression(*body);
    ways.push_back(changes_since(start));
    take_back(tested);
    if (orelse->is(NodeKind::IfExp)) {
      node = *orelse;
      continue;
    }
    expression(*orelse);
    break;
  }
  ways.push_back(changes_since(start));
  take_back(start);
  join(ways);
  reachable_ = was_reachable;
}

// All but a generator expression run at once; so does one that is handed to what is likely to run through it:
// `sum(x for …)`, `for y in (x for …)`. One that is kept runs later, but for its first iterable.
void Walker::comprehension(Node node) {
  if (auto clause = node.child(Role::Generator))
    if (auto iter = clause->child(Role::Iter)) expression(*iter);
  if (node.is(NodeKind::GeneratorExp) && is_kept(node)) {
    deferred_.push_back({node.index(), reachable_});
  } else {
    rest_of_comprehension(node);
  }
}

bool Walker::is_kept(Node generator) const {
  auto user = generator.parent();
  if (!user) return false;
  switch (user->kind()) {
    case NodeKind::Call: return generator.role() == Role::Func;
    case NodeKind::For:
    case NodeKind::Comprehension:
    case NodeKind::Starred:
    case NodeKind::Keyword:
    case NodeKind::YieldFrom:
    case NodeKind::Compare:
    case NodeKind::Expr: return false;
    default: return true;
  }
}

void Walker::rest_of_comprehension(Node node) {
  FileScopeId scope = scopes_.places.scope_at(node.index().next());
  bool was_open = open_[scope.value()];
  open_[scope.value()] = true;
  begin_scope(scope);
  Mark start = mark();
  std::vector<Path> ways;
  if (has_walrus_) ways.push_back(changes_since(start));
  bool first = true;
  for (Node clause : node.children(Role::Generator)) {
    auto iter = clause.child(Role::Iter);
    if (iter && !first) expression(*iter);
    first = false;
    if (auto its_target = clause.child(Role::Target)) target(*its_target, DefinitionKind::Comprehension);
    for (Node condition : clause.children(Role::If)) expression(condition);
  }
  for (Node child : node.children())
    if (child.role() != Role::Generator) expression(child);
  if (has_walrus_) {
    // There may be nothing to go through; what `:=` binds is then not bound.
    ways.push_back(changes_since(start));
    std::vector<std::pair<uint32_t, ValueId>> own = ways.back().changes;
    take_back(start);
    bool was_reachable = reachable_;
    join(ways);
    reachable_ = was_reachable;
    // Whoever keeps the scope's own names has come by them.
    for (const auto& [symbol, value] : own)
      if (scope_of_symbol_[symbol] == scope.value()) set(symbol, value);
  }
  open_[scope.value()] = was_open;
}

// Defaults, and annotations where they are evaluated in place, run where the function is defined.
void Walker::parameters_outside(Node owner) {
  auto parameters = owner.child(Role::Parameters);
  if (!parameters) return;
  for (Node parameter : parameters->children()) {
    later(parameter.child(Role::Annotation));
    if (auto its = parameter.child(Role::Default)) expression(*its);
  }
}

// Annotations, bounds, values of aliases: run now, or in a scope of their own when they are asked for.
void Walker::later(const std::optional<Node>& node) {
  if (!node) return;
  FileScopeId scope = scopes_.places.scope_at(node->index());
  scope::ScopeKind kind = scopes_.table.scope(scope).kind;
  bool lazy = kind == scope::ScopeKind::Annotation || kind == scope::ScopeKind::TypeAlias ||
              kind == scope::ScopeKind::TypeVariable;
  // A stub has no later, but what its classes have bound up to a line counts.
  if (lazy && !environment_.is_stub) {
    deferred_.push_back({node->index(), reachable_});
  } else {
    expression(*node);
  }
}

void Walker::target(Node node, DefinitionKind kind) {
  // Targets nest, but no deeper than brackets; a long one is a flat loop.
  uint32_t end = tree_.subtree_end(node.index()).value();
  bool unpacks = false;
  for (uint32_t row = node.index().value(); row < end;) {
    NodeIndex index(row);
    switch (tree_.kind(index)) {
      case NodeKind::Name:
        define(index, unpacks && kind == DefinitionKind::Assignment ? DefinitionKind::Unpacking : kind);
        ++row;
        break;
      case NodeKind::Tuple:
      case NodeKind::List: unpacks = true; [[fallthrough]];
      case NodeKind::Starred: ++row; break;
      default:
        // An attribute or a subscript: what it is of, is read.
        expression(Node(tree_, index));
        row = tree_.subtree_end(index).value();
    }
  }
}

// Tests whose outcome is known

std::string_view Walker::name_text(Node identifier) const {
  return tree_.text_of(tree_.name(identifier.index()), text_);
}

bool Walker::is_sys_attribute(Node node, std::string_view attribute) const {
  if (!node.is(NodeKind::Attribute)) return false;
  auto value = node.child(Role::Value), attr = node.child(Role::Attr);
  return value && attr && value->is(NodeKind::Name) && name_text(*value) == "sys" &&
         name_text(*attr) == attribute;
}

Known Walker::test_of(Node node) const {
  auto negated = [](Known known) {
    return known == Known::No ? Known::No : known == Known::True ? Known::False : Known::True;
  };
  bool negate = false;
  while (node.is(NodeKind::UnaryOp) && tree_.op(node.index()) == syntax::Operator::Not) {
    auto operand = node.child(Role::Operand);
    if (!operand) return Known::No;
    node = *operand;
    negate = !negate;
  }
  Known known = Known::No;
  switch (node.kind()) {
    case NodeKind::TrueLiteral: known = Known::True; break;
    case NodeKind::FalseLiteral:
    case NodeKind::NoneLiteral: known = Known::False; break;
    case NodeKind::IntegerLiteral: {
      std::string_view digits = text_.slice(node.range());
      known = digits.find_first_not_of("0_xXoObB") == std::string_view::npos ? Known::False : Known::True;
      break;
    }
    case NodeKind::Name:
      if (name_text(node) == "TYPE_CHECKING" || name_text(node) == "__debug__") known = Known::True;
      break;
    case NodeKind::Attribute: {
      auto attr = node.child(Role::Attr);
      if (attr && name_text(*attr) == "TYPE_CHECKING") known = Known::True;
      break;
    }
    case NodeKind::Compare: known = comparison(node); break;
    case NodeKind::Call: {
      auto func = node.child(Role::Func), argument = node.child(Role::Arg);
      if (!func || !argument || !func->is(NodeKind::Attribute) || !argument->is(NodeKind::StringLiteral))
        break;
      auto object = func->child(Role::Value), attr = func->child(Role::Attr);
      if (!object || !attr || name_text(*attr) != "startswith" || !is_sys_attribute(*object, "platform"))
        break;
      std::string_view prefix = text_.slice(argument->range());
      if (prefix.size() < 2 || prefix.find('\\') != std::string_view::npos) break;
      prefix = prefix.substr(1, prefix.size() - 2);
      known = std::string_view(environment_.platform).starts_with(prefix) ? Known::True : Known::False;
      break;
    }
    case NodeKind::BoolOp: {
      bool all = tree_.op(node.index()) == syntax::Operator::And;
      if (++nesting_ > 50) {
        --nesting_;
        break;
      }
      known = all ? Known::True : Known::False;
      for (Node value : node.children()) {
        Known its = test_of(value);
        if (its == (all ? Known::False : Known::True)) {
          known = its;
          break;
        }
        if (its == Known::No) known = Known::No;
      }
      --nesting_;
      break;
    }
    default: break;
  }
  return negate ? negated(known) : known;
}

namespace {

Known decide(syntax::Operator op, int order) {
  using syntax::Operator;
  bool holds = false;
  switch (op) {
    case Operator::CompareEqual: holds = order == 0; break;
    case Operator::CompareNotEqual: holds = order != 0; break;
    case Operator::CompareLess: holds = order < 0; break;
    case Operator::CompareLessEqual: holds = order <= 0; break;
    case Operator::CompareGreater: holds = order > 0; break;
    case Operator::CompareGreaterEqual: holds = order >= 0; break;
    default: return Known::No;
  }
  return holds ? Known::True : Known::False;
}

// A plain decimal number below 1000; -1 if it is none.
int small_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 3) return -1;
  int number = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return -1;
    number = 10 * number + (c - '0');
  }
  return number;
}

}  // namespace

// `sys.version_info >= (3, 11)`, `sys.version_info[0] == 2`, `sys.version_info.major`, `sys.platform ==
// "linux"`.
Known Walker::comparison(Node node) const {
  auto left = node.child(Role::Left);
  std::optional<Node> right;
  uint32_t count = 0;
  for (Node comparator : node.children(Role::Comparator)) {
    right = comparator;
    ++count;
  }
  if (!left || count != 1) return Known::No;
  syntax::Operator op = syntax::comparison_of(tree_.flags(right->index()));
  int minor = static_cast<int>(environment_.version.minor);
  auto number = [this](Node literal) {
    return literal.is(NodeKind::IntegerLiteral) ? small_number(text_.slice(literal.range())) : -1;
  };
  if (is_sys_attribute(*left, "platform") && right->is(NodeKind::StringLiteral)) {
    std::string_view text = text_.slice(right->range());
    if (text.size() < 2 || text.find('\\') != std::string_view::npos) return Known::No;
    if (op != syntax::Operator::CompareEqual && op != syntax::Operator::CompareNotEqual) return Known::No;
    return decide(op, text.substr(1, text.size() - 2) == environment_.platform ? 0 : 1);
  }
  if (is_sys_attribute(*left, "version_info") && right->is(NodeKind::Tuple)) {
    int wanted[2] = {0, 0};
    uint32_t at = 0;
    for (Node element : right->children()) {
      int its = number(element);
      if (its < 0) return Known::No;
      if (at < 2) wanted[at] = its;
      ++at;
    }
    if (at == 0) return Known::No;
    if (wanted[0] != 3) return decide(op, 3 < wanted[0] ? -1 : 1);
    // A version has five parts, so it is above a tuple of its first ones, and of later ones nothing is known.
    if (at == 1) return decide(op, 1);
    if (minor != wanted[1]) return decide(op, minor < wanted[1] ? -1 : 1);
    return at == 2 ? decide(op, 1) : Known::No;
  }
  bool major = false, is_minor = false;
  if (left->is(NodeKind::Subscript)) {
    auto value = left->child(Role::Value), slice = left->child(Role::Slice);
    if (value && slice && is_sys_attribute(*value, "version_info")) {
      major = number(*slice) == 0;
      is_minor = number(*slice) == 1;
    }
  } else if (left->is(NodeKind::Attribute)) {
    auto value = left->child(Role::Value), attr = left->child(Role::Attr);
    if (value && attr && is_sys_attribute(*value, "version_info")) {
      major = name_text(*attr) == "major";
      is_minor = name_text(*attr) == "minor";
    }
  }
  int wanted = number(*right);
  if ((!major && !is_minor) || wanted < 0) return Known::No;
  int its = major ? 3 : minor;
  return decide(op, its < wanted ? -1 : its > wanted ? 1 : 0);
}

}  // namespace pellucid::flow
