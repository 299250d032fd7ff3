#include "resolve/module_name.h"

#include <algorithm>
#include <array>

#include "source/unicode.h"
#include "source/utf8.h"

namespace pellucid::resolve {

namespace {

constexpr std::array<std::string_view, 35> kKeywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

bool is_identifier(std::string_view part) {
  if (part.empty() || std::binary_search(kKeywords.begin(), kKeywords.end(), part)) return false;
  const char* at = part.data();
  const char* end = at + part.size();
  constexpr uint32_t kNewest = 15;
  for (bool first = true; at != end; first = false) {
    source::Character c = source::character_at(at, end);
    if (!c.valid) return false;
    if (c.code < 0x80) {
      bool letter = (c.code | 0x20) - 'a' < 26 || c.code == '_';
      if (!letter && (first || c.code - '0' >= 10)) return false;
    } else if (first ? !source::may_start_identifier(c.code, kNewest)
                     : !source::may_continue_identifier(c.code, kNewest)) {
      return false;
    }
    at += c.length;
  }
  return true;
}

}  // namespace

uint32_t ModuleName::part_count() const {
  if (text_.empty()) return 0;
  return 1 + static_cast<uint32_t>(std::count(text_.begin(), text_.end(), '.'));
}

ModuleName ModuleName::parent() const {
  size_t dot = text_.rfind('.');
  return dot == std::string::npos ? ModuleName() : ModuleName(std::string_view(text_).substr(0, dot));
}

ModuleName ModuleName::head(uint32_t count) const {
  size_t end = 0;
  for (uint32_t i = 0; i < count && end != std::string::npos; ++i)
    end = text_.find('.', i == 0 ? 0 : end + 1);
  return ModuleName(std::string_view(text_).substr(0, count == 0 ? 0 : end));
}

ModuleName ModuleName::join(std::string_view below) const {
  if (text_.empty()) return ModuleName(below);
  if (below.empty()) return *this;
  std::string joined;
  joined.reserve(text_.size() + 1 + below.size());
  joined.append(text_).append(1, '.').append(below);
  return ModuleName(std::move(joined));
}

bool ModuleName::is_within(const ModuleName& package) const {
  if (package.empty()) return true;
  if (!text_.starts_with(package.text_)) return false;
  return text_.size() == package.text_.size() || text_[package.text_.size()] == '.';
}

std::vector<std::string_view> ModuleName::parts() const {
  std::vector<std::string_view> parts;
  std::string_view rest = text_;
  while (!rest.empty()) {
    size_t dot = rest.find('.');
    parts.push_back(rest.substr(0, dot));
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  }
  return parts;
}

bool ModuleName::is_importable() const {
  std::vector<std::string_view> all = parts();
  return !all.empty() && std::all_of(all.begin(), all.end(), is_identifier);
}

}  // namespace pellucid::resolve
