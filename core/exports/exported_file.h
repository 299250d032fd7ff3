#pragma once

#include "flow/use_def.h"
#include "scope/build.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::exports {

// A file, as far as what it offers goes.
struct ExportedFile {
  const syntax::Tree& tree;
  const source::Text& text;
  const scope::Scopes& scopes;
  const flow::UseDef& use_def;
  bool is_stub;     // `.pyi`
  bool is_package;  // `__init__.py`, `__init__.pyi`
};

}  // namespace pellucid::exports
