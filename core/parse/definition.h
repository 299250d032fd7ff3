#pragma once

// One definition parsed alone, into the slice of the whole table that it is: same rows, same numbers of rows and
// names, same offsets. What it costs is the definition's, however long the text around it; nothing else of the
// text is looked at.
//
//     class C:                              parse_definition(…, the place of f)
//         def f(self): return self.x        rows 3 to 9 of the table, and no others
//
// This needs nothing of what stands around a definition, because of what the parser's grammar is like:
//   - What may stand where (`return`, `await`, `nonlocal`) is for grammar/ and scope/ to say. The parser reads
//     a function in a class in a loop as it reads it at the beginning of a line.
//   - Each line of a block is deeper than the definition that it is the block of. So of all levels of indentation
//     around it only its own is needed, and that is read off its line.
//   - Where it ends is known from the table, and cut there; so no string or bracket of what follows is met.
// What does depend on the text around is how errors are mended and which are told. So a definition with a syntax
// error in it, of any kind, is not parsed alone, and neither is one whose rows do not come out as many as they
// were. Errors elsewhere do no harm.

#include <span>
#include <string_view>
#include <variant>

#include "diagnostic/diagnostic.h"
#include "parse/landmarks.h"
#include "source/python_version.h"

namespace pellucid::parse {

// Why there is no slice. The whole text must be parsed then.
enum class Refusal : uint8_t {
  Outside,   // the row stands in no definition
  HasError,  // a syntax error in the definition or at its edge
  Differs,   // it reads otherwise alone; cannot be, as far as is known
};
// `it has a syntax error`.
const char* words_of(Refusal refusal);

// `errors`: all of the text, sorted by where they begin. `place` is one of `landmarks`, of the same text and
// version. O(definition + log errors).
std::variant<syntax::Tree, Refusal> parse_definition(const source::Text& text, source::PythonVersion version,
                                                     const Landmarks& landmarks, const DefinitionPlace& place,
                                                     std::span<const diagnostic::Diagnostic> errors);

}  // namespace pellucid::parse
