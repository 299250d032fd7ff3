#include "resolve/resolution.h"

#include <array>

namespace pellucid::resolve {

namespace {

size_t list_bytes(const std::vector<std::string>& list) {
  size_t bytes = list.capacity() * sizeof(std::string);
  for (const std::string& text : list) bytes += string_bytes(text);
  return bytes;
}

}  // namespace

std::string_view name_of(ModuleKind kind) {
  static constexpr std::array<std::string_view, 4> kNames = {"module", "package", "namespace package",
                                                             "opaque"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view name_of(PlaceKind kind) {
  static constexpr std::array<std::string_view, 4> kNames = {"project", "extra path", "standard library",
                                                             "site packages"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view name_of(Absence absence) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "not found", "not in package", "no package",        "not yet",
      "no longer", "other platform", "no parent package", "beyond top"};
  return kNames[static_cast<size_t>(absence)];
}

size_t memory_bytes(const Resolution& resolution) {
  size_t bytes = string_bytes(resolution.file) + list_bytes(resolution.hidden) +
                 list_bytes(resolution.absent) + resolution.portions.capacity() * sizeof(Portion);
  for (const Portion& portion : resolution.portions) bytes += string_bytes(portion.folder);
  if (resolution.missing) bytes += memory_bytes(resolution.missing->module);
  return bytes;
}

}  // namespace pellucid::resolve
