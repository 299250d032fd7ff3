#include "parse/table_builder.h"

#include <doctest/doctest.h>

namespace pellucid::parse {
namespace {

using syntax::kRoot;
using syntax::NodeIndex;
using syntax::Tree;

lex::Token name_at(uint32_t start) {
  return {start, start + 1, lex::kFirstOwnName, lex::TokenKind::Name, 0, 0};
}

// The scratch is as small as it gets, so that it grows at every sort of row in turn.
template <class Build>
Tree built(Build build) {
  lex::NameTable names;
  TableBuilder builder;
  builder.reset(0);
  RowIndex root = builder.open(NodeKind::Module, Role::Root, 0);
  build(builder);
  builder.close(root, 1000000);
  return builder.finish(names);
}

uint32_t parent_of(const Tree& tree, uint32_t row) { return (*tree.parent(NodeIndex(row))).value(); }

TEST_CASE("three rows at once are there wherever the scratch grows") {
  for (uint32_t before = 0; before < 4; ++before) {
    constexpr uint32_t kCount = 3000;
    Tree tree = built([&](TableBuilder& builder) {
      for (uint32_t i = 0; i < before; ++i) builder.leaf(NodeKind::Name, Role::Body, 0, 0);
      for (uint32_t i = 0; i < kCount; ++i)
        builder.attribute(Role::Body, name_at(before + 4 * i), name_at(before + 4 * i + 2));
    });
    REQUIRE(tree.size() == 1 + before + 3 * kCount);
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < kCount; ++i) {
      uint32_t row = 1 + before + 3 * i;
      uint32_t start = before + 4 * i;
      NodeIndex attribute(row), name(row + 1), attr(row + 2);
      wrong += tree.kind(attribute) != NodeKind::Attribute || parent_of(tree, row) != 0 ||
               tree.subtree_size(attribute) != 3 || tree.range(attribute) != source::Range{start, start + 3};
      wrong += tree.kind(name) != NodeKind::Name || parent_of(tree, row + 1) != row || !tree.is_leaf(name) ||
               tree.role(name) != Role::Value || tree.payload(name) != lex::kFirstOwnName;
      wrong += tree.kind(attr) != NodeKind::Identifier || parent_of(tree, row + 2) != row ||
               !tree.is_leaf(attr) || tree.role(attr) != Role::Attr || tree.start(attr) != start + 2;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("a chain's rows move with their parents") {
  constexpr uint32_t kLength = 5000;
  Tree tree = built([](TableBuilder& builder) {
    TableBuilder::Spine spine = builder.spine();
    builder.leaf(NodeKind::Name, Role::Value, 0, 1);
    for (uint32_t i = 1; i < kLength; ++i) {
      RowIndex row = builder.wrap(spine, NodeKind::BinOp, Role::Body, Role::Left, 0);
      builder.attribute(Role::Right, name_at(4 * i), name_at(4 * i + 2));
      builder.close(row, 4 * i + 3);
    }
    builder.finish(spine);
  });
  REQUIRE(tree.size() == 1 + (kLength - 1) + 1 + 3 * (kLength - 1));
  uint32_t wrong = 0;
  for (uint32_t row = 1; row < kLength; ++row) {
    NodeIndex node(row);
    wrong += tree.kind(node) != NodeKind::BinOp || parent_of(tree, row) != row - 1 ||
             tree.role(node) != (row == 1 ? Role::Body : Role::Left) ||
             tree.end(node) != 4 * (kLength - row) + 3;
  }
  // Behind the innermost name the right sides stand, from the innermost operator's on.
  for (uint32_t i = 1; i < kLength; ++i) {
    uint32_t row = kLength + 1 + 3 * (i - 1);
    wrong += parent_of(tree, row) != kLength - i || parent_of(tree, row + 1) != row ||
             parent_of(tree, row + 2) != row || tree.start(NodeIndex(row)) != 4 * i;
  }
  CHECK(wrong == 0);
}

TEST_CASE("room that was foreseen and not taken closes again") {
  Tree tree = built([](TableBuilder& builder) {
    RowIndex statement = builder.open(NodeKind::Expr, Role::Body, 0);
    RowIndex place = builder.next();
    TableBuilder::Spine spine = builder.spine(2);
    builder.attribute(Role::Value, name_at(0), name_at(2));
    RowIndex call = builder.wrap(spine, NodeKind::Call, Role::Value, Role::Func, 0);
    builder.leaf(NodeKind::Name, Role::Arg, 4, 5);
    builder.close(call, 6);
    builder.finish(spine);
    builder.add_flags(builder.finished(place), syntax::kParenthesized);
    builder.close(statement, 6);
    CHECK(builder.current() == 0);
  });
  REQUIRE(tree.size() == 7);
  const uint32_t parents[] = {0, 0, 1, 2, 3, 3, 2};
  const uint32_t ends[] = {7, 7, 7, 6, 5, 6, 7};
  for (uint32_t row = 1; row < tree.size(); ++row) {
    CHECK(parent_of(tree, row) == parents[row]);
    CHECK(tree.subtree_end(NodeIndex(row)).value() == ends[row]);
  }
  CHECK(tree.kind(NodeIndex(2)) == NodeKind::Call);
  CHECK(tree.flags(NodeIndex(2)) == syntax::kParenthesized);
  CHECK(!tree.parent(kRoot));
}

}  // namespace
}  // namespace pellucid::parse
