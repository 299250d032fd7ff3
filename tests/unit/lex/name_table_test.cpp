#include "lex/name_table.h"

#include <cstring>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/random.h"

namespace pellucid::lex {
namespace {

// Names side by side in one text, and where each stands.
struct Names {
  std::string text;
  std::vector<uint32_t> offsets;
  std::vector<uint32_t> lengths;

  void add(std::string_view name) {
    offsets.push_back(static_cast<uint32_t>(text.size()));
    lengths.push_back(static_cast<uint32_t>(name.size()));
    text.append(name);
  }
  std::string_view name(size_t i) const { return std::string_view(text).substr(offsets[i], lengths[i]); }
};

// Gives the table every name twice, against a map.
void check_numbering(NameTable& table, const Names& names, uint32_t expected) {
  table.reset(names.text, expected);
  std::map<std::string_view, uint32_t> numbers;
  for (int pass = 0; pass < 2; ++pass) {
    for (size_t i = 0; i < names.offsets.size(); ++i) {
      auto [known, is_new] = numbers.try_emplace(names.name(i), kFirstOwnName + numbers.size());
      uint32_t index = table.intern_slice(names.offsets[i], names.lengths[i]);
      if (index != known->second) {
        FAIL_CHECK("name " << i << " is " << index << ", not " << known->second);
        return;
      }
    }
  }
  CHECK(table.count() == kFirstOwnName + numbers.size());
  CHECK(table.spans().size() == numbers.size());
  for (auto [name, index] : numbers) {
    bool spelled = table.text_of(index) == name;
    if (!spelled) FAIL_CHECK("name " << index << " is spelled otherwise");
  }
}

std::string random_word(tests::Random& random, uint32_t longest) {
  constexpr std::string_view kLetters[] = {"a", "b", "_", "Z", "9", "\xC3\xA9"};
  std::string word = "x";
  uint32_t letters = random.below(longest);
  word += random.joined(kLetters, letters);
  return word;
}

TEST_CASE("keywords and well-known names have their numbers before any text is read") {
  NameTable table;
  std::string text = "class match None _ __future__";
  table.reset(text, 0);
  auto index_of = [&](std::string_view name) {
    return table.intern_slice(static_cast<uint32_t>(text.find(name)), static_cast<uint32_t>(name.size()));
  };
  CHECK(index_of("class") == static_cast<uint32_t>(TokenKind::Class) - static_cast<uint32_t>(kFirstKeyword));
  CHECK(index_of("None") == 1);
  CHECK(index_of("match") == static_cast<uint32_t>(WellKnown::Match));
  CHECK(index_of("__future__") == static_cast<uint32_t>(WellKnown::Future));
  CHECK(index_of(" _ ") == kFirstOwnName);
  CHECK(table.count() == kFirstOwnName + 1);
  for (uint32_t i = 0; i < kFirstOwnName; ++i) CHECK(table.text_of(i) == fixed_name(i));
}

TEST_CASE("names are numbered in the order of their first appearance, whatever was in the table before") {
  tests::Random random(7);
  NameTable table;
  for (int round = 0; round < 40; ++round) {
    Names names;
    uint32_t count = 1 + random.below(3000);
    for (uint32_t i = 0; i < count; ++i) names.add(random_word(random, 24));
    check_numbering(table, names, random.below(2) ? 0 : count);
  }
}

TEST_CASE("names that differ only behind their sixteenth byte, or in their length, are two") {
  NameTable table;
  Names names;
  for (size_t length = 1; length < 80; ++length) names.add(std::string(length, 'q'));
  for (size_t length = 16; length < 80; ++length) {
    names.add(std::string(length, 'q') + "b");
    names.add(std::string(length, 'q') + "c");
  }
  check_numbering(table, names, 0);
}

TEST_CASE("a spelling that is not in the text is the same name as a slice that is") {
  NameTable table;
  std::string text = "file a_name_that_is_longer_than_two_words";
  table.reset(text, 0);
  // `ﬁle` in normal form is `file` (PEP 3131).
  uint32_t by_spelling = table.intern_spelling("file");
  CHECK(by_spelling == kFirstOwnName);
  CHECK(table.intern_slice(0, 4) == by_spelling);
  CHECK(table.intern_spelling("file") == by_spelling);
  CHECK(table.normalized() == "file");
  uint32_t by_slice = table.intern_slice(5, static_cast<uint32_t>(text.size()) - 5);
  CHECK(table.intern_spelling(text.substr(5)) == by_slice);
  CHECK(table.normalized() == "file");
  CHECK(table.intern_spelling("class") < kKeywordCount);
  CHECK(table.intern_spelling("another") == kFirstOwnName + 2);
  CHECK(table.normalized() == "fileanother");
  CHECK(table.text_of(kFirstOwnName + 2) == "another");
}

// Names that differ in their last digits only are what generated code is full of.
TEST_CASE("numbered names stand near their homes") {
  for (std::string stem :
       {"x", "Record", "Record00", "a_longer_name_", "a_name_of_more_than_sixteen_bytes_"}) {
    Names names;
    for (uint32_t i = 0; i < 20000; ++i) names.add(stem + std::to_string(10000 + i));
    NameTable table;
    check_numbering(table, names, 0);
    CHECK(table.longest_run() < 40);
  }
}

// Words whose hashes agree wherever the table looks at them, for as long as it hashes as it does
// (NameTable::mix): whoever wants to slow a checker down can find such names. However they are chosen, each
// keeps its own number.
TEST_CASE("names chosen to collide are kept apart") {
  constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15u;
  uint64_t inverse = 1;
  for (int i = 0; i < 6; ++i) inverse *= 2 - kMultiplier * inverse;
  Names names;
  for (uint64_t i = 0; i < 20000; ++i) {
    uint64_t low = (uint64_t{0x12345678} << 32 | i) * inverse;
    low ^= low >> 32;
    char bytes[8];
    std::memcpy(bytes, &low, 8);
    names.add({bytes, 8});
  }
  NameTable table;
  check_numbering(table, names, 0);
}

}  // namespace
}  // namespace pellucid::lex
