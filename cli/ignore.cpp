#include "ignore.h"

#include <algorithm>

namespace pellucid::cli {

namespace {

constexpr std::string_view kNeverMatches = "it matches no path";
constexpr std::string_view kOpenSet = "its `[` is never closed";
constexpr std::string_view kUnknownClass = "there is no such class of characters";
constexpr std::string_view kLastBackslash = "nothing stands behind its last `\\`";

// Spaces at the end do not count unless a backslash stands before them.
std::string_view without_spaces_behind(std::string_view line) {
  size_t end = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      ++i;
    } else if (line[i] == ' ') {
      continue;
    }
    end = i + 1;
  }
  return line.substr(0, end);
}

bool is_between(int c, int first, int last) { return first <= c && c <= last; }

// `[:alpha:]` and its like, of ASCII whatever the locale is.
bool is_in_class(std::string_view name, int c, bool& known) {
  bool lower = is_between(c, 'a', 'z'), upper = is_between(c, 'A', 'Z'), digit = is_between(c, '0', '9');
  bool graph = is_between(c, 0x21, 0x7e), alnum = lower || upper || digit;
  known = true;
  if (name == "alnum") return alnum;
  if (name == "alpha") return lower || upper;
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "cntrl") return c < 0x20 || c == 0x7f;
  if (name == "digit") return digit;
  if (name == "graph") return graph;
  if (name == "lower") return lower;
  if (name == "print") return graph || c == ' ';
  if (name == "punct") return graph && !alnum;
  if (name == "space") return c == ' ' || is_between(c, '\t', '\r');
  if (name == "upper") return upper;
  if (name == "xdigit") return digit || is_between(c, 'a', 'f') || is_between(c, 'A', 'F');
  known = false;
  return false;
}

}  // namespace

std::optional<IgnorePattern> IgnorePattern::parse(std::string_view line) {
  if (line.starts_with('#')) return std::nullopt;
  line = without_spaces_behind(line);
  if (line.empty()) return std::nullopt;
  IgnorePattern pattern;
  pattern.text_ = line;
  if (line.starts_with('!')) {
    pattern.is_negative_ = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.is_folder_ = true;
    line.remove_suffix(1);
  }
  pattern.is_anchored_ = line.find('/') != std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  pattern.read(line);
  return pattern;
}

void IgnorePattern::read(std::string_view pattern) {
  using Kind = Token::Kind;
  segments_.emplace_back();
  size_t stars = 0;  // in a row, right before `i`
  auto end_segment = [this, &stars] {
    Segment& segment = segments_.back();
    segment.is_any_depth = is_anchored_ && stars > 1 && segment.tokens.size() == 1;
    stars = 0;
  };
  for (size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    std::vector<Token>& tokens = segments_.back().tokens;
    if (c == '*') {
      if (stars++ == 0) tokens.push_back({Kind::Any});
      continue;
    }
    if (c == '\\' && ++i == pattern.size()) {
      fault_ = kLastBackslash;
      return;
    }
    bool is_escaped = c == '\\';
    c = pattern[i];
    if (c == '/') {
      end_segment();
      segments_.emplace_back();
      continue;
    }
    stars = 0;
    if (c == '?' && !is_escaped) {
      tokens.push_back({Kind::One});
    } else if (c == '[' && !is_escaped) {
      Set set;
      size_t end = read_set(pattern, i, set);
      if (end == 0 || end == std::string_view::npos) {
        fault_ = end == 0 ? kUnknownClass : kOpenSet;
        return;
      }
      tokens.push_back({Kind::OneOf, 0, static_cast<uint32_t>(sets_.size())});
      sets_.push_back(set);
      i = end;
    } else {
      tokens.push_back({Kind::Character, static_cast<unsigned char>(c)});
    }
  }
  end_segment();
  // Behind `**` at the end something must stand: `a/**` is what lies in `a`, not `a` itself.
  if (segments_.back().is_any_depth) segments_.push_back({false, {{Kind::Any}}});
  for (const Segment& segment : segments_)
    if (!segment.is_any_depth && segment.tokens.empty()) fault_ = kNeverMatches;
}

// From the `[` at `at` to its `]`, whose place is returned; npos if there is none, 0 for a class that is not
// known.
size_t IgnorePattern::read_set(std::string_view pattern, size_t at, Set& set) const {
  size_t i = at + 1;
  auto byte = [&pattern](size_t place) { return static_cast<unsigned char>(pattern[place]); };
  bool is_negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (is_negated) ++i;
  constexpr int kNone = -1;
  int before = kNone;  // what a `-` may make a range of
  for (bool is_first = true;; ++i, is_first = false) {
    if (i >= pattern.size()) return std::string_view::npos;
    if (pattern[i] == ']' && !is_first) break;
    bool is_range = pattern[i] == '-' && before != kNone && i + 1 < pattern.size() && pattern[i + 1] != ']';
    if (is_range) {
      if (pattern[++i] == '\\' && ++i >= pattern.size()) return std::string_view::npos;
      for (int c = before; c <= byte(i); ++c) set.set(static_cast<size_t>(c));
      before = kNone;
      continue;
    }
    if (pattern[i] == '[' && i + 1 < pattern.size() && pattern[i + 1] == ':') {
      size_t close = pattern.find(']', i + 2);
      if (close == std::string_view::npos) return std::string_view::npos;
      if (close > i + 2 && pattern[close - 1] == ':') {
        std::string_view name = pattern.substr(i + 2, close - i - 3);
        bool known = true;
        for (int c = 1; c < 256; ++c)
          if (is_in_class(name, c, known)) set.set(static_cast<size_t>(c));
        if (!known) return 0;
        before = kNone;
        i = close;
        continue;
      }
    }
    if (pattern[i] == '\\' && ++i >= pattern.size()) return std::string_view::npos;
    set.set(byte(i));
    before = byte(i);
  }
  if (is_negated) set.flip();
  set.reset('/');
  return i;
}

bool IgnorePattern::token_matches(const Token& token, char c) const {
  auto byte = static_cast<unsigned char>(c);
  if (token.kind == Token::Kind::One) return true;
  if (token.kind == Token::Kind::OneOf) return sets_[token.set].test(byte);
  return token.character == byte;
}

// Where the two part, the last `*` takes one character more. No earlier one need be tried again.
bool IgnorePattern::segment_matches(const Segment& segment, std::string_view name) const {
  const std::vector<Token>& tokens = segment.tokens;
  size_t token = 0, at = 0, star = tokens.size(), star_at = 0;
  while (at < name.size()) {
    if (token < tokens.size() && tokens[token].kind == Token::Kind::Any) {
      star = token++;
      star_at = at;
    } else if (token < tokens.size() && token_matches(tokens[token], name[at])) {
      ++token;
      ++at;
    } else if (star < tokens.size()) {
      token = star + 1;
      at = ++star_at;
    } else {
      return false;
    }
  }
  while (token < tokens.size() && tokens[token].kind == Token::Kind::Any) ++token;
  return token == tokens.size();
}

bool IgnorePattern::matches(std::string_view path, EntryKind kind) const {
  if (!fault_.empty() || (is_folder_ && kind != EntryKind::Folder)) return false;
  if (!is_anchored_) return segment_matches(segments_[0], path.substr(path.rfind('/') + 1));
  // The same for parts of the path, with `**` as the star.
  size_t segment = 0, at = 0, star = segments_.size(), star_at = 0;
  while (at <= path.size()) {
    size_t end = std::min(path.find('/', at), path.size());
    if (segment < segments_.size() && segments_[segment].is_any_depth) {
      star = segment++;
      star_at = at;
    } else if (segment < segments_.size() && segment_matches(segments_[segment], path.substr(at, end - at))) {
      ++segment;
      at = end + 1;
    } else if (star < segments_.size()) {
      segment = star + 1;
      at = star_at = std::min(path.find('/', star_at), path.size()) + 1;
    } else {
      return false;
    }
  }
  return segment == segments_.size();
}

IgnoreList::IgnoreList(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  for (uint32_t line = 1; !text.empty(); ++line) {
    size_t end = text.find('\n');
    std::string_view written = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (end != std::string_view::npos && written.ends_with('\r')) written.remove_suffix(1);
    add(line, written);
  }
}

IgnoreList::IgnoreList(const std::vector<std::string>& lines) {
  for (size_t i = 0; i < lines.size(); ++i) add(static_cast<uint32_t>(i + 1), lines[i]);
}

void IgnoreList::add(uint32_t line, std::string_view text) {
  if (auto pattern = IgnorePattern::parse(text)) patterns_.push_back({line, std::move(*pattern)});
}

std::optional<IgnoreVerdict> IgnoreList::verdict(std::string_view path, EntryKind kind) const {
  for (auto at = patterns_.rbegin(); at != patterns_.rend(); ++at)
    if (at->pattern.matches(path, kind))
      return IgnoreVerdict{!at->pattern.is_negative(), at->line, &at->pattern};
  return std::nullopt;
}

}  // namespace pellucid::cli
