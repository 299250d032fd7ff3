#include "lex/word_map.h"

#include "base/simd.h"

namespace pellucid::lex {

static_assert(std::endian::native == std::endian::little, "bits of a word are stored lowest first");

WordMap::WordMap(const source::Text& text) {
  uint32_t size = text.size();
  uint32_t halves = (size + 15) / 16;
  bytes_.reset(new uint8_t[2 * halves + 16]);
  const char* p = text.data();
  uint32_t beyond_ascii = 0;
  for (uint32_t i = 0; i < halves; ++i) {
    base::Bytes16 bytes = base::Bytes16::load(p + 16 * i);
    beyond_ascii |= bytes.not_ascii();
    auto bits = static_cast<uint16_t>(bytes.word());
    std::memcpy(bytes_.get() + 2 * i, &bits, 2);
  }
  std::memset(bytes_.get() + 2 * halves, 0, 16);
  ascii_ = beyond_ascii == 0;
}

}  // namespace pellucid::lex
