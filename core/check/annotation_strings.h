#pragma once

// Which strings of a file are annotations (PEP 484, forward references): by where they stand, and by what
// `typing` means by it.
//
//     def f(x: "A", y: Literal["no"]) -> List["B"]: z = cast("C", x)        A, B and C

#include <string_view>
#include <unordered_map>

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

  // `row` is a StringLiteral. O(brackets around it), and of all that operators join together O(operators).
  bool is_annotation(syntax::NodeIndex row);

 private:
  bool stands_in_annotation(syntax::NodeIndex row);
  // What a symbol has to do with `typing`.
  struct OfTyping {
    bool is_module = false;
    std::string_view member;  // the name there, of what is imported from it
  };
  const OfTyping* of_typing(syntax::Node name);
  OfTyping find_of_typing(uint32_t symbol) const;
  std::string_view typing_member(syntax::Node expression);

  const syntax::Tree& tree_;
  const source::Text& text_;
  const scope::Scopes& scopes_;
  const flow::UseDef& use_def_;
  const flow::DefinitionIndex& definitions_;
  // What was found of symbols, and of operators around strings: `"a" | "b" | …` are one in the other.
  std::unordered_map<uint32_t, OfTyping> symbols_;
  std::unordered_map<syntax::NodeIndex, bool> operators_;
};

}  // namespace pellucid::check
