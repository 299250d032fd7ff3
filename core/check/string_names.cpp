// What strings in annotations name counts as used, and must be there.

#include "check/annotation_strings.h"
#include "check/name_checker.h"
#include "db/annotation.h"

namespace pellucid::check {

void NameChecker::read_string_annotations() {
  AnnotationStrings strings(file_.tree, file_.text, file_.scopes, file_.use_def, definitions_);
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    NodeIndex row(i);
    if (file_.tree.kind(row) == NodeKind::StringLiteral && strings.is_annotation(row)) read_string(row);
  }
}

void NameChecker::read_string(NodeIndex row) {
  db::StringAnnotation annotation =
      db::parse_annotation(file_.text.slice(file_.tree.range(row)), file_.tree.start(row), file_.version);
  // `*args: '*Ts'` unpacks as `*args: *Ts` does (PEP 646).
  bool may_unpack = file_.tree.role(row) == Role::Annotation &&
                    node(row).parent()->role() == Role::VarPositional && file_.version.minor >= 11;
  if (!annotation.valid || (annotation.unpacks && !may_unpack)) {
    report(Rule::InvalidSyntaxInForwardAnnotation, file_.tree.range(row),
           "the string is an annotation, and no expression");
    return;
  }
  const syntax::Tree& tree = annotation.tree;
  for (uint32_t i = 0; i < tree.size(); ++i) {
    NodeIndex at(i);
    if (tree.kind(at) != NodeKind::Name) continue;
    std::string_view text = tree.text_of(tree.name(at), annotation.text);
    if (mark_used(file_.scopes.places.scope_at(row), text) || is_provided(text, file_.version)) continue;
    source::Range range = annotation.in_file(tree.range(at));
    if (has_open_globals_ || installs(text)) continue;
    Diagnostic certain =
        diagnostic::report(Rule::UnresolvedReference, range, quoted(text) + " is not defined");
    flow::ValueId value = file_.use_def.starred_at_end();
    if (value != flow::kNoOwner || has_other_stars()) {
      may_be_from_star(file_.names.intern(text), value, Runs::Later, range, std::move(certain));
    } else {
      diagnostics_.push_back(std::move(certain));
    }
  }
}

// Counts a use of the name from a scope, if some scope around binds it.
bool NameChecker::mark_used(FileScopeId from, std::string_view text) {
  auto name = file_.names.find(text);
  if (!name) return false;
  const scope::ScopeTable& table = file_.scopes.table;
  for (scope::OptionalScope its = from; its; its = table.scope(*its).parent) {
    auto symbol = table.find(*its, *name);
    if (!symbol) continue;
    const Symbol& found = table.symbol({*its, *symbol});
    if (!found.binds() && !found.flags.has(SymbolFlag::Annotated)) continue;
    uint32_t position = table.position({*its, *symbol});
    ++use_counts_[position];
    used_later_[position] = true;
    flow::ValueId end = file_.use_def.at_end(position);
    if (file_.use_def.boundness(end).is_starred) questions_.reads.push_back({*name, end});
    return true;
  }
  return false;
}

}  // namespace pellucid::check
