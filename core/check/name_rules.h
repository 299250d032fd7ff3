#pragma once

// Rules about names: read and never bound, bound and never read, bound twice. They read what scope and flow
// found; the tree only says where things stand.

#include <functional>
#include <string_view>
#include <vector>

#include "check/open_questions.h"
#include "db/queries.h"
#include "diagnostic/diagnostic.h"
#include "flow/use_def.h"
#include "scope/build.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::check {

// What star imports bring, as far as it is known: whether the module has the name for them.
using StarOffers = std::function<exports::Offer(const exports::ModuleRef& module, scope::Name name)>;

// A file, as far as its names go.
struct NamedFile {
  const syntax::Tree& tree;
  const source::Text& text;
  const scope::Scopes& scopes;
  const flow::UseDef& use_def;
  scope::Names& names;  // of the project; grows by what is read in strings
  source::PythonVersion version;
  db::ModuleForm form = {};
  StarOffers stars = {};  // empty for who knows no other file; the rules leave what it says open
};

// What a statement `from … import …` takes from; `alias` is the row of one of its names, or of the `*`.
exports::ModuleRef module_taken_from(const NamedFile& file, syntax::NodeIndex alias);

// A submodule that an import of a package's own module loads, whatever is taken from it.
struct LoadedSubmodule {
  std::string_view name;
  syntax::NodeIndex row;  // of its name
};
// In the order of the text; loading binds them in the package (language reference 5.4.2). By the package's own name,
// which is not known here, any first part may be the package. None of what is no package.
std::vector<LoadedSubmodule> loaded_submodules(const NamedFile& file);

struct NameFindings {
  std::vector<diagnostic::Diagnostic> diagnostics;  // in no order
  OpenQuestions questions;
  std::vector<OpenDiagnostic> open;  // by question
};
NameFindings name_rules(const NamedFile& file);
// The same for somebody who knows no other file, in no order.
std::vector<diagnostic::Diagnostic> name_rules_alone(const NamedFile& file);

// What Python itself provides to every module of this version: builtins, and `__name__` and its like.
bool is_provided(std::string_view name, source::PythonVersion version);
// All of these, in the order of their bytes.
std::vector<std::string_view> provided_names(source::PythonVersion version);

}  // namespace pellucid::check
