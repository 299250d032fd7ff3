#pragma once

// Timing on a machine that others use as well: what counts is the processor's time of the one thread, each
// item is run several times, and its best time counts; the sum over the items is what the work costs when
// nobody disturbs it. Ratios are of figures from one run.

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

#include "source/python_version.h"
#include "source/text.h"

namespace pellucid::bench {

inline constexpr source::PythonVersion kVersion{13};

struct Corpus {
  std::vector<source::Text> texts;
  uint64_t bytes = 0;
};

// The files named, one a line, in the file `list`; those that cannot be read are left out.
Corpus read_corpus(const std::string& list);

// The first texts, one behind the other, until they are 1.4 MB; and all of that `times` over.
std::string large_text(const Corpus& corpus, uint32_t times);

// `PROGRAM LIST [ROUNDS]`: measures the files that LIST names and prints JSON, which `measure` adds fields to.
int run(int argc, char** argv, void (*measure)(const Corpus& corpus, uint32_t rounds));
void field(const std::string& name, double value);

inline double thread_seconds() {
  timespec now = {};
#ifdef __EMSCRIPTEN__  // has one clock
  clock_gettime(CLOCK_MONOTONIC, &now);
#else
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
#endif
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

template <class Work>
double seconds(Work work) {
  double start = thread_seconds();
  work();
  return thread_seconds() - start;
}

// Sum over the items of each one's best time in `rounds`.
template <class Work>
double best_seconds(uint32_t rounds, size_t items, Work work) {
  std::vector<double> best(items, 1e9);
  for (uint32_t round = 0; round < rounds; ++round)
    for (size_t i = 0; i < items; ++i) best[i] = std::min(best[i], seconds([&] { work(i); }));
  double sum = 0;
  for (double each : best) sum += each;
  return sum;
}

// The same for several ways to work on the items, that take turns, a round over all items each: so a machine that
// slows down slows all of them, and none finds the processor trained on the item by the one before.
template <class... Ways>
std::array<double, sizeof...(Ways)> best_seconds_each(uint32_t rounds, size_t items, Ways... ways) {
  std::array<std::vector<double>, sizeof...(Ways)> best;
  for (std::vector<double>& times : best) times.assign(items, 1e9);
  auto run = [items](std::vector<double>& times, auto& way) {
    for (size_t i = 0; i < items; ++i) times[i] = std::min(times[i], seconds([&] { way(i); }));
  };
  for (uint32_t round = 0; round < rounds; ++round) {
    size_t next = 0;
    (run(best[next++], ways), ...);
  }
  std::array<double, sizeof...(Ways)> sums = {};
  for (size_t way = 0; way < sums.size(); ++way)
    for (double each : best[way]) sums[way] += each;
  return sums;
}

inline double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

// Keeps a result from being optimised away.
inline void keep(uint64_t value) { asm volatile("" : : "r"(value) : "memory"); }

}  // namespace pellucid::bench
