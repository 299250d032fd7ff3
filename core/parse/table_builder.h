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
  // The place of one left-recursive chain: where its outermost row stands (behind the room), how much room is
  // before it, and how many parents it has had. Passed by value, so that it lives in registers.
  struct Spine {
    RowIndex at;
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
    write(row, kind, flags, role, start, end, payload);
    return row;
  }

  // Rows written from now on are children of this one, until it is closed.
  RowIndex open(NodeKind kind, Role role, uint32_t start, uint8_t flags = 0) {
    RowIndex row = append();
    write(row, kind, flags, role, start, start, 0);
    current_ = row;
    return row;
  }

  void close(RowIndex row, uint32_t end) {
    Row& r = rows_[row];
    r.end = end;
    r.size = count_ - row;
    current_ = row - r.up;
  }

  // A chain begins. `foreseen` parents are certain to come; their room is left free now, and no row need move
  // for them.
  Spine spine(uint32_t foreseen = 0) {
    Spine spine = {count_, foreseen};
    while (capacity_ - count_ < foreseen) [[unlikely]] grow(capacity_ * 2);
    count_ += foreseen;
    return spine;
  }

  // Puts an open row around the one that stands at the spine, which takes `inner_role`. The row open now is
  // the one that the chain stands in.
  RowIndex wrap(Spine& spine, NodeKind kind, Role role, Role inner_role, uint32_t start) {
    if (spine.gap == 0) {
      spine.gap = count_ - spine.at <= 16 && count_ < capacity_ ? move_few(spine.at)
                                                                : make_room(spine.at, spine.wraps);
    }
    RowIndex row = spine.at + --spine.gap;
    ++spine.wraps;
    Row& inner = rows_[row + 1];
    inner.up = 1;
    inner.role = inner_role;
    // The inner row begins earlier only if it is a missing operand, which stands behind the token before.
    start = start < inner.start ? start : inner.start;
    write(row, kind, 0, role, start, start, 0);
    current_ = row;
    return row;
  }

  // The chain is over. Returns where its outermost row stands now.
  RowIndex finish(Spine spine) {
    if (spine.gap != 0) [[unlikely]]
      remove_gap(spine);
    return spine.at;
  }

  // Puts a closed row around all rows from `row` on, which are one subtree.
  void wrap_closed(RowIndex row, NodeKind kind, Role role, Role inner_role, uint32_t start, uint32_t end) {
    Spine spine = {row};
    close(wrap(spine, kind, role, inner_role, start), end);
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
    uint32_t start;
    uint32_t end;
    uint32_t payload;
    NodeKind kind;
    uint8_t flags;
    Role role;
    uint8_t unused;  // named, so that the four bytes are written as one
    uint32_t up;     // rows up to the parent
    uint32_t size;   // rows of the subtree
  };
  static_assert(sizeof(Row) == 24);

  // A row without children, under the open one. Three stores of eight bytes: rows are often moved right after
  // they are written, and a processor forwards a store to a load that is no wider.
  void write(RowIndex row, NodeKind kind, uint8_t flags, Role role, uint32_t start, uint32_t end,
             uint32_t payload) {
    uint32_t head = static_cast<uint32_t>(kind) | uint32_t{flags} << 8 | static_cast<uint32_t>(role) << 16;
    Row* to = &rows_[row];
    set_word(to, 0, start | uint64_t{end} << 32);
    set_word(to, 1, payload | uint64_t{head} << 32);
    set_word(to, 2, (row - current_) | uint64_t{1} << 32);
  }

  static uint64_t word(const Row* row, uint32_t i) {
    uint64_t value;
    std::memcpy(&value, reinterpret_cast<const char*>(row) + 8 * i, 8);
    return value;
  }
  static void set_word(Row* row, uint32_t i, uint64_t value) {
    std::memcpy(reinterpret_cast<char*>(row) + 8 * i, &value, 8);
  }

  void move(RowIndex from, RowIndex to) {
    for (uint32_t i = 0; i < 3; ++i) set_word(&rows_[to], i, word(&rows_[from], i));
  }

  RowIndex append() {
    if (count_ == capacity_) [[unlikely]]
      grow(capacity_ * 2);
    return count_++;
  }
  void grow(uint32_t capacity);
  // Opens room before the row at `at` for parents, and returns for how many.
  uint32_t make_room(RowIndex at, uint32_t wraps);
  uint32_t move_few(RowIndex at) {
    for (uint32_t i = count_++; i > at; --i) move(i - 1, i);
    return 1;
  }
  void remove_gap(Spine spine);
  void lay_out(const syntax::TreeColumns& columns) const;

  std::unique_ptr<Row[]> rows_;
  // These two change one by one and are read together, so they must not stand side by side: a processor
  // cannot forward two fresh small stores to one wide load.
  uint32_t count_ = 0;
  uint32_t capacity_ = 0;
  RowIndex current_ = 0;
};

}  // namespace pellucid::parse
