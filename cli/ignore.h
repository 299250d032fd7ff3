#pragma once

// Patterns as they stand in a `.gitignore` (gitignore(5)), and what they say of a path below their folder.
//
//     # a comment                    \#, \! and a space behind \ are themselves
//     *.py                           in every folder
//     /build                         here only, like every pattern with a slash that is not its last character
//     logs/                          folders only
//     docs/**/generated              at any depth below docs
//     !keep.py                       not ignored after all: the last pattern that matches decides
//
// Characters are bytes, as they are for git. Nothing here knows that what lies in an ignored folder is ignored
// with it: who walks does not enter such a folder.

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pellucid::cli {

enum class EntryKind : uint8_t { File, Folder };

class IgnorePattern {
 public:
  // A line of the file, without its end. None for an empty line or a comment.
  static std::optional<IgnorePattern> parse(std::string_view line);

  // `path`: relative to the folder of the pattern, its parts divided by `/`. O(pattern · path).
  bool matches(std::string_view path, EntryKind kind) const;
  // What it matches is not ignored after all.
  bool is_negative() const { return is_negative_; }
  // As it was written.
  const std::string& text() const { return text_; }
  // Why it matches nothing at all, such as a `[` without its `]`; empty if it may match.
  std::string_view fault() const { return fault_; }

 private:
  struct Token {
    enum class Kind : uint8_t { Character, One, Any, OneOf };
    Kind kind;
    unsigned char character = 0;
    uint32_t set = 0;  // of OneOf: which of sets_
  };
  struct Segment {
    bool is_any_depth = false;  // `**`: any number of folders, none too
    std::vector<Token> tokens;
  };
  using Set = std::bitset<256>;

  void read(std::string_view pattern);
  size_t read_set(std::string_view pattern, size_t at, Set& set) const;
  bool segment_matches(const Segment& segment, std::string_view name) const;
  bool token_matches(const Token& token, char c) const;

  std::string text_;
  std::string_view fault_;
  bool is_negative_ = false;
  bool is_folder_ = false;    // for folders only
  bool is_anchored_ = false;  // the path as a whole counts, not its last part
  std::vector<Segment> segments_;
  std::vector<Set> sets_;
};

// What a file of patterns says of a path, and by which of its lines.
struct IgnoreVerdict {
  bool is_ignored;
  uint32_t line;  // from 1
  const IgnorePattern* pattern;
};

class IgnoreList {
 public:
  IgnoreList() = default;
  // A whole `.gitignore`.
  explicit IgnoreList(std::string_view text);
  // A pattern a line.
  explicit IgnoreList(const std::vector<std::string>& lines);

  bool empty() const { return patterns_.empty(); }
  // By the last pattern that matches; none if no pattern does.
  std::optional<IgnoreVerdict> verdict(std::string_view path, EntryKind kind) const;

 private:
  struct Numbered {
    uint32_t line;
    IgnorePattern pattern;
  };

  void add(uint32_t line, std::string_view text);

  std::vector<Numbered> patterns_;
};

}  // namespace pellucid::cli
