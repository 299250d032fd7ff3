#pragma once

#include "syntax/node.h"

namespace pellucid::exports {

// Whether an import is written for others to take what it binds (typing specification, "import conventions"):
// `import a as a`, `from m import a as a`; in a stub `from . import a`, too. `alias`: the row of one of its names.
bool is_reexport(const syntax::Node& alias, bool is_stub);

}  // namespace pellucid::exports
