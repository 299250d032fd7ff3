#pragma once

// Which strings of a file are annotations (PEP 484, forward references): by where they stand, and by what
// `typing` means by it.
//
//     def f(x: "A", y: Literal["no"]) -> List["B"]: z = cast("C", x)        A, B and C

#include <string_view>

#include "flow/definition_index.h"
#include "scope/build.h"
#include "source/text.h"
#include "syntax/node.h"

namespace pellucid::check {

class AnnotationStrings {
 public:
  // Borrows all of them.
  AnnotationStrings(const syntax::Tree& tree, const source::Text& text, const scope::Scopes& scopes,
                    const flow::UseDef& use_def, const flow::DefinitionIndex& definitions)
      : tree_(tree), text_(text), scopes_(scopes), use_def_(use_def), definitions_(definitions) {}

  // `row` is a StringLiteral. O(depth), mostly O(1).
  bool is_annotation(syntax::NodeIndex row) const;

 private:
  std::string_view typing_member(syntax::Node expression) const;

  const syntax::Tree& tree_;
  const source::Text& text_;
  const scope::Scopes& scopes_;
  const flow::UseDef& use_def_;
  const flow::DefinitionIndex& definitions_;
};

}  // namespace pellucid::check
