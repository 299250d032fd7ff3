#include "resolve/near_names.h"

#include <algorithm>

#include "diagnostic/similar.h"

namespace pellucid::resolve {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

NearName near_name(std::string_view word, const std::vector<std::string_view>& candidates) {
  for (std::string_view candidate : candidates)
    if (candidate != word && equal_but_for_case(candidate, word)) return {std::string(candidate), true};
  uint32_t most = word.size() <= 2 ? 0 : word.size() <= 5 ? 1 : 2;
  return {std::string(diagnostic::most_similar(word, candidates, most)), false};
}

NearName near_module(const MissingModule& missing, const Resolution& parent, const source::FileSystem& files,
                     const SearchPaths& paths, const StubVersions& versions, const Target& target) {
  bool is_private_wanted = missing.module.last().starts_with('_');
  std::vector<std::string> names;
  for (ModuleBelow& its : modules_below(missing.module.parent(), parent, files, paths, versions, target)) {
    // Private modules of others are nobody's aim.
    bool is_private = its.name.starts_with('_') && its.place != PlaceKind::Project;
    if (!is_private || is_private_wanted) names.push_back(std::move(its.name));
  }
  std::vector<std::string_view> candidates(names.begin(), names.end());
  return near_name(missing.module.last(), candidates);
}

}  // namespace pellucid::resolve
