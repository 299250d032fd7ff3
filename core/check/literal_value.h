#pragma once

// What a literal stands for, as far as equality goes: `1`, `0x1`, `1.0` and `True` are one key of a
// dictionary.

#include <optional>
#include <string>

#include "source/text.h"
#include "syntax/node.h"

namespace pellucid::check {

// Whether the row is a literal: a number (with its sign), a string, None, …, or a tuple of such. O(rows of
// it).
bool is_constant(syntax::Node node);

// Bytes that are equal exactly if Python finds the values equal; two uses of one name count as equal. None
// for any other expression. O(bytes of the source).
std::optional<std::string> constant_value(syntax::Node node, const source::Text& text);

// The same for what occurs most: quick, and different values may share a hash.
uint64_t constant_hash(syntax::Node node, const source::Text& text);

}  // namespace pellucid::check
