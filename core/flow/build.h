#pragma once

// Walk 2: see use_def.h. Linear in the rows but for joins: what a branch changes is joined once a level of
// nesting. Where functions of the file never return, it is walked again with that known.

#include "flow/use_def.h"
#include "scope/build.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::flow {

// What is known before a program runs, by which branches are taken for dead.
struct Environment {
  source::PythonVersion version = source::kDefaultPython;
  std::string platform = "linux";  // sys.platform
  // It is never run, so names may be read above what binds them (typing specification, "stub files").
  bool is_stub = false;
  // Statements' calls that types have found never to return: the rows of the Call. Those of functions of the
  // file that raise on all their ways are found without.
  std::vector<syntax::NodeIndex> ending_calls = {};
};

UseDef build(const syntax::Tree& tree, const source::Text& text, const scope::Scopes& scopes,
             const Environment& environment);

}  // namespace pellucid::flow
