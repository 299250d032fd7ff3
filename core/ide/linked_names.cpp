#include "ide/linked_names.h"

#include <algorithm>

#include "lex/literal.h"
#include "scope/lookup.h"

namespace pellucid::ide {

using scope::ScopeKind;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

namespace {

class Linker {
 public:
  Linker(query::Engine& engine, db::FileId id, const NamedFile& file, const PublicLinks& links)
      : engine_(engine), id_(id), file_(file), links_(links), imported_(engine, id, file) {}

  LinkedNames run() {
    for (const NameOfFile& name : links_.names_of(id_)) add_own(name.name);
    for (scope::Name name : links_.builtins())
      if (!imported_.of_star(name)) add({base::kNoneValue, name});
    for (uint32_t i = 0; i < file_.tree.size(); ++i) {
      Node row(file_.tree, NodeIndex(i));
      if (row.is(NodeKind::Alias) && row.parent()->is(NodeKind::ImportFrom)) read_alias(row);
      if (row.is(NodeKind::Identifier) && row.role() == Role::Attr) read_attribute(row);
      if (row.is(NodeKind::StringLiteral)) read_string(row);
    }
    return std::move(found_);
  }

 private:
  void add(const Entity& entity) {
    if (std::find(found_.entities.begin(), found_.entities.end(), entity) == found_.entities.end())
      found_.entities.push_back(entity);
  }

  // A name of the module's own scope, or one that a star import brings.
  void add_own(scope::Name name) {
    const scope::ScopeTable& table = file_.scopes.table;
    auto symbol = table.find(scope::kModuleScope, name);
    bool is_owned = symbol && table.symbol({scope::kModuleScope, *symbol}).owner_symbol;
    add({is_owned ? table.position({scope::kModuleScope, *symbol}) : base::kNoneValue, name});
  }

  bool is_linked(const ImportedName& its) const {
    return its.file && !its.is_module() && links_.has({*its.file, its.name});
  }

  void read_alias(Node alias) {
    auto name = alias.child(Role::Name);
    if (!name) return read_star(alias);
    if (!may_be_linked(imported_.text_of(*name))) return;
    auto its = imported_.of_alias(alias);
    if (!its || !is_linked(*its)) return;
    found_.aliases.push_back(alias.index());
    auto as = alias.child(Role::Asname);
    if (links_.aliases() == Aliases::LeftOut && as && imported_.text_of(*as) != imported_.text_of(*name))
      return;
    uint32_t position = file_.scopes.symbol_at_row[as.value_or(*name).index().value()];
    if (position == base::kNoneValue) return;
    const scope::Symbol& symbol = file_.scopes.table.all_symbols()[position];
    if (!symbol.owner_symbol) return;
    bool is_of_class = file_.scopes.table.scope(*symbol.owner_scope).kind == ScopeKind::Class;
    if (is_of_class && links_.aliases() == Aliases::LeftOut) return;
    add({file_.scopes.table.position({*symbol.owner_scope, *symbol.owner_symbol}), symbol.name});
  }

  void read_star(Node alias) {
    if (!file_.tree.is_leaf(alias.index())) return;
    auto other = imported_.file_of(imported_.module_from(*alias.parent()));
    if (!other) return;
    for (const NameOfFile& name : links_.names_of(*other)) {
      bool is_brought = engine_.get<exports::StarOfferOf>(name) != exports::Offer::No;
      auto own = file_.scopes.table.find(scope::kModuleScope, name.name);
      bool is_own = own && file_.scopes.table.symbol({scope::kModuleScope, *own}).owner_symbol;
      found_.stars.push_back(
          {alias.index(), name.name, is_brought, is_brought && is_own && !links_.has({id_, name.name})});
    }
  }

  void read_attribute(Node identifier) {
    if (!may_be_linked(imported_.text_of(identifier))) return;
    Node attribute = *identifier.parent();
    std::vector<ImportedName> of = imported_.of_expression(attribute);
    auto linked = [this](const ImportedName& its) { return is_linked(its); };
    if (std::none_of(of.begin(), of.end(), linked)) return;
    Node first = attribute;
    while (auto value = first.child(Role::Value)) first = *value;
    bool all = std::all_of(of.begin(), of.end(), linked);
    found_.attributes.push_back({identifier.index(), !all || imported_.may_be_other(first.index())});
  }

  void read_string(Node literal) {
    auto linked = [this](const ImportedName& its) { return is_linked(its); };
    auto is_wanted = [this](std::string_view attribute) { return may_be_linked(attribute); };
    for (const ImportedNames::StringAttribute& its : imported_.in_string(literal.index(), is_wanted)) {
      if (std::none_of(its.of.begin(), its.of.end(), linked)) continue;
      bool all = std::all_of(its.of.begin(), its.of.end(), linked);
      found_.string_attributes.push_back({its.range, !all || its.may_be_other});
    }
  }

  bool may_be_linked(std::string_view spelling) const {
    auto name = file_.names.find(spelling);
    return name && links_.has_name(*name);
  }

  query::Engine& engine_;
  db::FileId id_;
  const NamedFile& file_;
  const PublicLinks& links_;
  ImportedNames imported_;
  LinkedNames found_;
};

}  // namespace

LinkedNames linked_names(query::Engine& engine, db::FileId id, const NamedFile& file,
                         const PublicLinks& links) {
  return Linker(engine, id, file, links).run();
}

AskedName asked_name(query::Engine& engine, db::FileId id, const NamedFile& file,
                     const std::vector<Occurrence>& all, uint32_t offset) {
  AskedName asked;
  ImportedNames imported(engine, id, file);
  auto add = [&](const ImportedName& its) {
    if (!its.file || its.is_module()) return;
    NameOfFile name{*its.file, its.name};
    if (std::find(asked.names.begin(), asked.names.end(), name) == asked.names.end())
      asked.names.push_back(name);
  };
  Node at(file.tree, syntax::node_at(file.tree, offset));
  if (at.is(NodeKind::Identifier)) {
    bool is_such = false;
    for (const ImportedName& its : imported.of_identifier(at, is_such)) {
      add(its);
      asked.is_module |= its.is_module();
    }
    // Of `import a` and `from m import f` the name is what they bind, too.
    bool is_attribute = is_such && at.parent()->is(NodeKind::Attribute);
    const Occurrence* bound = is_attribute ? nullptr : occurrence_at(all, offset);
    if (is_such && (bound == nullptr || bound->row != syntax::OptionalNode(at.index()))) {
      if (!asked.names.empty() || asked.is_module) asked.range = at.range();
      return asked;
    }
  }
  asked.is_module = false;
  asked.occurrence = occurrence_at(all, offset);
  if (asked.occurrence == nullptr) {
    if (!at.is(NodeKind::StringLiteral)) return asked;
    for (const ImportedNames::StringAttribute& its : imported.in_string(at.index())) {
      if (offset < its.range.start || offset > its.range.end) continue;
      for (const ImportedName& one : its.of) {
        add(one);
        asked.is_module |= one.is_module();
      }
      if (!its.of.empty()) asked.range = its.range;
      return asked;
    }
    // An entry of `__all__`.
    std::string text = lex::decode_string_literal(file.text.slice(at.range()));
    if (!exports::is_there(engine.get<exports::MemberOf>({id, file.names.intern(text)}).kind)) return asked;
    for (const ExportedString& its : exported_strings(file, all, text)) {
      if (its.whole != at.range() || !its.name) continue;
      asked.range = its.name;
      asked.names.push_back({id, file.names.intern(text)});
    }
    return asked;
  }
  const Entity& entity = asked.occurrence->entity;
  asked.range = asked.occurrence->range;
  if (!entity.is_owned()) {
    if (auto star = imported.of_star(entity.name)) {
      add(*star);
      asked.names.push_back({id, entity.name});
    } else if (check::is_provided(file.names.text(entity.name), file.version)) {
      if (auto library = imported.file_of({0, file.names.intern("builtins")}))
        add({library, entity.name, {}});
    }
    return asked;
  }
  if (scope::scope_of_symbol(file.scopes.table, entity.symbol) == scope::kModuleScope)
    asked.names.push_back({id, entity.name});
  for (const flow::Definition& definition : file.use_def.definitions())
    if (definition.symbol == entity.symbol && flow::is_import(definition.kind))
      if (auto its = imported.of_alias(*Node(file.tree, definition.row).parent())) add(*its);
  return asked;
}

// `__all__ = ["x"]`, `__all__ += […]`, `__all__.append("x")`.
std::vector<ExportedString> exported_strings(const NamedFile& file, const std::vector<Occurrence>& all,
                                             std::string_view name) {
  std::vector<ExportedString> found;
  uint32_t end = 0;  // of the statement that was read last
  for (const Occurrence& its : all) {
    if (its.entity.name != scope::known(scope::KnownName::DunderAll) || !its.row) continue;
    if (its.scope != scope::kModuleScope || (*its.row).value() < end) continue;
    Node statement(file.tree, *its.row);
    while (syntax::entry(statement.kind()).category != syntax::Category::Statement)
      statement = *statement.parent();
    bool lists = statement.is(NodeKind::Assign) || statement.is(NodeKind::AugAssign) ||
                 statement.is(NodeKind::AnnAssign) || statement.is(NodeKind::Expr);
    if (!lists) continue;
    end = file.tree.subtree_end(statement.index()).value();
    for (uint32_t i = statement.index().value(); i < end; ++i) {
      if (file.tree.kind(NodeIndex(i)) != NodeKind::StringLiteral) continue;
      source::Range range = file.tree.range(NodeIndex(i));
      std::vector<uint32_t> offsets;
      if (lex::decode_string_literal(file.text.slice(range), offsets) != name) continue;
      source::Range inside = {range.start + offsets.front(),
                              range.start + offsets.front() + static_cast<uint32_t>(name.size())};
      bool is_plain = file.text.slice(inside) == name;
      found.push_back({range, is_plain ? std::optional(inside) : std::nullopt});
    }
  }
  auto same = [](const ExportedString& a, const ExportedString& b) { return a.whole == b.whole; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

}  // namespace pellucid::ide
