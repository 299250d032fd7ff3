#pragma once

// The rules: what is legal Python and yet hardly what was meant. A rule is a name in diagnostic/rules.def, a
// page in docs/rules, and code in here that says where it applies:
//
//     if x is "left": …       is-literal, of the tree alone          (literal_rules)
//     import os               unused-import, of the file's names     (name rules)
//
// A family of rules is one function from what it needs to diagnostics. It reports whatever it finds, each at
// its rule's default severity: which rules were asked for, and which comments silence them, is decided behind
// it (diagnostic/settings.h, suppression.h), so that a silenced diagnostic can be told from one that never
// was.
//
//     tree, text ─────────────► literal_rules ┐
//     scopes, use-def ────────► name rules    ├──► sorted ──► suppress ──► settings ──► shown
//     parser, grammar ────────► syntax errors ┘               (comments)   (configuration)
//
// Broken code is ordinary input: rows around a syntax error are there, some of them Missing, and a rule that
// cannot be sure says nothing.
//
// Must never know: the screen, the configuration, the disk.

#include <vector>

#include "diagnostic/diagnostic.h"
#include "source/line_index.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::check {

// Rules that need nothing but the tree: literals, formats, statements (literal_rules.h lists them). One pass
// over the kinds of the rows, in order; the diagnostics come in the order of the rows they are about.
std::vector<diagnostic::Diagnostic> literal_rules(const syntax::Tree& tree, const source::Text& text);

// Drops what begins on a line on which a syntax error begins: while that line is being written, the error
// says enough. `errors`: sorted by range.
void leave_broken_lines(std::vector<diagnostic::Diagnostic>& diagnostics,
                        const std::vector<diagnostic::Diagnostic>& errors, const source::LineIndex& lines);

}  // namespace pellucid::check
