#include "check/import_queries.h"

#include <algorithm>
#include <tuple>

#include "check/queries.h"
#include "db/database.h"
#include "exports/queries.h"
#include "flow/queries.h"
#include "scope/queries.h"

namespace pellucid::check {

using resolve::ImportedModule;
using resolve::ModuleName;
using resolve::Resolution;

// Sites

base::Shared<SharedImports> ImportSitesOf::compute(query::Context& context, const db::FileId& file) {
  // Its places move with the text where rows do not.
  if (!context.get<db::ParsedOf>(file)) return {};
  const base::Shared<scope::Scopes>& scopes = context.get<scope::ScopesOf>(file);
  const base::Shared<flow::UseDef>& use_def = context.get<flow::UseDefOf>(file);
  const base::Shared<exports::ModuleReading>& reading = context.get<exports::ModuleReadingOf>(file);
  if (!scopes || !use_def || !reading) return {};
  auto& database = context.host<db::Database>();
  db::TreeLease lease = database.lease(file, kName);
  ImportSites sites = read_imports({lease.tree(), database.text(file), *scopes, *use_def, database.version()},
                                   reading->import_rows, context.host<scope::Names>());
  return base::Shared<SharedImports>(
      {base::Shared<ImportShapes>(std::move(sites.shapes)), std::move(sites.places)});
}

base::Shared<ImportShapes> ImportShapesOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<SharedImports>& sites = context.get<ImportSitesOf>(file);
  return sites ? sites->shapes : base::Shared<ImportShapes>();
}

// Faults

namespace {

class QueriedImports final : public ImportView {
 public:
  QueriedImports(query::Context& context, db::FileId file) : context_(context), file_(file) {}

  base::Shared<resolve::FoundModule> resolve(const ImportedModule& import) override {
    return resolve::find_import(context_, file_, import);
  }
  exports::Member member(const std::string& file, exports::Name name) override {
    return context_.get<exports::MemberOf>({context_.host<db::Database>().at(file), name});
  }
  std::vector<std::string> member_names(const std::string& file) override {
    std::vector<std::string> found;
    const auto& exports = context_.get<exports::ExportsOf>(context_.host<db::Database>().at(file));
    if (!exports) return found;
    const scope::Names& names = context_.host<scope::Names>();
    for (const exports::PublicSymbol& symbol : exports->symbols())
      if (exports::is_there(symbol.state) && !symbol.is_private_import)
        found.emplace_back(names.text(symbol.name));
    std::sort(found.begin(), found.end());
    return found;
  }
  resolve::NearName near_module(const resolve::MissingModule& missing) override {
    return resolve::near_import(context_, missing);
  }

 private:
  query::Context& context_;
  db::FileId file_;
};

}  // namespace

size_t ImportFaults::memory_bytes() const {
  size_t bytes = imports.capacity() * sizeof(ImportFault);
  for (const ImportFault& fault : imports) bytes += check::memory_bytes(fault);
  return bytes + (hidden ? diagnostic::memory_bytes(*hidden) : 0);
}

base::Shared<ImportFaults> ImportFaultsOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<ImportShapes>& shapes = context.get<ImportShapesOf>(file);
  const db::EnvironmentState* environment = context.input<db::Environment>(db::kTheEnvironment);
  const std::string* path = context.input<db::FilePath>(file);
  if (!shapes || environment == nullptr || path == nullptr) return {};
  const base::Shared<resolve::SearchBasis>& basis =
      context.get<resolve::SearchBasisOf>(resolve::kTheSettings);
  bool knows_library = basis && basis->paths.has(resolve::PlaceKind::StandardLibrary);
  QueriedImports view(context, file);
  ImportFaults found;
  JudgedImports judged = judge_imports(
      *shapes,
      {context.host<scope::Names>(), *path, environment->version, environment->platform, knows_library},
      view);
  found.imports = std::move(judged.faults);
  found.misses_library = judged.misses_library;
  if (const std::optional<resolve::ModuleOfFile>& module = context.get<resolve::ModuleOfFileOf>(file))
    if (const auto& reached = context.get<resolve::ModuleOf>(module->name);
        reached && basis && basis->paths.holds(module->root))
      found.hidden = hidden_module(*path, *module, reached->resolution);
  return base::Shared<ImportFaults>(std::move(found));
}

// Cycles

base::Shared<Loads> LoadsOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<exports::Exports>& exports = context.get<exports::ExportsOf>(file);
  const std::optional<resolve::ModuleOfFile>& own = context.get<resolve::ModuleOfFileOf>(file);
  const base::Shared<resolve::SearchBasis>& basis =
      context.get<resolve::SearchBasisOf>(resolve::kTheSettings);
  if (!exports || !basis) return {};
  // A file outside the project is loaded by nobody in it.
  bool is_inside = own && basis->paths.holds(own->root);
  auto& database = context.host<db::Database>();
  auto& names = context.host<scope::Names>();
  LoadingView view{[&](const ModuleName& name) {
                     const auto& found = context.get<resolve::ModuleOf>(name);
                     return found ? found->resolution : Resolution{};
                   },
                   [&](const std::string& path, std::string_view name) {
                     exports::MemberKind kind =
                         context.get<exports::MemberOf>({database.at(path), names.intern(name)}).kind;
                     return exports::is_there(kind) && kind != exports::MemberKind::Submodule;
                   }};
  Loads loads;
  // All names that one statement takes are of one module.
  std::optional<exports::ModuleRef> last;
  resolve::AbsoluteName target;
  for (const exports::ModuleImport& import : exports->imports()) {
    if (last != import.module)
      target = resolve::absolute_import(context, file,
                                        {import.module.level, std::string(names.text(import.module.module))});
    last = import.module;
    if (target.name && is_inside)
      for (const LoadedFile& loaded :
           loaded_files(import, *target.name, names.text(import.member), own->name, view))
        loads.modules.push_back({database.at(loaded.file), names.intern(loaded.module.text())});
    loads.ends.push_back(static_cast<uint32_t>(loads.modules.size()));
  }
  return base::Shared<Loads>(std::move(loads));
}

size_t ProjectGraph::memory_bytes() const {
  size_t bytes = files.capacity() * sizeof(db::FileId) +
                 nodes.size() * (sizeof(std::pair<uint32_t, uint32_t>) + 2 * sizeof(void*));
  for (const auto& targets : graph.targets())
    bytes += sizeof(std::vector<ImportGraph::Node>) + (targets.capacity() + 1) * sizeof(ImportGraph::Node);
  return bytes;
}

base::Shared<ProjectGraph> ImportGraphOf::compute(query::Context& context, const uint32_t& key) {
  context.input<db::ProjectChanges>(key);
  std::vector<db::FileId> files = context.host<db::Database>().added_files();
  std::unordered_map<uint32_t, ImportGraph::Node> nodes;
  for (db::FileId file : files) nodes.emplace(file.value(), static_cast<ImportGraph::Node>(nodes.size()));
  std::vector<std::vector<ImportGraph::Node>> targets(files.size());
  for (size_t node = 0; node < files.size(); ++node) {
    const base::Shared<Loads>& loads = context.get<LoadsOf>(files[node]);
    if (!loads) continue;
    for (const Loads::Module& module : loads->modules)
      if (auto at = nodes.find(module.file.value()); at != nodes.end()) targets[node].push_back(at->second);
  }
  return base::Shared<ProjectGraph>(
      ProjectGraph{ImportGraph(std::move(targets)), std::move(nodes), std::move(files)});
}

WaysBack WaysBackOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<ProjectGraph>& project = context.get<ImportGraphOf>(db::kTheProject);
  const base::Shared<Loads>& loads = context.get<LoadsOf>(file);
  if (!project || !loads) return {};
  auto own = project->nodes.find(file.value());
  if (own == project->nodes.end()) return {};
  auto name_of = [&](ImportGraph::Node node) {
    const auto& module = context.get<resolve::ModuleOfFileOf>(project->files[node]);
    return module ? module->name.text() : std::string();
  };
  WaysBack ways;
  bool any = false;
  std::vector<uint32_t> steps;  // made when a way is wanted, which is rare
  uint32_t begin = 0;
  for (uint32_t end : loads->ends) {
    std::vector<ImportGraph::Node> shortest;
    for (uint32_t i = begin; i < end; ++i) {
      auto at = project->nodes.find(loads->modules[i].file.value());
      if (at == project->nodes.end() || !project->graph.in_one_circle(own->second, at->second)) continue;
      if (steps.empty()) steps = project->graph.steps_to(own->second);
      std::vector<ImportGraph::Node> way = project->graph.way(at->second, steps);
      if (shortest.empty() || way.size() < shortest.size()) shortest = std::move(way);
    }
    begin = end;
    ways.emplace_back();
    for (ImportGraph::Node node : shortest) ways.back().push_back(name_of(node));
    any = any || !shortest.empty();
  }
  if (!any) ways = {};
  return ways;
}

// Names that are taken

namespace {

bool by_file_and_name(const Takes::Taken& a, const Takes::Taken& b) {
  return std::tuple(a.file.raw(), a.name.value()) < std::tuple(b.file.raw(), b.name.value());
}

base::Shared<Takes> sorted(Takes takes) {
  std::sort(takes.taken.begin(), takes.taken.end(), by_file_and_name);
  takes.taken.erase(std::unique(takes.taken.begin(), takes.taken.end()), takes.taken.end());
  takes.taken.shrink_to_fit();
  return base::Shared<Takes>(std::move(takes));
}

class Answers final : public OtherFiles {
 public:
  Answers(query::Context& context, db::FileId file) : context_(context), file_(file) {}

  bool is_known(const exports::ModuleRef& module) override { return file_of(module).has_value(); }
  exports::Offer star_offers(const exports::ModuleRef& module, exports::Name name) override {
    base::Optional<db::FileId> other = file_of(module);
    return other ? context_.get<exports::StarOfferOf>({*other, name}) : exports::Offer::Perhaps;
  }
  bool is_elsewhere(const exports::ModuleRef& module, exports::Name name) override {
    base::Optional<db::FileId> other = file_of(module);
    return other && context_.get<exports::MemberOf>({*other, name}).kind == exports::MemberKind::Elsewhere;
  }
  bool is_another(const exports::ModuleRef& star, exports::Name name, const exports::ModuleRef& module,
                  exports::Name member) override {
    base::Optional<db::FileId> from = file_of(star), taken_from = exports::file_of(context_, file_, module);
    if (!from || !taken_from) return false;
    const std::optional<exports::Origin> brought = context_.get<exports::OriginOf>({*from, name});
    std::optional<exports::Origin> taken = exports::Origin{*taken_from, exports::kNoName};
    if (member != exports::kNoName) taken = context_.get<exports::OriginOf>({*taken_from, member});
    return brought && taken && !(*brought == *taken);
  }
  bool is_taken(exports::Name name) override {
    const base::Shared<Takes>& all = context_.get<TakenNamesOf>(db::kTheProject);
    if (!all) return false;
    return all->contains({file_, name}) || all->contains({file_, exports::kNoName}) ||
           all->contains({{}, name});
  }

 private:
  // Of a star import, which is asked for name after name.
  base::Optional<db::FileId> file_of(const exports::ModuleRef& module) {
    auto [known, is_new] = stars_.try_emplace(module.key());
    if (is_new) known->second = exports::file_of(context_, file_, module);
    return known->second;
  }

  query::Context& context_;
  db::FileId file_;
  std::unordered_map<uint64_t, base::Optional<db::FileId>> stars_;  // by level and name
};

// The file of a module, which may have come to its name by an import of another file. In
//
//     shop/__init__.py:  import cart as basket
//     main.py:           import shop; shop.basket.total()
//
// `shop.basket` is cart.py. Only the project's files are asked: no library imports a module of a project.
base::Optional<db::FileId> file_by_any_name(query::Context& context, db::FileId file,
                                            const exports::ModuleRef& module) {
  if (auto found = exports::file_of(context, file, module)) return found;
  auto& names = context.host<scope::Names>();
  std::string dotted(names.text(module.module));
  base::Optional<db::FileId> found;
  if (module.level > 0) found = exports::file_of(context, file, {module.level, exports::kNoName});
  for (size_t begin = 0, end = 0; end < dotted.size(); begin = end + 1) {
    end = std::min(dotted.find('.', begin), dotted.size());
    base::Optional<db::FileId> holder = found;
    found = exports::file_of(context, file, {module.level, names.intern(dotted.substr(0, end))});
    if (found || !holder || context.input<db::FilePath>(*holder) == nullptr) continue;
    const auto& origin =
        context.get<exports::OriginOf>({*holder, names.intern(dotted.substr(begin, end - begin))});
    if (origin && origin->name == exports::kNoName) found = origin->file;
  }
  return found;
}

}  // namespace

bool Takes::contains(const Taken& one) const {
  return std::binary_search(taken.begin(), taken.end(), one, by_file_and_name);
}

namespace {

// Whether star imports of a file may bring modules of the project.
class BroughtModules {
 public:
  BroughtModules(query::Context& context, db::FileId file, const ImportShapes& shapes) : context_(context) {
    std::vector<exports::ModuleRef> modules;
    for (const ImportSite& site : shapes.sites)
      if (site.is_from && site.names_begin == site.names_end) modules.push_back(site.module);
    auto by_key = [](const auto& a, const auto& b) { return a.key() < b.key(); };
    std::sort(modules.begin(), modules.end(), by_key);
    modules.erase(std::unique(modules.begin(), modules.end()), modules.end());
    for (const exports::ModuleRef& module : modules) {
      auto other = exports::file_of(context, file, module);
      // No library imports a module of a project.
      if (!other) is_any_unknown_ = true;
      if (other && context.input<db::FilePath>(*other) != nullptr) from_.push_back(*other);
    }
  }

  // Of a name that the file binds itself, a module must be known to come in its place.
  bool may_be(exports::Name name, bool is_bound) {
    if (is_any_unknown_ && !is_bound) return true;
    if (name == last_ && is_bound == is_last_bound_) return may_be_last_;
    last_ = name;
    is_last_bound_ = is_bound;
    asked_ += from_.size();
    may_be_last_ = asked_ > kMostAsked || std::any_of(from_.begin(), from_.end(), [&](db::FileId other) {
                     return may_bring(other, name, is_bound);
                   });
    return may_be_last_;
  }

 private:
  bool may_bring(db::FileId other, exports::Name name, bool is_bound) {
    if (context_.get<exports::StarOfferOf>({other, name}) == exports::Offer::No) return false;
    const auto& origin = context_.get<exports::OriginOf>({other, name});
    return origin ? origin->name == exports::kNoName : !is_bound;
  }

  static constexpr size_t kMostAsked =
      1'000'000;  // star imports times names; what is behind them may be a module

  query::Context& context_;
  std::vector<db::FileId> from_;
  bool is_any_unknown_ = false;
  size_t asked_ = 0;
  exports::Name last_ = exports::kNoName;
  bool is_last_bound_ = false;
  bool may_be_last_ = false;
};

}  // namespace

base::Shared<Takes> TakesOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<ImportShapes>& shapes = context.get<ImportShapesOf>(file);
  if (!shapes) return {};
  Takes found;
  for (const ImportSite& site : shapes->sites) {
    if (!site.is_from || site.is_passed_over) continue;
    auto other = exports::file_of(context, file, site.module);
    if (!other || *other == file) continue;
    for (uint32_t i = site.names_begin; i < site.names_end; ++i)
      found.taken.push_back({*other, shapes->names[i]});
    if (site.names_begin == site.names_end) found.taken.push_back({*other, exports::kNoName});
  }
  base::Optional<db::FileId> other;
  const exports::ModuleRef* last = nullptr;
  BroughtModules brought(context, file, *shapes);
  for (const ImportShapes::Attribute& attribute : shapes->attributes) {
    if (attribute.module == kAnyModule) {
      if (attribute.brought == exports::kNoName || brought.may_be(attribute.brought, attribute.is_bound))
        found.taken.push_back({{}, attribute.name});
      continue;
    }
    // They come module by module.
    if (last == nullptr || *last != attribute.module)
      other = file_by_any_name(context, file, attribute.module);
    last = &attribute.module;
    if (other) found.taken.push_back({other, attribute.name});
  }
  return sorted(std::move(found));
}

base::Shared<Takes> TakenNamesOf::compute(query::Context& context, const uint32_t& key) {
  context.input<db::ProjectChanges>(key);
  auto& database = context.host<db::Database>();
  Takes all;
  for (db::FileId file : database.added_files()) {
    const base::Shared<Takes>& its = context.get<TakesOf>(file);
    if (!its) continue;
    for (const Takes::Taken& taken : its->taken)
      if (!taken.file || database.is_added(*taken.file)) all.taken.push_back(taken);
  }
  return sorted(std::move(all));
}

base::Shared<Verdicts> VerdictsOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<RuleFindings>& findings = context.get<RuleFindingsOf>(file);
  if (!findings) return {};
  Answers others(context, file);
  static const flow::UseDef no_stars;
  const flow::UseDef* use_def = &no_stars;
  if (!findings->questions.stars.empty()) {
    const base::Shared<flow::UseDef>& its = context.get<flow::UseDefOf>(file);
    if (!its) return {};
    use_def = &*its;
  }
  return base::Shared<Verdicts>(Verdicts{settle(findings->questions, *use_def, others)});
}

}  // namespace pellucid::check
