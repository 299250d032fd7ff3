#pragma once

// Whether a name is bound where it is read, in one word: what name_trace.h tells in steps, for every use of a
// file at little cost each.

#include <string_view>
#include <unordered_map>

#include "ide/occurrences.h"
#include "ide/star_imports.h"
#include "syntax/node.h"

namespace pellucid::ide {

enum class BoundState : uint8_t { Bound, MaybeUnbound, Unbound, Deleted, NeverRun };
std::string_view name_of(BoundState state);

class BoundStates {
 public:
  // Borrows the file. O(definitions), of a package O(rows).
  explicit BoundStates(const NamedFile& file)
      : file_(file),
        stars_(file),
        definitions_(file.use_def, file.scopes.table.symbol_count()),
        submodules_(check::loaded_submodules(file)) {}

  // O(log uses), and for what is read by code that runs later, O(definitions of the symbol · depth), once for each
  // scope that reads it; behind star imports, what StarImports::boundness costs.
  BoundState of(const Occurrence& read) const;
  // Of the owner's symbol at the row, taking each definition before it for certain whose statement stands in
  // a block around it: for places that no use stands at.
  BoundState by_place(uint32_t symbol, syntax::NodeIndex row) const;
  // Of a symbol for code that runs later than its scope's; `reader` is the scope of that code.
  BoundState later(uint32_t symbol, scope::FileScopeId reader) const;

  // What star imports make of a name that the module never binds, where it is read; kNoOwner if there are none.
  flow::ValueId starred(base::Optional<flow::UseId> use, scope::FileScopeId reader) const;

  const StarImports& stars() const { return stars_; }
  const flow::DefinitionIndex& definitions() const { return definitions_; }

 private:
  BoundState find_later(uint32_t symbol, scope::FileScopeId reader) const;
  // Bound or declared, wherever that is.
  bool is_given(uint32_t symbol) const;
  // By another scope than its own, which declares it.
  bool is_bound_elsewhere(uint32_t symbol) const;
  BoundState of_value(uint32_t owner, flow::ValueId value, scope::FileScopeId reader) const;
  // `starred`: what star imports make of the name, where the module never binds it.
  BoundState with_outer(uint32_t owner, BoundState state, const flow::Fallback* module,
                        scope::FileScopeId reader, flow::ValueId starred) const;
  BoundState of_stars(flow::ValueId starred, scope::Name name) const;
  BoundState or_builtin(BoundState inside, scope::Name name) const;

  const NamedFile& file_;
  StarImports stars_;
  flow::DefinitionIndex definitions_;
  std::vector<check::LoadedSubmodule> submodules_;
  mutable std::unordered_map<uint64_t, BoundState> later_;  // by symbol and reader
  mutable std::unordered_map<uint32_t, bool> bound_elsewhere_;
};

// Whether no function is between the module and the scope.
bool runs_at_once(const scope::ScopeTable& table, scope::FileScopeId scope);

// Whether the statement (or expression) around `definition` may be passed without the definition in it being
// run. `around_use`: the name is read in the statement, too.
bool parts_ways(syntax::Node statement, syntax::NodeIndex definition, bool around_use);

}  // namespace pellucid::ide
