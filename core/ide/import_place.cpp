#include "ide/import_place.h"

#include <algorithm>

namespace pellucid::ide {

using lex::Token;
using lex::TokenKind;

namespace {

using Tokens = std::span<const Token>;

bool is_of_path(const Token& token) {
  return token.kind == TokenKind::Name || token.kind == TokenKind::Dot || token.kind == TokenKind::Ellipsis;
}

bool ends_with_name(Tokens path) { return !path.empty() && path.back().kind == TokenKind::Name; }

// `..a.b.`: dots in front and the names.
ImportPlace with_path(ImportPlace::Kind kind, Tokens path, std::string_view text) {
  ImportPlace place{kind, 0, {}};
  for (const Token& token : path) {
    if (token.kind == TokenKind::Name) {
      place.module +=
          (place.module.empty() ? "" : ".") + std::string(text.substr(token.start, token.end - token.start));
    } else if (place.module.empty()) {
      place.level += token.kind == TokenKind::Ellipsis ? 3 : 1;
    }
  }
  return place;
}

// What stands behind the last comma or bracket.
Tokens last_piece(Tokens list) {
  auto divides = [](const Token& token) {
    return token.kind == TokenKind::Comma || token.kind == TokenKind::LeftParenthesis;
  };
  auto last = std::find_if(list.rbegin(), list.rend(), divides);
  return list.last(static_cast<size_t>(last - list.rbegin()));
}

}  // namespace

ImportPlace import_place(Tokens statement, std::string_view text) {
  // `lazy import` (PEP 810).
  if (statement.size() > 1 && statement.front().kind == TokenKind::Name) statement = statement.subspan(1);
  if (statement.empty()) return {};
  Tokens rest = statement.subspan(1);
  if (statement.front().kind == TokenKind::Import) {
    Tokens path = last_piece(rest);
    bool is_path = std::all_of(path.begin(), path.end(), is_of_path);
    if (!is_path || ends_with_name(path)) return {ImportPlace::Kind::Other, 0, {}};
    return with_path(ImportPlace::Kind::Module, path, text);
  }
  if (statement.front().kind != TokenKind::From) return {};
  auto import = std::find_if(rest.begin(), rest.end(),
                             [](const Token& token) { return token.kind == TokenKind::Import; });
  Tokens path = rest.first(static_cast<size_t>(import - rest.begin()));
  if (!std::all_of(path.begin(), path.end(), is_of_path)) return {ImportPlace::Kind::Other, 0, {}};
  if (import == rest.end()) {
    if (ends_with_name(path)) return {ImportPlace::Kind::Keyword, 0, {}};
    return with_path(ImportPlace::Kind::Module, path, text);
  }
  if (!last_piece(rest.subspan(path.size() + 1)).empty()) return {ImportPlace::Kind::Other, 0, {}};
  return with_path(ImportPlace::Kind::Member, path, text);
}

}  // namespace pellucid::ide
