#pragma once

// How a name is resolved, step by step, for people: what Python does without saying. In
//
//     def f():
//         if ready:
//             x = 1
//         return x           the trace of this `x`
//
// stage A finds the scope that owns the name, which no run of the program changes: function `f`, because it
// binds `x` somewhere. Stage B asks whether it is bound at this point: maybe, the `if` branch binds it and
// without one it is not. Most names end there; a class body and a module look further when the name is
// unbound (class, module, builtins), and so does the trace: steps go on behind a scope that owns the name,
// and each such scope has its own Holder.
//
// A trace holds positions as byte offsets and rules by their number; sentences are made in wire.
//
// Must never know: other files, but for what it is told of star imports (check::NamedFile); how anything is shown.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ide/bound_state.h"

namespace pellucid::ide {

enum class TraceRule : uint8_t {
#define PEL_TRACE_RULE(rule, sentence, source) rule,
#include "ide/trace_rule.def"
#undef PEL_TRACE_RULE
};
std::string_view name_of(TraceRule rule);
// With `{name}`, `{scope}`, `{from}`, `{kind}` and `{at}` to be filled in.
std::string_view sentence_of(TraceRule rule);
std::string_view source_of(TraceRule rule);

enum class TraceBranchKind : uint8_t {
#define PEL_TRACE_BRANCH(kind, text) kind,
#include "ide/trace_branch.def"
#undef PEL_TRACE_BRANCH
};
std::string_view text_of(TraceBranchKind kind);

enum class StepOutcome : uint8_t { Searched, Skipped, Found };
std::string_view name_of(StepOutcome outcome);

struct TraceStep {
  scope::OptionalScope scope;  // none: the builtins
  StepOutcome outcome;
  TraceRule rule;
  std::optional<source::Range> evidence;  // the binding or declaration that decides
};

struct TraceDefinition {
  flow::DefinitionKind kind;
  source::Range range;
  syntax::OptionalNode star = {};  // the alias of a star import; its range is the statement's
};

enum class BranchEffect : uint8_t {
  Binds,
  Unbinds,
  DoesNotBind,
  Keeps,   // what the name was before
  Leaves,  // by `return`, `raise`, `break` or `continue`: it does not come here
};
std::string_view name_of(BranchEffect effect);

struct TraceBranch {
  TraceBranchKind kind;
  BranchEffect effect;
  source::Range range;  // of the clause, or of the statement if the branch is none that is written
};

// A scope that owns the name, and what is known of it at this point (stage B).
struct TraceHolder {
  scope::OptionalScope scope;  // none: the builtins
  BoundState state;
  TraceRule rule;
  bool later = false;                        // the name is read by code that runs later than what binds it
  std::vector<TraceDefinition> definitions;  // that may be meant, in the order of the walk
  std::vector<TraceBranch> branches;         // if it is maybe unbound: the ways that part, by statement
};

enum class TraceError : uint8_t { None, NameError, UnboundLocalError, SyntaxError };
std::string_view name_of(TraceError error);

struct NameTrace {
  NameTrace(scope::Name its, source::Range at) : name(its), range(at) {}

  scope::Name name;         // as Python knows it
  source::Range range;      // of the name in the text
  bool is_private = false;  // the text says `__x`, and Python `_C__x`
  bool in_string = false;   // which is an annotation
  NameAccess access = NameAccess::Read;
  scope::FileScopeId from{0};
  std::vector<TraceStep> steps;      // innermost first
  std::vector<TraceHolder> holders;  // in the order in which they are asked
  // All holders together; `error` is what is raised where the name is not bound, or what the compiler says.
  BoundState state = BoundState::Unbound;
  TraceError error = TraceError::None;
  std::vector<std::string> problems;  // what the compiler rejects about this name
};

// The row of the name at the byte offset, its end included; none if no name is read, bound or declared there.
syntax::OptionalNode name_row_at(const NamedFile& file, uint32_t offset);

// `row` is one that name_row_at gives. O(scopes + definitions).
NameTrace trace_name(const NamedFile& file, syntax::NodeIndex row);

// Of the name at the byte offset, its end included, also of one in a string that is an annotation; none if there is
// no name. O(rows).
std::optional<NameTrace> trace_at(const NamedFile& file, uint32_t offset);

}  // namespace pellucid::ide
