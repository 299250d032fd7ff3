#include "check/import_sites.h"

#include <algorithm>

#include "check/import_reader.h"

namespace pellucid::check {

ImportSites read_imports(const ImportingFile& file, const std::vector<NodeIndex>& loaded,
                         scope::Names& names) {
  return ImportReader(file, names).run(loaded);
}

ImportSites ImportReader::run(const std::vector<NodeIndex>& loaded) {
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    NodeKind kind = file_.tree.kind(NodeIndex(i));
    if (kind == NodeKind::Import) add_import(Node(file_.tree, NodeIndex(i)));
    if (kind == NodeKind::ImportFrom) add_import_from(Node(file_.tree, NodeIndex(i)));
  }
  find_replaced();
  const std::vector<ImportSite>& sites = result_.shapes.sites;
  bool has_star = std::any_of(sites.begin(), sites.end(), [](const ImportSite& site) {
    return site.is_from && site.names_begin == site.names_end;
  });
  if (!sites.empty()) result_.shapes.attributes = read_attributes(file_, names_, has_star);
  for (NodeIndex row : loaded) {
    Node alias(file_.tree, row);
    Node statement = *alias.parent();
    bool is_from = statement.is(NodeKind::ImportFrom);
    result_.places.loaded.push_back({alias.range(), (is_from ? statement : alias).index().value()});
  }
  return std::move(result_);
}

// Sites

ImportSite ImportReader::site_of(Node statement) {
  ImportSite site;
  site.expected = expected(statement);
  site.is_guarded = is_guarded(statement);
  site.is_passed_over = dead_.contains(statement.index());
  site.names_begin = site.names_end = static_cast<uint32_t>(result_.shapes.names.size());
  return site;
}

void ImportReader::add_site(ImportSite site, source::Range module, Node owner, Role role) {
  ImportPlaces& places = result_.places;
  auto begin = static_cast<uint32_t>(places.parts.size());
  for (Node part : owner.children(role)) places.parts.push_back(part.range());
  places.sites.push_back({module, begin, static_cast<uint32_t>(places.parts.size())});
  result_.shapes.sites.push_back(site);
}

void ImportReader::add_import(Node statement) {
  auto begin = static_cast<uint32_t>(result_.shapes.sites.size());
  for (Node alias : statement.children(Role::Name)) {
    ImportSite site = site_of(statement);
    site.module = {0, names_.intern(syntax::dotted(file_.tree, file_.text, alias, Role::Name))};
    if (!is_whole(alias, Role::Name) || !alias.child(Role::Name)) site.is_passed_over = true;
    source::Range range = alias.range();
    for (Node part : alias.children(Role::Name)) range.end = part.range().end;
    add_site(site, range, alias, Role::Name);
  }
  statements_.push_back({statement.index(), begin, static_cast<uint32_t>(result_.shapes.sites.size())});
}

void ImportReader::add_import_from(Node statement) {
  auto begin = static_cast<uint32_t>(result_.shapes.sites.size());
  ImportSite site = site_of(statement);
  std::string module = syntax::dotted(file_.tree, file_.text, statement, Role::Module);
  site.is_from = true;
  site.module = {file_.tree.payload(statement.index()), names_.intern(module)};
  if (!is_whole(statement, Role::Module) ||
      (site.module.level == 0 && (module.empty() || module == "__future__")))
    site.is_passed_over = true;
  for (Node alias : statement.children(Role::Name)) {
    auto name = alias.child(Role::Name);
    if (!name || text_of(*name).empty()) continue;
    result_.shapes.names.push_back(names_.intern(text_of(*name)));
    result_.shapes.bound.push_back(module_name(alias.child(Role::Asname).value_or(*name)));
    result_.places.names.push_back(name->range());
  }
  site.names_end = static_cast<uint32_t>(result_.shapes.names.size());
  add_site(site, module_range(statement), statement, Role::Module);
  statements_.push_back({statement.index(), begin, begin + 1});
}

// As what the module binds the name in the row, if it does.
exports::Name ImportReader::module_name(Node bound) const {
  uint32_t position = file_.scopes.symbol_at_row[bound.index().value()];
  if (position == base::kNoneValue) return exports::kNoName;
  const scope::Symbol& symbol = file_.scopes.table.all_symbols()[position];
  bool is_of_module = symbol.owner_symbol && *symbol.owner_scope == scope::kModuleScope;
  return is_of_module ? symbol.name : exports::kNoName;
}

bool ImportReader::is_whole(Node owner, Role role) const {
  for (Node part : owner.children(role))
    if (text_of(part).empty()) return false;
  return true;
}

// Of `from ..a.b import c`, `..a.b`.
source::Range ImportReader::module_range(Node statement) const {
  source::Range range = statement.range();
  std::string_view text = file_.text.slice(range);
  std::optional<Node> first = statement.child(Role::Module), name = statement.child(Role::Name);
  uint32_t end = range.end;
  for (Node part : statement.children(Role::Module)) end = part.range().end;
  uint32_t start = first ? first->range().start : name ? name->range().start : range.end;
  if (file_.tree.payload(statement.index()) == 0) return {start, end};
  size_t dot = text.substr(0, start - range.start).find('.');
  if (dot == std::string_view::npos) return {start, end};
  start = range.start + static_cast<uint32_t>(dot);
  if (first) return {start, end};
  size_t last = file_.text.view().substr(0, name ? name->range().start : range.end).rfind('.');
  return {start, static_cast<uint32_t>(last) + 1};
}

}  // namespace pellucid::check
