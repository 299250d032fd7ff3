#include "exports/queries.h"

#include <algorithm>

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
  const auto found =
      resolve::find_import(context, file, {module.level, std::string(names.text(module.module))});
  return found ? found->file : base::Optional<db::FileId>();
}

std::string own_name_of(query::Context& context, db::FileId file) {
  const std::optional<resolve::ModuleOfFile>& module = context.get<resolve::ModuleOfFileOf>(file);
  return module ? module->name.text() : std::string();
}

base::Shared<ModuleReading> ModuleReadingOf::compute(query::Context& context, const db::FileId& file) {
  // Its places move with the text where rows do not.
  if (!context.get<db::ParsedOf>(file)) return {};
  const base::Shared<scope::Scopes>& scopes = context.get<scope::ScopesOf>(file);
  const base::Shared<flow::UseDef>& use_def = context.get<flow::UseDefOf>(file);
  if (!scopes || !use_def) return {};
  auto& database = context.host<db::Database>();
  db::ModuleForm form = context.get<db::ModuleFormOf>(file);
  ModuleReading found;
  {
    db::TreeLease lease = database.lease(file, kName);
    Reading reading =
        read({lease.tree(), database.text(file), *scopes, *use_def, form.is_stub, form.is_package},
             context.host<scope::Names>());
    found = {base::Shared<Exports>(std::move(reading.exports)), std::move(reading.places),
             std::move(reading.import_rows)};
  }
  database.spent(file);
  return base::Shared<ModuleReading>(std::move(found));
}

std::span<const SymbolPlace> ModuleReading::places_of(Name name) const {
  auto before = [](const SymbolPlace& place, Name wanted) { return place.name.value() < wanted.value(); };
  auto first = std::lower_bound(places.begin(), places.end(), name, before);
  auto last = first;
  while (last != places.end() && last->name == name) ++last;
  // From iterators a span is not made by every library.
  return std::span(places).subspan(static_cast<size_t>(first - places.begin()),
                                   static_cast<size_t>(last - first));
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
  return star_names(*exports, context.get<DunderAllOf>(file), own_name_of(context, file),
                    context.host<scope::Names>(), others);
}

Offer StarOfferOf::compute(query::Context& context, const NameOfFile& key) {
  const base::Shared<Exports>& exports = context.get<ExportsOf>(key.file);
  if (!exports) return Offer::Perhaps;
  ModulesByQuery others(context, key.file);
  return star_offers(*exports, context.get<DunderAllOf>(key.file), own_name_of(context, key.file), key.name,
                     context.host<scope::Names>(), others);
}

std::string StarOfferOf::describe(const NameOfFile& key) { return described(key); }

Member MemberOf::compute(query::Context& context, const NameOfFile& key) {
  const base::Shared<Exports>& exports = context.get<ExportsOf>(key.file);
  if (!exports) return {MemberKind::Open, {}, 0};
  ModulesByQuery others(context, key.file);
  return find_member(*exports, own_name_of(context, key.file), key.name, context.host<scope::Names>(),
                     others);
}

base::Optional<db::FileId> ImportedFileOf::compute(query::Context& context, const ImportedModuleOf& key) {
  return file_of(context, key.file, key.module);
}

// In steps of one import each, so that two modules that import a name from one another end as nothing.
std::optional<Origin> OriginOf::compute(query::Context& context, const NameOfFile& key) {
  const base::Shared<Exports>& exports = context.get<ExportsOf>(key.file);
  if (!exports) return {};
  auto& names = context.host<scope::Names>();
  auto as_module = [](base::Optional<db::FileId> file) {
    return file ? std::optional<Origin>({*file, kNoName}) : std::nullopt;
  };
  const Member& member = context.get<MemberOf>(key);
  switch (member.kind) {
    case MemberKind::Star: {
      auto other = file_of(context, key.file, exports->stars()[member.star]);
      return other ? context.get<OriginOf>({*other, key.name}) : std::nullopt;
    }
    case MemberKind::Submodule: return as_module(file_of(context, key.file, {1, key.name}));
    case MemberKind::Symbol:
    case MemberKind::PrivateImport: break;
    default: return {};
  }
  const PublicSymbol& symbol = member.symbol;
  if (symbol.source == SymbolSource::Own) return key;
  if (symbol.source == SymbolSource::Module) return as_module(file_of(context, key.file, symbol.module));
  if (auto other = file_of(context, key.file, symbol.module); other && *other != key.file)
    if (is_there(context.get<MemberOf>({*other, symbol.member}).kind))
      return context.get<OriginOf>({*other, symbol.member});
  // `from shop import cart`, where `cart` is a module below.
  std::string below(names.text(symbol.module.module));
  below.append(below.empty() ? "" : ".").append(names.text(symbol.member));
  return as_module(file_of(context, key.file, {symbol.module.level, names.intern(below)}));
}

std::string OriginOf::describe(const NameOfFile& key) { return described(key); }

std::string MemberOf::describe(const NameOfFile& key) { return described(key); }

}  // namespace pellucid::exports
