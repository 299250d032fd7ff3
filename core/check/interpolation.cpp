#include "check/literal_rules.h"
#include "lex/literal.h"
#include "lex/token.h"

namespace pellucid::check {

using diagnostic::Edit;
using diagnostic::Rule;
using syntax::NodeKind;

namespace {

// Takes the `f` out of the prefixes, and writes doubled braces once.
std::vector<Edit> as_plain_string(std::string_view source, uint32_t start) {
  std::vector<Edit> edits;
  for (const lex::StringToken& token : lex::string_tokens(source)) {
    if ((token.flags & lex::kFormatString) == 0) continue;
    for (uint32_t at = token.prefix; at < token.quote; ++at)
      if ((source[at] | 0x20) == 'f') edits.push_back({{start + at, start + at + 1}, ""});
    for (uint32_t at = token.text_start; at + 1 < token.text_end; ++at) {
      if ((source[at] != '{' && source[at] != '}') || source[at + 1] != source[at]) continue;
      edits.push_back({{start + at, start + at + 1}, ""});
      ++at;
    }
  }
  return edits;
}

}  // namespace

// Strings that are written side by side are one: a field in any of them is enough.
void LiteralRules::interpolated(Node node) {
  if (node.has(syntax::kHasError)) return;
  for (Node part : node.children())
    if (part.is(NodeKind::ReplacementField) || part.has(syntax::kHasError)) return;
  if (node.is(NodeKind::TemplateStr)) {
    report(Rule::TStringMissingPlaceholders, node.range(), "the template string has no `{…}` to fill in");
    return;
  }
  std::string_view source = slice(node.range());
  for (const lex::StringToken& token : lex::string_tokens(source))
    if (token.text_end == source.size()) return;  // it has no end
  report(Rule::FStringMissingPlaceholders, node.range(), "the f-string has no `{…}` to fill in").fix = {
      "Remove the prefix `f`", as_plain_string(source, node.range().start)};
}

}  // namespace pellucid::check
