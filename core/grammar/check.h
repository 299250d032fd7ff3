#pragma once

// The rules of CPython's compiler that a finished table shows and that need no scopes: what may be assigned
// to, where `return`, `yield`, `await` and `break` may stand, the order of arguments and parameters, what
// appears twice, what patterns may hold, `__future__` imports. All of them are syntax errors to Python, so
// all are `invalid-syntax` here.
//
//     def f(a, a):        `a` is a parameter already
//         yield = 1
//     f() = 2             a call cannot be assigned to
//
// One pass over the rows, in order, with a stack of what is around: functions, classes, comprehensions,
// loops.
//
// Must never know: what a name refers to. Rules about names' scopes are in check/.

#include <vector>

#include "diagnostic/diagnostic.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::grammar {

// In the order of the text. Lines that the parser has reported on already are left alone: `reported` are its
// sorted diagnostics. O(rows), but for what the rules say.
std::vector<diagnostic::Diagnostic> check(const syntax::Tree& tree, const source::Text& text,
                                          source::PythonVersion version,
                                          const std::vector<diagnostic::Diagnostic>& reported);

}  // namespace pellucid::grammar
