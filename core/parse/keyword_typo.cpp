#include "parse/keyword_typo.h"

#include <algorithm>
#include <string>

namespace pellucid::parse {

using lex::TokenKind;

namespace {

struct Spelling {
  std::string_view word;
  TokenKind meant;
};

constexpr Spelling kKeywords[] = {
    {"assert", TokenKind::Assert}, {"async", TokenKind::Async},     {"class", TokenKind::Class},
    {"def", TokenKind::Def},       {"elif", TokenKind::Elif},       {"else", TokenKind::Else},
    {"except", TokenKind::Except}, {"finally", TokenKind::Finally}, {"for", TokenKind::For},
    {"from", TokenKind::From},     {"global", TokenKind::Global},   {"if", TokenKind::If},
    {"import", TokenKind::Import}, {"raise", TokenKind::Raise},     {"return", TokenKind::Return},
    {"try", TokenKind::Try},       {"while", TokenKind::While},     {"with", TokenKind::With},
};

constexpr Spelling kElsewhere[] = {
    {"catch", TokenKind::Except}, {"elseif", TokenKind::Elif}, {"elsif", TokenKind::Elif},
    {"fn", TokenKind::Def},       {"foreach", TokenKind::For}, {"func", TokenKind::Def},
    {"function", TokenKind::Def},
};

bool exchanged(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin());
  if (a.end() - x < 2) return false;
  return x[0] == y[1] && x[1] == y[0] && std::equal(x + 2, a.end(), y + 2);
}

// Whether one letter changed, dropped or added makes the one the other.
bool one_letter_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin());
  if (a.size() == b.size()) return x != a.end() && std::equal(x + 1, a.end(), y + 1);
  return std::equal(x, a.end(), y + 1);
}

}  // namespace

std::optional<TokenKind> keyword_meant(std::string_view word) {
  for (const Spelling& other : kElsewhere)
    if (other.word == word) return other.meant;
  for (const Spelling& keyword : kKeywords)
    if (exchanged(word, keyword.word)) return keyword.meant;
  for (const Spelling& keyword : kKeywords) {
    bool long_enough = word.size() >= 3 && keyword.word.size() >= 4;
    if (long_enough && one_letter_apart(word, keyword.word)) return keyword.meant;
  }
  return std::nullopt;
}

}  // namespace pellucid::parse
