#include "ide/name_trace.h"

#include <algorithm>

#include "check/annotation_strings.h"
#include "check/name_rules.h"
#include "db/annotation.h"
#include "ide/tracer.h"

namespace pellucid::ide {

std::string_view name_of(TraceRule rule) {
  switch (rule) {
#define PEL_TRACE_RULE(rule, sentence, source) \
  case TraceRule::rule:                        \
    return #rule;
#include "ide/trace_rule.def"
#undef PEL_TRACE_RULE
  }
  return {};
}

std::string_view sentence_of(TraceRule rule) {
  switch (rule) {
#define PEL_TRACE_RULE(rule, sentence, source) \
  case TraceRule::rule:                        \
    return sentence;
#include "ide/trace_rule.def"
#undef PEL_TRACE_RULE
  }
  return {};
}

std::string_view source_of(TraceRule rule) {
  switch (rule) {
#define PEL_TRACE_RULE(rule, sentence, source) \
  case TraceRule::rule:                        \
    return source;
#include "ide/trace_rule.def"
#undef PEL_TRACE_RULE
  }
  return {};
}

std::string_view text_of(TraceBranchKind kind) {
  switch (kind) {
#define PEL_TRACE_BRANCH(kind, text) \
  case TraceBranchKind::kind:        \
    return text;
#include "ide/trace_branch.def"
#undef PEL_TRACE_BRANCH
  }
  return {};
}

std::string_view name_of(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::Searched: return "searched";
    case StepOutcome::Skipped: return "skipped";
    case StepOutcome::Found: return "found";
  }
  return {};
}

std::string_view name_of(BranchEffect effect) {
  switch (effect) {
    case BranchEffect::Binds: return "binds it";
    case BranchEffect::Unbinds: return "deletes it";
    case BranchEffect::DoesNotBind: return "does not bind it";
    case BranchEffect::Keeps: return "leaves it as it was";
    case BranchEffect::Leaves: return "does not come here";
  }
  return {};
}

std::string_view name_of(TraceError error) {
  switch (error) {
    case TraceError::None: return "";
    case TraceError::NameError: return "NameError";
    case TraceError::UnboundLocalError: return "UnboundLocalError";
    case TraceError::SyntaxError: return "SyntaxError";
  }
  return {};
}

namespace {

// The row of the name at the offset; in `f(x)` the bracket belongs to the call.
syntax::OptionalNode name_row_behind(const NamedFile& file, uint32_t offset) {
  NodeIndex at = syntax::node_at(file.tree, offset);
  auto names = [&](NodeIndex row) {
    NodeKind kind = file.tree.kind(row);
    bool is_name = kind == NodeKind::Name || kind == NodeKind::Identifier || kind == NodeKind::Parameter;
    return is_name && file.scopes.symbol_at_row[row.value()] != base::kNoneValue;
  };
  // The symbol of `x: int` is at the parameter's row, the spelling at its child's.
  syntax::OptionalNode up = file.tree.parent(at);
  if (file.tree.kind(at) == NodeKind::Identifier && up && file.tree.kind(*up) == NodeKind::Parameter)
    return names(*up) ? up : syntax::OptionalNode();
  bool is_whole_parameter = file.tree.kind(at) == NodeKind::Parameter && !file.tree.is_leaf(at);
  return names(at) && !is_whole_parameter ? syntax::OptionalNode(at) : syntax::OptionalNode();
}

}  // namespace

syntax::OptionalNode name_row_at(const NamedFile& file, uint32_t offset) {
  if (auto at = name_row_behind(file, offset)) return at;
  if (offset == 0) return {};
  auto before = name_row_behind(file, offset - 1);
  bool ends_here = before && range_of_name(file.tree, *before).end == offset;
  return ends_here ? before : syntax::OptionalNode();
}

NameTrace trace_name(const NamedFile& file, NodeIndex row) { return Tracer(file, row).run(); }

namespace {

std::optional<NameTrace> trace_in_string(const NamedFile& file, uint32_t offset) {
  NodeIndex row = syntax::node_at(file.tree, offset);
  if (file.tree.kind(row) != NodeKind::StringLiteral) return std::nullopt;
  flow::DefinitionIndex definitions(file.use_def, file.scopes.table.symbol_count());
  check::AnnotationStrings strings(file.tree, file.text, file.scopes, file.use_def, definitions);
  if (!strings.is_annotation(row)) return std::nullopt;
  db::StringAnnotation annotation =
      db::parse_annotation(file.text.slice(file.tree.range(row)), file.tree.start(row), file.version);
  if (!annotation.valid) return std::nullopt;
  for (uint32_t i = 0; i < annotation.tree.size(); ++i) {
    NodeIndex at(i);
    if (annotation.tree.kind(at) != NodeKind::Name) continue;
    source::Range range = annotation.in_file(annotation.tree.range(at));
    if (offset < range.start || range.end < offset) continue;
    scope::Name name = file.names.intern(annotation.tree.text_of(annotation.tree.name(at), annotation.text));
    return Tracer(file, row, name, range).run();
  }
  return std::nullopt;
}

}  // namespace

std::optional<NameTrace> trace_at(const NamedFile& file, uint32_t offset) {
  if (auto row = name_row_at(file, offset)) return trace_name(file, *row);
  return trace_in_string(file, offset);
}

Tracer::Tracer(const NamedFile& file, NodeIndex row)
    : file_(file),
      states_(file),
      row_(row),
      symbol_(file.scopes.symbol_at_row[row.value()]),
      trace_(scope::known(scope::KnownName::None), file.tree.range(row)) {
  const scope::ScopeTable& table = file.scopes.table;
  for (uint32_t id = 0; id < table.size(); ++id) {
    const Scope& its = table.scope(FileScopeId(id));
    if (its.first_symbol <= symbol_ && symbol_ < its.symbol_end) from_ = FileScopeId(id);
  }
  const Symbol& symbol = table.all_symbols()[symbol_];
  trace_.name = symbol.name;
  trace_.from = from_;
  trace_.is_private = symbol.flags.has(SymbolFlag::Mangled);
}

Tracer::Tracer(const NamedFile& file, NodeIndex string, scope::Name name, source::Range range)
    : file_(file),
      states_(file),
      row_(string),
      symbol_(base::kNoneValue),
      from_(file.scopes.places.scope_at(string)),
      trace_(name, range) {
  if (auto found = file.scopes.table.find(from_, name)) symbol_ = file.scopes.table.position({from_, *found});
  trace_.from = from_;
  trace_.in_string = true;
}

NameTrace Tracer::run() {
  if (!trace_.in_string) {
    trace_.range = range_of_name(file_.tree, row_);
    read_access();
  }
  Next next = Next::GoOn;
  for (OptionalScope at = from_; at && next == Next::GoOn; at = scope(*at).parent) {
    outside_steps(*at);
    next = visit(*at);
    inner_ = *at;
  }
  if (next == Next::GoOn) visit_builtins();
  hold_in_stub();
  settle();
  return std::move(trace_);
}

void Tracer::read_access() {
  // `x += 1` reads first.
  trace_.access = file_.use_def.use_at(row_) ? NameAccess::Read : access_of(file_, row_);
}

void Tracer::step(OptionalScope scope, StepOutcome outcome, TraceRule rule,
                  std::optional<source::Range> evidence) {
  trace_.steps.push_back({scope, outcome, rule, evidence});
}

// Scopes whose text the name stands in, and which it is not evaluated in, between the scope visited last and
// `inside`. Innermost first.
void Tracer::outside_steps(FileScopeId inside) {
  const scope::ScopeTable& table = file_.scopes.table;
  auto is_visited = [&](FileScopeId id) {
    for (OptionalScope at = from_; at; at = scope(*at).parent)
      if (*at == id) return true;
    return false;
  };
  for (uint32_t i = table.size(); i-- > 0;) {
    FileScopeId id(i);
    NodeIndex owner = file_.scopes.places.node(id);
    if (id == scope::kModuleScope || !file_.tree.contains(owner, row_)) continue;
    ScopeKind kind = scope(id).kind;
    bool shows = kind == ScopeKind::Function || kind == ScopeKind::Lambda || kind == ScopeKind::Class ||
                 kind == ScopeKind::TypeParameters || scope::is_comprehension(kind);
    if (!shows || is_visited(id)) continue;
    OptionalScope up = scope(id).parent;
    while (up && !is_visited(*up)) up = scope(*up).parent;
    if (up && *up == inside) step(id, StepOutcome::Skipped, rule_outside(id));
  }
}

TraceRule Tracer::rule_outside(FileScopeId id) const {
  NodeIndex owner = file_.scopes.places.node(id);
  if (scope::is_comprehension(scope(id).kind)) return TraceRule::FirstIterableOutside;
  // The part of the definition that the name stands in.
  bool in_default = false, in_annotation = false;
  Role part = file_.tree.role(row_);
  for (NodeIndex at = row_; at != owner; at = *file_.tree.parent(at)) {
    part = file_.tree.role(at);
    in_default |= part == Role::Default;
    in_annotation |= part == Role::Annotation;
  }
  if (part == Role::Decorator) return TraceRule::DecoratorOutside;
  if (part == Role::Name) return TraceRule::DefinitionNameOutside;
  if (part == Role::Base || part == Role::Keyword) return TraceRule::BasesOutside;
  if (scope(id).kind == ScopeKind::TypeParameters) return TraceRule::TypeParametersOutside;
  if (part == Role::TypeParameters) return TraceRule::TypeParametersOutside;
  if (in_annotation || part == Role::Returns) return TraceRule::AnnotationOutside;
  return in_default ? TraceRule::DefaultOutside : TraceRule::AnnotationOutside;
}

const Symbol* Tracer::find(FileScopeId at) const {
  auto found = file_.scopes.table.find(at, trace_.name);
  return found ? &file_.scopes.table.symbol({at, *found}) : nullptr;
}

uint32_t Tracer::position(FileScopeId at) const {
  return file_.scopes.table.position({at, *file_.scopes.table.find(at, trace_.name)});
}

void Tracer::go_to_module(TraceRule because) {
  goal_ = Goal::Module;
  because_ = because;
}

Tracer::Next Tracer::visit(FileScopeId at) {
  const Symbol* symbol = find(at);
  if (at == scope::kModuleScope) return visit_module();
  bool comprehension = scope::is_comprehension(scope(at).kind);
  if (goal_ == Goal::Module) {
    bool by_walrus = comprehension && because_ == TraceRule::ModuleIsMeant && symbol != nullptr &&
                     symbol->flags.has(SymbolFlag::DeclaredGlobal);
    step(at, StepOutcome::Skipped, by_walrus ? TraceRule::WalrusLeavesComprehension : because_);
    return Next::GoOn;
  }
  bool is_own = at == from_ && symbol != nullptr;
  if (is_own && symbol->flags.has(SymbolFlag::DeclaredGlobal)) {
    step(at, StepOutcome::Skipped,
         comprehension ? TraceRule::WalrusLeavesComprehension : TraceRule::DeclaredGlobal, declaration(at));
    go_to_module(TraceRule::ModuleIsMeant);
    return Next::GoOn;
  }
  if (is_own && symbol->flags.has(SymbolFlag::DeclaredNonlocal)) {
    step(at, StepOutcome::Skipped,
         comprehension ? TraceRule::WalrusLeavesComprehension : TraceRule::DeclaredNonlocal, declaration(at));
    goal_ = Goal::NonlocalOnly;
    return Next::GoOn;
  }
  return scope(at).kind == ScopeKind::Class ? visit_class(at, symbol) : visit_function_like(at, symbol);
}

Tracer::Next Tracer::visit_class(FileScopeId at, const Symbol* symbol) {
  bool binds = symbol != nullptr && symbol->binds() && !symbol->flags.has(SymbolFlag::DeclaredNonlocal);
  bool first = !class_visited_;
  class_visited_ = true;
  std::string_view spelling = file_.names.text(trace_.name);
  if (at == from_ || (first && scope(from_).sees_class && goal_ == Goal::AnyScope)) {
    if (at != from_ && symbol != nullptr && symbol->flags.has(SymbolFlag::DeclaredGlobal)) {
      step(at, StepOutcome::Skipped, TraceRule::DeclaredGlobalAround, declaration(at));
      go_to_module(TraceRule::ModuleIsMeant);
      return Next::GoOn;
    }
    if (binds) {
      step(at, StepOutcome::Found, at == from_ ? TraceRule::ClassBody : TraceRule::ClassSeenByAnnotation,
           first_binding(at));
      BoundState state = hold(at).state;
      if (state == BoundState::Bound || state == BoundState::NeverRun || trace_.access != NameAccess::Read)
        return Next::Stop;
      go_to_module(TraceRule::ClassFallsToModule);
      return Next::GoOn;
    }
    bool made = spelling == "__module__" || spelling == "__qualname__" ||
                (spelling == "__firstlineno__" && file_.version.minor >= 13);
    if (made) {
      step(at, StepOutcome::Found, TraceRule::MadeForClass);
      trace_.holders.push_back({at, BoundState::Bound, TraceRule::Always, false, {}, {}});
      return Next::Stop;
    }
    step(at, StepOutcome::Searched, TraceRule::NotBoundHere);
    return Next::GoOn;
  }
  const Symbol* asked = symbol_ == base::kNoneValue ? nullptr : &file_.scopes.table.all_symbols()[symbol_];
  if (asked != nullptr && asked->owner_scope == OptionalScope(at) && !asked->owner_symbol) {
    step(at, StepOutcome::Found, TraceRule::DunderClass);
    trace_.holders.push_back({at, BoundState::Bound, TraceRule::ClassIsMade, true, {}, {}});
    return Next::Stop;
  }
  TraceRule rule = TraceRule::ClassHidden;
  switch (scope(inner_).kind) {
    case ScopeKind::Function: rule = TraceRule::ClassHiddenFromFunction; break;
    case ScopeKind::Lambda: rule = TraceRule::ClassHiddenFromLambda; break;
    case ScopeKind::Class: rule = TraceRule::ClassHiddenFromClass; break;
    default:
      if (scope::is_comprehension(scope(inner_).kind)) rule = TraceRule::ClassHiddenFromComprehension;
  }
  step(at, StepOutcome::Skipped, rule, binds ? first_binding(at) : std::nullopt);
  return Next::GoOn;
}

Tracer::Next Tracer::visit_function_like(FileScopeId at, const Symbol* symbol) {
  ScopeKind kind = scope(at).kind;
  if (symbol != nullptr && at != from_ && symbol->flags.has(SymbolFlag::DeclaredGlobal)) {
    bool nonlocal = goal_ == Goal::NonlocalOnly;
    if (!nonlocal) go_to_module(TraceRule::ModuleIsMeant);
    step(at, nonlocal ? StepOutcome::Searched : StepOutcome::Skipped,
         nonlocal                        ? TraceRule::GlobalIsNotForNonlocal
         : scope::is_comprehension(kind) ? TraceRule::WalrusLeavesComprehension
                                         : TraceRule::DeclaredGlobalAround,
         declaration(at));
    return Next::GoOn;
  }
  if (symbol != nullptr && at != from_ && symbol->flags.has(SymbolFlag::DeclaredNonlocal)) {
    bool walrus = scope::is_comprehension(kind);
    step(at, StepOutcome::Searched,
         walrus ? TraceRule::WalrusLeavesComprehension : TraceRule::OnlyDeclaredNonlocal, declaration(at));
    return Next::GoOn;
  }
  if (symbol == nullptr || !symbol->binds()) {
    bool bare =
        kind == ScopeKind::Annotation || kind == ScopeKind::TypeAlias || kind == ScopeKind::TypeVariable;
    step(at, StepOutcome::Searched, bare ? TraceRule::NoNamesOfItsOwn : TraceRule::NotBoundHere);
    return Next::GoOn;
  }
  TraceRule rule = at == from_ ? TraceRule::LocalEverywhere : TraceRule::EnclosingFunction;
  if (symbol->flags.has(SymbolFlag::Parameter)) rule = TraceRule::Parameter;
  if (symbol->flags.has(SymbolFlag::TypeParameter)) rule = TraceRule::TypeParameter;
  if (symbol->flags.has(SymbolFlag::IterationVariable)) rule = TraceRule::IterationVariable;
  step(at, StepOutcome::Found, rule, first_binding(at));
  hold(at);
  return Next::Stop;
}

Tracer::Next Tracer::visit_module() {
  FileScopeId module = scope::kModuleScope;
  if (goal_ == Goal::NonlocalOnly) {
    step(module, StepOutcome::Skipped, TraceRule::NoBindingForNonlocal, declaration(from_));
    trace_.error = TraceError::SyntaxError;
    return Next::Stop;
  }
  std::optional<source::Range> binding;
  if (find(module) != nullptr) binding = first_binding(module);
  bool found = false;
  // Star imports that bring the name, or may.
  auto step_stars = [&](const TraceHolder& holder) {
    for (const TraceDefinition& its : holder.definitions)
      if (its.star) step(module, StepOutcome::Found, rule_of_star(*its.star), its.range);
  };
  if (binding) {
    bool own = find(module)->binds() || find(module)->flags.has(SymbolFlag::WalrusTarget);
    step(module, StepOutcome::Found, own ? TraceRule::ModuleBinds : TraceRule::ModuleByOthers, binding);
    const TraceHolder& holder = hold(module);
    step_stars(holder);
    if (holder.state == BoundState::NeverRun || trace_.access == NameAccess::Bind) return Next::Stop;
    if (holder.state == BoundState::Bound) return Next::Stop;
    found = true;
  } else if (const TraceHolder* holder = hold_starred()) {
    step_stars(*holder);
    found = true;
  }
  if (auto part = loaded_submodule(); part && !found) {
    source::Range range = file_.tree.range(*part);
    step(module, StepOutcome::Found, TraceRule::SubmoduleLoaded, range);
    trace_.holders.push_back({module,
                              BoundState::Bound,
                              TraceRule::SubmoduleLoaded,
                              false,
                              {{DefinitionKind::ImportFrom, range}},
                              {}});
    return Next::Stop;
  }
  if (!found) step(module, StepOutcome::Searched, TraceRule::NotBoundHere);
  bool is_sure = found && trace_.holders.back().state == BoundState::Bound;
  return is_sure ? Next::Stop : Next::GoOn;
}

void Tracer::visit_builtins() {
  if (trace_.access == NameAccess::Bind || trace_.access == NameAccess::Delete) return;
  std::string_view spelling = file_.names.text(trace_.name);
  if (!check::is_provided(spelling, file_.version)) {
    step({}, StepOutcome::Searched, TraceRule::NotProvided);
    return;
  }
  bool is_super = trace_.name == scope::known(scope::KnownName::Super) && class_visited_ &&
                  scope::is_function_like(scope(from_).kind);
  step({}, StepOutcome::Found, is_super ? TraceRule::SuperNeedsClass : TraceRule::Builtin);
  trace_.holders.push_back({{}, BoundState::Bound, TraceRule::Always, false, {}, {}});
}

// By the scope itself if it can be; else by another that declares the name.
std::optional<source::Range> Tracer::first_binding(FileScopeId at) const {
  uint32_t symbol = position(at);
  std::optional<source::Range> foreign;
  for (const Definition& its : file_.use_def.definitions()) {
    if (its.symbol != symbol || its.kind == DefinitionKind::Annotation || flow::unbinds(its.kind)) continue;
    if (!its.foreign) return file_.tree.range(its.row);
    if (!foreign) foreign = file_.tree.range(its.row);
  }
  if (foreign) return foreign;
  // `del x` and `x: int` make a name local, too.
  for (const Definition& its : file_.use_def.definitions())
    if (its.symbol == symbol) return file_.tree.range(its.row);
  return {};
}

std::optional<source::Range> Tracer::declaration(FileScopeId at) const {
  uint32_t symbol = position(at);
  for (uint32_t row = 0; row < file_.tree.size(); ++row) {
    if (file_.scopes.symbol_at_row[row] != symbol) continue;
    auto parent = node(NodeIndex(row)).parent();
    if (parent && (parent->is(NodeKind::Global) || parent->is(NodeKind::Nonlocal)))
      return file_.tree.range(NodeIndex(row));
  }
  return {};
}

TraceRule Tracer::rule_of_star(NodeIndex alias) const {
  bool is_known =
      file_.stars && file_.stars(check::module_taken_from(file_, alias), trace_.name) == exports::Offer::Yes;
  return is_known ? TraceRule::StarBrings : TraceRule::StarImport;
}

// Of a name that is read when the import has been run.
std::optional<NodeIndex> Tracer::loaded_submodule() const {
  if (trace_.access != NameAccess::Read) return {};
  for (const check::LoadedSubmodule& its : check::loaded_submodules(file_))
    if (its.name == file_.names.text(trace_.name) &&
        (its.row < row_ || !runs_at_once(file_.scopes.table, from_)))
      return its.row;
  return {};
}

void Tracer::settle() {
  for (const diagnostic::Diagnostic& problem : file_.scopes.problems) {
    auto at = name_row_at(file_, problem.range.start);
    if (at && file_.scopes.symbol_at_row[(*at).value()] == symbol_)
      trace_.problems.push_back(problem.message);
  }
  if (!trace_.problems.empty()) trace_.error = TraceError::SyntaxError;
  auto use = file_.use_def.use_at(row_);
  bool is_run = !use || file_.use_def.uses()[(*use).value()].value != flow::kUnreachable;
  if (!is_run) {
    trace_.state = BoundState::NeverRun;
    return;
  }
  if (trace_.holders.empty()) {
    if (trace_.error == TraceError::None) trace_.error = TraceError::NameError;
    return;
  }
  auto is_unbound = [](const TraceHolder& holder) {
    return holder.state == BoundState::Unbound || holder.state == BoundState::Deleted;
  };
  bool is_nowhere = std::all_of(trace_.holders.begin(), trace_.holders.end(), is_unbound);
  // What the class has not bound is the module's, bound or not.
  trace_.state = is_nowhere ? trace_.holders.back().state : trace_.holders.front().state;
  for (const TraceHolder& holder : trace_.holders) {
    if (holder.state == BoundState::MaybeUnbound) trace_.state = BoundState::MaybeUnbound;
    if (holder.state == BoundState::NeverRun) trace_.state = BoundState::NeverRun;
  }
  // Behind one that is bound nothing is asked for but what may have replaced it.
  if (trace_.holders.front().state == BoundState::Bound || trace_.holders.back().state == BoundState::Bound)
    trace_.state = BoundState::Bound;
  if (trace_.error == TraceError::None && trace_.state != BoundState::Bound &&
      trace_.state != BoundState::NeverRun)
    trace_.error = error_when_unbound();
}

TraceError Tracer::error_when_unbound() const {
  OptionalScope owner = trace_.holders.front().scope;
  if (!owner || !scope::is_function_like(scope(*owner).kind)) return TraceError::NameError;
  for (FileScopeId at = from_; at != *owner; at = *scope(at).parent) {
    // PEP 709: from 3.12 on a comprehension that is no generator runs in the frame around it.
    ScopeKind kind = scope(at).kind;
    bool is_inlined =
        file_.version.minor >= 12 && scope::is_comprehension(kind) && kind != ScopeKind::GeneratorExpression;
    if (!is_inlined) return TraceError::NameError;
  }
  return TraceError::UnboundLocalError;
}

}  // namespace pellucid::ide
