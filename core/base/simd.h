#pragma once

// Sixteen bytes looked at together. The lexer asks for little: load, compare with one byte or a range, and
// get a bit per byte. SSE2 (any x86-64) and WebAssembly's simd128 give it directly; elsewhere plain loops do,
// which compilers turn into what the machine has.
//
// Loads may read up to 15 bytes behind the last byte asked about: texts are padded (source/text.h).

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace pellucid::base {

namespace internal {
// Sixteen bytes from 16 - n on keep the first n bytes of a vector.
alignas(16) inline constexpr uint8_t kKeep[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                  255, 255, 255, 255, 255, 255, 255, 255};
}  // namespace internal

// Four 32-bit numbers (GCC, Clang and Emscripten make them SSE2 or simd128).
using Numbers4 = uint32_t __attribute__((vector_size(16)));

#if defined(__wasm_simd128__)

class Bytes16 {
 public:
  static Bytes16 load(const char* p) { return Bytes16(wasm_v128_load(p)); }
  uint32_t equals(char c) const {
    return wasm_i8x16_bitmask(wasm_i8x16_eq(v_, wasm_i8x16_splat(static_cast<int8_t>(c))));
  }
  uint32_t below(uint8_t limit) const {
    return wasm_i8x16_bitmask(wasm_u8x16_lt(v_, wasm_u8x16_splat(limit)));
  }
  uint32_t not_ascii() const { return wasm_i8x16_bitmask(v_); }
  // ASCII letters, digits, `_`, and every byte of a character beyond ASCII.
  uint32_t word() const {
    v128_t lower = wasm_v128_or(v_, wasm_i8x16_splat(0x20));
    v128_t letter = wasm_u8x16_lt(wasm_i8x16_sub(lower, wasm_i8x16_splat('a')), wasm_i8x16_splat(26));
    v128_t digit = wasm_u8x16_lt(wasm_i8x16_sub(v_, wasm_i8x16_splat('0')), wasm_i8x16_splat(10));
    v128_t underscore = wasm_i8x16_eq(v_, wasm_i8x16_splat('_'));
    return wasm_i8x16_bitmask(wasm_v128_or(wasm_v128_or(letter, digit), wasm_v128_or(underscore, v_)));
  }
  // The first `count` bytes as two words, zero-filled; `count <= 16`.
  void first(uint32_t count, uint64_t& low, uint64_t& high) const {
    v128_t kept = wasm_v128_and(v_, wasm_v128_load(internal::kKeep + 16 - count));
    low = static_cast<uint64_t>(wasm_i64x2_extract_lane(kept, 0));
    high = static_cast<uint64_t>(wasm_i64x2_extract_lane(kept, 1));
  }
  // Any of three bytes.
  uint32_t any_of(char a, char b, char c) const {
    v128_t m = wasm_v128_or(wasm_i8x16_eq(v_, wasm_i8x16_splat(a)), wasm_i8x16_eq(v_, wasm_i8x16_splat(b)));
    return wasm_i8x16_bitmask(wasm_v128_or(m, wasm_i8x16_eq(v_, wasm_i8x16_splat(c))));
  }

  static Bytes16 lowest_of_each(Numbers4 a, Numbers4 b, Numbers4 c, Numbers4 d) {
    auto low = [](Numbers4 n) { return reinterpret_cast<v128_t>(n & 0xFF); };
    return Bytes16(wasm_u8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(low(a), low(b)),
                                           wasm_i16x8_narrow_i32x4(low(c), low(d))));
  }
  void store(void* p) const { wasm_v128_store(p, v_); }

 private:
  explicit Bytes16(v128_t v) : v_(v) {}
  v128_t v_;
};

#elif defined(__SSE2__)

class Bytes16 {
 public:
  static Bytes16 load(const char* p) { return Bytes16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))); }
  uint32_t equals(char c) const { return mask(_mm_cmpeq_epi8(v_, _mm_set1_epi8(c))); }
  uint32_t below(uint8_t limit) const { return mask(less(v_, limit)); }
  uint32_t not_ascii() const { return mask(v_); }
  uint32_t word() const {
    __m128i lower = _mm_or_si128(v_, _mm_set1_epi8(0x20));
    __m128i letter = less(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 26);
    __m128i digit = less(_mm_sub_epi8(v_, _mm_set1_epi8('0')), 10);
    __m128i underscore = _mm_cmpeq_epi8(v_, _mm_set1_epi8('_'));
    return mask(_mm_or_si128(_mm_or_si128(letter, digit), _mm_or_si128(underscore, v_)));
  }
  void first(uint32_t count, uint64_t& low, uint64_t& high) const {
    __m128i keep = _mm_loadu_si128(reinterpret_cast<const __m128i*>(internal::kKeep + 16 - count));
    __m128i kept = _mm_and_si128(v_, keep);
    low = static_cast<uint64_t>(_mm_cvtsi128_si64(kept));
    high = static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(kept, kept)));
  }
  uint32_t any_of(char a, char b, char c) const {
    __m128i m = _mm_or_si128(_mm_cmpeq_epi8(v_, _mm_set1_epi8(a)), _mm_cmpeq_epi8(v_, _mm_set1_epi8(b)));
    return mask(_mm_or_si128(m, _mm_cmpeq_epi8(v_, _mm_set1_epi8(c))));
  }
  static Bytes16 lowest_of_each(Numbers4 a, Numbers4 b, Numbers4 c, Numbers4 d) {
    auto low = [](Numbers4 n) { return reinterpret_cast<__m128i>(n & 0xFF); };
    return Bytes16(_mm_packus_epi16(_mm_packs_epi32(low(a), low(b)), _mm_packs_epi32(low(c), low(d))));
  }
  void store(void* p) const { _mm_storeu_si128(reinterpret_cast<__m128i*>(p), v_); }

 private:
  explicit Bytes16(__m128i v) : v_(v) {}
  static uint32_t mask(__m128i m) { return static_cast<uint32_t>(_mm_movemask_epi8(m)); }
  // Unsigned x < limit: SSE2 compares signed bytes only, a minimum does it without a bias.
  static __m128i less(__m128i x, uint8_t limit) {
    return _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(static_cast<char>(limit - 1))), x);
  }
  __m128i v_;
};

#else

class Bytes16 {
 public:
  static Bytes16 load(const char* p) {
    Bytes16 result;
    std::memcpy(result.v_, p, 16);
    return result;
  }
  uint32_t equals(char c) const {
    return collect([c](uint8_t x) { return x == static_cast<uint8_t>(c); });
  }
  uint32_t below(uint8_t limit) const {
    return collect([limit](uint8_t x) { return x < limit; });
  }
  uint32_t not_ascii() const {
    return collect([](uint8_t x) { return x >= 0x80; });
  }
  uint32_t word() const {
    return collect([](uint8_t x) {
      return static_cast<uint8_t>((x | 0x20) - 'a') < 26 || static_cast<uint8_t>(x - '0') < 10 || x == '_' ||
             x >= 0x80;
    });
  }
  void first(uint32_t count, uint64_t& low, uint64_t& high) const {
    uint8_t kept[16] = {};
    std::memcpy(kept, v_, count);
    std::memcpy(&low, kept, 8);
    std::memcpy(&high, kept + 8, 8);
  }
  uint32_t any_of(char a, char b, char c) const {
    return collect([=](uint8_t x) {
      return x == static_cast<uint8_t>(a) || x == static_cast<uint8_t>(b) || x == static_cast<uint8_t>(c);
    });
  }
  static Bytes16 lowest_of_each(Numbers4 a, Numbers4 b, Numbers4 c, Numbers4 d) {
    Bytes16 result;
    for (int i = 0; i < 4; ++i) {
      result.v_[i] = static_cast<uint8_t>(a[i]);
      result.v_[4 + i] = static_cast<uint8_t>(b[i]);
      result.v_[8 + i] = static_cast<uint8_t>(c[i]);
      result.v_[12 + i] = static_cast<uint8_t>(d[i]);
    }
    return result;
  }
  void store(void* p) const { std::memcpy(p, v_, 16); }

 private:
  template <class Predicate>
  uint32_t collect(Predicate predicate) const {
    uint32_t bits = 0;
    for (int i = 0; i < 16; ++i) bits |= static_cast<uint32_t>(predicate(v_[i])) << i;
    return bits;
  }
  uint8_t v_[16];
};

#endif

// How many bytes at `p` satisfy the bits that `classify(Bytes16)` gives.
template <class Classify>
inline uint32_t span(const char* p, Classify classify) {
  const char* start = p;
  for (;;) {
    uint32_t stop = ~classify(Bytes16::load(p)) & 0xFFFFu;
    if (stop != 0) return static_cast<uint32_t>(p - start) + static_cast<uint32_t>(std::countr_zero(stop));
    p += 16;
  }
}

}  // namespace pellucid::base
