#pragma once

// The tree is a table: a row a node, in preorder without gaps, a few columns wide. `x = f(y)` and a newline:
//
//      idx  kind       role    range  parent  end  payload
//        0  Module             0..9        -    6
//        1  Assign     body    0..8        0    6
//        2  Name       target  0..1        1    3  x  store
//        3  Call       value   4..8        1    6
//        4  Name       func    4..5        3    5  f
//        5  Name       arg     6..7        3    6  y
//
// The first child of row i is i + 1, its next sibling is subtree_end(i), and "j stands inside i" is i < j and
// j < subtree_end(i). A subtree is a slice of the table, and a node's index is its position.
//
// Invariants (verify.h checks them all): a parent's index is below its children's and its range contains
// theirs; siblings stand in source order; children have the roles and numbers that node_kind.def declares.
// The same text for the same Python gives the same table, so an index outlives the table: it is good again
// when the table is built again.
//
// A table may hold a slice of the whole one: the rows of one definition, parsed alone (parse/definition.h). Rows
// keep the numbers they have in the whole table, and names theirs: a slice begins at row first(), and each of
// its rows is equal to the row of that number in the whole table, column by column. But for one link: what the
// first row stands in is not there, so it has no parent() here, as a root has none; outer_parent() says it.
//
// One block of memory holds all columns and the spellings of names; freeing it is one deallocation.
// Immutable. Must never know: how the text was parsed, and what anything means.

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/check.h"
#include "base/id.h"
#include "lex/name_table.h"
#include "source/text.h"
#include "syntax/node_kind.h"

namespace pellucid::syntax {

struct NodeTag;
using NodeIndex = base::Index<NodeTag>;
using OptionalNode = base::Optional<NodeIndex>;
using lex::NameIndex;

inline constexpr NodeIndex kRoot{0};

// Bytes a row takes in all columns together.
inline constexpr uint32_t kRowBytes = 5 * 4 + 3;

// Room for a table of known size, filled column by column by whoever builds it (parse/table_builder.h).
struct TreeColumns {
  uint32_t* starts;
  uint32_t* ends;
  uint32_t* parents;  // base::kNoneValue for the first row
  uint32_t* subtree_ends;
  uint32_t* payloads;
  lex::NameSpan* names;    // of the names from lex::kFirstOwnName on; of a slice, those in name_numbers
  uint32_t* name_numbers;  // of a slice: its own names, ascending; else none
  NodeKind* kinds;
  uint8_t* flags;
  Role* roles;
  char* normalized;  // spellings that are not slices of the text
};

// What a slice keeps of the table that it is cut from.
struct SlicePlace {
  NodeIndex first;          // row of the definition
  OptionalNode parent;      // of that row
  uint32_t name_count = 0;  // distinct names in the whole text
};

class Tree {
 public:
  struct Size {
    uint32_t rows;
    uint32_t names;
    uint32_t normalized_bytes;
  };

  // A table whose columns are yet to be filled.
  static Tree allocate(Size size);
  static Tree allocate_slice(Size size, const SlicePlace& place);
  TreeColumns columns() const;

  // How many rows there are: from first() on, up to end().
  uint32_t size() const { return size_.rows; }
  // 0, kRoot, but in a slice.
  NodeIndex first() const { return NodeIndex(first_); }
  NodeIndex end() const { return NodeIndex(first_ + size_.rows); }
  bool is_slice() const { return first_ != 0; }
  bool has_row(NodeIndex node) const { return node.value() - first_ < size_.rows; }
  // What the first row of a slice stands in, a row of the whole table; none of a whole table.
  OptionalNode outer_parent() const { return OptionalNode::from_raw(outer_parent_); }
  // Bytes of the one block.
  size_t memory_bytes() const { return block_bytes_; }

  NodeKind kind(NodeIndex node) const { return kinds_[check(node)]; }
  uint8_t flags(NodeIndex node) const { return flags_[check(node)]; }
  bool has(NodeIndex node, NodeFlag flag) const { return (flags(node) & flag) != 0; }
  Role role(NodeIndex node) const { return roles_[check(node)]; }
  uint32_t start(NodeIndex node) const { return starts_[check(node)]; }
  uint32_t end(NodeIndex node) const { return ends_[check(node)]; }
  source::Range range(NodeIndex node) const { return {start(node), end(node)}; }
  OptionalNode parent(NodeIndex node) const { return OptionalNode::from_raw(parents_[check(node)]); }
  // First index behind the subtree of `node`.
  NodeIndex subtree_end(NodeIndex node) const { return NodeIndex(subtree_ends_[check(node)]); }
  uint32_t subtree_size(NodeIndex node) const { return subtree_ends_[check(node)] - node.value(); }
  uint32_t payload(NodeIndex node) const { return payloads_[check(node)]; }

  // Payloads by their kind's declaration.
  NameIndex name(NodeIndex node) const { return NameIndex(payload(node)); }
  Operator op(NodeIndex node) const { return static_cast<Operator>(payload(node)); }

  bool is_leaf(NodeIndex node) const { return subtree_ends_[check(node)] == node.value() + 1; }
  // Whether `node` is `ancestor` or stands inside it.
  bool contains(NodeIndex ancestor, NodeIndex node) const {
    return ancestor <= node && node.value() < subtree_ends_[check(ancestor)];
  }

  // Number of distinct names in the text, keywords and well-known ones included.
  uint32_t name_count() const { return name_count_; }
  // Of a name that a row has. O(1); in a slice O(log names).
  std::string_view text_of(NameIndex name, const source::Text& text) const;

 private:
  Tree(Size size, const SlicePlace& place, size_t bytes);

  // Where the row stands in the columns.
  uint32_t check(NodeIndex node) const {
    PEL_DCHECK(has_row(node), "row ", node, " of ", size_.rows, " from ", first_, " on");
    return node.value() - first_;
  }

  Size size_;
  uint32_t first_;
  uint32_t outer_parent_;
  uint32_t name_count_;
  size_t block_bytes_;
  std::unique_ptr<std::byte[]> block_;
  // Into the block.
  const uint32_t* starts_;
  const uint32_t* ends_;
  const uint32_t* parents_;
  const uint32_t* subtree_ends_;
  const uint32_t* payloads_;
  const lex::NameSpan* names_;
  const uint32_t* name_numbers_;
  const NodeKind* kinds_;
  const uint8_t* flags_;
  const Role* roles_;
  const char* normalized_;
};

}  // namespace pellucid::syntax
