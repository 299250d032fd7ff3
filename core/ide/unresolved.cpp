#include "ide/unresolved.h"

#include <algorithm>

#include "syntax/node.h"

namespace pellucid::ide {

std::vector<UnresolvedName> unresolved_names(const NamedFile& file, const std::vector<Occurrence>& all) {
  std::vector<UnresolvedName> found;
  BoundStates states(file);
  for (const diagnostic::Diagnostic& problem : check::name_rules_alone(file)) {
    bool maybe = problem.rule == diagnostic::Rule::PossiblyUnresolvedReference;
    if (!maybe && problem.rule != diagnostic::Rule::UnresolvedReference) continue;
    BoundState state = maybe ? BoundState::MaybeUnbound : BoundState::Unbound;
    const Occurrence* at = occurrence_at(all, problem.range.start);
    if (at != nullptr && at->range == problem.range && !maybe && states.of(*at) == BoundState::Deleted)
      state = BoundState::Deleted;
    found.push_back({file.text.slice(problem.range), problem.range, state,
                     file.scopes.places.scope_at(syntax::node_at(file.tree, problem.range.start))});
  }
  std::sort(found.begin(), found.end(),
            [](const UnresolvedName& a, const UnresolvedName& b) { return a.range.start < b.range.start; });
  return found;
}

}  // namespace pellucid::ide
