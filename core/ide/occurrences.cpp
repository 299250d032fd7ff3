#include "ide/occurrences.h"

#include <algorithm>

#include "check/annotation_strings.h"
#include "db/annotation.h"
#include "ide/bound_state.h"
#include "scope/lookup.h"
#include "syntax/node.h"

namespace pellucid::ide {

using scope::FileScopeId;
using scope::ScopeKind;
using scope::Symbol;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

std::string_view name_of(NameAccess access) {
  switch (access) {
    case NameAccess::Read: return "read";
    case NameAccess::Bind: return "bind";
    case NameAccess::Delete: return "delete";
    case NameAccess::Declare: return "declare";
  }
  return {};
}

NameAccess access_of(const NamedFile& file, NodeIndex row) {
  Node at(file.tree, row);
  auto parent = at.parent();
  bool declares = at.is(NodeKind::Identifier) && parent &&
                  (parent->is(NodeKind::Global) || parent->is(NodeKind::Nonlocal));
  if (declares) return NameAccess::Declare;
  if (at.is(NodeKind::Name) && at.has(syntax::kDelete)) return NameAccess::Delete;
  if (at.is(NodeKind::Name) && !at.has(syntax::kStore)) return NameAccess::Read;
  bool is_bare =
      parent && parent->is(NodeKind::AnnAssign) && at.role() == Role::Target && !parent->child(Role::Value);
  return is_bare ? NameAccess::Declare : NameAccess::Bind;
}

namespace {

class Collector {
 public:
  explicit Collector(const NamedFile& file)
      : file_(file),
        table_(file.scopes.table),
        states_(file),
        strings_(file.tree, file.text, file.scopes, file.use_def, states_.definitions()) {}

  std::vector<Occurrence> run() {
    for (uint32_t i = 0; i < file_.tree.size(); ++i) {
      NodeIndex row(i);
      if (file_.scopes.symbol_at_row[i] != base::kNoneValue) {
        add(row);
      } else if (file_.tree.kind(row) == NodeKind::StringLiteral && strings_.is_annotation(row)) {
        read_string(row);
      }
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Occurrence& a, const Occurrence& b) { return a.range.start < b.range.start; });
    return std::move(found_);
  }

 private:
  Entity entity_of(uint32_t position) const {
    const Symbol& symbol = table_.all_symbols()[position];
    if (!symbol.owner_symbol) return {base::kNoneValue, symbol.name};
    return {table_.position({*symbol.owner_scope, *symbol.owner_symbol}), symbol.name};
  }

  void add(NodeIndex row) {
    uint32_t position = file_.scopes.symbol_at_row[row.value()];
    Occurrence its = {range_of_name(file_.tree, row),
                      entity_of(position),
                      {},
                      scope::scope_of_symbol(table_, position),
                      access_of(file_, row),
                      false,
                      row};
    if (auto use = file_.use_def.use_at(row)) {
      its.reads = true;
      fall_through(its, file_.use_def.uses()[(*use).value()]);
    }
    found_.push_back(its);
  }

  // A class body that has not bound the name finds the module's, or a builtin; so do annotations right inside
  // a class.
  void fall_through(Occurrence& its, const flow::Use& use) const {
    if (!its.entity.is_owned() || use.value == flow::kUnreachable) return;
    FileScopeId owner = scope::scope_of_symbol(table_, its.entity.symbol);
    if (table_.scope(owner).kind != ScopeKind::Class) return;
    flow::Boundness bound = file_.use_def.boundness(use.value);
    if (use.value == flow::kAnyOfScope) {
      BoundState later = states_.later(its.entity.symbol, its.scope);
      bound = {later != BoundState::Unbound, later != BoundState::Bound, false};
    }
    if (!bound.may_be_unbound) return;
    Entity outside = {scope::lookup(table_, scope::kModuleScope, its.entity.name), its.entity.name};
    bool is_known =
        outside.is_owned() || check::is_provided(file_.names.text(its.entity.name), file_.version);
    if (!is_known) return;
    // `x += 1` binds the class's whatever it reads.
    if (bound.may_be_bound || its.access == NameAccess::Bind) {
      its.fallback = outside;
    } else {
      its.entity = outside;
    }
  }

  void read_string(NodeIndex row) {
    db::StringAnnotation annotation =
        db::parse_annotation(file_.text.slice(file_.tree.range(row)), file_.tree.start(row), file_.version);
    if (!annotation.valid) return;
    const syntax::Tree& tree = annotation.tree;
    FileScopeId scope = file_.scopes.places.scope_at(row);
    for (uint32_t i = 0; i < tree.size(); ++i) {
      NodeIndex at(i);
      if (tree.kind(at) != NodeKind::Name) continue;
      scope::Name name = file_.names.intern(tree.text_of(tree.name(at), annotation.text));
      found_.push_back({annotation.in_file(tree.range(at)),
                        {scope::lookup(table_, scope, name), name},
                        {},
                        scope,
                        NameAccess::Read,
                        true,
                        {}});
    }
  }

  const NamedFile& file_;
  const scope::ScopeTable& table_;
  BoundStates states_;
  check::AnnotationStrings strings_;
  std::vector<Occurrence> found_;
};

}  // namespace

std::vector<Occurrence> occurrences(const NamedFile& file) { return Collector(file).run(); }

const Occurrence* occurrence_at(const std::vector<Occurrence>& all, uint32_t offset) {
  auto behind =
      std::upper_bound(all.begin(), all.end(), offset,
                       [](uint32_t at, const Occurrence& occurrence) { return at < occurrence.range.start; });
  if (behind == all.begin()) return nullptr;
  const Occurrence& its = *(behind - 1);
  return offset <= its.range.end ? &its : nullptr;
}

}  // namespace pellucid::ide
