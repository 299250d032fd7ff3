#pragma once

// Where the parser's rows go. Rows are written in preorder as the parser finds them, into scratch records; a
// finished text is laid out once, in one pass that turns records into columns.
//
// In left recursion the parent is known only after its first child: in `a + b` after `a`. Then the rows of
// that child move up to make room (wrap): most are a row or three. A chain like `a + b + c + …`, whose left
// side grows, would cost quadratically; a Spine opens room for as many parents as the chain has already had,
// so that n of them move O(n) rows altogether. Nesting, the other way to move rows again and again, is
// bounded by the lexer's limit on brackets.

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

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
  // before it, and how much had to be made so far. It lives in registers, so nothing takes its address.
  struct Spine {
    RowIndex at;
    uint32_t gap = 0;
    uint32_t made = 0;
  };

  // `expected_rows` sizes the scratch; it grows as needed.
  void reset(uint32_t expected_rows) {
    count_ = 0;
    set_current(0);
    if (capacity_ <= expected_rows) grow(expected_rows + 1);
  }

  // Where the next construct begins, and where its row stands when it is finished.
  RowIndex next() const { return count_; }
  // The row of the construct that began at `place` and is the last one finished under the open row.
  RowIndex finished(RowIndex place) const { return place; }

  [[gnu::always_inline]] void leaf(NodeKind kind, Role role, uint32_t start, uint32_t end,
                                   uint32_t payload = 0, uint8_t flags = 0) {
    RowIndex row = count_;
    write(row, kind, flags, role, start, end, payload, leaf_links_);
    append(row, 1);
  }

  // `name.attr`, as frequent as anything: three rows, complete as they are written.
  void attribute(Role role, const lex::Token& name, const lex::Token& attr) {
    RowIndex row = count_;
    write(row, NodeKind::Attribute, 0, role, name.start, attr.end, 0, leaf_links_ + (uint64_t{2} << 32));
    uint64_t links = leaf_links_of(row);
    write(row + 1, NodeKind::Name, 0, Role::Value, name.start, name.end, name.payload, links);
    write(row + 2, NodeKind::Identifier, 0, Role::Attr, attr.start, attr.end, attr.payload, links);
    append(row, 3);
  }

  // Rows written from now on are children of this one, until it is closed.
  [[gnu::always_inline]] RowIndex open(NodeKind kind, Role role, uint32_t start, uint8_t flags = 0) {
    RowIndex row = count_;
    write(row, kind, flags, role, start, start, 0, leaf_links_);
    set_current(row);
    append(row, 1);
    return row;
  }

  void close(RowIndex row, uint32_t end) {
    Row& r = rows_[row];
    leaf_links_ = word(&r, 2);  // as it was when this row was written, a leaf of its parent then
    r.end = end;
    r.size = count_ - row;
  }

  // A chain begins. `foreseen` parents are certain to come; their room is left free now, and no row need move
  // for them.
  Spine spine(uint32_t foreseen = 0) {
    RowIndex at = count_;
    if (foreseen != 0) {
      count_ = at + foreseen;
      if (count_ >= capacity_) [[unlikely]]
        grow(count_ + capacity_);
    }
    return {at, foreseen};
  }

  // Puts an open row around the one that stands at the spine, which takes `inner_role`. The row open now is
  // the one that the chain stands in.
  [[gnu::always_inline]] RowIndex wrap(Spine& spine, NodeKind kind, Role role, Role inner_role,
                                       uint32_t start) {
    if (spine.gap == 0) {
      spine.gap = make_room(spine.at, spine.made);
      spine.made += spine.gap;
    }
    RowIndex row = spine.at + --spine.gap;
    Row& inner = rows_[row + 1];
    inner.parent = row;
    inner.role = inner_role;
    // The inner row begins earlier only if it is a missing operand, which stands behind the token before.
    start = start < inner.start ? start : inner.start;
    write(row, kind, 0, role, start, start, 0, leaf_links_);
    set_current(row);
    return row;
  }

  // The chain is over; its outermost row stands at the spine.
  void finish(Spine spine) {
    if (spine.gap != 0) [[unlikely]]
      remove_gap(spine.at, spine.gap);
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
    set_current(parent);
  }
  // The open row.
  RowIndex current() const { return static_cast<RowIndex>(leaf_links_); }

  // Lays the table out.
  syntax::Tree finish(const lex::NameTable& names);
  // Lays it out as a slice of the table of a longer text, in which the text that was parsed begins at the byte
  // `offset`. `numbers`: of the names from kFirstOwnName on, those that they have there.
  syntax::Tree finish_slice(const lex::NameTable& names, std::span<const uint32_t> numbers, uint32_t offset,
                            const syntax::SlicePlace& place);

 private:
  struct Row {
    uint32_t start;
    uint32_t end;
    uint32_t payload;
    NodeKind kind;
    uint8_t flags;
    Role role;
    uint8_t unused;  // named, so that the four bytes are written as one
    RowIndex parent;
    uint32_t size;  // rows of the subtree
  };
  static_assert(sizeof(Row) == 24);

  // Three stores of eight bytes: rows are often moved right after
  // they are written, and a processor forwards a store to a load that is no wider.
  void write(RowIndex row, NodeKind kind, uint8_t flags, Role role, uint32_t start, uint32_t end,
             uint32_t payload, uint64_t links) {
    uint32_t head = static_cast<uint32_t>(kind) | uint32_t{flags} << 8 | static_cast<uint32_t>(role) << 16;
    Row* to = &rows_[row];
    set_word(to, 0, start | uint64_t{end} << 32);
    set_word(to, 1, payload | uint64_t{head} << 32);
    set_word(to, 2, links);
  }
  // Parent and size of a row without children.
  static uint64_t leaf_links_of(RowIndex parent) { return parent | uint64_t{1} << 32; }
  void set_current(RowIndex row) { leaf_links_ = leaf_links_of(row); }

  static uint64_t word(const Row* row, uint32_t i) {
    uint64_t value;
    std::memcpy(&value, reinterpret_cast<const char*>(row) + 8 * i, 8);
    return value;
  }
  static void set_word(Row* row, uint32_t i, uint64_t value) {
    std::memcpy(reinterpret_cast<char*>(row) + 8 * i, &value, 8);
  }

  // Of a subtree that moves as a whole, `at` being the lower of its old and its new place.
  void move(RowIndex from, RowIndex to, RowIndex at) {
    uint64_t links = word(&rows_[from], 2);
    auto parent = static_cast<RowIndex>(links);
    if (parent >= at) parent += to - from;
    set_word(&rows_[to], 0, word(&rows_[from], 0));
    set_word(&rows_[to], 1, word(&rows_[from], 1));
    set_word(&rows_[to], 2, parent | (links >> 32) << 32);
  }

  // `rows` have been written from `row` on, the end. There is always room for three more, so that what grows
  // the scratch comes last and need save nothing.
  void append(RowIndex row, uint32_t rows) {
    count_ = row + rows;
    if (count_ >= capacity_) [[unlikely]]
      grow(count_ + capacity_);
  }
  [[gnu::cold, gnu::noinline]] void grow(uint32_t capacity);
  // Opens room before the row at `at` for parents, and returns for how many; `made` says how many it had.
  uint32_t make_room(RowIndex at, uint32_t made);
  void remove_gap(RowIndex at, uint32_t gap);
  void lay_out(const syntax::TreeColumns& columns) const;

  static constexpr uint32_t kSpare = 2;

  std::unique_ptr<Row[]> rows_;
  uint32_t count_ = 0;
  uint32_t capacity_ = 0;  // not counting kSpare
  uint64_t leaf_links_ =
      0;  // the open row, and the size of a leaf: the last word of its next child as written
};

}  // namespace pellucid::parse
