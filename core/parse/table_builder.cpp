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

uint32_t TableBuilder::make_room(RowIndex at, uint32_t wraps) {
  // The first parents of a chain get room for one each: most chains have no third. Later ones get as much as
  // there are already, so that the rows moved add up to a multiple of the rows written.
  uint32_t room = wraps < 2 ? 1 : wraps;
  while (capacity_ - count_ < room) grow(capacity_ * 2);
  Row* from = rows_.get() + at;
  std::memmove(from + room, from, (count_ - at) * sizeof(Row));
  count_ += room;
  return room;
}

void TableBuilder::remove_gap(Spine spine) {
  Row* to = rows_.get() + spine.at;
  std::memmove(to, to + spine.gap, (count_ - spine.at - spine.gap) * sizeof(Row));
  count_ -= spine.gap;
  to->up = spine.at - current_;
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

namespace {

// Four 32-bit numbers (GCC, Clang and Emscripten make them SSE2 or simd128).
using Vector = uint32_t __attribute__((vector_size(16)));

Vector load(const void* p) {
  Vector v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

void store(uint32_t* p, Vector v) { std::memcpy(p, &v, sizeof v); }

void store_bytes(void* p, Vector v) {
  uint8_t bytes[4] = {static_cast<uint8_t>(v[0]), static_cast<uint8_t>(v[1]), static_cast<uint8_t>(v[2]),
                      static_cast<uint8_t>(v[3])};
  std::memcpy(p, bytes, 4);
}

}  // namespace

// Four records, six words each, are turned into six vectors, a column each. The relative columns become
// absolute on the way.
void TableBuilder::lay_out(const syntax::TreeColumns& columns) const {
  const Row* rows = rows_.get();
  uint32_t i = 0;
  Vector index = {0, 1, 2, 3};
  for (; i + 4 <= count_; i += 4, index += 4) {
    const char* p = reinterpret_cast<const char*>(rows + i);
    Vector a = load(p), b = load(p + 16), c = load(p + 32), d = load(p + 48), e = load(p + 64),
           f = load(p + 80);
    Vector head_low = __builtin_shufflevector(a, b, 0, 1, 6, 7),
           head_high = __builtin_shufflevector(d, e, 0, 1, 6, 7);
    Vector head = __builtin_shufflevector(head_low, head_high, 0, 2, 4, 6);
    Vector middle_low = __builtin_shufflevector(a, c, 2, 3, 4, 5),
           middle_high = __builtin_shufflevector(d, f, 2, 3, 4, 5);
    Vector last_low = __builtin_shufflevector(b, c, 0, 1, 6, 7),
           last_high = __builtin_shufflevector(e, f, 0, 1, 6, 7);
    store(columns.starts + i, __builtin_shufflevector(head_low, head_high, 1, 3, 5, 7));
    store(columns.ends + i, __builtin_shufflevector(middle_low, middle_high, 0, 2, 4, 6));
    store(columns.payloads + i, __builtin_shufflevector(middle_low, middle_high, 1, 3, 5, 7));
    store(columns.parents + i, index - __builtin_shufflevector(last_low, last_high, 0, 2, 4, 6));
    store(columns.subtree_ends + i, index + __builtin_shufflevector(last_low, last_high, 1, 3, 5, 7));
    store_bytes(columns.kinds + i, head);
    store_bytes(columns.flags + i, head >> 8);
    store_bytes(columns.roles + i, head >> 16);
  }
  for (; i < count_; ++i) {
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
}

syntax::Tree TableBuilder::finish(const lex::NameTable& names) {
  const auto& spans = names.spans();
  const std::string& normalized = names.normalized();
  syntax::Tree tree = syntax::Tree::allocate(
      {count_, static_cast<uint32_t>(spans.size()), static_cast<uint32_t>(normalized.size())});
  syntax::TreeColumns columns = tree.columns();
  lay_out(columns);
  std::copy(spans.begin(), spans.end(), columns.names);
  std::copy(normalized.begin(), normalized.end(), columns.normalized);
  return tree;
}

}  // namespace pellucid::parse
