#include "ide/imported_names.h"

#include <algorithm>

#include "db/annotation.h"
#include "scope/lookup.h"

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
  return module({0, file_.names.intern(syntax::dotted(file_.tree, file_.text, alias, Role::Name, last))});
}

namespace {

// `a`, `b` and `c` of `a.b.c`; empty for anything else, and for what is too deep to be a name of a module.
std::vector<Node> parts_of(Node expression) {
  std::vector<Node> parts;
  while (expression.is(NodeKind::Attribute)) {
    if (parts.size() == exports::kDeepestModule) return {};
    auto value = expression.child(Role::Value), attribute = expression.child(Role::Attr);
    if (!value || !attribute) return {};
    parts.push_back(*attribute);
    expression = *value;
  }
  if (!expression.is(NodeKind::Name)) return {};
  parts.push_back(expression);
  std::reverse(parts.begin(), parts.end());
  return parts;
}

// `b` and `c` of `a.b.c`, from `a`.
std::vector<Node> attributes_of(Node name) {
  std::vector<Node> attributes;
  for (Node at = name; at.role() == Role::Value;) {
    at = *at.parent();
    auto attribute = at.is(NodeKind::Attribute) ? at.child(Role::Attr) : std::nullopt;
    if (!attribute) break;
    attributes.push_back(*attribute);
  }
  return attributes;
}

}  // namespace

std::vector<ImportedName> ImportedNames::of_expression(Node expression) {
  std::vector<Node> parts = parts_of(expression);
  if (parts.empty()) return {};
  std::vector<ImportedName> found = of_name(parts.front());
  for (size_t i = 1; i < parts.size(); ++i) found = members(found, text_of(parts[i]));
  return found;
}

std::vector<ImportedNames::StringAttribute> ImportedNames::in_string(
    NodeIndex row, const std::function<bool(std::string_view)>& is_wanted) {
  std::string_view literal = file_.text.slice(file_.tree.range(row));
  if (literal.find('.') == std::string_view::npos || !strings_.is_annotation(row)) return {};
  db::StringAnnotation annotation = db::parse_annotation(literal, file_.tree.start(row), file_.version);
  if (!annotation.valid) return {};
  scope::FileScopeId scope = file_.scopes.places.scope_at(row);
  std::vector<StringAttribute> found;
  for (uint32_t i = 0; i < annotation.tree.size(); ++i) {
    Node first(annotation.tree, NodeIndex(i));
    if (!first.is(NodeKind::Name)) continue;
    auto text = [&](Node of) {
      return annotation.tree.text_of(annotation.tree.name(of.index()), annotation.text);
    };
    std::vector<Node> attributes = attributes_of(first);
    if (std::none_of(attributes.begin(), attributes.end(), [&](Node its) { return is_wanted(text(its)); }))
      continue;
    scope::Name name = file_.names.intern(text(first));
    uint32_t symbol = scope::lookup(file_.scopes.table, scope, name);
    OfSymbol its;
    if (symbol != base::kNoneValue) {
      its = of_symbol(symbol);
    } else if (auto brought = of_star(name)) {
      its.imported.push_back(*brought);
    }
    for (Node attribute : attributes) {
      its.imported = members(its.imported, text(attribute));
      if (its.imported.empty()) break;
      found.push_back({annotation.in_file(attribute.range()), its.imported, its.may_be_other});
    }
  }
  return found;
}

std::vector<ImportedName> ImportedNames::of_identifier(Node identifier, bool& is_such) {
  is_such = true;
  Node parent = *identifier.parent();
  if (parent.is(NodeKind::Attribute) && identifier.role() == Role::Attr) return of_expression(parent);
  if (parent.is(NodeKind::ImportFrom) && identifier.role() == Role::Module)
    return {module(
        {file_.tree.payload(parent.index()),
         file_.names.intern(syntax::dotted(file_.tree, file_.text, parent, Role::Module, identifier))})};
  is_such = parent.is(NodeKind::Alias) && identifier.role() == Role::Name;
  if (!is_such) return {};
  if (parent.parent()->is(NodeKind::Import))
    return {module(
        {0, file_.names.intern(syntax::dotted(file_.tree, file_.text, parent, Role::Name, identifier))})};
  auto its = of_alias(parent);
  return its ? std::vector{*its} : std::vector<ImportedName>();
}

std::optional<ImportedName> ImportedNames::of_star(scope::Name name) {
  if (!stars_) {
    stars_.emplace();
    if (const auto& exports = engine_.get<exports::ExportsOf>(id_))
      for (const ModuleRef& star : exports->stars())
        if (auto file = file_of(star)) stars_->push_back({file, kNoName, star});
  }
  for (size_t i = stars_->size(); i-- > 0;) {
    const ImportedName& star = (*stars_)[i];
    if (engine_.get<exports::StarOfferOf>({*star.file, name}) == exports::Offer::No) continue;
    if (auto its = member(star, file_.names.text(name))) return its;
  }
  return std::nullopt;
}

std::optional<ImportedName> ImportedNames::of_star(NodeIndex alias, scope::Name name) {
  ModuleRef from = module_from(*Node(file_.tree, alias).parent());
  auto other = file_of(from);
  return other ? member({other, kNoName, from}, file_.names.text(name)) : std::nullopt;
}

ImportedNames::OfSymbol ImportedNames::of_use(const flow::Use& use) {
  auto some = flow::some_reaching(file_.use_def, use);
  return some ? of_definitions(*some) : of_symbol(use.symbol);
}

const ImportedNames::OfSymbol& ImportedNames::of_symbol(uint32_t symbol) {
  auto known = of_symbols_.find(symbol);
  if (known == of_symbols_.end())
    known = of_symbols_.emplace(symbol, of_definitions(definitions_[symbol])).first;
  return known->second;
}

std::vector<ImportedName> ImportedNames::of_name(Node name) {
  auto at = file_.use_def.use_at(name.index());
  if (!at) return {};
  const flow::Use& use = file_.use_def.uses()[(*at).value()];
  if (use.value != flow::kNoOwner) return of_use(use).imported;
  uint32_t position = file_.scopes.symbol_at_row[name.index().value()];
  if (position == base::kNoneValue) return {};
  auto its = of_star(file_.scopes.table.all_symbols()[position].name);
  return its ? std::vector{*its} : std::vector<ImportedName>();
}

ImportedNames::OfSymbol ImportedNames::of_definitions(std::span<const flow::DefinitionId> definitions) {
  OfSymbol found;
  for (flow::DefinitionId id : definitions) {
    const flow::Definition& definition = file_.use_def.definitions()[id.value()];
    if (flow::is_import(definition.kind)) {
      auto its = of_alias(*Node(file_.tree, definition.row).parent());
      if (its && std::find(found.imported.begin(), found.imported.end(), *its) == found.imported.end())
        found.imported.push_back(*its);
    } else if (!flow::unbinds(definition.kind) && definition.kind != flow::DefinitionKind::Annotation) {
      found.may_be_other = true;
    }
  }
  return found;
}

std::vector<ImportedName> ImportedNames::members(const std::vector<ImportedName>& of, std::string_view name) {
  std::vector<ImportedName> found;
  for (const ImportedName& one : of)
    if (auto its = member(one, name); its && std::find(found.begin(), found.end(), *its) == found.end())
      found.push_back(*its);
  return found;
}

bool ImportedNames::may_be_other(NodeIndex row) {
  auto use = file_.use_def.use_at(row);
  return use && of_use(file_.use_def.uses()[(*use).value()]).may_be_other;
}

// Modules

ModuleRef ImportedNames::module_from(Node statement) {
  return {file_.tree.payload(statement.index()),
          file_.names.intern(syntax::dotted(file_.tree, file_.text, statement, Role::Module))};
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

}  // namespace pellucid::ide
