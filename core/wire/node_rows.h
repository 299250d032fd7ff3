#pragma once

// Rows of the node table for people: what a payload stands for, a row's source in short.

#include <string>

#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::wire {

// `x`, `not in`, `level 2`, `!r`, … with `store` or `del` and the other flags behind it; empty if there is
// nothing.
std::string payload_text(const syntax::Tree& tree, syntax::NodeIndex node, const source::Text& text);
// The payload alone, and the flags alone.
std::string payload_value(const syntax::Tree& tree, syntax::NodeIndex node, const source::Text& text);
std::string flags_text(const syntax::Tree& tree, syntax::NodeIndex node);

// The row's source on one line: line breaks and tabs as one space, cut behind `limit` bytes at a character
// with `…`.
std::string source_text(const syntax::Tree& tree, syntax::NodeIndex node, const source::Text& text,
                        uint32_t limit);

}  // namespace pellucid::wire
