#include "harness.h"

#include <fstream>
#include <sstream>

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

}  // namespace pellucid::bench
