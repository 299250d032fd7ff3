#include "check/format.h"
#include "source/utf8.h"

namespace pellucid::check {

using source::Range;

namespace {

class PercentParser {
 public:
  PercentParser(std::string_view value, PercentOf what)
      : value_(value), end_(static_cast<uint32_t>(value.size())), what_(what) {}

  PercentFormat run() {
    for (;;) {
      size_t percent = value_.find('%', at_);
      if (percent == std::string_view::npos || !conversion(static_cast<uint32_t>(percent))) break;
    }
    return std::move(format_);
  }

 private:
  bool conversion(uint32_t start) {
    Conversion found = {{start, start}, std::nullopt, 0, {}, true, false};
    at_ = start + 1;
    if (at_ < end_ && value_[at_] == '(') {
      uint32_t open = at_;
      uint32_t depth = 0;
      do {
        if (value_[at_] == '(') ++depth;
        if (value_[at_] == ')') --depth;
        ++at_;
      } while (depth > 0 && at_ < end_);
      if (depth > 0) return fail({start, end_}, "the name of a conversion is not closed by `)`");
      found.name = Range{open + 1, at_ - 1};
    }
    skip_any("-+ #0");
    size(found);
    if (at_ < end_ && value_[at_] == '.') {
      ++at_;
      size(found);
    }
    if (at_ < end_ && (value_[at_] == 'h' || value_[at_] == 'l' || value_[at_] == 'L')) ++at_;
    if (at_ == end_)
      return fail({start, end_}, start + 1 == end_
                                     ? "`%` at the end begins a conversion; a percent sign is written `%%`"
                                     : "the conversion has no letter that says what it makes");
    source::Character letter = source::character_at(value_.data() + at_, value_.data() + end_);
    found.letter = {at_, at_ + letter.length};
    at_ = found.letter.end;
    found.range.end = at_;
    found.percent = letter.code == '%';
    std::string_view letters = what_ == PercentOf::String ? "diouxXeEfFgGcrsa%" : "diouxXeEfFgGcrsab%";
    found.known =
        letter.code < 0x80 && letters.find(static_cast<char>(letter.code)) != std::string_view::npos;
    format_.conversions.push_back(found);
    return true;
  }

  // A width or precision.
  void size(Conversion& found) {
    if (at_ < end_ && value_[at_] == '*') {
      ++found.stars;
      ++at_;
    } else {
      skip_any("0123456789");
    }
  }

  void skip_any(std::string_view characters) {
    while (at_ < end_ && characters.find(value_[at_]) != std::string_view::npos) ++at_;
  }

  bool fail(Range range, std::string message) {
    format_.fault = FormatFault{range, std::move(message)};
    return false;
  }

  std::string_view value_;
  uint32_t end_;
  PercentOf what_;
  uint32_t at_ = 0;
  PercentFormat format_;
};

}  // namespace

PercentFormat parse_percent_format(std::string_view value, PercentOf what) {
  return PercentParser(value, what).run();
}

}  // namespace pellucid::check
