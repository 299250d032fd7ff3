#include "wire/report_text.h"

#include <algorithm>

#include "source/utf8.h"
#include "wire/paint.h"

namespace pellucid::wire {

using diagnostic::Diagnostic;
using diagnostic::Severity;

namespace {

std::string where(const Place& place, uint32_t offset) {
  LineColumn at = place.positions.at(offset);
  return std::string(place.path) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

// Columns that a terminal gives a character: none for combining marks, two for East Asian wide ones and
// emoji.
uint32_t width(uint32_t code) {
  auto in = [code](uint32_t first, uint32_t last) { return code >= first && code <= last; };
  if (in(0x300, 0x36F) || in(0x200B, 0x200F) || in(0x20D0, 0x20FF) || in(0xFE00, 0xFE0F) ||
      in(0x1F3FB, 0x1F3FF))
    return 0;
  if (in(0x1100, 0x115F) || in(0x2E80, 0xA4CF) || in(0xAC00, 0xD7A3) || in(0xF900, 0xFAFF) ||
      in(0xFE30, 0xFE6F) || in(0xFF00, 0xFF60) || in(0xFFE0, 0xFFE6) || in(0x1F300, 0x1F64F) ||
      in(0x1F680, 0x1F6FF) || in(0x1F900, 0x1F9FF) || in(0x20000, 0x3FFFD))
    return 2;
  return 1;
}

struct Drawn {
  std::string source;  // the line, tabs widened, cut to a window around the range
  std::string marks;   // spaces and carets under it
};

constexpr uint32_t kWindow = 160;  // bytes shown around a range in a long line

Drawn draw(const source::Text& text, source::Range line, source::Range range) {
  Drawn drawn;
  source::Range shown = line;
  if (line.size() > 2 * kWindow) {
    shown.start = range.start > line.start + kWindow ? range.start - kWindow : line.start;
    shown.end = std::min(line.end, std::max(range.start, shown.start) + kWindow);
    while (shown.start < shown.end && (text.data()[shown.start] & 0xC0) == 0x80) ++shown.start;
  }
  auto put = [&drawn](std::string_view piece, uint32_t columns, char mark) {
    drawn.source += piece;
    drawn.marks.append(columns, mark);
  };
  if (shown.start > line.start) put("…", 1, ' ');
  const char* end = text.data() + text.size();
  bool marked = false;
  for (uint32_t at = shown.start; at < shown.end;) {
    source::Character c = source::character_at(text.data() + at, end);
    bool inside = range.start <= at && at < range.end;
    char mark = inside ? '^' : ' ';
    marked |= inside;
    if (!inside && !marked && at == range.start) {
      mark = '^';
      marked = true;
    }
    if (c.code == '\t') {
      put("    ", 4, mark);
    } else if (c.code < 0x20 || c.code == 0x7F || (c.code >= 0x80 && c.code < 0xA0) || !c.valid) {
      put("\xEF\xBF\xBD", 1, mark);
    } else if (c.code == 0xFEFF && at == 0) {
      // the byte-order mark
    } else {
      put({text.data() + at, c.length}, width(c.code), mark);
    }
    at += c.length;
  }
  if (!marked) drawn.marks += '^';
  if (shown.end < line.end) drawn.source += "…";
  drawn.marks.erase(drawn.marks.find_last_not_of(' ') + 1);
  return drawn;
}

void append_snippet(std::string& out, const Place& place, source::Range range, size_t gutter,
                    const Paint& paint, std::string (Paint::*mark)(std::string_view) const) {
  uint32_t number = place.lines.line_of(range.start);
  Drawn drawn = draw(place.text, place.lines.line_range(place.text, number), range);
  std::string label = std::to_string(number + 1);
  out += paint.faint(std::string(gutter - label.size(), ' ') + label + " │ ") + drawn.source + "\n";
  out += paint.faint(std::string(gutter, ' ') + " │ ") + (paint.*mark)(drawn.marks) + "\n";
}

}  // namespace

std::string concise(const Diagnostic& d, const Place& place) {
  return where(place, d.range.start) + ": " + std::string(diagnostic::name_of(d.severity)) + "[" +
         std::string(diagnostic::entry(d.rule).id) + "] " + d.message + "\n";
}

std::string github(const Diagnostic& d, const Place& place) {
  // https://docs.github.com/actions: percent, line ends, and in properties also colon and comma are escaped.
  auto escape = [](std::string_view text, bool property) {
    std::string out;
    for (char c : text) {
      switch (c) {
        case '%': out += "%25"; break;
        case '\r': out += "%0D"; break;
        case '\n': out += "%0A"; break;
        case ':': out += property ? "%3A" : ":"; break;
        case ',': out += property ? "%2C" : ","; break;
        default: out += c;
      }
    }
    return out;
  };
  LineColumn start = place.positions.at(d.range.start), end = place.positions.at(d.range.end);
  const char* command = d.severity == Severity::Error     ? "error"
                        : d.severity == Severity::Warning ? "warning"
                                                          : "notice";
  return "::" + std::string(command) + " file=" + escape(place.path, true) +
         ",line=" + std::to_string(start.line) + ",col=" + std::to_string(start.column) +
         ",endLine=" + std::to_string(end.line) + ",endColumn=" + std::to_string(end.column) +
         ",title=" + std::string(diagnostic::entry(d.rule).id) + "::" + escape(d.message, false) + "\n";
}

std::string full(const Diagnostic& d, const Place& place, Colours colours) {
  Paint paint(colours);
  std::string out = paint.severity(d.severity, std::string(diagnostic::name_of(d.severity)) + "[" +
                                                   std::string(diagnostic::entry(d.rule).id) + "]") +
                    " " + paint.bold(d.message) + "\n";
  uint32_t last_line = place.lines.line_of(d.range.start);
  for (const diagnostic::Related& related : d.related)
    last_line = std::max(last_line, place.lines.line_of(related.range.start));
  size_t gutter = std::to_string(last_line + 1).size() + 1;
  out += std::string(gutter, ' ') + paint.faint(" ┌ ") + where(place, d.range.start) + "\n";
  append_snippet(out, place, d.range, gutter, paint, &Paint::bold);
  for (const diagnostic::Related& related : d.related) {
    out += std::string(gutter, ' ') + paint.faint(" ├ ") + where(place, related.range.start) + ": " +
           related.message + "\n";
    append_snippet(out, place, related.range, gutter, paint, &Paint::note);
  }
  if (d.fix) out += std::string(gutter, ' ') + paint.faint(" └ ") + "fix: " + d.fix->title + "\n";
  return out + "\n";
}

}  // namespace pellucid::wire
