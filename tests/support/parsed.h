#pragma once

// A text and its table, and nodes in it by what they spell.

#include <string_view>

#include <doctest/doctest.h>

#include "parse/parse.h"
#include "syntax/node.h"

namespace pellucid::tests {

struct Parsed {
  source::Text text;
  parse::Parsed parsed;

  explicit Parsed(std::string_view source, source::PythonVersion version = source::kDefaultPython)
      : text(source), parsed(parse::parse(text, version)) {}

  const syntax::Tree& tree() const { return parsed.tree; }

  // The first, outermost row of the kind with this source; with `nth`, a later one.
  syntax::NodeIndex find(syntax::NodeKind kind, std::string_view spelled, uint32_t nth = 0) const {
    for (uint32_t row = 0; row < tree().size(); ++row) {
      syntax::NodeIndex node(row);
      if (tree().kind(node) == kind && text.slice(tree().range(node)) == spelled && nth-- == 0) return node;
    }
    FAIL_CHECK("no such row: ", spelled);
    return syntax::kRoot;
  }
  syntax::NodeIndex name(std::string_view spelled, uint32_t nth = 0) const {
    return find(syntax::NodeKind::Name, spelled, nth);
  }
};

}  // namespace pellucid::tests
