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
    {"catch", TokenKind::Except}, {"define", TokenKind::Def},   {"elseif", TokenKind::Elif},
    {"elsif", TokenKind::Elif},   {"fn", TokenKind::Def},       {"foreach", TokenKind::For},
    {"func", TokenKind::Def},     {"function", TokenKind::Def},
};

constexpr Spelling kOperators[] = {
    {"and", TokenKind::And}, {"or", TokenKind::Or},     {"in", TokenKind::In}, {"is", TokenKind::Is},
    {"if", TokenKind::If},   {"else", TokenKind::Else}, {"as", TokenKind::As},
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

// `If`, `ELSE`.
bool in_other_case(std::string_view word, std::string_view keyword) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return word != keyword && word.size() == keyword.size() &&
         std::equal(word.begin(), word.end(), keyword.begin(), [&](char a, char b) { return lower(a) == b; });
}

}  // namespace

std::optional<TokenKind> operator_meant(std::string_view word) {
  for (const Spelling& its : kOperators) {
    bool near = word.size() >= 3 && its.word.size() >= 3 && one_letter_apart(word, its.word);
    if (exchanged(word, its.word) || in_other_case(word, its.word) || near) return its.meant;
  }
  return std::nullopt;
}

std::optional<TokenKind> keyword_meant(std::string_view word) {
  for (const Spelling& other : kElsewhere)
    if (other.word == word) return other.meant;
  for (const Spelling& keyword : kKeywords)
    if (exchanged(word, keyword.word) || in_other_case(word, keyword.word)) return keyword.meant;
  for (const Spelling& keyword : kKeywords) {
    bool long_enough = word.size() >= 3 && keyword.word.size() >= 4;
    if (long_enough && one_letter_apart(word, keyword.word)) return keyword.meant;
  }
  return std::nullopt;
}

}  // namespace pellucid::parse
