#include "scope/builder.h"

#include <algorithm>

#include "scope/lookup.h"

namespace pellucid::scope {

Scopes build(const syntax::Tree& tree, const source::Text& text, source::PythonVersion version,
             Names& names) {
  return Builder(tree, text, version, names).run();
}

Builder::Builder(const syntax::Tree& tree, const source::Text& text, source::PythonVersion version,
                 Names& names)
    : tree_(tree), text_(text), version_(version), names_(names) {
  names_of_file_.assign(tree.name_count(), base::kNoneValue);
  last_.resize(tree.name_count());
  slots_.assign(1024, base::kNoneValue);
  entry_at_row_.assign(tree.size(), base::kNoneValue);
}

Scopes Builder::run() {
  add_scope(ScopeKind::Module, known(KnownName::None), 0, {});
  frames_.push_back({tree_.size(), kModuleScope});
  next_change_ = tree_.size();
  find_future_import();
  for (uint32_t row = 1; row < tree_.size(); ++row) {
    if (row >= next_change_) change_frames(row);
    visit(Node(tree_, NodeIndex(row)));
  }
  check_walruses();
  find_owners();
  diagnostic::sort(problems_);
  Scopes result;
  lay_out(result);
  result.problems = std::move(problems_);
  return result;
}

// Rows and scopes

// `from __future__ import annotations` stands at the top, behind nothing but a docstring and its like.
void Builder::find_future_import() {
  for (Node statement : Node(tree_, syntax::kRoot).children()) {
    if (statement.is(NodeKind::Expr)) continue;
    if (!statement.is(NodeKind::ImportFrom)) return;
    auto module = statement.child(Role::Module);
    if (!module || tree_.name(module->index()).value() != static_cast<uint32_t>(lex::WellKnown::Future))
      return;
    for (Node alias : statement.children(Role::Name)) {
      auto name = alias.child(Role::Name);
      if (name && name_of(tree_.name(name->index())) == known(KnownName::Annotations))
        future_annotations_ = true;
    }
  }
}

void Builder::change_frames(uint32_t row) {
  while (frames_.back().end <= row) frames_.pop_back();
  while (!pending_.empty() && pending_.back().row == row) {
    Segment segment = pending_.back();
    pending_.pop_back();
    FileScopeId scope = kModuleScope;
    if (segment.scope) {
      scope = *segment.scope;
    } else {
      scope = add_scope(segment.kind, segment.name, segment.node, FileScopeId(segment.parent));
      Node owner(tree_, NodeIndex(segment.node));
      if (segment.kind == ScopeKind::Class) {
        open_[scope.value()].private_class = segment.name;
        if (owner.child(Role::TypeParameters))
          note(scope, known(KnownName::DunderTypeParams), {SymbolFlag::Assigned, SymbolFlag::Implicit},
               segment.node);
      } else {
        bind_parameters(owner, scope);
      }
    }
    frames_.push_back({segment.end, scope});
  }
  next_change_ = frames_.back().end;
  if (!pending_.empty()) next_change_ = std::min(next_change_, pending_.back().row);
  FileScopeId scope = current();
  FileScopeId before = changes_.empty() ? kModuleScope : changes_.back().scope;
  if (!changes_.empty() && changes_.back().row.value() == row) {
    changes_.back().scope = scope;
  } else if (scope != before) {
    changes_.push_back({NodeIndex(row), scope});
  }
}

FileScopeId Builder::add_scope(ScopeKind kind, Name name, uint32_t node, OptionalScope parent) {
  FileScopeId id(static_cast<uint32_t>(scopes_.size()));
  Scope scope = {kind, false, false, parent, name, 0, 0, 0};
  Open open;
  if (parent) {
    uint64_t key =
        uint64_t{(*parent).value()} << 36 | uint64_t{static_cast<uint8_t>(kind)} << 32 | name.value();
    scope.nth = numbered_[key]++;
    open.private_class = open_[(*parent).value()].private_class;
  }
  scopes_.push_back(scope);
  open_.push_back(open);
  nodes_.push_back(NodeIndex(node));
  return id;
}

// Schedules must be made from the last row to the first.
void Builder::schedule(const Node& node, FileScopeId scope) {
  pending_.push_back({node.index().value(), tree_.subtree_end(node.index()).value(), scope});
  next_change_ = std::min(next_change_, node.index().value());
}

void Builder::schedule_body(const Node& owner, const Node& first, ScopeKind kind, Name name,
                            FileScopeId parent) {
  pending_.push_back({first.index().value(),
                      tree_.subtree_end(owner.index()).value(),
                      {},
                      owner.index().value(),
                      kind,
                      parent.value(),
                      name});
  next_change_ = std::min(next_change_, first.index().value());
}

void Builder::visit(Node node) {
  switch (node.kind()) {
    case NodeKind::Name: return name(node);
    case NodeKind::FunctionDef: return function(node);
    case NodeKind::ClassDef: return class_definition(node);
    case NodeKind::Lambda: return lambda(node);
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp: return comprehension(node);
    case NodeKind::Comprehension: {
      if (auto target = node.child(Role::Target))
        open_[current().value()].targets_end = tree_.subtree_end(target->index()).value();
      return;
    }
    case NodeKind::TypeAlias: return type_alias(node);
    case NodeKind::TypeVar:
    case NodeKind::TypeVarTuple:
    case NodeKind::ParamSpec: return type_variable(node);
    case NodeKind::AnnAssign: return annotated_assignment(node);
    case NodeKind::NamedExpr: return named_expression(node);
    case NodeKind::Alias: return alias(node);
    case NodeKind::Global:
    case NodeKind::Nonlocal: return declare(node);
    case NodeKind::ExceptHandler:
    case NodeKind::MatchAs:
    case NodeKind::MatchStar:
      if (auto identifier = node.child(Role::Name))
        note(current(), tree_.name(identifier->index()), {SymbolFlag::Assigned}, identifier->index());
      return;
    case NodeKind::MatchMapping:
      if (auto identifier = node.child(Role::Rest))
        note(current(), tree_.name(identifier->index()), {SymbolFlag::Assigned}, identifier->index());
      return;
    default: return;
  }
}

void Builder::name(Node node) {
  if (node.index().value() == skipped_row_) return;
  NameIndex index = tree_.name(node.index());
  FileScopeId scope = current();
  if (node.has(syntax::kStore)) {
    SymbolFlags flags = {SymbolFlag::Assigned};
    if (node.index().value() < open_[scope.value()].targets_end) flags.add(SymbolFlag::IterationVariable);
    note(scope, index, flags, node.index());
  } else if (node.has(syntax::kDelete)) {
    note(scope, index, {SymbolFlag::Assigned, SymbolFlag::Deleted}, node.index());
  } else {
    bool is_super =
        note(scope, index, {SymbolFlag::Used}, node.index()).symbol.name == known(KnownName::Super);
    // A function that says `super` needs the class it stands in, whether or not it calls it.
    if (is_super && is_function_like(scopes_[scope.value()].kind))
      note(scope, known(KnownName::DunderClass), {SymbolFlag::Used, SymbolFlag::Implicit},
           node.index().value());
  }
}

void Builder::function(Node node) {
  FileScopeId outer = current();
  auto identifier = node.child(Role::Name);
  if (!identifier) return;
  NameIndex index = tree_.name(identifier->index());
  note(outer, index, {SymbolFlag::Assigned, SymbolFlag::Defined}, identifier->index());
  Name name = name_of(index);

  std::optional<Node> list, parameters, returns, body;
  for (Node child : node.children()) {
    if (child.role() == Role::TypeParameters) list = child;
    if (child.role() == Role::Parameters) parameters = child;
    if (child.role() == Role::Returns) returns = child;
    if (child.role() != Role::Body) continue;
    body = child;
    break;  // the body is last, and may be long
  }
  FileScopeId inner = list ? type_parameter_scope(node, *list, name, outer) : outer;
  std::vector<Node> annotations;
  if (parameters) {
    for (Node parameter : parameters->children())
      if (auto its = parameter.child(Role::Annotation)) annotations.push_back(*its);
  }
  if (returns) annotations.push_back(*returns);
  FileScopeId signature = inner;
  if (!annotations.empty() && annotations_are_deferred()) signature = signature_scope(node, inner);

  if (body) schedule_body(node, *body, ScopeKind::Function, name, inner);
  if (signature != outer)
    for (size_t i = annotations.size(); i-- > 0;) schedule(annotations[i], signature);
  if (list) schedule(*list, inner);
}

void Builder::class_definition(Node node) {
  FileScopeId outer = current();
  auto identifier = node.child(Role::Name);
  if (!identifier) return;
  NameIndex index = tree_.name(identifier->index());
  note(outer, index, {SymbolFlag::Assigned, SymbolFlag::Defined}, identifier->index());
  Name name = name_of(index);
  std::optional<Node> list, body;
  std::vector<Node> bases;
  for (Node child : node.children()) {
    if (child.role() == Role::TypeParameters) list = child;
    if (child.role() == Role::Base || child.role() == Role::Keyword) bases.push_back(child);
    if (child.role() != Role::Body) continue;
    body = child;
    break;
  }
  FileScopeId inner = list ? type_parameter_scope(node, *list, name, outer) : outer;
  if (list) open_[inner.value()].private_class = name;
  if (body) schedule_body(node, *body, ScopeKind::Class, name, inner);
  if (!list) return;
  for (size_t i = bases.size(); i-- > 0;) schedule(bases[i], inner);
  schedule(*list, inner);
}

void Builder::lambda(Node node) {
  if (auto body = node.child(Role::Body))
    schedule_body(node, *body, ScopeKind::Lambda, known(KnownName::None), current());
}

void Builder::comprehension(Node node) {
  ScopeKind kind = node.is(NodeKind::ListComp)   ? ScopeKind::ListComprehension
                   : node.is(NodeKind::SetComp)  ? ScopeKind::SetComprehension
                   : node.is(NodeKind::DictComp) ? ScopeKind::DictComprehension
                                                 : ScopeKind::GeneratorExpression;
  FileScopeId outer = current();
  FileScopeId scope = add_scope(kind, known(KnownName::None), node.index().value(), outer);
  if (auto clause = node.child(Role::Generator))
    if (auto iter = clause->child(Role::Iter)) schedule(*iter, outer);
  uint32_t first = node.index().value() + 1;
  pending_.push_back({first, tree_.subtree_end(node.index()).value(), scope});
  next_change_ = std::min(next_change_, first);
}

void Builder::type_alias(Node node) {
  FileScopeId outer = current();
  auto target = node.child(Role::Name);
  auto value = node.child(Role::Value);
  if (!target || !value || !target->is(NodeKind::Name)) return;
  Name name = name_of(tree_.name(target->index()));
  auto list = node.child(Role::TypeParameters);
  FileScopeId inner = list ? type_parameter_scope(node, *list, name, outer) : outer;
  FileScopeId scope = add_scope(ScopeKind::TypeAlias, name, node.index().value(), inner);
  look_into_class(scope, inner, node.index().value());
  schedule(*value, scope);
  if (list) schedule(*list, inner);
}

void Builder::type_variable(Node node) {
  auto identifier = node.child(Role::Name);
  if (!identifier) return;
  FileScopeId scope = current();
  check_type_parameter(*identifier, scope);
  NameIndex index = tree_.name(identifier->index());
  note(scope, index, {SymbolFlag::TypeParameter, SymbolFlag::Assigned}, identifier->index());
  std::vector<std::pair<Node, FileScopeId>> made;
  for (Role role : {Role::Bound, Role::Default}) {
    auto child = node.child(role);
    if (!child) continue;
    FileScopeId its = add_scope(ScopeKind::TypeVariable, name_of(index), child->index().value(), scope);
    look_into_class(its, scope, child->index().value());
    made.emplace_back(*child, its);
  }
  for (size_t i = made.size(); i-- > 0;) schedule(made[i].first, made[i].second);
}

void Builder::annotated_assignment(Node node) {
  FileScopeId scope = current();
  auto target = node.child(Role::Target);
  auto annotation = node.child(Role::Annotation);
  if (!target || !annotation) return;
  if (target->is(NodeKind::Name)) {
    bool simple = !target->has(syntax::kParenthesized);
    if (simple) {
      check_annotation_of_declared(*target, scope);
      note(scope, tree_.name(target->index()), {SymbolFlag::Annotated}, target->index());
    } else if (!node.child(Role::Value)) {
      skipped_row_ = target->index().value();  // `(x): int` neither reads nor binds
    }
  }
  if (!annotations_are_deferred()) return;
  if (since(14)) note_conditional_annotation(node, scope);
  uint32_t& shared = open_[scope.value()].annotations;
  if (shared == base::kNoneValue) {
    FileScopeId made = add_scope(ScopeKind::Annotation, known(KnownName::None), node.index().value(), scope);
    bool in_function = is_function_like(scopes_[scope.value()].kind);
    scopes_[made.value()].unevaluated = !since(14) || future_annotations_ || in_function;
    open_[scope.value()].annotations = made.value();
    look_into_class(made, scope, node.index().value());
  }
  schedule(*annotation, FileScopeId(open_[scope.value()].annotations));
}

// What a module's or a class's body has annotated by the time it is asked depends on the ways it took, which
// Python keeps in `__conditional_annotations__` (PEP 649); a module may be asked half-way.
void Builder::note_conditional_annotation(Node statement, FileScopeId scope) {
  ScopeKind kind = scopes_[scope.value()].kind;
  bool in_branch = kind == ScopeKind::Class && !statement.parent()->is(NodeKind::ClassDef);
  if (kind == ScopeKind::Module || in_branch)
    note(scope, known(KnownName::DunderConditionalAnnotations), {SymbolFlag::Used, SymbolFlag::Implicit},
         statement.index().value());
}

// PEP 572: in a comprehension `:=` binds in the scope around all of the comprehensions.
void Builder::named_expression(Node node) {
  auto target = node.child(Role::Target);
  FileScopeId scope = current();
  if (!target || !target->is(NodeKind::Name) || !is_comprehension(scopes_[scope.value()].kind)) return;
  NameIndex index = tree_.name(target->index());
  walruses_.push_back({scope, target->index()});
  FileScopeId outer = scope;
  while (is_comprehension(scopes_[outer.value()].kind)) outer = *scopes_[outer.value()].parent;
  switch (scopes_[outer.value()].kind) {
    case ScopeKind::Module:
      note(outer, index, {SymbolFlag::DeclaredGlobal, SymbolFlag::WalrusTarget}, target->index());
      note(scope, index, {SymbolFlag::DeclaredGlobal}, target->index());
      break;
    case ScopeKind::Function:
    case ScopeKind::Lambda: {
      bool global = note(outer, index, {SymbolFlag::Assigned}, target->index())
                        .symbol.flags.has(SymbolFlag::DeclaredGlobal);
      note(scope, index, {global ? SymbolFlag::DeclaredGlobal : SymbolFlag::DeclaredNonlocal},
           target->index());
      break;
    }
    default: break;  // not allowed there (grammar/placement.cpp)
  }
}

void Builder::alias(Node node) {
  auto bound = node.child(Role::Asname);
  if (!bound) bound = node.child(Role::Name);  // of `a.b` the first; `*` has none
  if (bound) note(current(), tree_.name(bound->index()), {SymbolFlag::Imported}, bound->index());
}

void Builder::bind_parameters(Node owner, FileScopeId scope) {
  auto parameters = owner.child(Role::Parameters);
  if (!parameters) return;
  for (Node parameter : parameters->children())
    note(scope, tree_.name(parameter.index()), {SymbolFlag::Parameter}, parameter.index());
}

FileScopeId Builder::type_parameter_scope(Node owner, Node list, Name name, FileScopeId outer) {
  FileScopeId scope = add_scope(ScopeKind::TypeParameters, name, owner.index().value(), outer);
  (void)list;
  if (scopes_[outer.value()].kind == ScopeKind::Class) look_into_class(scope, outer, owner.index().value());
  return scope;
}

FileScopeId Builder::signature_scope(Node owner, FileScopeId outer) {
  FileScopeId scope = add_scope(ScopeKind::Annotation, known(KnownName::None), owner.index().value(), outer);
  scopes_[scope.value()].unevaluated = !since(14) || future_annotations_;
  look_into_class(scope, outer, owner.index().value());
  return scope;
}

void Builder::look_into_class(FileScopeId scope, FileScopeId outer, uint32_t row) {
  const Scope& around = scopes_[outer.value()];
  if (around.kind != ScopeKind::Class && !around.sees_class) return;
  scopes_[scope.value()].sees_class = true;
  if (!scopes_[scope.value()].unevaluated)
    note(scope, known(KnownName::DunderClassdict), {SymbolFlag::Used, SymbolFlag::Implicit}, row);
}

// Symbols

Name Builder::name_of(NameIndex index) {
  uint32_t& name = names_of_file_[index.value()];
  if (name == base::kNoneValue) name = names_.intern(tree_.text_of(index, text_)).value();
  return Name(name);
}

// Language reference 6.2.1.1: in `class _C`, `__x` is `_C__x`.
Name Builder::mangled(Name name, FileScopeId scope, bool& is_mangled) {
  is_mangled = false;
  const auto& private_class = open_[scope.value()].private_class;
  if (!private_class) return name;
  std::string_view text = names_.text(name);
  if (!text.starts_with("__")) return name;
  auto its = scope::mangled(names_.text(*private_class), text);
  is_mangled = its.has_value();
  return its ? names_.intern(*its) : name;
}

Builder::Entry& Builder::note(FileScopeId scope, NameIndex index, SymbolFlags flags, NodeIndex row) {
  Last& last = last_[index.value()];
  if (last.scope == scope.value()) {
    Entry& entry = entries_[last.entry];
    entry.symbol.flags.add(flags);
    entry_at_row_[row.value()] = last.entry;
    return entry;
  }
  bool is_mangled = false;
  Name name = mangled(name_of(index), scope, is_mangled);
  if (is_mangled) flags.add(SymbolFlag::Mangled);
  Entry& entry = note(scope, name, flags, row.value());
  last = {scope.value(), static_cast<uint32_t>(&entry - entries_.data())};
  entry_at_row_[row.value()] = last.entry;
  return entry;
}

Builder::Entry& Builder::note(FileScopeId scope, Name name, SymbolFlags flags, uint32_t row) {
  if (Entry* entry = find(scope, name)) {
    entry->symbol.flags.add(flags);
    return *entry;
  }
  if (entries_.size() * 2 >= slots_.size()) grow_slots();
  uint32_t at = slot(scope, name);
  while (slots_[at] != base::kNoneValue) at = (at + 1) & static_cast<uint32_t>(slots_.size() - 1);
  slots_[at] = static_cast<uint32_t>(entries_.size());
  entries_.push_back({scope, {name, flags, Owner::Unknown, {}, {}}, row});
  return entries_.back();
}

uint32_t Builder::slot(FileScopeId scope, Name name) const {
  uint64_t key = uint64_t{scope.value()} << 32 | name.value();
  return static_cast<uint32_t>((key * 0x9E3779B97F4A7C15u) >> 32) & static_cast<uint32_t>(slots_.size() - 1);
}

Builder::Entry* Builder::find(FileScopeId scope, Name name) {
  for (uint32_t at = slot(scope, name); slots_[at] != base::kNoneValue;
       at = (at + 1) & static_cast<uint32_t>(slots_.size() - 1)) {
    Entry& entry = entries_[slots_[at]];
    if (entry.scope == scope && entry.symbol.name == name) return &entry;
  }
  return nullptr;
}

void Builder::grow_slots() {
  slots_.assign(slots_.size() * 2, base::kNoneValue);
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    uint32_t at = slot(entries_[i].scope, entries_[i].symbol.name);
    while (slots_[at] != base::kNoneValue) at = (at + 1) & static_cast<uint32_t>(slots_.size() - 1);
    slots_[at] = i;
  }
}

}  // namespace pellucid::scope
