#pragma once

// "Did you mean": modules that are there, for a name that is not. Asked for only when an import is to be
// reported, for it reads whole folders.
//
//     import colections      one slip away from a neighbour or a module of the standard library: `collections`
//     import Queue           the same letters in another case: `queue`
//
// Python's own modules and many others have short names that are near one another, so that a slip counts for
// less here than in a program's own names: one in names of up to five letters, two in longer ones.

#include <string>
#include <vector>

#include "resolve/modules_below.h"

namespace pellucid::resolve {

struct NearName {
  std::string name;  // in place of the last part of the missing module; empty if there is none
  bool case_only = false;
  friend bool operator==(const NearName&, const NearName&) = default;
};

// `parent`: the resolution of `missing.module`'s parent; one that is not found for a top-level module.
NearName near_module(const MissingModule& missing, const Resolution& parent, const source::FileSystem& files,
                     const SearchPaths& paths, const StubVersions& versions, const Target& target);

// The nearest of several names by the same measure; empty if none is near.
NearName near_name(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace pellucid::resolve
