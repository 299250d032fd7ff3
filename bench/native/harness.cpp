#include "harness.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#ifndef __EMSCRIPTEN__
#include <malloc.h>
#endif

#include "source/decode.h"

namespace pellucid::bench {

Corpus read_corpus(const std::string& list) {
  Corpus corpus;
  std::ifstream names(list);
  for (std::string name; std::getline(names, name);) {
    std::ifstream in(name, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    if (!in) continue;
    source::Decoded decoded = source::decode(bytes.str());
    if (decoded.problem) continue;
    corpus.bytes += decoded.text.size();
    corpus.texts.push_back(std::move(decoded.text));
  }
  return corpus;
}

std::string large_text(const Corpus& corpus, uint32_t times) {
  std::string once, many;
  for (const source::Text& text : corpus.texts) {
    if (once.size() > 1400000) break;
    once += text.view();
    once += '\n';
  }
  for (uint32_t i = 0; i < times; ++i) many += once;
  return many;
}

void field(const std::string& name, double value) { std::printf(",\n \"%s\": %.4f", name.c_str(), value); }

int run(int argc, char** argv, void (*measure)(const Corpus& corpus, uint32_t rounds)) {
  if (argc < 2) return 2;
    // Memory that is freed stays with the process, as in a checker that runs for long: none is mapped anew for what
    // is large (a threshold would not do, it cannot be above 32 MB).
#ifndef __EMSCRIPTEN__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, 2047 << 20);
  mallopt(M_TOP_PAD, 64 << 20);
#endif
  uint32_t rounds = argc > 2 ? static_cast<uint32_t>(std::atoi(argv[2])) : 5;
  Corpus corpus = read_corpus(argv[1]);
  std::printf("{\"files\": %zu,\n \"bytes\": %llu", corpus.texts.size(),
              static_cast<unsigned long long>(corpus.bytes));
  measure(corpus, rounds);
  std::printf("\n}\n");
  return 0;
}

}  // namespace pellucid::bench
