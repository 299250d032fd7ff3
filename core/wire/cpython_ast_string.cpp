// Strings with replacement fields, in the shape of `ast`.

#include "lex/literal.h"
#include "wire/cpython_projection.h"

namespace pellucid::wire {

namespace {

// What `{x = }` prints of its source: all of it but the comments.
std::string without_comments(std::string_view source) {
  std::string out;
  char quote = 0;
  for (size_t i = 0; i < source.size(); ++i) {
    char c = source[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      while (i < source.size() && source[i] != '\n' && source[i] != '\r') ++i;
      if (i == source.size()) break;
      c = source[i];
    }
    out.push_back(c);
  }
  return out;
}

}  // namespace

void CpythonProjection::joined(Node node) {
  Range range = node.range();
  if (node.is(NodeKind::FormatSpec)) range.start -= 1;  // the colon
  begin(node.is(NodeKind::TemplateStr) ? "TemplateStr" : "JoinedStr", range);
  string_values(node, "values", node.is(NodeKind::FormatSpec));
  end();
}

// Neighbouring texts are one constant: those of joined literals, and what `{x=}` prints of itself.
void CpythonProjection::string_values(Node node, std::string_view name, bool in_spec) {
  key(name);
  put("[");
  bool first = true;
  std::string text;
  bool has_text = false, unicode_prefix = false;
  Range range = {0, 0};
  auto add = [&](Range its_range, const std::string& its_text, bool its_prefix) {
    if (!has_text) {
      range = its_range;
      unicode_prefix = its_prefix;
    }
    has_text = true;
    range.end = its_range.end;
    text += its_text;
  };
  auto flush_text = [&] {
    if (has_text && !text.empty()) {
      if (!first) put(",");
      first = false;
      string_constant(range, text, unicode_prefix);
    }
    has_text = false;
    text.clear();
  };
  for (Node part : node.children(Role::Part)) {
    switch (part.kind()) {
      case NodeKind::StringLiteral:
        add(part.range(), lex::decode_string_literal(source_of(part)),
            lex::has_unicode_prefix(source_of(part)));
        continue;
      case NodeKind::StringText: {
        bool raw = part.has(syntax::kRaw);
        lex::TextOf what = in_spec ? (raw ? lex::TextOf::RawFormatSpec : lex::TextOf::FormatSpec)
                                   : (raw ? lex::TextOf::RawString : lex::TextOf::String);
        add(part.range(), lex::decode_interpolated_text(source_of(part), what), false);
        continue;
      }
      case NodeKind::ReplacementField:
        if (part.has(syntax::kDebug)) {
          uint32_t start = part.range().start + 1;
          uint32_t end = debug_end(part);
          add({start, end}, without_comments(text_.slice({start, end})), false);
        }
        break;
      default: break;
    }
    flush_text();
    if (!first) put(",");
    first = false;
    put_node(part);
  }
  flush_text();
  put("]");
}

// Behind the parentheses around a field's expression, which its range leaves out.
uint32_t CpythonProjection::value_end(Node field) {
  uint32_t end = views::ReplacementField(field).value().range().end;
  const char* source = text_.data();
  for (uint32_t at = end;; ++at) {
    char c = source[at];
    if (c == '#') {
      while (source[at] != '\n' && source[at] != '\r' && at < text_.size()) ++at;
    } else if (c == ')') {
      end = at + 1;
    } else if (c != ' ' && c != '\t' && c != '\f' && c != '\n' && c != '\r') {
      return end;
    }
  }
}

// Behind the `=` of `{x = }` and the white space and comments around it.
uint32_t CpythonProjection::debug_end(Node field) {
  uint32_t end = value_end(field);
  std::string_view source = text_.view();
  bool equal = false;
  for (;; ++end) {
    char c = source[end];
    if (c == '#') {
      while (source[end] != '\n' && source[end] != '\r') ++end;
    } else if (c == '=' && !equal) {
      equal = true;
    } else if (c != ' ' && c != '\t' && c != '\f' && c != '\n' && c != '\r') {
      return end;
    }
  }
}

void CpythonProjection::replacement_field(Node node) {
  views::ReplacementField field_node(node);
  bool in_template = node.parent() && node.parent()->is(NodeKind::TemplateStr);
  begin(in_template ? "Interpolation" : "FormattedValue", node.range());
  field("value", field_node.value());
  uint32_t conversion = tree_.payload(node.index());
  if (conversion == 0 && node.has(syntax::kDebug) && !field_node.format_spec()) conversion = 'r';
  if (in_template) {
    Range value = {node.range().start + 1, value_end(node)};
    text_field("str", without_comments(text_.slice(value)));
  }
  key("conversion");
  if (conversion == 0) {
    put("-1");
  } else {
    number(conversion);
  }
  field("format_spec", field_node.format_spec());
  end();
}

}  // namespace pellucid::wire
