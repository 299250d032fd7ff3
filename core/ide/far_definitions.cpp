#include "ide/far_definitions.h"

#include <algorithm>
#include <string>

#include "ide/references.h"
#include "syntax/node.h"

namespace pellucid::ide {

using exports::kNoName;
using exports::ModuleRef;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

namespace {

// Packages do not nest so deep; chains of attributes may.
constexpr uint32_t kDeepestModule = 64;

class FarFinder {
 public:
  FarFinder(query::Engine& engine, db::FileId id, const NamedFile& file)
      : engine_(engine), id_(id), file_(file) {}

  std::vector<FarPlace> run(const std::vector<Occurrence>& all, uint32_t offset) {
    Node at(file_.tree, syntax::node_at(file_.tree, offset));
    if (at.is(NodeKind::Identifier) && of_syntax(at)) return take();
    const Occurrence* its = occurrence_at(all, offset);
    if (its == nullptr) return {};
    if (!its->entity.is_owned()) {
      of_unowned(its->entity.name);
      return take();
    }
    for (const DefinitionPlace& place : definitions_at(file_, all, offset))
      if (flow::is_import(place.kind)) of_alias(*Node(file_.tree, place.row).parent());
    return take();
  }

 private:
  // Names that are no occurrences of variables: parts of imports, attributes. Whether it is one.
  bool of_syntax(Node at) {
    Node parent = *at.parent();
    if (parent.is(NodeKind::Attribute) && at.role() == Role::Attr) {
      auto value = parent.child(Role::Value);
      if (auto module = value ? module_of(*value) : std::nullopt) member(*module, intern(text_of(at)));
      return true;
    }
    if (parent.is(NodeKind::ImportFrom) && at.role() == Role::Module) {
      module({file_.tree.payload(parent.index()), intern(dotted(parent, Role::Module, at))});
      return true;
    }
    if (!parent.is(NodeKind::Alias) || at.role() != Role::Name) return false;
    if (parent.parent()->is(NodeKind::Import)) {
      module({0, intern(dotted(parent, Role::Name, at))});
    } else {
      of_alias(parent);
    }
    return true;
  }

  // What the alias of an import binds.
  void of_alias(Node alias) {
    if (!alias.is(NodeKind::Alias)) return;
    Node statement = *alias.parent();
    auto name = alias.child(Role::Name);
    if (!name) return;
    if (statement.is(NodeKind::ImportFrom)) return member(module_from(statement), intern(text_of(*name)));
    // `import a.b` binds `a`.
    std::optional<Node> until = alias.child(Role::Asname) ? std::nullopt : name;
    module({0, intern(dotted(alias, Role::Name, until))});
  }

  void of_unowned(scope::Name name) {
    const auto& reading = engine_.get<exports::ExportsOf>(id_);
    if (!reading) return;
    std::span<const ModuleRef> stars = reading->stars();
    for (size_t i = stars.size(); i-- > 0;) {
      auto other = engine_.get<exports::ImportedFileOf>({id_, stars[i]});
      if (!other || engine_.get<exports::StarOfferOf>({*other, name}) == exports::Offer::No) continue;
      origin({*other, name});
      if (!found_.empty()) return;
    }
    member({0, intern("builtins")}, name);
  }

  // What an expression that is a module names.
  std::optional<ModuleRef> module_of(Node expression, uint32_t depth = 0) {
    if (depth > kDeepestModule) return std::nullopt;
    if (expression.is(NodeKind::Attribute)) {
      auto value = expression.child(Role::Value), attribute = expression.child(Role::Attr);
      auto module = value && attribute ? module_of(*value, depth + 1) : std::nullopt;
      if (!module) return std::nullopt;
      return below(*module, text_of(*attribute));
    }
    if (!expression.is(NodeKind::Name)) return std::nullopt;
    auto use = file_.use_def.use_at(expression.index());
    if (!use) return std::nullopt;
    uint32_t symbol = file_.use_def.uses()[(*use).value()].symbol;
    for (const flow::Definition& definition : file_.use_def.definitions()) {
      if (definition.symbol != symbol || !flow::is_import(definition.kind)) continue;
      Node alias = *Node(file_.tree, definition.row).parent();
      auto name = alias.is(NodeKind::Alias) ? alias.child(Role::Name) : std::nullopt;
      if (!name) continue;
      Node statement = *alias.parent();
      if (statement.is(NodeKind::ImportFrom)) return below(module_from(statement), text_of(*name));
      std::optional<Node> until = alias.child(Role::Asname) ? std::nullopt : name;
      return ModuleRef{0, intern(dotted(alias, Role::Name, until))};
    }
    return std::nullopt;
  }

  ModuleRef module_from(Node statement) {
    return {file_.tree.payload(statement.index()), intern(dotted(statement, Role::Module, {}))};
  }
  ModuleRef below(const ModuleRef& module, std::string_view name) {
    std::string text(file_.names.text(module.module));
    return {module.level, intern(text.append(text.empty() ? "" : ".").append(name))};
  }

  // Found places

  void module(const ModuleRef& module) {
    if (auto other = engine_.get<exports::ImportedFileOf>({id_, module}))
      found_.push_back({*other, {0, 0}, {0, 0}, std::nullopt});
  }
  // A name of a module, or the module below it.
  void member(const ModuleRef& of, scope::Name name) {
    size_t before = found_.size();
    if (auto other = engine_.get<exports::ImportedFileOf>({id_, of})) origin({*other, name});
    if (found_.size() == before) module(below(of, file_.names.text(name)));
  }
  void origin(const exports::NameOfFile& key) {
    const std::optional<exports::Origin>& origin = engine_.get<exports::OriginOf>(key);
    if (!origin) return;
    if (origin->name == kNoName) return found_.push_back({origin->file, {0, 0}, {0, 0}, std::nullopt});
    const auto& reading = engine_.get<exports::ModuleReadingOf>(origin->file);
    if (!reading) return;
    for (const exports::SymbolPlace& place : reading->places_of(origin->name))
      found_.push_back({origin->file, place.range, place.whole, place});
  }
  std::vector<FarPlace> take() {
    auto key = [](const FarPlace& one) { return std::pair(one.file.value(), one.name.start); };
    std::sort(found_.begin(), found_.end(),
              [&](const FarPlace& a, const FarPlace& b) { return key(a) < key(b); });
    found_.erase(std::unique(found_.begin(), found_.end(),
                             [&](const FarPlace& a, const FarPlace& b) { return key(a) == key(b); }),
                 found_.end());
    return std::move(found_);
  }

  // `a.b` of `a.b.c`, up to `last`; the whole without one.
  std::string dotted(Node owner, Role role, const std::optional<Node>& last) const {
    std::string text;
    for (Node part : owner.children(role)) {
      text.append(text.empty() ? "" : ".").append(text_of(part));
      if (last && part == *last) break;
    }
    return text;
  }
  std::string_view text_of(Node identifier) const {
    return file_.tree.text_of(file_.tree.name(identifier.index()), file_.text);
  }
  scope::Name intern(std::string_view text) { return file_.names.intern(text); }

  query::Engine& engine_;
  db::FileId id_;
  const NamedFile& file_;
  std::vector<FarPlace> found_;
};

}  // namespace

std::vector<FarPlace> far_definitions(query::Engine& engine, db::FileId id, const NamedFile& file,
                                      const std::vector<Occurrence>& all, uint32_t offset) {
  return FarFinder(engine, id, file).run(all, offset);
}

}  // namespace pellucid::ide
