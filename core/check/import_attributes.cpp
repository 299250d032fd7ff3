// What a file takes of the modules that its imports bind.

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "check/annotation_strings.h"
#include "check/import_reader.h"
#include "check/name_rules.h"
#include "db/annotation.h"
#include "scope/lookup.h"

namespace pellucid::check {

namespace {

using exports::ModuleRef;

// Modules are not called so long; chains of attributes may be.
constexpr size_t kLongestModule = 512;
// What is an attribute of ever so many modules tells of none.
constexpr size_t kMostModules = 64;

// Of `cart.total`, where `import shop.cart as cart` or `from shop import cart` has bound `cart`; of
// `shop.cart.total` behind `import shop.cart`, each of the two steps.
class AttributeReader {
 public:
  AttributeReader(const ImportingFile& file, scope::Names& names, bool has_star)
      : file_(file),
        names_(names),
        has_star_(has_star),
        definitions_(file.use_def, file.scopes.table.symbol_count()),
        strings_(file.tree, file.text, file.scopes, file.use_def, definitions_) {}

  std::vector<ImportShapes::Attribute> run() {
    const std::vector<flow::Definition>& all = file_.use_def.definitions();
    for (uint32_t i = 0; i < all.size(); ++i)
      if (flow::is_import(all[i].kind) && all[i].symbol != base::kNoneValue) read_import(i, all[i]);
    const std::vector<flow::Use>& uses = file_.use_def.uses();
    for (uint32_t i = 0; i < uses.size(); ++i) {
      const flow::Use& use = uses[i];
      Node name(file_.tree, use.row);
      if (!has_attribute(name)) continue;
      bool is_bound = use.value != flow::kNoOwner;
      if (!is_bound || file_.use_def.behind_stars(flow::UseId(i), file_.scopes.table) != flow::kNoOwner)
        add_from_star(name, file_.text, is_bound);
      if (is_bound && imported_.contains(use.symbol)) {
        auto some = flow::some_reaching(file_.use_def, use);
        add(name, file_.text, some ? modules_of(*some) : modules_of_symbol(use.symbol));
      }
    }
    bool is_any_asked = has_star_ || !imported_.empty();
    for (uint32_t i = 0; is_any_asked && i < file_.tree.size(); ++i)
      if (file_.tree.kind(NodeIndex(i)) == NodeKind::StringLiteral) read_string(NodeIndex(i));
    auto key = [](const ImportShapes::Attribute& one) {
      return std::tuple(one.module.level, one.module.module.value(), one.brought.value(), one.is_bound,
                        one.name.value());
    };
    std::sort(found_.begin(), found_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    found_.shrink_to_fit();
    return std::move(found_);
  }

 private:
  void read_import(uint32_t id, const flow::Definition& definition) {
    auto alias = Node(file_.tree, definition.row).parent();
    if (!alias || !alias->is(NodeKind::Alias)) return;
    Node statement = *alias->parent();
    uint32_t level = 0;
    std::string module;
    if (statement.is(NodeKind::ImportFrom)) {
      auto name = alias->child(Role::Name);
      if (!name) return;
      level = file_.tree.payload(statement.index());
      if (last_from_ != statement.index())
        last_module_ = syntax::dotted(file_.tree, file_.text, statement, Role::Module);
      last_from_ = statement.index();
      if (last_module_.size() > kLongestModule) return bind(id, definition.symbol, kAnyModule);
      module = last_module_;
      if (!module.empty()) module += '.';
      module += file_.tree.text_of(file_.tree.name(name->index()), file_.text);
    } else {
      module = syntax::dotted(file_.tree, file_.text, *alias, Role::Name);
      if (!alias->child(Role::Asname)) module.resize(std::min(module.find('.'), module.size()));
    }
    bind(id, definition.symbol, module_called(level, module));
  }

  void bind(uint32_t id, uint32_t symbol, const ModuleRef& module) {
    modules_.emplace(id, module);
    imported_.insert(symbol);
  }

  ModuleRef module_called(uint32_t level, std::string_view dotted) {
    bool may_be =
        dotted.size() <= kLongestModule &&
        static_cast<size_t>(std::count(dotted.begin(), dotted.end(), '.')) < exports::kDeepestModule;
    return may_be ? ModuleRef{level, names_.intern(dotted)} : kAnyModule;
  }

  template <typename Definitions>
  std::vector<ModuleRef> modules_of(const Definitions& definitions) const {
    std::vector<ModuleRef> found;
    for (flow::DefinitionId id : definitions) {
      auto at = modules_.find(id.value());
      // `import a.x` and `import a.y` bind the same `a`.
      if (at == modules_.end() || std::find(found.begin(), found.end(), at->second) != found.end()) continue;
      found.push_back(at->second);
      if (found.size() > kMostModules) return {kAnyModule};
    }
    return found;
  }

  const std::vector<ModuleRef>& modules_of_symbol(uint32_t symbol) {
    auto [known, is_new] = modules_of_symbols_.try_emplace(symbol);
    if (is_new) known->second = modules_of(definitions_[symbol]);
    return known->second;
  }

  // `str` of `str.join` may be a module, too, but it mostly is what Python provides.
  void add_from_star(Node name, const source::Text& text, bool is_bound) {
    std::string_view its = name.tree().text_of(name.tree().name(name.index()), text);
    if (!has_star_ || is_provided(its, file_.version)) return;
    add(name, text, {kAnyModule}, names_.intern(its), is_bound);
  }

  static bool has_attribute(Node expression) {
    auto around = expression.parent();
    return around && around->is(NodeKind::Attribute) && expression.role() == Role::Value;
  }

  // `name` is of the file's tree, or of a string's.
  void add(Node name, const source::Text& text, const std::vector<ModuleRef>& modules,
           exports::Name brought = exports::kNoName, bool is_bound = false) {
    for (ModuleRef module : modules) {
      Node below = name;
      while (has_attribute(below)) {
        below = *below.parent();
        auto attribute = below.child(Role::Attr);
        if (!attribute) break;
        std::string_view its = below.tree().text_of(below.tree().name(attribute->index()), text);
        if (its.empty()) break;
        found_.push_back({module, names_.intern(its), brought, is_bound});
        // What is taken of it may be a module whose attribute is taken in turn.
        if (module == kAnyModule || !has_attribute(below)) continue;
        std::string deeper(names_.text(module.module));
        module = module_called(module.level, deeper.append(".").append(its));
      }
    }
  }

  void read_string(NodeIndex row) {
    std::string_view literal = file_.text.slice(file_.tree.range(row));
    if (literal.find('.') == std::string_view::npos || !strings_.is_annotation(row)) return;
    db::StringAnnotation annotation = db::parse_annotation(literal, file_.tree.start(row), file_.version);
    if (!annotation.valid) return;
    scope::FileScopeId scope = file_.scopes.places.scope_at(row);
    for (uint32_t i = 0; i < annotation.tree.size(); ++i) {
      Node name(annotation.tree, NodeIndex(i));
      if (!name.is(NodeKind::Name) || !has_attribute(name)) continue;
      scope::Name its =
          names_.intern(annotation.tree.text_of(annotation.tree.name(name.index()), annotation.text));
      uint32_t symbol = scope::lookup(file_.scopes.table, scope, its);
      bool is_bound = symbol != base::kNoneValue;
      if (!is_bound || file_.use_def.boundness(file_.use_def.at_end(symbol)).is_starred)
        add_from_star(name, annotation.text, is_bound);
      if (is_bound && imported_.contains(symbol)) add(name, annotation.text, modules_of_symbol(symbol));
    }
  }

  const ImportingFile& file_;
  scope::Names& names_;
  bool has_star_;
  flow::DefinitionIndex definitions_;
  AnnotationStrings strings_;
  std::unordered_map<uint32_t, ModuleRef> modules_;  // by definition
  std::unordered_set<uint32_t> imported_;            // symbols
  syntax::OptionalNode last_from_;                   // the statement whose aliases are read
  std::string last_module_;
  std::unordered_map<uint32_t, std::vector<ModuleRef>> modules_of_symbols_;
  std::vector<ImportShapes::Attribute> found_;
};

}  // namespace

std::vector<ImportShapes::Attribute> read_attributes(const ImportingFile& file, scope::Names& names,
                                                     bool has_star) {
  return AttributeReader(file, names, has_star).run();
}

}  // namespace pellucid::check
