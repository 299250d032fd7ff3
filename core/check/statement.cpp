#include "check/literal_rules.h"
#include "lex/characters.h"

namespace pellucid::check {

using diagnostic::Rule;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;
namespace views = syntax::views;

void LiteralRules::raise(Node node) {
  auto raised = views::Raise(node).exc();
  if (!raised) return;
  Node name = raised->is(NodeKind::Call) ? views::Call(*raised).func() : *raised;
  if (!is_name(name, "NotImplemented")) return;
  report(Rule::RaiseNotImplemented, name.range(), "`NotImplemented` is raised, which is not an exception")
      .fix = {"Raise `NotImplementedError`", {{name.range(), "NotImplementedError"}}};
}

namespace {

// Whether a display has an element for sure: `(*xs,)` may be empty.
bool has_element(syntax::Node tuple) {
  for (syntax::Node element : tuple.children())
    if (!element.is(NodeKind::Starred)) return true;
  return false;
}

}  // namespace

void LiteralRules::tested(Node test) {
  if (!test.is(NodeKind::Tuple) || !has_element(test)) return;
  report(Rule::IfTuple, test.range(), "the condition is a tuple with elements, which is always true");
}

void LiteralRules::asserted(Node node) {
  views::Assert statement(node);
  Node test = statement.test();
  if (!test.is(NodeKind::Tuple) || !has_element(test)) return;
  diagnostic::Diagnostic& found =
      report(Rule::AssertTuple, test.range(), "`assert` tests a tuple with elements, which is always true");
  // `assert (x, "why")` was meant as `assert x, "why"`.
  std::vector<Node> elements;
  for (Node element : test.children()) elements.push_back(element);
  if (statement.msg() || elements.size() != 2) return;
  Range range = test.range();
  if (slice(range).find_first_of("\r\n") != std::string_view::npos || !slice(range).starts_with('(')) return;
  for (Node element : elements) {
    bool alone = element.is(NodeKind::Starred) || element.is(NodeKind::NamedExpr) ||
                 element.is(NodeKind::Yield) || element.is(NodeKind::YieldFrom);
    if (alone && !element.has(syntax::kParenthesized)) return;
  }
  // What closes the parentheses may have a comma, and parentheses of the last element, before it.
  std::string_view behind = slice({elements[1].range().end, range.end});
  size_t close = behind.size() - 1;
  size_t comma = behind.rfind(',');
  if (comma != std::string_view::npos) close = comma;
  Range opened = {range.start, range.start + 1};
  // `assert(x, "why")`
  bool touches = lex::is_word_character(text_.data()[range.start - 1]);
  Range closed = {elements[1].range().end + static_cast<uint32_t>(close), range.end};
  found.fix = {"Take test and message out of the tuple", {{opened, touches ? " " : ""}, {closed, ""}}};
}

// In a walk without scopes, any binding of the name anywhere keeps the rule silent. Asked once.
bool LiteralRules::binds_print() const {
  for (uint32_t row = 0; row < tree_.size(); ++row) {
    NodeIndex node(row);
    NodeKind kind = tree_.kind(node);
    bool binds = (kind == NodeKind::Name && tree_.has(node, syntax::kStore)) ||
                 (kind == NodeKind::Identifier && tree_.role(node) != Role::Attr) ||
                 (kind == NodeKind::Parameter && tree_.is_leaf(node));
    if (binds && tree_.name(node).value() == static_cast<uint32_t>(lex::WellKnown::Print)) return true;
  }
  return false;
}

void LiteralRules::right_shift(Node node) {
  views::BinOp shift(node);
  if (tree_.name(shift.left().index()).value() != static_cast<uint32_t>(lex::WellKnown::Print)) return;
  if (!knows_print_) {
    knows_print_ = true;
    print_is_bound_ = binds_print();
  }
  if (print_is_bound_) return;
  diagnostic::Diagnostic& found =
      report(Rule::InvalidPrintSyntax, node.range(), "`print >> file` is Python 2; `print()` takes `file=`");
  // The whole statement becomes a call, if it is nothing but this.
  Node whole = node;
  if (auto up = node.parent(); up && up->is(NodeKind::Tuple) && node.index() == up->index().next())
    whole = *up;
  auto statement = whole.parent();
  if (!statement || !statement->is(NodeKind::Expr)) return;
  Node file = shift.right();
  bool plain = whole.range().start == node.range().start && !shift.left().has(syntax::kParenthesized) &&
               !node.has(syntax::kParenthesized) && !whole.has(syntax::kParenthesized) &&
               !file.has(syntax::kParenthesized) &&
               slice(whole.range()).find_first_of("\r\n#") == std::string_view::npos;
  std::string values(slice({node.range().end, whole.range().end}));
  // `print >> f, x,` kept Python 2 from ending the line.
  if (!plain || values.ends_with(',')) return;
  size_t first = values.find_first_not_of(", \t");
  values = first == std::string::npos ? "" : values.substr(first) + ", ";
  found.fix = {"Call `print()` with `file=`",
               {{whole.range(), "print(" + values + "file=" + std::string(slice(file.range())) + ")"}}};
}

}  // namespace pellucid::check
