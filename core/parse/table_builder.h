#pragma once

// Where the parser's rows go. Rows are written in preorder as the parser finds them, into scratch records
// that say everything relatively (how far up the parent is, how many rows the subtree has). A finished text
// is laid out once, in one pass that turns records into columns.
//
// In left recursion the parent is known only after its first child: in `a + b` after `a`. Then the rows of
// that child move up to make room (wrap). Being relative, they move by a plain copy, and most are a row or
// three. A chain like `a + b + c + …`, whose left side grows, would cost quadratically; a Spine opens room
// for as many parents as the chain has already had, so that n of them move O(n) rows altogether. Nesting, the
// other way to move rows again and again, is bounded by the lexer's limit on brackets.

#include <cstdint>
#include <cstring>
#include <memory>

#include "lex/name_table.h"
#include "syntax/tree.h"

namespace pellucid::parse {

using syntax::NodeKind;
using syntax::Role;

// A row's position while it is being built. It stays right until a row before it is wrapped.
using RowIndex = uint32_t;

class TableBuilder {
 public:
  // The place of one left-recursive chain: where its outermost row stands, and how much room is before it.
  struct Spine {
    RowIndex at;
    RowIndex outer;  // the open row around it
    uint32_t gap = 0;
    uint32_t wraps = 0;
  };

  // `expected_rows` sizes the scratch; it grows as needed.
  void reset(uint32_t expected_rows) {
    if (capacity_ < expected_rows) grow(expected_rows);
    count_ = 0;
    current_ = 0;
  }

  RowIndex next() const { return count_; }

  RowIndex leaf(NodeKind kind, Role role, uint32_t start, uint32_t end, uint32_t payload = 0,
                uint8_t flags = 0) {
    RowIndex row = append();
    rows_[row] = {kind, flags, role, start, end, payload, row - current_, 1};
    return row;
  }

  // Rows written from now on are children of this one, until it is closed.
  RowIndex open(NodeKind kind, Role role, uint32_t start, uint8_t flags = 0) {
    RowIndex row = append();
    rows_[row] = {kind, flags, role, start, start, 0, row - current_, 1};
    current_ = row;
    return row;
  }

  void close(RowIndex row, uint32_t end) {
    Row& r = rows_[row];
    r.end = end;
    r.size = count_ - row;
    current_ = row - r.up;
  }

  Spine spine() const { return {count_, current_}; }

  // Puts an open row around the one that stands at the spine, which takes `inner_role`.
  RowIndex wrap(Spine& spine, NodeKind kind, Role role, Role inner_role, uint32_t start) {
    if (spine.gap == 0) {
      uint32_t moved = count_ - spine.at;
      if (spine.wraps < 2 && moved <= 4 && count_ < capacity_) {
        for (uint32_t i = count_++; i > spine.at; --i) rows_[i] = rows_[i - 1];
        spine.gap = 1;
      } else {
        make_room(spine);
      }
    }
    RowIndex row = spine.at + --spine.gap;
    Row& inner = rows_[row + 1];
    inner.up = 1;
    inner.role = inner_role;
    // The inner row begins earlier only if it is a missing operand, which stands behind the token before.
    start = start < inner.start ? start : inner.start;
    rows_[row] = {kind, 0, role, start, start, 0, row - spine.outer, 1};
    ++spine.wraps;
    current_ = row;
    return row;
  }

  void close(Spine& spine, RowIndex row, uint32_t end) {
    rows_[row].end = end;
    rows_[row].size = count_ - row;
    current_ = spine.outer;
  }

  // The chain is over. Returns where its outermost row stands now.
  RowIndex finish(Spine& spine) {
    if (spine.gap != 0) remove_gap(spine);
    return spine.at;
  }

  // Puts a closed row around all rows from `row` on, which are one subtree.
  void wrap_closed(RowIndex row, NodeKind kind, Role role, Role inner_role, uint32_t start, uint32_t end) {
    Spine spine = {row, current_};
    RowIndex wrapper = wrap(spine, kind, role, inner_role, start);
    close(spine, wrapper, end);
  }

  void set_kind(RowIndex row, NodeKind kind) { rows_[row].kind = kind; }
  void set_role(RowIndex row, Role role) { rows_[row].role = role; }
  void set_payload(RowIndex row, uint32_t payload) { rows_[row].payload = payload; }
  void add_flags(RowIndex row, uint8_t flags) { rows_[row].flags |= flags; }
  void set_start(RowIndex row, uint32_t start) { rows_[row].start = start; }
  void set_end(RowIndex row, uint32_t end) { rows_[row].end = end; }

  // Marks the subtree at `row` as assigned to or deleted (language reference 7.2): through tuples, lists and
  // stars down to the names, attributes and subscripts.
  void set_context(RowIndex row, uint8_t context);

  // `/` was read: the parameters so far, children of `parameters`, are positional-only.
  void make_positional_only(RowIndex parameters);

  // Forgets rows from `row` on; `parent` becomes the open row.
  void truncate(RowIndex row, RowIndex parent) {
    count_ = row;
    current_ = parent;
  }
  RowIndex current() const { return current_; }

  // Lays the table out.
  syntax::Tree finish(const lex::NameTable& names);

 private:
  struct Row {
    NodeKind kind;
    uint8_t flags;
    Role role;
    uint32_t start;
    uint32_t end;
    uint32_t payload;
    uint32_t up;    // rows up to the parent
    uint32_t size;  // rows of the subtree
  };
  static_assert(sizeof(Row) == 24);

  RowIndex append() {
    if (count_ == capacity_) [[unlikely]]
      grow(capacity_ * 2);
    return count_++;
  }
  void grow(uint32_t capacity);
  void make_room(Spine& spine);
  void remove_gap(Spine& spine);
  void lay_out(const syntax::TreeColumns& columns) const;

  std::unique_ptr<Row[]> rows_;
  uint32_t capacity_ = 0;
  uint32_t count_ = 0;
  RowIndex current_ = 0;
};

}  // namespace pellucid::parse
