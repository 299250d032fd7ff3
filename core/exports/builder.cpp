#include "exports/builder.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "exports/reexport.h"
#include "flow/binding_range.h"

namespace pellucid::exports {

using flow::Definition;
using flow::DefinitionId;
using flow::DefinitionKind;
using scope::ScopeKind;

std::string_view name_of(SymbolState state) {
  static constexpr std::array<std::string_view, 6> kNames = {"bound",   "maybe bound", "declared",
                                                             "deleted", "elsewhere",   "unbound"};
  return kNames[static_cast<size_t>(state)];
}

const PublicSymbol* Exports::find(Name name) const {
  auto at = std::lower_bound(
      symbols_.begin(), symbols_.end(), name,
      [](const PublicSymbol& symbol, Name wanted) { return symbol.name.value() < wanted.value(); });
  return at != symbols_.end() && at->name == name ? &*at : nullptr;
}

bool Exports::lists(Name name) const {
  return std::any_of(all_steps_.begin(), all_steps_.end(), [name](const AllStep& step) {
    return step.kind == AllStepKind::Add && step.name == name;
  });
}

Reading read(const ExportedFile& file, scope::Names& names) { return ExportsBuilder(file, names).run(); }

Reading ExportsBuilder::run() {
  result_.is_stub_ = file_.is_stub;
  result_.is_package_ = file_.is_package;
  read_imports();
  read_symbols();
  read_dunder_all();
  find_open();
  find_places();
  return {std::move(result_), std::move(places_), std::move(import_rows_)};
}

void ExportsBuilder::find_places() {
  const scope::ScopeTable& table = file_.scopes.table;
  uint32_t end = table.scope(scope::kModuleScope).symbol_end;
  for (const Definition& definition : file_.use_def.definitions()) {
    if (definition.symbol >= end || flow::unbinds(definition.kind)) continue;
    places_.push_back({table.all_symbols()[definition.symbol].name, definition.kind,
                       flow::range_of_name(file_.tree, definition.row),
                       flow::range_of_binding(file_.tree, definition.row), definition.row});
  }
  std::sort(places_.begin(), places_.end(), [](const SymbolPlace& a, const SymbolPlace& b) {
    return a.name != b.name ? a.name.value() < b.name.value() : a.row < b.row;
  });
  places_.shrink_to_fit();
}

// Imports

void ExportsBuilder::read_imports() {
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    NodeKind kind = file_.tree.kind(NodeIndex(i));
    if (kind == NodeKind::Import || kind == NodeKind::ImportFrom) read_import(node(NodeIndex(i)));
  }
  for (uint32_t i = 0; i < bindings_.size(); ++i) bindings_of_[bindings_[i].name].push_back(i);
  keep_last_stars();
}

// Of several star imports of one module the last has all that the others bring.
void ExportsBuilder::keep_last_stars() {
  std::unordered_set<uint64_t> met;
  std::vector<ModuleRef> stars;
  std::vector<NodeIndex> rows;
  for (size_t i = result_.stars_.size(); i-- > 0;) {
    const ModuleRef& module = result_.stars_[i];
    if (!met.insert(module.key()).second) continue;
    stars.push_back(module);
    rows.push_back(star_rows_[i]);
  }
  result_.stars_.assign(stars.rbegin(), stars.rend());
  star_rows_.assign(rows.rbegin(), rows.rend());
}

void ExportsBuilder::read_import(Node statement) {
  if (dead_.contains(statement.index())) return;
  bool is_from = statement.is(NodeKind::ImportFrom);
  bool is_module_scope = this->is_module_scope(statement.index());
  bool on_loading = runs_on_loading(statement), for_types = is_for_types(statement);
  if (!is_module_scope && !on_loading) return;
  auto dotted = [this](const Node& owner, Role role) {
    return syntax::dotted(file_.tree, file_.text, owner, role);
  };
  // What is below a package may be asked for by its own name.
  auto intern_parts = [this](const Node& owner, Role role) {
    if (!file_.is_package) return;
    for (Node part : owner.children(role)) names_.intern(text_of(part));
  };
  ModuleRef from;
  if (is_from) intern_parts(statement, Role::Module);
  if (is_from) from = {file_.tree.payload(statement.index()), names_.intern(dotted(statement, Role::Module))};
  for (Node alias : statement.children(Role::Name)) {
    auto first = alias.child(Role::Name), as = alias.child(Role::Asname);
    if (is_from && !first) {
      if (file_.tree.is_leaf(alias.index())) {
        result_.stars_.push_back(from);
        star_rows_.push_back(alias.index());
        if (on_loading) note_import(alias, {ImportForm::Star, for_types, from, kNoName});
      }
      continue;
    }
    if (!first) continue;
    intern_parts(alias, Role::Name);
    std::string whole = dotted(alias, Role::Name);
    Name name = names_.intern(whole);
    ModuleRef module = is_from ? from : ModuleRef{0, name};
    Name member = is_from ? name : kNoName;
    if (on_loading)
      note_import(alias, {is_from ? ImportForm::Member : ImportForm::Module, for_types, module, member});
    if (!is_module_scope) continue;
    Node bound = as ? *as : *first;
    Name bound_name = names_.intern(text_of(bound));
    // `import a.b` binds `a`.
    if (!is_from && !as) module = {0, bound_name};
    bindings_.push_back({bound.index(), bound_name, is_from ? SymbolSource::Member : SymbolSource::Module,
                         module, member, is_reexport(alias, file_.is_stub)});
  }
}

void ExportsBuilder::note_import(Node alias, const ModuleImport& import) {
  result_.imports_.push_back(import);
  import_rows_.push_back(alias.index());
}

// In the module itself, or in the body of a class that it makes.
bool ExportsBuilder::runs_on_loading(Node statement) const {
  scope::OptionalScope at = file_.scopes.places.scope_at(statement.index());
  while (at && file_.scopes.table.scope(*at).kind == ScopeKind::Class)
    at = file_.scopes.table.scope(*at).parent;
  return at && *at == scope::kModuleScope;
}

// `if TYPE_CHECKING:`, `if typing.TYPE_CHECKING:`
bool ExportsBuilder::is_for_types(Node statement) const {
  if (statement.has(syntax::kLazy)) return true;
  Node below = statement;
  for (Node around : statement.ancestors()) {
    // A module has no test, and many children to look through for one.
    bool is_branch = around.is(NodeKind::If) || around.is(NodeKind::ElifClause);
    auto test = is_branch && below.role() == Role::Body ? around.child(Role::Test) : std::nullopt;
    if (test) {
      std::optional<Node> name = test->is(NodeKind::Attribute) ? test->child(Role::Attr) : *test;
      if (name && (name->is(NodeKind::Name) || name->is(NodeKind::Identifier)) &&
          text_of(*name) == "TYPE_CHECKING")
        return true;
    }
    below = around;
  }
  return false;
}

// Symbols

const ExportsBuilder::Binding* ExportsBuilder::binding_at(NodeIndex row) const {
  auto at = std::lower_bound(bindings_.begin(), bindings_.end(), row,
                             [](const Binding& binding, NodeIndex wanted) { return binding.row < wanted; });
  return at != bindings_.end() && at->row == row ? &*at : nullptr;
}

void ExportsBuilder::read_symbols() {
  const scope::Scope& module = file_.scopes.table.scope(scope::kModuleScope);
  std::vector<std::vector<DefinitionId>> definitions(module.symbol_end - module.first_symbol);
  const std::vector<Definition>& all = file_.use_def.definitions();
  std::vector<Name> unowned;
  for (uint32_t i = 0; i < all.size(); ++i) {
    uint32_t symbol = all[i].symbol;
    if (symbol >= module.first_symbol && symbol < module.symbol_end) {
      definitions[symbol - module.first_symbol].push_back(DefinitionId(i));
    } else if (symbol == base::kNoneValue && !flow::unbinds(all[i].kind) && all[i].reachable) {
      // `global x` in a function, and no `x` in the module itself.
      uint32_t inner = file_.scopes.symbol_at_row[all[i].row.value()];
      if (inner != base::kNoneValue) unowned.push_back(file_.scopes.table.all_symbols()[inner].name);
    }
  }
  for (uint32_t i = 0; i < definitions.size(); ++i)
    if (!definitions[i].empty())
      result_.symbols_.push_back(symbol_of(module.first_symbol + i, definitions[i]));
  for (Name name : unowned) {
    PublicSymbol symbol;
    symbol.name = name;
    symbol.state = SymbolState::MaybeBound;
    result_.symbols_.push_back(symbol);
  }
  std::sort(result_.symbols_.begin(), result_.symbols_.end(),
            [](const PublicSymbol& a, const PublicSymbol& b) { return a.name.value() < b.name.value(); });
  auto same = [](const PublicSymbol& a, const PublicSymbol& b) { return a.name == b.name; };
  result_.symbols_.erase(std::unique(result_.symbols_.begin(), result_.symbols_.end(), same),
                         result_.symbols_.end());
  if (auto name = names_.find("__getattr__")) {
    const PublicSymbol* symbol = result_.find(*name);
    result_.has_getattr_ = symbol != nullptr && is_there(symbol->state);
  }
}

PublicSymbol ExportsBuilder::symbol_of(uint32_t position,
                                       const std::vector<DefinitionId>& definitions) const {
  PublicSymbol symbol;
  symbol.name = file_.scopes.table.all_symbols()[position].name;
  const std::vector<Definition>& all = file_.use_def.definitions();
  flow::ValueId end = file_.use_def.at_end(position);
  flow::Boundness bound = file_.use_def.boundness(end);
  bool any_foreign = false, any_annotation = false, any_dead = false, any_live = false;
  for (DefinitionId id : definitions) {
    const Definition& its = all[id.value()];
    if (!flow::unbinds(its.kind)) (its.reachable ? any_live : any_dead) = true;
    if (!its.reachable) continue;
    any_foreign |= its.foreign && !flow::unbinds(its.kind);
    any_annotation |= its.kind == DefinitionKind::Annotation;
    auto before = std::upper_bound(star_rows_.begin(), star_rows_.end(), its.row);
    symbol.stars_before = std::max(symbol.stars_before, static_cast<uint32_t>(before - star_rows_.begin()));
  }
  if (bound.may_be_bound && !bound.may_be_unbound) {
    symbol.state = SymbolState::Bound;
  } else if (file_.is_stub && any_annotation) {
    symbol.state = SymbolState::Bound;
  } else if (bound.may_be_bound || any_foreign) {
    symbol.state = SymbolState::MaybeBound;
  } else if (any_annotation) {
    symbol.state = SymbolState::Declared;
  } else if (bound.may_be_deleted) {
    symbol.state = SymbolState::Deleted;
  } else if (any_dead && !any_live) {
    symbol.state = SymbolState::Elsewhere;
  }
  // One import, whatever other ways there are to have none.
  std::vector<DefinitionId> last = file_.use_def.reaching(end);
  const Binding* only = nullptr;
  uint32_t bindings = 0;
  bool all_private = true;
  for (DefinitionId id : last) {
    const Definition& its = all[id.value()];
    if (flow::unbinds(its.kind)) continue;
    ++bindings;
    only = binding_at(its.row);
    all_private &= only != nullptr && !only->is_reexport;
  }
  if (bindings == 1 && only != nullptr && !any_foreign) {
    symbol.source = only->source;
    symbol.module = only->module;
    symbol.member = only->member;
  }
  symbol.is_private_import = file_.is_stub && bindings > 0 && all_private;
  return symbol;
}

// Names that come by other ways

void ExportsBuilder::find_open() {
  // Few files have any of these names, and there are fewer names than rows.
  constexpr std::array<std::string_view, 7> kOpening = {"globals",   "vars",         "locals",     "__name__",
                                                        "_convert_", "_simple_enum", "global_enum"};
  std::vector<bool> is_opening(file_.tree.name_count());
  bool any = file_.scopes.table.has(scope::known(scope::KnownName::Exec));
  is_opening[static_cast<uint32_t>(lex::WellKnown::Exec)] = any;
  for (uint32_t i = lex::kFirstOwnName; i < is_opening.size(); ++i) {
    std::string_view text = file_.tree.text_of(syntax::NameIndex(i), file_.text);
    is_opening[i] = std::find(kOpening.begin(), kOpening.end(), text) != kOpening.end();
    any |= is_opening[i];
  }
  for (uint32_t i = 0; any && i < file_.tree.size() && !result_.is_open_; ++i) {
    Node at = node(NodeIndex(i));
    bool is_name = at.is(NodeKind::Name);
    if (!is_name && !at.is(NodeKind::Identifier)) continue;
    if (!is_opening[file_.tree.name(at.index()).value()]) continue;
    std::string_view text = text_of(at);
    // `IntEnum._convert_(…)`: members of an enumeration become the module's.
    if (text == "_convert_" || text == "_simple_enum" || text == "global_enum") {
      result_.is_open_ = true;
      return;
    }
    if (!is_name) continue;
    auto call = at.parent();
    if (text == "globals" || ((text == "vars" || text == "locals") && is_module_scope(at.index()))) {
      // With anything done to it but reading one item.
      auto outer = call && call->is(NodeKind::Call) && call->children(Role::Arg).empty() ? call->parent()
                                                                                         : std::nullopt;
      if (!outer) continue;
      bool stores = outer->is(NodeKind::Subscript) && outer->has(syntax::kStore);
      auto attr = outer->is(NodeKind::Attribute) ? outer->child(Role::Attr) : std::nullopt;
      bool updates = attr && (text_of(*attr) == "update" || text_of(*attr) == "setdefault");
      bool passes = outer->is(NodeKind::Call) || outer->is(NodeKind::Assign) || outer->is(NodeKind::Keyword);
      result_.is_open_ = stores || updates || passes;
    } else if (text == "exec") {
      result_.is_open_ = call && call->is(NodeKind::Call) && call->children(Role::Arg).count() == 1;
    } else if (text == "__name__") {
      // `sys.modules[__name__]`, with anything done to it.
      result_.is_open_ = call && call->is(NodeKind::Subscript) && replaces_itself(*call);
    }
  }
}

bool ExportsBuilder::replaces_itself(Node subscript) const {
  auto value = subscript.child(Role::Value);
  auto attr = value && value->is(NodeKind::Attribute) ? value->child(Role::Attr) : std::nullopt;
  if (!attr || text_of(*attr) != "modules") return false;
  auto outer = subscript.parent();
  return subscript.has(syntax::kStore) ||
         (outer && (outer->is(NodeKind::Call) || outer->is(NodeKind::Attribute)));
}

}  // namespace pellucid::exports
