#include "wire/positions.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/random.h"

namespace pellucid::wire {
namespace {

using source::LineIndex;
using source::Text;

uint32_t width(source::Character c, Columns columns) {
  return columns == Columns::Utf16 && c.valid && c.code > 0xFFFF ? 2 : 1;
}

// Where each character begins: byte offset, line, column and units from the beginning, counted one by one.
struct Place {
  uint32_t offset;
  LineColumn position;
  uint32_t units;
};

std::vector<Place> places_one_by_one(const Text& text, Columns columns) {
  std::vector<Place> places;
  const char* begin = text.data();
  const char* end = begin + text.size();
  LineColumn here = {1, 1};
  uint32_t units = 0;
  const char* p = begin + (text.has_byte_order_mark() ? 3 : 0);
  while (p < end) {
    places.push_back({static_cast<uint32_t>(p - begin), here, units});
    source::Character c = source::character_at(p, end);
    uint32_t wide = width(c, columns);
    units += wide;
    bool ends_line = c.code == '\n' || (c.code == '\r' && p[1] != '\n');
    here = ends_line ? LineColumn{here.line + 1, 1} : LineColumn{here.line, here.column + wide};
    p += c.length;
  }
  places.push_back({text.size(), here, units});
  return places;
}

void check(std::string_view bytes, Columns columns) {
  Text text(bytes);
  LineIndex lines(text);
  Positions positions(text, lines, columns);
  for (const Place& place : places_one_by_one(text, columns)) {
    CAPTURE(place.offset);
    LineColumn at = positions.at(place.offset);
    bool same = at.line == place.position.line && at.column == place.position.column;
    if (!same)
      FAIL_CHECK(at.line << ":" << at.column << " for " << place.position.line << ":"
                         << place.position.column);
    CHECK(positions.units_before(place.offset) == place.units);
    CHECK(positions.offset_of_units(place.units) == place.offset);
    // Inside a line end no position points, for editors have none there.
    source::Range line = lines.line_range(text, place.position.line - 1);
    if (place.offset <= line.end) CHECK(positions.offset_of(place.position) == place.offset);
  }
}

void check_both(std::string_view bytes) {
  CAPTURE(std::string(bytes));
  check(bytes, Columns::CodePoints);
  check(bytes, Columns::Utf16);
}

TEST_CASE("lines and columns count from 1, in code points or UTF-16 units") {
  Text text(
      "a\xF0\x9F\x98\x80"
      "b\r\n\xC3\xA9");
  LineIndex lines(text);
  Positions points(text, lines, Columns::CodePoints);
  Positions units(text, lines, Columns::Utf16);
  CHECK(points.at(5).column == 3);
  CHECK(units.at(5).column == 4);
  CHECK(units.at(8).line == 2);
  CHECK(units.at(10).column == 2);
  CHECK(units.offset_of({1, 4}) == 5);
  CHECK(points.offset_of({1, 3}) == 5);
}

TEST_CASE("positions beyond a line give its end, beyond the text the text's") {
  Text text("ab\r\n\xC3\xA9\n");
  LineIndex lines(text);
  for (Columns columns : {Columns::CodePoints, Columns::Utf16}) {
    Positions positions(text, lines, columns);
    CHECK(positions.offset_of({1, 9}) == 2);
    CHECK(positions.offset_of({2, 9}) == 6);
    CHECK(positions.offset_of({9, 1}) == text.size());
    CHECK(positions.offset_of({0, 1}) == 0);
    CHECK(positions.offset_of({1, 0}) == 0);
    CHECK(positions.offset_of_units(1000) == text.size());
  }
}

TEST_CASE("a byte-order mark has no width") {
  Text text("\xEF\xBB\xBFx = '\xE2\x82\xAC'");
  LineIndex lines(text);
  Positions positions(text, lines, Columns::Utf16);
  CHECK(positions.at(0).column == 1);
  CHECK(positions.at(3).column == 1);
  CHECK(positions.at(4).column == 2);
  CHECK(positions.offset_of({1, 1}) == 3);
  check_both(text.view());
}

TEST_CASE("positions equal those counted one by one, at the edges of blocks too") {
  tests::Random random(11);
  for (int round = 0; round < 150; ++round) check_both(random.joined(tests::kTextPieces, random.below(400)));
  for (int round = 0; round < 50; ++round) check_both(random.bytes(random.below(800)));
  // A wide character across each place of a block's edge.
  for (size_t before = 250; before < 260; ++before)
    check_both(std::string(before, 'x') + "\xF0\x9F\x98\x80\r\n\xE2\x82\xAC\xF0\x9F\x98");
  check_both(std::string(2000, 'x'));
}

}  // namespace
}  // namespace pellucid::wire
