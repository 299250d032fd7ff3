#include "parse/table_builder.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/simd.h"

namespace pellucid::parse {

void TableBuilder::grow(uint32_t capacity) {
  capacity = std::max(capacity, 256u);
  std::unique_ptr<Row[]> rows(new Row[capacity + kSpare]);
  // Room that is about to be left free has no rows to keep.
  if (capacity_ != 0)
    std::memcpy(rows.get(), rows_.get(), std::min(count_, capacity_ + kSpare) * sizeof(Row));
  rows_ = std::move(rows);
  capacity_ = capacity;
}

uint32_t TableBuilder::make_room(RowIndex at, uint32_t made) {
  // The first parents of a chain get room for one each: most chains have no third. Later ones get as much as
  // there was, so that the rows moved add up to a multiple of the rows written.
  uint32_t room = made < 2 ? 1 : made;
  uint32_t end = count_;
  count_ = end + room;
  if (count_ >= capacity_) [[unlikely]]
    grow(count_ + capacity_);
  for (RowIndex i = end; i-- > at;) move(i, i + room, at);
  return room;
}

void TableBuilder::remove_gap(RowIndex at, uint32_t gap) {
  count_ -= gap;
  for (RowIndex i = at; i < count_; ++i) move(i + gap, i, at);
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

using Vector = base::Numbers4;

Vector load(const void* p) {
  Vector v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

// Eight bytes each of two places.
Vector load_halves(const char* low, const char* high) {
  uint64_t both[2];
  std::memcpy(&both[0], low, 8);
  std::memcpy(&both[1], high, 8);
  return load(both);
}

void store(uint32_t* p, Vector v) { std::memcpy(p, &v, sizeof v); }

// The lowest byte of each of sixteen numbers.
void store_bytes(void* p, const Vector (&v)[4], uint32_t shift) {
  base::Bytes16::lowest_of_each(v[0] >> shift, v[1] >> shift, v[2] >> shift, v[3] >> shift).store(p);
}

}  // namespace

// Four records, six words each, are turned into six vectors, a column each, and sixteen heads into the three
// columns of bytes. Sizes become ends on the way.
void TableBuilder::lay_out(const syntax::TreeColumns& into) const {
  const syntax::TreeColumns columns = into;  // a copy: the bytes stored could be part of `into`
  const Row* rows = rows_.get();
  uint32_t i = 0;
  Vector index = {0, 1, 2, 3};
  while (i + 16 <= count_) {
    Vector heads[4];
#pragma GCC unroll 4
    for (Vector& head : heads) {
      const char* p = reinterpret_cast<const char*>(rows + i);
      Vector a = load(p), b = load(p + 24), c = load(p + 48), d = load(p + 72);
      Vector ranges_low = __builtin_shufflevector(a, b, 0, 4, 1, 5),
             ranges_high = __builtin_shufflevector(c, d, 0, 4, 1, 5);
      Vector rest_low = __builtin_shufflevector(a, b, 2, 6, 3, 7),
             rest_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
      Vector links_low = load_halves(p + 16, p + 40), links_high = load_halves(p + 64, p + 88);
      store(columns.starts + i, __builtin_shufflevector(ranges_low, ranges_high, 0, 1, 4, 5));
      store(columns.ends + i, __builtin_shufflevector(ranges_low, ranges_high, 2, 3, 6, 7));
      store(columns.payloads + i, __builtin_shufflevector(rest_low, rest_high, 0, 1, 4, 5));
      head = __builtin_shufflevector(rest_low, rest_high, 2, 3, 6, 7);
      store(columns.parents + i, __builtin_shufflevector(links_low, links_high, 0, 2, 4, 6));
      store(columns.subtree_ends + i, index + __builtin_shufflevector(links_low, links_high, 1, 3, 5, 7));
      i += 4;
      index += 4;
    }
    store_bytes(columns.kinds + i - 16, heads, 0);
    store_bytes(columns.flags + i - 16, heads, 8);
    store_bytes(columns.roles + i - 16, heads, 16);
  }
  for (; i < count_; ++i) {
    const Row& row = rows[i];
    columns.kinds[i] = row.kind;
    columns.flags[i] = row.flags;
    columns.roles[i] = row.role;
    columns.starts[i] = row.start;
    columns.ends[i] = row.end;
    columns.parents[i] = row.parent;
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

syntax::Tree TableBuilder::finish_slice(const lex::NameTable& names, std::span<const uint32_t> numbers,
                                        uint32_t offset, const syntax::SlicePlace& place) {
  const auto& spans = names.spans();
  const std::string& normalized = names.normalized();
  syntax::Tree tree = syntax::Tree::allocate_slice(
      {count_, static_cast<uint32_t>(spans.size()), static_cast<uint32_t>(normalized.size())}, place);
  syntax::TreeColumns columns = tree.columns();
  lay_out(columns);
  uint32_t first = place.first.value();
  for (uint32_t i = 0; i < count_; ++i) {
    columns.starts[i] += offset;
    columns.ends[i] += offset;
    columns.subtree_ends[i] += first;
  }
  for (uint32_t i = 1; i < count_; ++i) columns.parents[i] += first;
  for (uint32_t i = 0; i < count_; ++i) {
    uint32_t& payload = columns.payloads[i];
    bool is_name = syntax::entry(columns.kinds[i]).payload == syntax::Payload::Name;
    if (is_name && payload >= lex::kFirstOwnName) payload = numbers[payload - lex::kFirstOwnName];
  }
  // By their numbers in the whole text.
  std::vector<uint32_t> order(spans.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return numbers[a] < numbers[b]; });
  for (uint32_t i = 0; i < order.size(); ++i) {
    lex::NameSpan span = spans[order[i]];
    if (!(span.length & lex::NameSpan::kNormalized)) span.offset += offset;
    columns.names[i] = span;
    columns.name_numbers[i] = numbers[order[i]];
  }
  std::copy(normalized.begin(), normalized.end(), columns.normalized);
  return tree;
}

}  // namespace pellucid::parse
