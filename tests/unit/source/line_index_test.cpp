#include "source/line_index.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/random.h"

namespace pellucid::source {
namespace {

struct Line {
  uint32_t start;
  uint32_t end;    // without the line end
  uint32_t after;  // with it
};

std::vector<Line> lines_one_by_one(std::string_view text) {
  std::vector<Line> lines;
  uint32_t start = 0;
  for (uint32_t i = 0; i < text.size();) {
    if (text[i] != '\n' && text[i] != '\r') {
      ++i;
      continue;
    }
    uint32_t after = i + (text.substr(i, 2) == "\r\n" ? 2 : 1);
    lines.push_back({start, i, after});
    start = i = after;
  }
  auto size = static_cast<uint32_t>(text.size());
  lines.push_back({start, size, size});
  return lines;
}

void check(std::string_view bytes) {
  Text text(bytes);
  LineIndex index(text);
  std::vector<Line> lines = lines_one_by_one(bytes);
  REQUIRE(index.line_count() == lines.size());
  if (index.line_count() != lines.size()) return;
  for (uint32_t line = 0; line < lines.size(); ++line) {
    CHECK(index.start_of(line) == lines[line].start);
    CHECK(index.line_range(text, line) == Range{lines[line].start, lines[line].end});
    for (uint32_t offset = lines[line].start; offset < lines[line].after; ++offset)
      CHECK(index.line_of(offset) == line);
  }
  CHECK(index.line_of(text.size()) == lines.size() - 1);
}

TEST_CASE("lines end with LF, CR or CR LF") {
  for (std::string_view text :
       {"", "a", "\n", "\r", "\r\n", "\n\r", "\r\r\n\n", "a\nb", "a\r\nb\r", "\n\n\n"})
    check(text);
}

TEST_CASE("a CR LF across two vectors is one line end") {
  for (size_t before = 0; before < 40; ++before) check(std::string(before, 'x') + "\r\n" + "\ry\n");
}

TEST_CASE("line ends mixed at random are found as a loop finds them") {
  tests::Random random(6);
  constexpr std::string_view kPieces[] = {"\n", "\r", "\r\n", "", "x", "some words", "\xF0\x9F\x98\x80"};
  for (int round = 0; round < 300; ++round) check(random.joined(kPieces, random.below(60)));
}

}  // namespace
}  // namespace pellucid::source
