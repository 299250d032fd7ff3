#pragma once

// Stub packs, written as core/resolve/stub_pack.h tells.

#include <cstdint>
#include <map>
#include <string>

namespace pellucid::tests {

inline std::string packed_number(size_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
  return bytes;
}

inline std::string packed(const std::map<std::string, std::string>& files) {
  std::string list, names, texts;
  size_t names_bytes = 0;
  for (const auto& [name, text] : files) names_bytes += name.size();
  size_t first_text = 20 + files.size() * 16 + names_bytes;
  for (const auto& [name, text] : files) {
    list += packed_number(names.size()) + packed_number(name.size());
    list += packed_number(first_text + texts.size()) + packed_number(text.size());
    names += name;
    texts += text;
  }
  std::string head = "PELSTUB1" + packed_number(files.size()) + packed_number(names.size()) +
                     packed_number(first_text + texts.size());
  return head + list + names + texts;
}

}  // namespace pellucid::tests
