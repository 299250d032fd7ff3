#pragma once

// Tokens → rows → table. Recursive descent over statements, precedence climbing over operators; the grammar
// is that of Python 3.15 (CPython's Grammar/python.gram), and what the chosen version lacks is reported as
// such.
//
// It never fails: any bytes give a table that satisfies syntax/verify.h, and diagnostics. How it goes on
// after an error:
//   - the lexer hands over balanced brackets, so an error inside brackets stays inside them;
//   - a logical line reports its first error only; behind it the parser goes on at the next line;
//   - an error inside brackets, met on a line that stands no deeper than its statement, means that a bracket
//     was not closed: the statement is read again with its brackets ended before that line;
//   - a missing expression, pattern or name is a row of no width, so that every row has the children it must
//     have.
//
// Limits: brackets, indentation and nested strings as in lex/lexer.h; kMaxNesting of everything else.
// Reaching one is a diagnostic.
//
// Must never know: names' meaning, scopes. Rules of the compiler that a finished table shows are in grammar/.

#include <vector>

#include "diagnostic/diagnostic.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::parse {

// Lambdas in lambdas, powers of powers: recursion that no bracket bounds.
inline constexpr uint32_t kMaxNesting = 300;

struct Parsed {
  syntax::Tree tree;
  std::vector<diagnostic::Diagnostic> diagnostics;  // sorted
  std::vector<source::Range> comments;              // in order
};

// A pure function of the text and the version. Time is linear in the text; scratch memory, given back before
// it returns, is about as large as the table. Runs on any thread.
Parsed parse(const source::Text& text, source::PythonVersion version);

}  // namespace pellucid::parse
