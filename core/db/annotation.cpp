#include "db/annotation.h"

#include <optional>

#include "lex/literal.h"
#include "parse/parse.h"
#include "syntax/node.h"

namespace pellucid::db {

namespace {

// The content of one plain string without escapes: a slice of `source` behind its quotes.
std::optional<std::string_view> plain_content(std::string_view source) {
  size_t quote = source.find_first_of("\"'");
  if (quote == std::string_view::npos || quote > 1) return std::nullopt;
  if (quote == 1 && source[0] != 'u' && source[0] != 'U' && source[0] != 'r' && source[0] != 'R')
    return std::nullopt;
  std::string_view rest = source.substr(quote);
  char its = rest[0];
  size_t width = rest.size() >= 6 && rest[1] == its && rest[2] == its ? 3 : 1;
  if (rest.size() < 2 * width) return std::nullopt;
  std::string_view content = rest.substr(width, rest.size() - 2 * width);
  if (content.find('\\') != std::string_view::npos) return std::nullopt;
  if (content.find(its) != std::string_view::npos) return std::nullopt;  // perhaps several strings, joined
  return content;
}

}  // namespace

source::Range StringAnnotation::in_file(source::Range range) const {
  // One bracket stands before the content.
  uint32_t from = range.start - 1, to = range.end - 1;
  if (offsets.empty()) return {start + content + from, start + content + to};
  if (to >= offsets.size()) to = static_cast<uint32_t>(offsets.size()) - 1;
  if (to <= from) return {start + offsets[from], start + offsets[from]};
  // The end is behind the last byte, where the next one need not be: it may be of the next string.
  uint32_t last = offsets[to - 1];
  bool is_escape = literal[last] == '\\';
  return {start + offsets[from], start + (is_escape ? offsets[to] : last + 1)};
}

StringAnnotation parse_annotation(std::string_view literal, uint32_t start, source::PythonVersion version) {
  std::vector<uint32_t> offsets;
  uint32_t begin = 0;
  std::string content;
  if (auto plain = plain_content(literal)) {
    begin = static_cast<uint32_t>(plain->data() - literal.data());
    content = *plain;
  } else {
    content = lex::decode_string_literal(literal, offsets);
  }
  // Parentheses let it go over lines; a comment at its end must not swallow the closing one. What is unpacked
  // must be one of several.
  bool unpacks = content.starts_with('*');
  source::Text text("(" + content + (unpacks ? "\n,)\n" : "\n)\n"));
  parse::Parsed parsed = parse::parse(text, version);
  bool valid = parsed.diagnostics.empty();
  uint32_t statements = 0;
  for (syntax::Node statement : syntax::Node(parsed.tree, syntax::kRoot).children()) {
    ++statements;
    valid &= statement.is(syntax::NodeKind::Expr);
    // `(a, b)` of the string "a, b" is a tuple that Python would read as one, too; `()` of an empty one is
    // not.
    auto value = statement.child(syntax::Role::Value);
    if (value && unpacks)
      valid &= value->is(syntax::NodeKind::Tuple) && value->children(syntax::Role::Elt).count() == 1;
    if (value)
      valid &= !(value->is(syntax::NodeKind::Tuple) && parsed.tree.is_leaf(value->index()) &&
                 content.find('(') == content.npos);
  }
  return {std::move(text),
          std::move(parsed.tree),
          valid && statements == 1,
          unpacks,
          literal,
          start,
          std::move(offsets),
          begin};
}

}  // namespace pellucid::db
