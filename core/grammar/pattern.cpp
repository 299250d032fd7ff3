// Patterns of `match` (PEP 634).

#include <algorithm>

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
        // Keys are the same if their values are; strings are decoded for that, other literals compared as
        // spelled.
        std::string value =
            key.is(NodeKind::StringLiteral)  ? "s" + lex::decode_string_literal(text_.slice(key.range()))
            : key.is(NodeKind::BytesLiteral) ? "b" + lex::decode_bytes_literal(text_.slice(key.range()))
                                             : "=" + std::string(text_.slice(key.range()));
        keys.push_back({std::move(value), key});
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
