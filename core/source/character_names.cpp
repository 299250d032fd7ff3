#include "source/character_names.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace pellucid::source {

#ifdef PELLUCID_CHARACTER_NAMES

// The file's bytes, part of the program. scripts/unicode/make_names.mjs describes them.
__asm__(
    ".section .rodata\n"
    ".global pellucid_character_names\n"
    "pellucid_character_names:\n"
    ".incbin \"" PELLUCID_CHARACTER_NAMES
    "\"\n"
    ".byte 0\n"
    ".text\n");
extern "C" const unsigned char pellucid_character_names[];

namespace {

uint32_t word_at(uint32_t offset) {
  uint32_t word;
  std::memcpy(&word, pellucid_character_names + offset, 4);
  return word;
}

// One step through a block: the name grows out of the one before.
const unsigned char* read_name(const unsigned char* p, std::string& name, uint32_t& code) {
  name.resize(p[0]);
  name.append(reinterpret_cast<const char*>(p + 2), p[1]);
  p += 2 + p[1];
  code = p[0] | p[1] << 8 | static_cast<uint32_t>(p[2]) << 16;
  return p + 3;
}

std::optional<uint32_t> listed(const std::string& wanted) {
  uint32_t count = word_at(0), blocks = word_at(4);
  std::string name;
  uint32_t code = 0;
  uint32_t low = 0, high = blocks;  // the block whose first name is the last one not above `wanted`
  while (high - low > 1) {
    uint32_t middle = (low + high) / 2;
    read_name(pellucid_character_names + word_at(8 + 4 * middle), name, code);
    (name <= wanted ? low : high) = middle;
  }
  const unsigned char* p = pellucid_character_names + word_at(8 + 4 * low);
  uint32_t in_block = std::min(32u, count - 32 * low);
  for (uint32_t i = 0; i < in_block; ++i) {
    p = read_name(p, name, code);
    if (name == wanted) return code;
  }
  return std::nullopt;
}

// Names that end in their own code.
std::optional<uint32_t> numbered(std::string_view name) {
  for (std::string_view prefix :
       {"CJK UNIFIED IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-", "TANGUT IDEOGRAPH-", "NUSHU CHARACTER-",
        "KHITAN SMALL SCRIPT CHARACTER-", "EGYPTIAN HIEROGLYPH-"}) {
    if (!name.starts_with(prefix)) continue;
    uint32_t code = 0;
    name.remove_prefix(prefix.size());
    if (name.size() < 4 || name.size() > 5) return std::nullopt;
    for (char c : name) {
      if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) return std::nullopt;
      code = code << 4 | static_cast<uint32_t>(c <= '9' ? c - '0' : c - 'A' + 10);
    }
    return code;
  }
  return std::nullopt;
}

// Unicode standard 3.12: a syllable's name is its letters' names.
std::optional<uint32_t> hangul(std::string_view name) {
  constexpr std::string_view kPrefix = "HANGUL SYLLABLE ";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  constexpr std::string_view kLeading[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                           "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
  constexpr std::string_view kVowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                          "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
  constexpr std::string_view kTrailing[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                            "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                            "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
  auto longest = [&name](auto& letters) {
    size_t best = std::size(letters), length = 0;
    for (size_t i = 0; i < std::size(letters); ++i) {
      if (!name.starts_with(letters[i])) continue;
      if (best == std::size(letters) || letters[i].size() > length) best = i, length = letters[i].size();
    }
    if (best != std::size(letters)) name.remove_prefix(length);
    return static_cast<uint32_t>(best);
  };
  uint32_t leading = longest(kLeading), vowel = longest(kVowels);
  if (vowel == std::size(kVowels)) return std::nullopt;
  uint32_t trailing = longest(kTrailing);
  if (!name.empty()) return std::nullopt;
  return 0xAC00 + (leading * 21 + vowel) * 28 + trailing;
}

}  // namespace

std::optional<uint32_t> character_named(std::string_view name) {
  std::string upper(name);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  if (auto code = listed(upper)) return code;
  if (auto code = numbered(upper)) return code;
  return hangul(upper);
}

bool has_character_names() { return true; }

#else

std::optional<uint32_t> character_named(std::string_view) { return std::nullopt; }

bool has_character_names() { return false; }

#endif

}  // namespace pellucid::source
