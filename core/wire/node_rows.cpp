#include "wire/node_rows.h"

#include "lex/token.h"
#include "source/utf8.h"

namespace pellucid::wire {

using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Payload;
using syntax::Tree;

std::string payload_value(const Tree& tree, NodeIndex node, const source::Text& text) {
  uint32_t payload = tree.payload(node);
  switch (syntax::entry(tree.kind(node)).payload) {
    case Payload::None: break;
    case Payload::Name: return std::string(tree.text_of(tree.name(node), text));
    case Payload::Operator: return std::string(syntax::spelling_of(tree.op(node)));
    case Payload::Header: return payload == 0 ? "" : "header +" + std::to_string(payload);
    case Payload::Level: return payload == 0 ? "" : "level " + std::to_string(payload);
    case Payload::Conversion: return payload == 0 ? "" : std::string("!") + static_cast<char>(payload);
    case Payload::Singleton: return std::string(lex::identifier_of(static_cast<lex::TokenKind>(payload)));
  }
  return {};
}

std::string flags_text(const Tree& tree, NodeIndex node) {
  std::string words;
  auto add = [&words](std::string_view word) {
    if (!words.empty()) words += ' ';
    words += word;
  };
  uint8_t flags = tree.flags(node);
  if (flags & syntax::kStore) add("store");
  if (flags & syntax::kDelete) add("del");
  if (flags & syntax::kParenthesized) add("parenthesized");
  if (flags & syntax::kHasError) add("error");
  if (tree.role(node) == syntax::Role::Comparator) {
    add(syntax::spelling_of(syntax::comparison_of(flags)));
    return words;
  }
  switch (tree.kind(node)) {
    case NodeKind::FunctionDef:
    case NodeKind::For:
    case NodeKind::Comprehension:
      if (flags & syntax::kAsync) add("async");
      break;
    case NodeKind::With:
      if (flags & syntax::kAsync) add("async");
      if (flags & syntax::kInParentheses) add("in-parentheses");
      break;
    case NodeKind::Try:
      if (flags & syntax::kStar) add("star");
      break;
    case NodeKind::Import:
    case NodeKind::ImportFrom:
      if (flags & syntax::kLazy) add("lazy");
      break;
    case NodeKind::ReplacementField:
      if (flags & syntax::kDebug) add("debug");
      break;
    case NodeKind::StringText:
      if (flags & syntax::kRaw) add("raw");
      break;
    default: break;
  }
  return words;
}

std::string payload_text(const Tree& tree, NodeIndex node, const source::Text& text) {
  std::string value = payload_value(tree, node, text);
  std::string flags = flags_text(tree, node);
  if (value.empty()) return flags;
  return flags.empty() ? value : value + " " + flags;
}

std::string source_text(const Tree& tree, NodeIndex node, const source::Text& text, uint32_t limit) {
  std::string_view source = text.slice(tree.range(node));
  std::string out;
  const char* end = source.data() + source.size();
  for (const char* p = source.data(); p < end;) {
    if (out.size() >= limit) return out + "…";
    source::Character c = source::character_at(p, end);
    bool blank = c.code == '\n' || c.code == '\r' || c.code == '\t' || c.code == '\f';
    if (!blank) {
      source::append_utf8(out, c.code);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
    p += c.length;
  }
  return out;
}

}  // namespace pellucid::wire
