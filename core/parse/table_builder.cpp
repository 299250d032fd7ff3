#include "parse/table_builder.h"

#include <algorithm>

namespace pellucid::parse {

void TableBuilder::grow(uint32_t capacity) {
  capacity = std::max(capacity, 256u);
  std::unique_ptr<Row[]> rows(new Row[capacity]);
  if (count_ != 0) std::memcpy(rows.get(), rows_.get(), count_ * sizeof(Row));
  rows_ = std::move(rows);
  capacity_ = capacity;
}

void TableBuilder::make_room(Spine& spine) {
  // The first parents of a chain get room for one each: most chains have no third. Later ones get as much as
  // there are already, so that the rows moved add up to a multiple of the rows written.
  uint32_t room = spine.wraps < 2 ? 1 : spine.wraps;
  while (capacity_ - count_ < room) grow(capacity_ * 2);
  Row* from = rows_.get() + spine.at;
  uint32_t moved = count_ - spine.at;
  if (room == 1 && moved <= 4) {
    for (uint32_t i = moved; i-- > 0;) from[i + 1] = from[i];
  } else {
    std::memmove(from + room, from, moved * sizeof(Row));
  }
  count_ += room;
  spine.gap = room;
}

void TableBuilder::remove_gap(Spine& spine) {
  Row* to = rows_.get() + spine.at;
  std::memmove(to, to + spine.gap, (count_ - spine.at - spine.gap) * sizeof(Row));
  count_ -= spine.gap;
  to->up = spine.at - spine.outer;
  spine.gap = 0;
}

void TableBuilder::set_context(RowIndex row, uint8_t context) {
  RowIndex end = row + rows_[row].size;
  while (row < end) {
    Row& r = rows_[row];
    switch (r.kind) {
      case NodeKind::Tuple:
      case NodeKind::List:
      case NodeKind::Starred:
        r.flags |= context;
        ++row;  // on to its elements
        break;
      case NodeKind::Name:
      case NodeKind::Attribute:
      case NodeKind::Subscript: r.flags |= context; [[fallthrough]];
      default: row += r.size;
    }
  }
}

void TableBuilder::make_positional_only(RowIndex parameters) {
  for (RowIndex row = parameters + 1; row < count_; row += rows_[row].size)
    if (rows_[row].role == Role::Positional) rows_[row].role = Role::PositionalOnly;
}

syntax::Tree TableBuilder::finish(const lex::NameTable& names) {
  const auto& spans = names.spans();
  const std::string& normalized = names.normalized();
  syntax::Tree tree = syntax::Tree::allocate(
      {count_, static_cast<uint32_t>(spans.size()), static_cast<uint32_t>(normalized.size())});
  syntax::TreeColumns columns = tree.columns();
  const Row* rows = rows_.get();
  for (uint32_t i = 0; i < count_; ++i) {
    const Row& row = rows[i];
    columns.kinds[i] = row.kind;
    columns.flags[i] = row.flags;
    columns.roles[i] = row.role;
    columns.starts[i] = row.start;
    columns.ends[i] = row.end;
    columns.parents[i] = i - row.up;
    columns.subtree_ends[i] = i + row.size;
    columns.payloads[i] = row.payload;
  }
  columns.parents[0] = base::kNoneValue;
  std::copy(spans.begin(), spans.end(), columns.names);
  std::copy(normalized.begin(), normalized.end(), columns.normalized);
  return tree;
}

}  // namespace pellucid::parse
