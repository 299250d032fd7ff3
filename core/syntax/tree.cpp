#include "syntax/tree.h"

namespace pellucid::syntax {

Tree Tree::allocate(Size size) {
  size_t bytes =
      size_t{size.rows} * kRowBytes + size_t{size.names} * sizeof(lex::NameSpan) + size.normalized_bytes;
  return Tree(size, bytes);
}

Tree::Tree(Size size, size_t bytes) : size_(size), block_bytes_(bytes), block_(new std::byte[bytes]) {
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
  column(kinds_, size.rows);
  column(flags_, size.rows);
  column(roles_, size.rows);
  column(normalized_, size.normalized_bytes);
}

TreeColumns Tree::columns() const {
  // The block is this table's own; only its builder, before anybody reads it, asks for this.
  return {const_cast<uint32_t*>(starts_),   const_cast<uint32_t*>(ends_),
          const_cast<uint32_t*>(parents_),  const_cast<uint32_t*>(subtree_ends_),
          const_cast<uint32_t*>(payloads_), const_cast<lex::NameSpan*>(names_),
          const_cast<NodeKind*>(kinds_),    const_cast<uint8_t*>(flags_),
          const_cast<Role*>(roles_),        const_cast<char*>(normalized_)};
}

std::string_view Tree::text_of(NameIndex name, const source::Text& text) const {
  uint32_t index = name.value();
  if (index < lex::kFirstOwnName) return lex::fixed_name(index);
  PEL_CHECK(index < name_count(), "name ", index, " of ", name_count());
  lex::NameSpan span = names_[index - lex::kFirstOwnName];
  if (span.length & lex::NameSpan::kNormalized)
    return {normalized_ + span.offset, span.length & ~lex::NameSpan::kNormalized};
  return text.view().substr(span.offset, span.length);
}

}  // namespace pellucid::syntax
