#include "exports/queries.h"

#include "db/database.h"
#include "flow/queries.h"
#include "scope/queries.h"

namespace pellucid::exports {

namespace {

class ModulesByQuery final : public OtherModules {
 public:
  ModulesByQuery(query::Context& context, db::FileId from) : context_(context), from_(from) {}

  DunderAll dunder_all(const ModuleRef& module) override {
    auto file = file_of(context_, from_, module);
    return file ? context_.get<DunderAllOf>(*file) : DunderAll{AllState::AtLeast, {}};
  }
  StarNames star_names(const ModuleRef& module) override {
    auto file = file_of(context_, from_, module);
    return file ? context_.get<StarNamesOf>(*file) : StarNames{{}, true};
  }
  Offer star_offers(const ModuleRef& module, Name name) override {
    auto file = file_of(context_, from_, module);
    return file ? context_.get<StarOfferOf>({*file, name}) : Offer::Perhaps;
  }

 private:
  query::Context& context_;
  db::FileId from_;
};

std::string described(const NameOfFile& key) {
  return std::to_string(key.file.value()) + ", name " + std::to_string(key.name.value());
}

}  // namespace

base::Optional<db::FileId> file_of(query::Context& context, db::FileId file, const ModuleRef& module) {
  const scope::Names& names = context.host<scope::Names>();
  return resolve::find_import(context, file, {module.level, std::string(names.text(module.module))}).file;
}

std::string own_name_of(query::Context& context, db::FileId file) {
  const std::optional<resolve::ModuleOfFile>& module = context.get<resolve::ModuleOfFileOf>(file);
  return module ? module->name.text() : std::string();
}

base::Shared<ModuleReading> ModuleReadingOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<scope::Scopes>& scopes = context.get<scope::ScopesOf>(file);
  const base::Shared<flow::UseDef>& use_def = context.get<flow::UseDefOf>(file);
  if (!scopes || !use_def) return {};
  auto& database = context.host<db::Database>();
  // Both are told by the file's name, whose changes come by the path.
  context.input<db::FilePath>(file);
  std::string_view name = source::file_name_of(database.path(file));
  bool is_stub = name.ends_with(".pyi");
  bool is_package = name == "__init__.py" || name == "__init__.pyi";
  ModuleReading found;
  {
    db::TreeLease lease = database.lease(file, kName);
    Reading reading = read({lease.tree(), database.text(file), *scopes, *use_def, is_stub, is_package},
                           context.host<scope::Names>());
    found = {base::Shared<Exports>(std::move(reading.exports)), std::move(reading.import_rows)};
  }
  database.spent(file);
  return base::Shared<ModuleReading>(std::move(found));
}

base::Shared<Exports> ExportsOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<ModuleReading>& reading = context.get<ModuleReadingOf>(file);
  return reading ? reading->exports : base::Shared<Exports>();
}

DunderAll DunderAllOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<Exports>& exports = context.get<ExportsOf>(file);
  if (!exports) return {AllState::AtLeast, {}};
  ModulesByQuery others(context, file);
  return dunder_all(*exports, others);
}

StarNames StarNamesOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<Exports>& exports = context.get<ExportsOf>(file);
  if (!exports) return {{}, true};
  ModulesByQuery others(context, file);
  return star_names(*exports, own_name_of(context, file), context.host<scope::Names>(), others);
}

Offer StarOfferOf::compute(query::Context& context, const NameOfFile& key) {
  const base::Shared<Exports>& exports = context.get<ExportsOf>(key.file);
  if (!exports) return Offer::Perhaps;
  ModulesByQuery others(context, key.file);
  return star_offers(*exports, own_name_of(context, key.file), key.name, context.host<scope::Names>(),
                     others);
}

std::string StarOfferOf::describe(const NameOfFile& key) { return described(key); }

Member MemberOf::compute(query::Context& context, const NameOfFile& key) {
  const base::Shared<Exports>& exports = context.get<ExportsOf>(key.file);
  if (!exports) return {MemberKind::Open, {}, 0};
  ModulesByQuery others(context, key.file);
  return find_member(*exports, own_name_of(context, key.file), key.name, context.host<scope::Names>(),
                     others);
}

std::string MemberOf::describe(const NameOfFile& key) { return described(key); }

}  // namespace pellucid::exports
