#include "check/literal_rules.h"
#include "check/literal_value.h"
#include "lex/characters.h"

namespace pellucid::check {

using diagnostic::Rule;
using source::Range;
using syntax::Node;
using syntax::NodeKind;
using syntax::Operator;
using syntax::Role;

namespace {

// What an operand is if comparing its identity is a mistake; else empty. None, True, False and `...` exist
// once each.
std::string_view literal_name(Node node) {
  switch (node.kind()) {
    case NodeKind::StringLiteral: return "a string";
    case NodeKind::BytesLiteral: return "a bytes literal";
    case NodeKind::IntegerLiteral:
    case NodeKind::FloatLiteral:
    case NodeKind::ImaginaryLiteral: return "a number";
    case NodeKind::UnaryOp: return is_constant(node) ? "a number" : "";
    case NodeKind::Tuple: return is_constant(node) ? "a tuple" : "";
    default: return "";
  }
}

// A display makes an object of its own each time.
std::string_view new_object_name(Node node) {
  switch (node.kind()) {
    case NodeKind::List:
    case NodeKind::ListComp: return "a new list";
    case NodeKind::Dict:
    case NodeKind::DictComp: return "a new dictionary";
    case NodeKind::Set:
    case NodeKind::SetComp: return "a new set";
    default: return "";
  }
}

// The word at or behind `at`, past white space, parentheses, backslashes and comments.
Range next_word(const source::Text& text, uint32_t at, uint32_t end) {
  while (at < end && !lex::is_word_character(text.data()[at])) {
    if (text.data()[at] == '#')
      while (at < end && !lex::is_line_break(text.data()[at])) ++at;
    else
      ++at;
  }
  uint32_t start = at;
  while (at < end && lex::is_word_character(text.data()[at])) ++at;
  return {start, at};
}

}  // namespace

void LiteralRules::comparison(Node node) {
  Node left(tree_, node.index().next());
  for (Node right : node.children()) {
    if (right.role() != Role::Comparator) continue;
    Operator op = syntax::comparison_of(tree_.flags(right.index()));
    if (op == Operator::CompareIs || op == Operator::CompareIsNot)
      identity(left, right, op == Operator::CompareIsNot);
    left = right;
  }
}

void LiteralRules::identity(Node left, Node right, bool negated) {
  std::string_view literal = literal_name(right);
  if (literal.empty()) literal = literal_name(left);
  std::string_view fresh = literal.empty() ? new_object_name(right) : "";
  if (literal.empty() && fresh.empty()) fresh = new_object_name(left);
  if (literal.empty() && fresh.empty()) return;
  uint32_t end = right.range().start;
  Range op = next_word(text_, left.range().end, end);
  if (slice(op) != "is") return;  // between them stands something that the parser has reported
  if (negated) {
    Range second = next_word(text_, op.end, end);
    if (slice(second) != "not") return;
    op.end = second.end;
  }
  std::string spelled = negated ? "`is not`" : "`is`";
  std::string message =
      fresh.empty()
          ? spelled + " with " + std::string(literal) + " asks for the same object, not for an equal one"
          : spelled + " with " + std::string(fresh) + " is always " + (negated ? "true" : "false");
  diagnostic::Diagnostic& found = report(Rule::IsLiteral, op, std::move(message));
  std::string_view replacement = negated ? "!=" : "==";
  if (slice(op).find('#') == std::string_view::npos)
    found.fix = {"Compare with `" + std::string(replacement) + "`", {{op, std::string(replacement)}}};
}

}  // namespace pellucid::check
