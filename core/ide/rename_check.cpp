// Where a renamed program would mean something else.

#include <algorithm>

#include "ide/renamer.h"
#include "scope/lookup.h"

namespace pellucid::ide {

using scope::FileScopeId;
using scope::OptionalScope;
using scope::ScopeKind;
using scope::Symbol;
using scope::SymbolFlag;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

namespace {

constexpr scope::SymbolFlags kDeclares = {SymbolFlag::DeclaredGlobal, SymbolFlag::DeclaredNonlocal};

constexpr size_t kMostAttributes = 20;

}  // namespace

// The scope has the new name already.
void Renamer::check_clash() {
  const Symbol* own = find(owner_, *name_);
  if (owner_ == scope::kModuleScope)
    for (const ExportedString& its : exported_strings(file_, all_, new_))
      problem(its.whole, "`__all__` lists " + quoted(new_) + " already");
  bool has =
      own != nullptr && (own->binds() || own->flags.has_any(kDeclares) ||
                         own->flags.has(SymbolFlag::WalrusTarget) || own->flags.has(SymbolFlag::Annotated));
  if (!has) return;
  uint32_t position = table_.position({owner_, *table_.find(owner_, *name_)});
  uint32_t symbol = own->owner_symbol ? table_.position({*own->owner_scope, *own->owner_symbol}) : position;
  for (const Occurrence& its : all_) {
    if (its.entity.symbol != symbol || its.access == NameAccess::Read) continue;
    return problem(its.range, quoted(new_) + " is bound here already, in the same scope");
  }
  problem(target_, quoted(new_) + " is another name of the same scope already");
}

// A renamed name would be that of a scope in between.
void Renamer::check_captured_uses() {
  std::vector<bool> is_checked(table_.size());
  for (const Occurrence& its : all_) {
    if (!is_renamed(its)) continue;
    bool declares =
        its.access == NameAccess::Declare && its.row && file_.tree.kind(*its.row) == NodeKind::Identifier;
    // The declaration would be of whatever the scope, and those inside, mean by the new name.
    if (declares && find(its.scope, *name_) != nullptr) {
      problem(its.range, quoted(new_) + " means something else in this scope");
      continue;
    }
    for (OptionalScope at = its.scope; at && *at != owner_; at = table_.scope(*at).parent) {
      const Symbol* its_old = find(*at, entity_.name);
      if (its_old != nullptr && its_old->flags.has_any(kDeclares)) break;
      const Symbol* in_between = find(*at, *name_);
      if (in_between == nullptr || !scope::sees(table_, its.scope, *at)) continue;
      if (!in_between->binds() && !in_between->flags.has_any(kDeclares)) continue;
      problem(its.range, "here " + quoted(new_) + " would be another one, of a scope in between");
      break;
    }
  }
}

// Whether a class's name is read where the class may not have bound it.
bool Renamer::may_fall_through(const Occurrence& its) const {
  if (!its.row || !its.reads) return false;
  auto use = file_.use_def.use_at(*its.row);
  if (!use) return false;
  flow::ValueId value = file_.use_def.uses()[(*use).value()].value;
  if (value == flow::kUnreachable) return false;
  return value == flow::kAnyOfScope || file_.use_def.boundness(value).may_be_unbound;
}

bool Renamer::would_capture(const Occurrence& its) const {
  const Symbol* own = find(its.scope, *name_);
  OptionalScope present;
  if (its.entity.is_owned()) present = scope::scope_of_symbol(table_, its.entity.symbol);
  if (present == OptionalScope(owner_)) return false;  // a clash
  bool is_of_class = present && table_.scope(*present).kind == ScopeKind::Class;
  if (is_of_class && owner_ == scope::kModuleScope && may_fall_through(its)) return true;
  bool declared = own != nullptr && own->flags.has(SymbolFlag::DeclaredGlobal);
  if (declared) return owner_ == scope::kModuleScope;
  // A class body that binds the name and has not yet looks into the module next.
  bool in_class = table_.scope(its.scope).kind == ScopeKind::Class && own != nullptr && own->binds();
  if (in_class) return present != OptionalScope(its.scope) && owner_ == scope::kModuleScope;
  for (OptionalScope at = its.scope; at; at = table_.scope(*at).parent) {
    if (present == at) return false;
    if (*at == owner_) return scope::sees(table_, its.scope, *at);
    const Symbol* around = find(*at, *name_);
    bool to_module = *at != its.scope && around != nullptr && around->flags.has(SymbolFlag::DeclaredGlobal) &&
                     table_.scope(*at).kind != ScopeKind::Class;
    if (to_module) return owner_ == scope::kModuleScope;
  }
  return false;
}

// The renamed name would be what others mean by the new one.
void Renamer::check_capturing() {
  for (const Occurrence& its : all_) {
    bool outside = its.fallback && !its.fallback->is_owned() && owner_ == scope::kModuleScope;
    if (its.entity.name != *name_ || its.entity == entity_) continue;
    if (outside || would_capture(its))
      problem(its.range, "this " + quoted(new_) + " would become the one that is renamed");
  }
}

// Names that may be the renamed one or another.
void Renamer::check_either() {
  bool provided = owner_ == scope::kModuleScope && check::is_provided(old_, file_.version);
  // What a class has not bound, the module or Python may have by the new name.
  bool found_outside = table_.scope(owner_).kind == ScopeKind::Class &&
                       (check::is_provided(new_, file_.version) ||
                        (name_ && scope::lookup(table_, scope::kModuleScope, *name_) != base::kNoneValue));
  for (const Occurrence& its : all_) {
    if (its.fallback && its.is(entity_)) {
      problem(its.range, "this may be the " + quoted(old_) + " of the class, or the one outside");
      continue;
    }
    if ((!provided && !found_outside) || !is_renamed(its) || !its.reads || !its.row) continue;
    if (!entity_.is_owned()) continue;
    auto use = file_.use_def.use_at(*its.row);
    if (!use) continue;
    flow::ValueId value = file_.use_def.uses()[(*use).value()].value;
    if (value == flow::kUnreachable) continue;
    if (value == flow::kAnyOfScope) value = file_.use_def.at_end(entity_.symbol);
    if (!file_.use_def.boundness(value).may_be_unbound) continue;
    problem(its.range, found_outside ? "this may become the " + quoted(new_) + " outside of the class"
                                     : "this may be the " + quoted(old_) + " that Python provides");
  }
}

// What a class binds is used by way of its objects.
void Renamer::check_attributes() {
  if (table_.scope(owner_).kind != ScopeKind::Class) return;
  plan_.elsewhere = SpelledAs::Attribute;
  size_t found = 0;
  for (uint32_t i = 0; i < file_.tree.size() && found < kMostAttributes; ++i) {
    Node row(file_.tree, NodeIndex(i));
    if (!row.is(NodeKind::Identifier) || row.role() != Role::Attr) continue;
    std::string_view text = file_.tree.text_of(file_.tree.name(row.index()), file_.text);
    FileScopeId scope = file_.scopes.places.scope_at(row.index());
    if (scope::known_as(table_, file_.names, scope, text) != old_) continue;
    problem(row.range(), may_be_named(SpelledAs::Attribute));
    ++found;
  }
}

// What its class does not bind any more, a name finds in a function around; before, in the module.
void Renamer::check_left_in_class() {
  if (table_.scope(owner_).kind != ScopeKind::Class) return;
  OptionalScope around;
  for (OptionalScope at = table_.scope(owner_).parent; at && *at != scope::kModuleScope && !around;
       at = table_.scope(*at).parent) {
    const Symbol* its = find(*at, entity_.name);
    if (its != nullptr && its->binds() && table_.scope(*at).kind != ScopeKind::Class) around = at;
  }
  if (!around) return;
  for (const Occurrence& its : all_) {
    if (its.scope != owner_ || its.entity.name != entity_.name || is_renamed(its)) continue;
    problem(its.range, "this " + quoted(old_) + " would become that of a function around");
  }
}

}  // namespace pellucid::ide
