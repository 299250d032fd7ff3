#include "project/toml_depth.h"

#include <algorithm>

namespace pellucid::project {

namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<TomlDepthFault> run() {
    while (at_ < text_.size()) {
      char c = text_[at_];
      switch (c) {
        case '#': at_ = find_behind('\n'); continue;
        case '[':
        case '{':
          if (++brackets_ > kMostNestedValues) return TomlDepthFault{TomlDepthFault::Kind::NestedValues, at_};
          break;
        case ']':
        case '}':
          if (brackets_ > 0) --brackets_;
          break;
        case ' ':
        case '\t':
        case '\r':
        case '\n':
        case '=':
        case ',': break;
        default:
          if (auto fault = chain()) return fault;
          continue;
      }
      ++at_;
    }
    return std::nullopt;
  }

 private:
  // Parts with dots between them: a key, or a value that has no more dots than a number has.
  std::optional<TomlDepthFault> chain() {
    size_t begin = at_;
    for (uint32_t parts = 1;; ++parts) {
      if (parts > kMostKeyParts) return TomlDepthFault{TomlDepthFault::Kind::KeyParts, begin};
      part();
      skip_blanks();
      if (at_ == text_.size() || text_[at_] != '.') return std::nullopt;
      ++at_;
      skip_blanks();
    }
  }

  void part() {
    if (at_ == text_.size()) return;
    char c = text_[at_];
    if (c == '"' || c == '\'') return string(c);
    constexpr std::string_view kEnds = " \t\r\n.=,[]{}#\"'";
    at_ = std::min(text_.find_first_of(kEnds, at_), text_.size());
  }

  void string(char quote) {
    const char three[] = {quote, quote, quote};
    std::string_view ends(three, 3);
    bool is_long = text_.substr(at_).starts_with(ends);
    if (!is_long) ends.remove_prefix(2);
    for (at_ += ends.size(); at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n' && !is_long) return;
      if (text_[at_] == '\\' && quote == '"') {
        ++at_;
      } else if (text_.substr(at_).starts_with(ends)) {
        at_ += ends.size();
        // Two more of them may stand before a long one's end.
        for (int more = 0; is_long && more < 2 && text_.substr(at_).starts_with(quote); ++more) ++at_;
        return;
      }
    }
    at_ = text_.size();
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  size_t find_behind(char c) const {
    size_t found = text_.find(c, at_);
    return found == std::string_view::npos ? text_.size() : found + 1;
  }

  std::string_view text_;
  size_t at_ = 0;
  uint32_t brackets_ = 0;
};

}  // namespace

std::optional<TomlDepthFault> toml_depth_fault(std::string_view text) { return Scanner(text).run(); }

}  // namespace pellucid::project
