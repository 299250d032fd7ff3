#pragma once

// A literal that is a format: its value, and where each part of it stands in the source.

#include <string>
#include <vector>

#include "check/format.h"
#include "lex/literal.h"
#include "syntax/node.h"

namespace pellucid::check {

class FormatLiteral {
 public:
  // `node`: a StringLiteral or BytesLiteral.
  FormatLiteral(syntax::Node node, const source::Text& text)
      : source_(text.slice(node.range())), start_(node.range().start) {
    value_ = node.is(syntax::NodeKind::BytesLiteral) ? lex::decode_bytes_literal(source_, offsets_)
                                                     : lex::decode_string_literal(source_, offsets_);
  }

  std::string_view value() const { return value_; }
  std::string_view slice(source::Range part) const { return value().substr(part.start, part.size()); }
  // Where a part of the value, which is not empty, is written.
  source::Range in_source(source::Range part) const {
    // Behind an unescaped character may stand the quotes of this token and of the next.
    uint32_t last = offsets_[part.end - 1];
    bool escaped = source_[last] == '\\' || source_[last] == '\r';
    return {start_ + offsets_[part.start], start_ + (escaped ? offsets_[part.end] : last + 1)};
  }

 private:
  std::string_view source_;
  uint32_t start_;
  std::string value_;
  std::vector<uint32_t> offsets_;
};

}  // namespace pellucid::check
