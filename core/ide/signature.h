#pragma once

// A definition in a line, as its source has it: for hovers, completions and the outline.

#include <string>
#include <vector>

#include "source/text.h"
#include "syntax/node.h"

namespace pellucid::ide {

// `async def f[T](a, *, b: int = 1) -> T`, `class C(A, metaclass=M)`, `lambda a: …`: the header without
// decorators, comments and line breaks, cut where it is very long. Empty for what has none.
std::string signature_of(syntax::Node definition, const source::Text& text);

// `(a, *, b: int = 1) -> T`, `(A, metaclass=M)`; may be empty.
std::string parameters_of(syntax::Node definition, const source::Text& text);

struct ListedParameter {
  source::Range range;  // in the text that it was appended to, with its stars
  syntax::Node node;
};
// Whether the parameter that a method has for its object is one of them.
enum class First : uint8_t { Kept, LeftOut };
// Appends what the function's or lambda's brackets hold, `/` and `*` included: `a, /, *, b: int = 1`.
std::vector<ListedParameter> append_parameters(std::string& out, syntax::Node function,
                                               const source::Text& text, First first = First::Kept);

// The source on one line: every run of white space is a blank, what is behind `limit` bytes is cut.
std::string one_line(std::string_view source, size_t limit);

// The first paragraph of a module's, class's or function's docstring, without its indentation; empty without
// one. UTF-8, but for what lex/literal.h says of surrogates.
std::string documentation_of(syntax::Node definition, const source::Text& text);

}  // namespace pellucid::ide
