#include "parse/landmarks.h"

#include <algorithm>

#include "base/simd.h"

namespace pellucid::parse {

using syntax::NodeIndex;
using syntax::NodeKind;

namespace {

lex::NameNumbers numbers_of(const syntax::Tree& tree, const source::Text& text) {
  std::vector<std::string_view> spellings;
  spellings.reserve(tree.name_count() - lex::kFirstOwnName);
  for (uint32_t name = lex::kFirstOwnName; name < tree.name_count(); ++name)
    spellings.push_back(tree.text_of(syntax::NameIndex(name), text));
  return lex::NameNumbers(spellings);
}

std::vector<DefinitionPlace> definitions_of(const syntax::Tree& tree) {
  std::vector<DefinitionPlace> found;
  auto add = [&](uint32_t row) {
    NodeIndex at(row);
    found.push_back({tree.range(at), at, tree.subtree_size(at), *tree.parent(at), tree.role(at)});
  };
  // Most rows are none, and sixteen are told so at a time.
  const char* kinds = reinterpret_cast<const char*>(tree.columns().kinds);
  uint32_t row = 0;
  for (; row + 16 <= tree.size(); row += 16) {
    base::Bytes16 bytes = base::Bytes16::load(kinds + row);
    uint32_t bits = bytes.equals(static_cast<char>(NodeKind::FunctionDef)) |
                    bytes.equals(static_cast<char>(NodeKind::ClassDef));
    for (; bits != 0; bits &= bits - 1) add(row + static_cast<uint32_t>(std::countr_zero(bits)));
  }
  for (; row < tree.size(); ++row)
    if (syntax::is_definition(tree.kind(NodeIndex(row)))) add(row);
  found.shrink_to_fit();
  return found;
}

}  // namespace

Landmarks::Landmarks(const syntax::Tree& tree, const source::Text& text)
    : definitions_(definitions_of(tree)), names_(numbers_of(tree, text)) {
  PEL_CHECK(!tree.is_slice(), "landmarks of a slice");
}

const DefinitionPlace* Landmarks::definition_around(NodeIndex row) const {
  // The last that begins no later. If the row is behind its end, whatever contains the row contains its parent.
  for (NodeIndex inside = row;;) {
    auto next = std::upper_bound(definitions_.begin(), definitions_.end(), inside,
                                 [](NodeIndex at, const DefinitionPlace& its) { return at < its.row; });
    if (next == definitions_.begin()) return nullptr;
    const DefinitionPlace& last = *std::prev(next);
    if (row.value() < last.row.value() + last.rows) return &last;
    inside = last.parent;
  }
}

}  // namespace pellucid::parse
