// Patterns of `match` (PEP 634).

#include <algorithm>
#include <cctype>
#include <complex>
#include <cstdio>
#include <cstdlib>

#include "grammar/checker.h"
#include "lex/literal.h"

namespace pellucid::grammar {

// A pattern that matches anything: a capture, `_`, or one of them in an alternative or under an `as`.
bool Checker::is_irrefutable(Node node) const {
  for (;;) {
    if (node.is(NodeKind::MatchOr)) {
      std::optional<Node> last;
      for (Node alternative : node.children(Role::Pattern)) last = alternative;
      if (!last) return false;
      node = *last;  // the others are reported if they match anything
      continue;
    }
    if (!node.is(NodeKind::MatchAs)) return false;
    auto inner = node.child(Role::Pattern);
    if (!inner) return true;
    node = *inner;
  }
}

void Checker::match_statement(Node node) {
  std::optional<Node> catches_all;
  for (Node match_case : node.children(Role::Case)) {
    if (catches_all) {
      report(*catches_all, "this pattern matches anything, so the cases after it are never reached");
      catches_all.reset();
      break;
    }
    Node pattern_node = views::MatchCase(match_case).pattern();
    if (!match_case.child(Role::Guard) && is_irrefutable(pattern_node)) catches_all = pattern_node;
  }
  for (Node match_case : node.children(Role::Case)) {
    std::vector<Capture> found;
    captures(views::MatchCase(match_case).pattern(), found);
    settle(found);
  }
}

// The names that a pattern binds, as they come. Reports alternatives that bind different ones. The recursion
// follows brackets, `|` and `as`, whose depth is bounded.
void Checker::captures(Node node, std::vector<Capture>& found) {
  if (node.is(NodeKind::MatchOr)) {
    std::optional<std::vector<Capture>> expected;
    bool reported = false;
    for (Node alternative : node.children(Role::Pattern)) {
      std::vector<Capture> its_own;
      captures(alternative, its_own);
      settle(its_own);
      auto same = [](const Capture& a, const Capture& b) { return a.name == b.name; };
      if (!expected) {
        expected = std::move(its_own);
      } else if (!reported &&
                 !std::equal(expected->begin(), expected->end(), its_own.begin(), its_own.end(), same)) {
        report(alternative, "all alternatives of a pattern must bind the same names");
        reported = true;
      }
    }
    if (expected) found.insert(found.end(), expected->begin(), expected->end());
    return;
  }
  for (Node child : node.children()) {
    switch (child.role()) {
      case Role::Name:
        if (node.is(NodeKind::KeywordPattern)) break;
        [[fallthrough]];
      case Role::Rest:
        if (name_of(child).value() != static_cast<uint32_t>(lex::WellKnown::Missing))
          found.push_back({name_of(child), child.index()});
        break;
      case Role::Pattern:
      case Role::Keyword: captures(child, found); break;
      default: break;
    }
  }
}

// Sorts by name and reports what is bound twice.
void Checker::settle(std::vector<Capture>& found) {
  std::sort(found.begin(), found.end(), [](const Capture& a, const Capture& b) {
    return a.name < b.name || (a.name == b.name && a.where < b.where);
  });
  auto again = [this](const Capture& first, const Capture& second) {
    if (first.name != second.name) return false;
    report(Node(tree_, second.where), "the pattern binds " + quoted(second.name) + " twice")
        .related.push_back({tree_.range(first.where), "bound here first"});
    return true;
  };
  found.erase(std::unique(found.begin(), found.end(), again), found.end());
}

namespace {

// A number as its real and imaginary parts, unless it has more digits than a double tells apart.
using Number = std::optional<std::complex<double>>;

Number number_of(std::string_view spelled) {
  std::string digits;
  for (char c : spelled)
    if (c != '_') digits.push_back(c);
  bool imaginary = digits.back() == 'j' || digits.back() == 'J';
  if (imaginary) digits.pop_back();
  constexpr size_t kExactDigits = 15;
  bool radix = digits.size() > 1 && digits[0] == '0' && std::isalpha(static_cast<unsigned char>(digits[1])) &&
               digits[1] != 'e' && digits[1] != 'E';
  if (radix) {
    int base = digits[1] == 'x' || digits[1] == 'X' ? 16 : digits[1] == 'o' || digits[1] == 'O' ? 8 : 2;
    if (digits.size() > (base == 2 ? 50 : 12)) return std::nullopt;
    return static_cast<double>(std::strtoull(digits.c_str() + 2, nullptr, base));
  }
  if (digits.size() > kExactDigits) return std::nullopt;
  double value = std::strtod(digits.c_str(), nullptr);
  return imaginary ? std::complex<double>(0, value) : std::complex<double>(value, 0);
}

}  // namespace

// What a literal key stands for, so that two keys are the same if Python finds them equal: `1`, `1.0`, `True`
// and `0x1` are.
std::string Checker::key_value(Node key) const {
  std::string_view spelled = text_.slice(key.range());
  auto number = [this](Node node) -> Number {
    double sign = 1;
    if (node.is(NodeKind::UnaryOp)) {
      sign = -1;
      node = views::UnaryOp(node).operand();
    }
    if (!node.is(NodeKind::IntegerLiteral) && !node.is(NodeKind::FloatLiteral) &&
        !node.is(NodeKind::ImaginaryLiteral))
      return std::nullopt;
    Number value = number_of(text_.slice(node.range()));
    if (value) *value *= sign;
    return value;
  };
  Number value;
  switch (key.kind()) {
    case NodeKind::StringLiteral: return "s" + lex::decode_string_literal(spelled);
    case NodeKind::BytesLiteral: return "b" + lex::decode_bytes_literal(spelled);
    case NodeKind::TrueLiteral: value = 1; break;
    case NodeKind::FalseLiteral: value = 0; break;
    case NodeKind::BinOp: {
      views::BinOp sum(key);
      Number left = number(sum.left()), right = number(sum.right());
      if (left && right) value = *left + (tree_.op(key.index()) == syntax::Operator::Add ? *right : -*right);
      break;
    }
    default: value = number(key); break;
  }
  if (!value) return "=" + std::string(spelled);
  char text[64];
  // Adding zero makes a negative zero positive.
  std::snprintf(text, sizeof text, "n%.17g %.17g", value->real() + 0.0, value->imag() + 0.0);
  return text;
}

void Checker::pattern(Node node) {
  switch (node.kind()) {
    case NodeKind::MatchValue: {
      Node value = views::MatchValue(node).value();
      if (value.is(NodeKind::JoinedStr) || value.is(NodeKind::TemplateStr))
        report(value, "a pattern can only match literals and dotted names, not an f-string");
      break;
    }
    case NodeKind::MatchSequence: {
      std::optional<Node> star;
      for (Node element : node.children(Role::Pattern)) {
        if (!element.is(NodeKind::MatchStar)) continue;
        if (star) {
          report(element, "only one pattern of a sequence can have a `*`")
              .related.push_back({star->range(), "the first one"});
          break;
        }
        star = element;
      }
      break;
    }
    case NodeKind::MatchClass:
      start_round();
      for (Node keyword : node.children(Role::Keyword)) {
        Node name = views::KeywordPattern(keyword).name();
        if (!first_seen(name_of(name), name))
          report(name, "the attribute " + quoted(name_of(name)) + " is matched twice");
      }
      break;
    case NodeKind::MatchMapping: {
      std::vector<std::pair<std::string, Node>> keys;
      for (Node key : node.children(Role::Key)) {
        if (key.is(NodeKind::JoinedStr) || key.is(NodeKind::TemplateStr)) {
          report(key, "a key in a pattern must be a literal or a dotted name");
          continue;
        }
        if (key.is(NodeKind::Attribute)) continue;
        keys.push_back({key_value(key), key});
      }
      std::stable_sort(keys.begin(), keys.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      for (size_t i = 1; i < keys.size(); ++i)
        if (keys[i].first == keys[i - 1].first)
          report(keys[i].second, "the pattern has this key twice")
              .related.push_back({keys[i - 1].second.range(), "the first one"});
      break;
    }
    case NodeKind::MatchOr: {
      std::optional<Node> catches_all;
      for (Node alternative : node.children(Role::Pattern)) {
        if (catches_all) {
          report(*catches_all, "this alternative matches anything, so the ones after it are never tried");
          break;
        }
        if (is_irrefutable(alternative)) catches_all = alternative;
      }
      break;
    }
    default: break;
  }
}

}  // namespace pellucid::grammar
