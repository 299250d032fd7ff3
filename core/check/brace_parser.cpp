#include "check/format.h"
#include "source/utf8.h"

namespace pellucid::check {

namespace {

using source::Range;

class BraceParser {
 public:
  explicit BraceParser(std::string_view value) : value_(value), end_(size_of(value)) {}

  BraceFormat run() {
    markup(0, end_, 0);
    return std::move(format_);
  }

 private:
  static uint32_t size_of(std::string_view text) { return static_cast<uint32_t>(text.size()); }

  bool fail(uint32_t start, uint32_t end, std::string message) {
    format_.fault = FormatFault{{start, end}, std::move(message)};
    return false;
  }

  // Literal text and fields of value_[at, end). False after a fault.
  bool markup(uint32_t at, uint32_t end, uint32_t depth) {
    while (at < end) {
      char c = value_[at];
      if (c != '{' && c != '}') {
        ++at;
      } else if (at + 1 < end && value_[at + 1] == c) {
        at += 2;
      } else if (c == '}') {
        return fail(at, at + 1, "`}` closes no field; a brace in the text is written `}}`");
      } else if (at + 1 == end) {
        return fail(at, at + 1, "`{` opens a field that does not end; a brace in the text is written `{{`");
      } else if (!field(at, end, depth)) {
        return false;
      }
    }
    return true;
  }

  // The field whose `{` is at `at`, which becomes the place behind it.
  bool field(uint32_t& at, uint32_t end, uint32_t depth) {
    const uint32_t open = at;
    uint32_t p = at + 1;
    bool in_brackets = false;
    for (; p < end; ++p) {
      char c = value_[p];
      if (in_brackets) {
        in_brackets = c != ']';
      } else if (c == '[') {
        in_brackets = true;
      } else if (c == '{') {
        return fail(p, p + 1, "a field's name cannot hold `{`");
      } else if (c == '}' || c == ':' || c == '!') {
        break;
      }
    }
    if (p == end) return fail(open, end, "the field is not closed by `}`");
    Range name = {open + 1, p};
    Range spec = {p, p};
    if (value_[p] == '!' && !conversion(p, end)) return false;
    if (value_[p] == ':') {
      spec = {p + 1, p + 1};
      uint32_t nested = 1;
      for (++p; p < end; ++p) {
        if (value_[p] == '{') ++nested;
        if (value_[p] == '}' && --nested == 0) break;
      }
      if (p == end) return fail(open, end, "the field is not closed by `}`");
      spec.end = p;
    }
    at = p + 1;
    if (depth > 1) return fail(open, at, "fields nest at most two deep");
    return add(name, {open, at}) && (spec.size() == 0 || specification(spec, depth));
  }

  // Behind the name, at `!`; goes to the `}` or `:` that follows.
  bool conversion(uint32_t& p, uint32_t end) {
    if (p + 1 == end) return fail(p, p + 1, "`!` is followed by no conversion");
    source::Character letter = source::character_at(value_.data() + p + 1, value_.data() + end);
    Range range = {p, p + 1 + letter.length};
    if (letter.code == '}' || letter.code == ':') return fail(p, p + 1, "`!` is followed by no conversion");
    if (range.end == end) return fail(range.start, range.end, "the field is not closed by `}`");
    if (value_[range.end] != '}' && value_[range.end] != ':')
      return fail(range.start, range.end + 1, "a conversion is one letter, followed by `:` or `}`");
    if (letter.code != 'r' && letter.code != 's' && letter.code != 'a')
      return fail(range.start, range.end,
                  "`" + std::string(slice(range)) + "` is no conversion; there are `!r`, `!s` and `!a`");
    p = range.end;
    return true;
  }

  // Fields within a specification. Text of it may hold single closing braces nowhere: the nesting is even.
  bool specification(Range spec, uint32_t depth) {
    if (slice(spec).find('{') == std::string_view::npos) return true;
    return markup(spec.start, spec.end, depth + 1);
  }

  bool add(Range name, Range range) {
    uint32_t end = name.start;
    while (end < name.end && value_[end] != '.' && value_[end] != '[') ++end;
    if (!accessors(end, name.end)) return false;
    FormatField field = {FormatField::By::Name, range, {name.start, end}, 0};
    bool digits = true;
    for (char c : slice(field.key)) {
      digits &= c >= '0' && c <= '9';
      if (digits && field.number < 100'000'000)
        field.number = 10 * field.number + static_cast<uint32_t>(c - '0');
    }
    if (digits) field.by = field.key.size() == 0 ? FormatField::By::Order : FormatField::By::Number;
    format_.fields.push_back(field);
    return true;
  }

  // `.name` and `[index]`, any number.
  bool accessors(uint32_t at, uint32_t end) {
    while (at < end) {
      uint32_t start = at++;
      if (value_[start] == '.') {
        while (at < end && value_[at] != '.' && value_[at] != '[') ++at;
        if (at == start + 1) return fail(start, at, "`.` is followed by no attribute");
      } else if (value_[start] == '[') {
        while (at < end && value_[at] != ']') ++at;
        if (at == end) return fail(start, end, "`[` is not closed");
        if (at == start + 1) return fail(start, at + 1, "`[]` holds no index");
        ++at;
      } else {
        return fail(start, at, "`]` is followed by neither `.` nor `[`");
      }
    }
    return true;
  }

  std::string_view slice(Range range) const { return value_.substr(range.start, range.size()); }

  std::string_view value_;
  uint32_t end_;
  BraceFormat format_;
};

}  // namespace

BraceFormat parse_brace_format(std::string_view value) { return BraceParser(value).run(); }

}  // namespace pellucid::check
