#include "syntax/tree.h"

#include <algorithm>

namespace pellucid::syntax {

namespace {

size_t bytes_of(const Tree::Size& size) {
  return size_t{size.rows} * kRowBytes + size_t{size.names} * sizeof(lex::NameSpan) + size.normalized_bytes;
}

}  // namespace

Tree Tree::allocate(Size size) {
  return Tree(size, {kRoot, {}, lex::kFirstOwnName + size.names}, bytes_of(size));
}

Tree Tree::allocate_slice(Size size, const SlicePlace& place) {
  PEL_CHECK(place.first > kRoot, "a slice begins at the root");
  return Tree(size, place, bytes_of(size) + size_t{size.names} * sizeof(uint32_t));
}

Tree::Tree(Size size, const SlicePlace& place, size_t bytes)
    : size_(size),
      first_(place.first.value()),
      outer_parent_(place.parent.raw()),
      name_count_(place.name_count),
      block_bytes_(bytes),
      block_(new std::byte[bytes]) {
  std::byte* p = block_.get();
  auto column = [&p]<class T>(const T*& pointer, size_t count) {
    pointer = reinterpret_cast<const T*>(p);
    p += count * sizeof(T);
  };
  column(starts_, size.rows);
  column(ends_, size.rows);
  column(parents_, size.rows);
  column(subtree_ends_, size.rows);
  column(payloads_, size.rows);
  column(names_, size.names);
  column(name_numbers_, is_slice() ? size.names : 0);
  column(kinds_, size.rows);
  column(flags_, size.rows);
  column(roles_, size.rows);
  column(normalized_, size.normalized_bytes);
}

TreeColumns Tree::columns() const {
  // The block is this table's own; only its builder, before anybody reads it, asks for this.
  return {const_cast<uint32_t*>(starts_),       const_cast<uint32_t*>(ends_),
          const_cast<uint32_t*>(parents_),      const_cast<uint32_t*>(subtree_ends_),
          const_cast<uint32_t*>(payloads_),     const_cast<lex::NameSpan*>(names_),
          const_cast<uint32_t*>(name_numbers_), const_cast<NodeKind*>(kinds_),
          const_cast<uint8_t*>(flags_),         const_cast<Role*>(roles_),
          const_cast<char*>(normalized_)};
}

std::string_view Tree::text_of(NameIndex name, const source::Text& text) const {
  uint32_t index = name.value();
  if (index < lex::kFirstOwnName) return lex::fixed_name(index);
  PEL_CHECK(index < name_count(), "name ", index, " of ", name_count());
  uint32_t at = index - lex::kFirstOwnName;
  if (is_slice()) {
    const uint32_t* end = name_numbers_ + size_.names;
    const uint32_t* found = std::lower_bound(name_numbers_, end, index);
    PEL_CHECK(found != end && *found == index, "name ", index, " stands in no row of the slice");
    at = static_cast<uint32_t>(found - name_numbers_);
  }
  lex::NameSpan span = names_[at];
  if (span.length & lex::NameSpan::kNormalized)
    return {normalized_ + span.offset, span.length & ~lex::NameSpan::kNormalized};
  return text.view().substr(span.offset, span.length);
}

}  // namespace pellucid::syntax
