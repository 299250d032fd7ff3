#include "base/interner.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

namespace pellucid::base {
namespace {

struct WordTag;
using Word = Id<WordTag>;

std::string word(uint32_t number) {
  // Of all lengths, the empty one too.
  std::string text = number == 0 ? "" : std::to_string(number);
  return number % 7 == 3 ? text + std::string(number % 300, 'x') : text;
}

TEST_CASE("a text has one number, and a number its text") {
  Interner<Word> words;
  for (uint32_t i = 0; i < 20'000; ++i) CHECK(words.intern(word(i)).value() == i);
  for (uint32_t i = 0; i < 20'000; ++i) {
    REQUIRE(words.text(Word(i)) == word(i));
    REQUIRE(words.find(word(i)) == Optional<Word>(Word(i)));
  }
  CHECK(!words.find("never met"));
  CHECK(words.size() == 20'000);
}

#ifndef __EMSCRIPTEN__
TEST_CASE("threads that meet the same texts get the same numbers") {
  constexpr uint32_t kWords = 5'000, kThreads = 4;
  Interner<Word> words;
  std::vector<std::vector<Word>> found(kThreads);
  std::atomic<bool> is_wrong = false;
  std::vector<std::thread> threads;
  for (uint32_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      // Each begins elsewhere.
      found[thread].assign(kWords, Word(0));
      for (uint32_t i = 0; i < kWords; ++i) {
        uint32_t number = (i + thread * kWords / kThreads) % kWords;
        Word its = found[thread][number] = words.intern(word(number));
        if (words.text(its) != word(number)) is_wrong = true;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(!is_wrong);
  CHECK(words.size() == kWords);
  for (uint32_t thread = 1; thread < kThreads; ++thread) CHECK(found[thread] == found[0]);
}
#endif

}  // namespace
}  // namespace pellucid::base
