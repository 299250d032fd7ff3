#pragma once

// The inside of name_trace.h.

#include <vector>

#include "ide/name_trace.h"
#include "syntax/node.h"

namespace pellucid::ide {

using flow::Definition;
using flow::DefinitionId;
using flow::DefinitionKind;
using scope::FileScopeId;
using scope::OptionalScope;
using scope::Scope;
using scope::ScopeKind;
using scope::Symbol;
using scope::SymbolFlag;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

class Tracer {
 public:
  Tracer(const NamedFile& file, NodeIndex row);
  // Of a name in a string; `string` is its row, and `range` the name's.
  Tracer(const NamedFile& file, NodeIndex string, scope::Name name, source::Range range);

  NameTrace run();

 private:
  enum class Goal : uint8_t { AnyScope, Module, NonlocalOnly };
  enum class Next : uint8_t { GoOn, Stop };

  // Stage A (name_trace.cpp)
  void read_access();
  void outside_steps(FileScopeId inside);
  TraceRule rule_outside(FileScopeId scope) const;
  Next visit(FileScopeId at);
  Next visit_class(FileScopeId at, const Symbol* symbol);
  Next visit_function_like(FileScopeId at, const Symbol* symbol);
  Next visit_module();
  void visit_builtins();
  void step(OptionalScope scope, StepOutcome outcome, TraceRule rule,
            std::optional<source::Range> evidence = {});
  void go_to_module(TraceRule because);
  const Symbol* find(FileScopeId scope) const;
  uint32_t position(FileScopeId scope) const;
  std::optional<source::Range> first_binding(FileScopeId scope) const;
  std::optional<source::Range> declaration(FileScopeId scope) const;
  TraceRule rule_of_star(NodeIndex alias) const;
  std::optional<NodeIndex> loaded_submodule() const;
  void settle();
  TraceError error_when_unbound() const;

  // Stage B (name_trace_bound.cpp)
  TraceHolder& hold(FileScopeId at);
  void hold_value(TraceHolder& holder, uint32_t symbol, flow::ValueId value);
  void hold_later(TraceHolder& holder, uint32_t symbol);
  void hold_in_stub();
  std::vector<DefinitionId> definitions_of(uint32_t symbol) const;
  std::vector<DefinitionId> definitions_of(uint32_t symbol, bool declared) const;
  // The name as star imports have it, where the module never binds it; null if none of them is known not to.
  TraceHolder* hold_starred();
  flow::ValueId starred_value() const;
  void hold_reached(TraceHolder& holder, const flow::Reached& reached);
  void list(TraceHolder& holder, const std::vector<DefinitionId>& definitions);
  void list_stars(TraceHolder& holder, const std::vector<flow::StarIndex>& stars);
  bool is_elsewhere(const Definition& definition) const;
  // Where the name is bound or unbound on the way.
  struct Made {
    NodeIndex row;
    bool unbinds;
  };
  std::vector<Made> made_by(const std::vector<DefinitionId>& definitions) const;
  void list_branches(TraceHolder& holder, const std::vector<Made>& made);
  void branches_of(TraceHolder& holder, Node statement, const std::vector<Made>& made);

  const Scope& scope(FileScopeId id) const { return file_.scopes.table.scope(id); }
  const Definition& definition(DefinitionId id) const { return file_.use_def.definitions()[id.value()]; }
  Node node(NodeIndex row) const { return Node(file_.tree, row); }

  const NamedFile& file_;
  BoundStates states_;
  NodeIndex row_;
  uint32_t
      symbol_;  // of the scope that the name stands in, by position; none of a name in a string that has none
  FileScopeId from_{0};
  FileScopeId inner_{0};  // the scope visited last
  Goal goal_ = Goal::AnyScope;
  TraceRule because_ = TraceRule::ModuleIsMeant;
  bool class_visited_ = false;
  NameTrace trace_;
};

}  // namespace pellucid::ide
