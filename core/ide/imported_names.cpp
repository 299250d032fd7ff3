#include "ide/imported_names.h"

#include <algorithm>

namespace pellucid::ide {

using exports::kNoName;
using exports::MemberKind;
using exports::ModuleRef;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

bool is_own_name(MemberKind kind) {
  switch (kind) {
    case MemberKind::Symbol:
    case MemberKind::Star:
    case MemberKind::PrivateImport:
    case MemberKind::Deleted:
    case MemberKind::Elsewhere: return true;
    default: return false;
  }
}

std::optional<ImportedName> ImportedNames::of_alias(Node alias) {
  if (!alias.is(NodeKind::Alias)) return std::nullopt;
  Node statement = *alias.parent();
  auto name = alias.child(Role::Name);
  if (!name) return std::nullopt;
  if (statement.is(NodeKind::ImportFrom)) return member(module(module_from(statement)), text_of(*name));
  // `import a.b` binds `a`.
  std::optional<Node> last = alias.child(Role::Asname) ? std::nullopt : name;
  return module({0, file_.names.intern(dotted(alias, Role::Name, last))});
}

std::vector<ImportedName> ImportedNames::of_expression(Node expression) {
  std::vector<Node> attributes;
  while (expression.is(NodeKind::Attribute)) {
    auto value = expression.child(Role::Value), attribute = expression.child(Role::Attr);
    if (!value || !attribute) return {};
    attributes.push_back(*attribute);
    expression = *value;
  }
  if (!expression.is(NodeKind::Name)) return {};
  std::vector<ImportedName> found = of_name(expression);
  for (size_t i = attributes.size(); i-- > 0;) {
    std::vector<ImportedName> of = std::move(found);
    found.clear();
    for (const ImportedName& one : of)
      if (auto its = member(one, text_of(attributes[i]));
          its && std::find(found.begin(), found.end(), *its) == found.end())
        found.push_back(*its);
  }
  return found;
}

std::vector<ImportedName> ImportedNames::of_identifier(Node identifier, bool& is_such) {
  is_such = true;
  Node parent = *identifier.parent();
  if (parent.is(NodeKind::Attribute) && identifier.role() == Role::Attr) return of_expression(parent);
  if (parent.is(NodeKind::ImportFrom) && identifier.role() == Role::Module)
    return {module(
        {file_.tree.payload(parent.index()), file_.names.intern(dotted(parent, Role::Module, identifier))})};
  is_such = parent.is(NodeKind::Alias) && identifier.role() == Role::Name;
  if (!is_such) return {};
  if (parent.parent()->is(NodeKind::Import))
    return {module({0, file_.names.intern(dotted(parent, Role::Name, identifier))})};
  auto its = of_alias(parent);
  return its ? std::vector{*its} : std::vector<ImportedName>();
}

std::optional<ImportedName> ImportedNames::of_star(scope::Name name) {
  const auto& reading = engine_.get<exports::ExportsOf>(id_);
  if (!reading) return std::nullopt;
  std::span<const ModuleRef> stars = reading->stars();
  for (size_t i = stars.size(); i-- > 0;) {
    auto other = file_of(stars[i]);
    if (!other || engine_.get<exports::StarOfferOf>({*other, name}) == exports::Offer::No) continue;
    if (auto its = member({other, kNoName, stars[i]}, file_.names.text(name))) return its;
  }
  return std::nullopt;
}

std::vector<flow::DefinitionId> ImportedNames::reaching(NodeIndex row) const {
  auto use = file_.use_def.use_at(row);
  if (!use) return {};
  const flow::Use& its = file_.use_def.uses()[(*use).value()];
  if (its.value == flow::kNoOwner) return {};
  if (its.value.value() >= flow::kSpecialValues) {
    std::vector<flow::DefinitionId> reached = file_.use_def.reaching(its.value);
    if (!reached.empty()) return reached;
  }
  std::span<const flow::DefinitionId> all = definitions_[its.symbol];
  return {all.begin(), all.end()};
}

std::vector<ImportedName> ImportedNames::of_name(Node name) {
  std::vector<ImportedName> found;
  auto use = file_.use_def.use_at(name.index());
  if (use && file_.use_def.uses()[(*use).value()].value == flow::kNoOwner) {
    uint32_t position = file_.scopes.symbol_at_row[name.index().value()];
    if (position == base::kNoneValue) return found;
    if (auto its = of_star(file_.scopes.table.all_symbols()[position].name)) found.push_back(*its);
    return found;
  }
  for (flow::DefinitionId id : reaching(name.index())) {
    const flow::Definition& definition = file_.use_def.definitions()[id.value()];
    if (!flow::is_import(definition.kind)) continue;
    auto its = of_alias(*Node(file_.tree, definition.row).parent());
    if (its && std::find(found.begin(), found.end(), *its) == found.end()) found.push_back(*its);
  }
  return found;
}

bool ImportedNames::may_be_other(NodeIndex row) const {
  for (flow::DefinitionId id : reaching(row)) {
    flow::DefinitionKind kind = file_.use_def.definitions()[id.value()].kind;
    if (!flow::is_import(kind) && !flow::unbinds(kind) && kind != flow::DefinitionKind::Annotation)
      return true;
  }
  return false;
}

// Modules

ModuleRef ImportedNames::module_from(Node statement) {
  return {file_.tree.payload(statement.index()), file_.names.intern(dotted(statement, Role::Module, {}))};
}

base::Optional<db::FileId> ImportedNames::file_of(const ModuleRef& module) {
  return engine_.get<exports::ImportedFileOf>({id_, module});
}

std::optional<ImportedName> ImportedNames::member(const ImportedName& of, std::string_view text) {
  scope::Name name = file_.names.intern(text);
  if (!of.is_module()) {
    // A name that stands for a module in turn: `import shop.cart as cart`, elsewhere.
    const std::optional<exports::Origin> origin = engine_.get<exports::OriginOf>({*of.file, of.name});
    if (!origin || origin->name != kNoName) return std::nullopt;
    return member({origin->file, kNoName, {}}, text);
  }
  if (!of.file) return below(of, text);
  // What a package has by `from . import cart`, of itself, is the module below.
  if (*of.file == id_)
    if (auto its = below(of, text)) return its;
  if (is_own_name(engine_.get<exports::MemberOf>({*of.file, name}).kind))
    return ImportedName{of.file, name, {}};
  return below(of, text);
}

std::optional<ImportedName> ImportedNames::below(const ImportedName& of, std::string_view name) {
  if (of.module) {
    std::string text(file_.names.text(of.module->module));
    text.append(text.empty() ? "" : ".").append(name);
    ImportedName its = module({of.module->level, file_.names.intern(text)});
    // A package without a file has others below.
    if (its.file || is_package_without_file(*its.module)) return its;
    return std::nullopt;
  }
  const auto& exports = engine_.get<exports::ExportsOf>(*of.file);
  if (!exports || !exports->is_package()) return std::nullopt;
  auto file = engine_.get<exports::ImportedFileOf>({*of.file, {1, file_.names.intern(name)}});
  if (!file) return std::nullopt;
  return ImportedName{file, kNoName, {}};
}

bool ImportedNames::is_package_without_file(const ModuleRef& module) {
  const auto& basis = engine_.get<resolve::SearchBasisOf>(resolve::kTheSettings);
  if (!basis) return false;
  resolve::AbsoluteName name =
      resolve::absolute_name({module.level, std::string(file_.names.text(module.module))},
                             engine_.get<resolve::ModuleOfFileOf>(id_), basis->root_is_package);
  if (!name.name) return false;
  const auto& found = engine_.get<resolve::ModuleOf>(*name.name);
  return found && found->resolution.kind == resolve::ModuleKind::NamespacePackage;
}

// `a.b` of `a.b.c`, up to `last`; the whole without one.
std::string ImportedNames::dotted(Node owner, Role role, const std::optional<Node>& last) const {
  std::string text;
  for (Node part : owner.children(role)) {
    text.append(text.empty() ? "" : ".").append(text_of(part));
    if (last && part == *last) break;
  }
  return text;
}

}  // namespace pellucid::ide
