#pragma once

// What the command and the page supply: the stubs of the standard library (resolve/stub_pack.h), and where else
// modules are looked for (resolve/search_paths.h).

#include "resolve/search_paths.h"
#include "resolve/stub_pack.h"

namespace pellucid::project {

using resolve::kStubRoot;
using resolve::SearchSettings;
using resolve::StubFiles;
using resolve::StubPack;

}  // namespace pellucid::project
