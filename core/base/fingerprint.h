#pragma once

// 128 bits that stand for a text: equal texts have equal fingerprints, and no two texts that anybody will
// meet share one. Not for keeping secrets.

#include <cstdint>
#include <cstring>
#include <string_view>

namespace pellucid::base {

struct Fingerprint {
  uint64_t low = 0;
  uint64_t high = 0;
  friend constexpr bool operator==(Fingerprint, Fingerprint) = default;
};

namespace internal {

inline uint64_t mixed(uint64_t a, uint64_t b) {
  a ^= b;
  a *= 0x9FB21C651E98DF25u;
  a ^= a >> 35;
  return a * 0xC2B2AE3D27D4EB4Fu;
}

}  // namespace internal

// Two lanes over words of eight bytes, each with its own constants; the length begins both. O(bytes).
inline Fingerprint fingerprint(std::string_view bytes) {
  uint64_t low = 0x9E3779B97F4A7C15u ^ bytes.size();
  uint64_t high = 0xD6E8FEB86659FD93u + bytes.size();
  auto take = [&](uint64_t word) {
    low = internal::mixed(low, word) ^ (low << 27 | low >> 37);
    high = internal::mixed(high + 0xA0761D6478BD642Fu, word << 32 | word >> 32) + (high >> 29);
  };
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data() + at, 8);
    take(word);
  }
  uint64_t rest = 0;
  if (at < bytes.size()) std::memcpy(&rest, bytes.data() + at, bytes.size() - at);
  take(rest);
  take(low ^ high);
  return {low, high};
}

}  // namespace pellucid::base
