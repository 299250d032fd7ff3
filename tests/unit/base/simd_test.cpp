#include "base/simd.h"

#include <string>

#include <doctest/doctest.h>

#include "support/random.h"

namespace pellucid::base {
namespace {

template <class Predicate>
uint32_t one_by_one(const char* p, Predicate predicate) {
  uint32_t bits = 0;
  for (int i = 0; i < 16; ++i)
    if (predicate(static_cast<uint8_t>(p[i]))) bits |= 1u << i;
  return bits;
}

bool is_word(uint8_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
}

TEST_CASE("classifying sixteen bytes together equals classifying each") {
  tests::Random random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = random.bytes(16);
    const char* p = bytes.data();
    Bytes16 all = Bytes16::load(p);
    auto a = static_cast<uint8_t>(bytes[3]), b = static_cast<uint8_t>(bytes[9]), c = uint8_t{'\n'};
    auto char_of = [](uint8_t byte) { return static_cast<char>(byte); };
    CHECK(all.equals(char_of(a)) == one_by_one(p, [&](uint8_t x) { return x == a; }));
    CHECK(all.any_of(char_of(a), char_of(b), char_of(c)) ==
          one_by_one(p, [&](uint8_t x) { return x == a || x == b || x == c; }));
    CHECK(all.not_ascii() == one_by_one(p, [](uint8_t x) { return x >= 0x80; }));
    CHECK(all.word() == one_by_one(p, is_word));
    if (a != 0) CHECK(all.below(a) == one_by_one(p, [&](uint8_t x) { return x < a; }));
  }
}

TEST_CASE("every byte value is classified rightly in every lane") {
  for (int value = 0; value < 256; ++value) {
    for (size_t lane = 0; lane < 16; ++lane) {
      std::string bytes(16, ' ');
      bytes[lane] = static_cast<char>(value);
      Bytes16 all = Bytes16::load(bytes.data());
      CHECK(all.word() == one_by_one(bytes.data(), is_word));
      CHECK(all.below('!') == one_by_one(bytes.data(), [](uint8_t x) { return x < '!'; }));
    }
  }
}

TEST_CASE("the first bytes come out zero-filled, lowest first") {
  tests::Random random(2);
  std::string bytes = random.bytes(16);
  for (uint32_t count = 0; count <= 16; ++count) {
    uint64_t low, high;
    Bytes16::load(bytes.data()).first(count, low, high);
    std::string expected = bytes.substr(0, count) + std::string(16 - count, '\0');
    CHECK(std::memcmp(&low, expected.data(), 8) == 0);
    CHECK(std::memcmp(&high, expected.data() + 8, 8) == 0);
  }
}

TEST_CASE("a span ends where a loop ends, at any alignment") {
  tests::Random random(3);
  for (int round = 0; round < 500; ++round) {
    uint32_t length = random.below(100);
    uint32_t skipped = random.below(16);
    std::string text = std::string(skipped, '-') + std::string(length, 'w') + '.' + random.bytes(32);
    const char* p = text.data() + skipped;
    CHECK(span(p, [](Bytes16 bytes) { return bytes.word(); }) == length);
    CHECK(span(p, [](Bytes16 bytes) { return bytes.equals('.'); }) == (length == 0 ? 1 + (p[1] == '.') : 0));
  }
}

}  // namespace
}  // namespace pellucid::base
