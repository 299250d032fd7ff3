#pragma once

// An annotation written as a string, read as the expression that it holds (PEP 484): a small table of its
// own, beside that of its file.
//
//     def f(x: "list[int]"): …        Module > Expr > Subscript
//
// The table's positions are those of a text made for it; in_file() says where they are in the file, through
// escapes and the seams of joined strings.

#include <string_view>
#include <vector>

#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::db {

struct StringAnnotation {
  source::Text text;
  syntax::Tree tree;
  bool valid;    // the content is one expression
  bool unpacks;  // with a `*` before it, as only `*args` may have

  // Of a row, or a part of one, that is not empty.
  source::Range in_file(source::Range range) const;

  std::string_view literal;       // its source, a slice of the file's text
  uint32_t start;                 // of the literal in the file
  std::vector<uint32_t> offsets;  // into the literal, by byte of the content; empty if it is a slice of it
  uint32_t content = 0;           // then: where the content begins in the literal
};

// `literal`: the source of one string, or of several that are joined, at `start` in the file; no f-string. It
// must outlive the result. O(literal).
StringAnnotation parse_annotation(std::string_view literal, uint32_t start, source::PythonVersion version);

}  // namespace pellucid::db
