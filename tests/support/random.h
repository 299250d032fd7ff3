#pragma once

// Random input for property tests: the same on every machine and in every run.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pellucid::tests {

// SplitMix64.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    state_ += 0x9E3779B97F4A7C15u;
    uint64_t z = state_;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }

  // Below `limit`, which is above 0.
  uint32_t below(uint32_t limit) { return static_cast<uint32_t>(next() % limit); }

  std::string bytes(uint32_t size) {
    std::string out;
    while (out.size() < size) out.push_back(static_cast<char>(next()));
    return out;
  }

  // `count` of the pieces, one behind the other.
  std::string joined(std::span<const std::string_view> pieces, uint32_t count) {
    std::string out;
    for (uint32_t i = 0; i < count; ++i) out.append(pieces[below(static_cast<uint32_t>(pieces.size()))]);
    return out;
  }

 private:
  uint64_t state_;
};

// What trips decoders and counters: every length of UTF-8, characters beyond the basic plane, a combining
// mark, every line end, a byte-order mark where it is none, and all ways to be malformed.
inline constexpr std::string_view kTextPieces[] = {
    "a",
    "b = 1",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\f",
    std::string_view("\0", 1),
    "\xC3\xA9",
    "\xE2\x82\xAC",
    "\xF0\x9F\x98\x80",
    "e\xCC\x81",
    "\xEF\xBB\xBF",
    "\xF4\x8F\xBF\xBF",
    "\x80",
    "\xC0\xAF",
    "\xC3",
    "\xE2\x82",
    "\xED\xA0\x80",
    "\xF0\x9F\x98",
    "\xF4\x90\x80\x80",
    "\xFF",
};

}  // namespace pellucid::tests
