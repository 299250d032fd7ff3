#include "exports/queries.h"

#include <algorithm>
#include <unordered_set>

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

namespace {

// The way from a name to where it is made. It may lead in circles,
//
//     p/__init__.py:  from a import *           a.py:  from p import c
//
// and then what stands behind the star import is none: the name is what the module has besides, which here is the
// module `p.c`.
class WayUp {
 public:
  explicit WayUp(query::Context& context) : context_(context) {}

  std::optional<Origin> run(const NameOfFile& from) {
    NameOfFile at = from;
    bool past_stars = false;
    for (;;) {
      std::optional<NameOfFile> next;
      if (auto found = step(at, past_stars, next)) return found;
      past_stars = !next || way_.contains(*next);
      if (!past_stars) {
        at = *next;
        continue;
      }
      if (starred_.empty()) return {};
      at = starred_.back();
      starred_.pop_back();
    }
  }

 private:
  // Either the end of the way, or the next name on it, or neither.
  std::optional<Origin> step(const NameOfFile& at, bool past_stars, std::optional<NameOfFile>& next) {
    way_.insert(at);
    const base::Shared<Exports>& exports = context_.get<ExportsOf>(at.file);
    if (!exports) return {};
    const Member& member = context_.get<MemberOf>(at);
    if (member.kind == MemberKind::Star && !past_stars) {
      starred_.push_back(at);
      if (auto other = file_of(context_, at.file, exports->stars()[member.star])) next = {*other, at.name};
      return {};
    }
    if (member.kind == MemberKind::Star) {
      const PublicSymbol* own = exports->find(at.name);
      if (own != nullptr && is_there(own->state)) return of_symbol(at, *own, next);
      return exports->is_package() ? module_below(at) : std::nullopt;
    }
    if (member.kind == MemberKind::Submodule) return module_below(at);
    bool is_symbol = member.kind == MemberKind::Symbol || member.kind == MemberKind::PrivateImport;
    return is_symbol ? of_symbol(at, member.symbol, next) : std::nullopt;
  }

  std::optional<Origin> of_symbol(const NameOfFile& at, const PublicSymbol& symbol,
                                  std::optional<NameOfFile>& next) {
    if (symbol.source == SymbolSource::Own) return at;
    if (symbol.source == SymbolSource::Module) return of_module(at.file, symbol.module);
    if (auto other = file_of(context_, at.file, symbol.module); other && *other != at.file) {
      NameOfFile taken{*other, symbol.member};
      if (is_there(context_.get<MemberOf>(taken).kind)) {
        next = taken;
        return {};
      }
    }
    // `from shop import cart`, where `cart` is a module below.
    auto& names = context_.host<scope::Names>();
    std::string below(names.text(symbol.module.module));
    below.append(below.empty() ? "" : ".").append(names.text(symbol.member));
    return of_module(at.file, {symbol.module.level, names.intern(below)});
  }

  std::optional<Origin> module_below(const NameOfFile& at) { return of_module(at.file, {1, at.name}); }
  std::optional<Origin> of_module(db::FileId from, const ModuleRef& module) {
    auto file = file_of(context_, from, module);
    return file ? std::optional<Origin>({*file, kNoName}) : std::nullopt;
  }

  query::Context& context_;
  std::unordered_set<NameOfFile> way_;
  std::vector<NameOfFile> starred_;  // of these, what comes by a star import and may be there otherwise
};

}  // namespace

std::optional<Origin> OriginOf::compute(query::Context& context, const NameOfFile& key) {
  return WayUp(context).run(key);
}

std::string OriginOf::describe(const NameOfFile& key) { return described(key); }

std::string MemberOf::describe(const NameOfFile& key) { return described(key); }

}  // namespace pellucid::exports
