#pragma once

// What the fuzzers share. An input's first byte chooses the Python version, by its last digit in ASCII: `0`
// to `7` are 3.8 to 3.15. The rest is the source.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "source/python_version.h"

namespace pellucid::fuzz {

struct Input {
  source::PythonVersion version;
  std::string_view source;
};

inline Input read_input(const uint8_t* data, size_t size) {
  if (size == 0) return {source::kDefaultPython, {}};
  return {{8u + (data[0] & 7u)}, {reinterpret_cast<const char*>(data) + 1, size - 1}};
}

// Ends the run, with the input kept by libFuzzer, if there are faults.
inline void expect_none(const std::vector<std::string>& faults, const char* what) {
  if (faults.empty()) return;
  for (const std::string& fault : faults) std::fprintf(stderr, "%s: %s\n", what, fault.c_str());
  std::abort();
}

}  // namespace pellucid::fuzz
