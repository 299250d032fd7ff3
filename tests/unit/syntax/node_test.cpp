#include "syntax/node.h"

#include <string>

#include <doctest/doctest.h>

#include "support/parsed.h"
#include "support/random.h"
#include "syntax/views.h"

namespace pellucid::syntax {
namespace {

using tests::Parsed;

std::string kinds_of(auto nodes) {
  std::string words;
  for (Node node : nodes) words += std::string(entry(node.kind()).name) + " ";
  return words;
}

constexpr std::string_view kSample = R"(
@d
def f(a, *, b=1):
    if a:
        x = [a, b]
    elif b:
        y
    else:
        z
    return f(x, k=y)
)";

TEST_CASE("children, by order and by role") {
  Parsed p(kSample);
  Node def(p.tree(),
           p.tree().parent(p.name("d")).raw() == base::kNoneValue ? kRoot : *p.tree().parent(p.name("d")));
  CHECK(kinds_of(def.children()) == "Name Identifier Parameters If Return ");
  CHECK(kinds_of(def.children(Role::Body)) == "If Return ");
  CHECK(def.children(Role::Body).count() == 2);
  CHECK(def.children(Role::Returns).empty());
  CHECK(def.child(Role::Name)->is(NodeKind::Identifier));
  CHECK(!def.child(Role::Returns));
  Node call(p.tree(), p.find(NodeKind::Call, "f(x, k=y)"));
  CHECK(kinds_of(call.children(Role::Arg)) == "Name ");
  CHECK(kinds_of(call.children()) == "Name Name Keyword ");
  CHECK(kinds_of(Node(p.tree(), p.name("d")).children()).empty());
  CHECK(views::Call(call).keywords().count() == 1);
}

TEST_CASE("ancestors and depth") {
  Parsed p(kSample);
  Node b(p.tree(), p.name("b"));
  CHECK(kinds_of(b.ancestors()) == "List Assign If FunctionDef Module ");
  CHECK(b.depth() == 5);
  CHECK(Node(p.tree(), kRoot).depth() == 0);
  CHECK(kinds_of(Node(p.tree(), kRoot).ancestors()).empty());
  CHECK(!Node(p.tree(), kRoot).parent());
}

TEST_CASE("the nearest common ancestor") {
  Parsed p(kSample);
  const Tree& tree = p.tree();
  auto kind_above = [&](NodeIndex a, NodeIndex b) { return tree.kind(nearest_common_ancestor(tree, a, b)); };
  NodeIndex list = p.find(NodeKind::List, "[a, b]");
  CHECK(nearest_common_ancestor(tree, p.name("a", 1), p.name("b")) == list);
  CHECK(kind_above(p.name("a", 1), p.name("z")) == NodeKind::If);
  CHECK(kind_above(p.name("z"), p.name("a", 1)) == NodeKind::If);
  CHECK(kind_above(p.name("d"), p.name("z")) == NodeKind::FunctionDef);
  CHECK(nearest_common_ancestor(tree, list, p.name("b")) == list);
  CHECK(nearest_common_ancestor(tree, list, list) == list);
  CHECK(nearest_common_ancestor(tree, kRoot, p.name("z")) == kRoot);
}

TEST_CASE("the nearest common ancestor is the deepest row that contains both, for any two rows") {
  Parsed p(kSample);
  const Tree& tree = p.tree();
  for (uint32_t a = 0; a < tree.size(); ++a)
    for (uint32_t b = 0; b < tree.size(); ++b) {
      uint32_t deepest = 0;
      for (uint32_t row = 0; row < tree.size(); ++row)
        if (tree.contains(NodeIndex(row), NodeIndex(a)) && tree.contains(NodeIndex(row), NodeIndex(b)))
          deepest = row;
      CHECK(nearest_common_ancestor(tree, NodeIndex(a), NodeIndex(b)).value() == deepest);
    }
}

TEST_CASE("branches that exclude each other") {
  // Every two of the names below, in either order, exclude each other or do not.
  struct {
    std::string_view source;
    std::string_view exclusive;  // pairs, the one earlier in the text first
  } cases[] = {
      {"if p: a\nelif q: b\nelif r: c\nelse: d\n", "ab ac ad aq ar bc bd br cd"},
      {"if p: a; b\n", ""},
      {"a if p else b", "ab"},
      {"match s:\n case 1 if g: a\n case x.y: b\n", "ab ax"},
      {"try: a\nexcept p: b\nexcept q: c\nelse: d\nfinally: e\n", "bc bd bq cd"},
      {"for p in q: a\nelse: b\n", ""},
      {"while p: a\nelse: b\n", ""},
      {"with p: a\n", ""},
      {"a and b or c", ""},
      {"if p:\n if q: a\n else: b\nelse: c\n", "ab ac bc qc"},
      {"def f():\n if p: return a\n b\n", ""},
      {"(a if p else b) if q else c", "ab ac bc pc"},
  };
  for (const auto& one : cases) {
    Parsed p(one.source);
    CAPTURE(one.source);
    const Tree& tree = p.tree();
    std::string found;
    for (char first = 'a'; first < 'z'; ++first)
      for (char second = 'a'; second < 'z'; ++second) {
        std::optional<NodeIndex> a, b;
        for (uint32_t row = 0; row < tree.size(); ++row) {
          if (tree.kind(NodeIndex(row)) != NodeKind::Name) continue;
          std::string_view spelled = p.text.slice(tree.range(NodeIndex(row)));
          if (spelled == std::string_view(&first, 1)) a = NodeIndex(row);
          if (spelled == std::string_view(&second, 1)) b = NodeIndex(row);
        }
        if (!a || !b) continue;
        auto branches = exclusive_branches(tree, *a, *b);
        auto turned = exclusive_branches(tree, *b, *a);
        CHECK(branches.has_value() == turned.has_value());
        if (!branches || tree.start(*a) > tree.start(*b)) continue;
        // In the order of rows; a conditional expression's test stands before its body in the source's sense
        // only.
        CHECK(branches->statement == nearest_common_ancestor(tree, *a, *b));
        CHECK(tree.contains(branches->first, std::min(*a, *b)));
        CHECK(tree.contains(branches->second, std::max(*a, *b)));
        found += (found.empty() ? "" : " ") + std::string{first, second};
      }
    CHECK(found == one.exclusive);
  }
}

TEST_CASE("a node does not exclude what it contains") {
  Parsed p("if p: a\nelse: b\n");
  NodeIndex statement = p.tree().parent(p.name("p")).value_or(kRoot);
  CHECK(!exclusive_branches(p.tree(), statement, p.name("b")));
  CHECK(!exclusive_branches(p.tree(), p.name("b"), p.name("b")));
}

TEST_CASE("the innermost node at an offset") {
  Parsed p("f(x)  # c\n\ny = 1\n");
  const Tree& tree = p.tree();
  auto at = [&](uint32_t offset) {
    NodeIndex node = node_at(tree, offset);
    return std::string(entry(tree.kind(node)).name) + " " + std::string(p.text.slice(tree.range(node)));
  };
  CHECK(at(0) == "Name f");
  CHECK(at(1) == "Name f");  // where the name ends
  CHECK(at(2) == "Name x");
  CHECK(at(3) == "Name x");
  CHECK(at(4) == "Call f(x)");
  CHECK(at(7).starts_with("Module"));
  CHECK(at(11) == "Name y");
  CHECK(at(13) == "Assign y = 1");
  CHECK(at(16) == "IntegerLiteral 1");
  CHECK(node_at(tree, 1000) == kRoot);
}

}  // namespace
}  // namespace pellucid::syntax
