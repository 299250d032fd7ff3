#include "db/annotation.h"

#include "parse/parse.h"
#include "syntax/node.h"

namespace pellucid::db {

StringAnnotation parse_annotation(std::string_view content, source::PythonVersion version) {
  // Parentheses let it go over lines; a comment at its end must not swallow the closing one.
  source::Text text("(" + std::string(content) + "\n)\n");
  parse::Parsed parsed = parse::parse(text, version);
  bool valid = parsed.diagnostics.empty();
  uint32_t statements = 0;
  for (syntax::Node statement : syntax::Node(parsed.tree, syntax::kRoot).children()) {
    ++statements;
    valid &= statement.is(syntax::NodeKind::Expr);
    // `(a, b)` of the string "a, b" is a tuple that Python would read as one, too; `()` of an empty one is
    // not.
    if (auto value = statement.child(syntax::Role::Value))
      valid &= !(value->is(syntax::NodeKind::Tuple) && parsed.tree.is_leaf(value->index()) &&
                 content.find('(') == content.npos);
  }
  return {std::move(text), std::move(parsed.tree), valid && statements == 1};
}

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
  if (width == 1 && content.find(its) != std::string_view::npos)
    return std::nullopt;  // several strings, joined
  return content;
}

}  // namespace pellucid::db
