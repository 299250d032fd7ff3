#pragma once

// What the command and the page supply: where files come from (source/file_system.h).

#include "source/file_system.h"

namespace pellucid::project {

using source::FileContent;
using source::FileKind;
using source::FileSystem;
using source::FolderEntry;
using source::ReadStatus;

}  // namespace pellucid::project
