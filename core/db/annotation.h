#pragma once

// An annotation written as a string, read as the expression that it holds (PEP 484): a small table of its
// own, beside that of its file.
//
//     def f(x: "list[int]"): …        Module > Expr > Subscript, with positions in the text given
//
// Rows count from the start of `text`, which is `(`, the string's content and a closing line: offset 1 of it
// is the first character of the content.

#include <optional>
#include <string_view>

#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::db {

struct StringAnnotation {
  source::Text text;
  syntax::Tree tree;
  bool valid;  // the content is one expression

  // Where the content stands in the file, given the offset of its first character there.
  source::Range in_file(source::Range range, uint32_t content) const {
    return {range.start - 1 + content, range.end - 1 + content};
  }
};

// O(content).
StringAnnotation parse_annotation(std::string_view content, source::PythonVersion version);

// The content of a string literal that is one plain string without escapes: a slice of `source` behind its
// quotes. None for others; their offsets would need a map.
std::optional<std::string_view> plain_content(std::string_view source);

}  // namespace pellucid::db
