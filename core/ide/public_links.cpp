#include "ide/public_links.h"

#include <algorithm>

#include "check/import_queries.h"
#include "ide/imported_names.h"
#include "scope/queries.h"

namespace pellucid::ide {

using exports::kNoName;
using exports::MemberKind;

namespace {

// One step up; none where the name is made, and where it is a module.
std::optional<NameOfFile> up_from(query::Engine& engine, const NameOfFile& name) {
  const exports::Member member = engine.get<exports::MemberOf>(name);
  if (member.kind == MemberKind::Star) {
    const auto& exports = engine.get<exports::ExportsOf>(name.file);
    auto other = engine.get<exports::ImportedFileOf>({name.file, exports->stars()[member.star]});
    return other ? std::optional<NameOfFile>({*other, name.name}) : std::nullopt;
  }
  if (member.symbol.source != exports::SymbolSource::Member) return std::nullopt;
  auto other = engine.get<exports::ImportedFileOf>({name.file, member.symbol.module});
  if (!other || *other == name.file) return std::nullopt;
  NameOfFile its{*other, member.symbol.member};
  return is_own_name(engine.get<exports::MemberOf>(its).kind) ? std::optional(its) : std::nullopt;
}

}  // namespace

NameOfFile root_of(db::Database& database, NameOfFile name, Aliases aliases, Reach reach) {
  std::vector<NameOfFile> way = {name};
  while (auto up = up_from(database.engine(), way.back())) {
    if (aliases == Aliases::LeftOut && up->name != name.name) break;
    if (reach == Reach::Project && !database.is_added(up->file)) break;
    // Modules that take it from one another: nobody makes it.
    if (std::find(way.begin(), way.end(), *up) != way.end()) break;
    way.push_back(*up);
  }
  return way.back();
}

PublicLinks::PublicLinks(db::Database& database, scope::Names& names, const std::vector<NameOfFile>& starts,
                         Aliases aliases)
    : database_(database), aliases_(aliases) {
  for (const NameOfFile& start : starts) add(start);
  read_builtins(names);
  query::Engine& engine = database_.engine();
  std::vector<Importing> all;
  for (db::FileId file : database_.added_files())
    if (const auto& shapes = engine.get<check::ImportShapesOf>(file)) all.push_back({file, shapes});
  for (bool grew = true; grew;) {
    grew = false;
    for (const Importing& importing : all) grew = spread(importing) || grew;
  }
  std::sort(names_.begin(), names_.end(), [](const NameOfFile& a, const NameOfFile& b) {
    return std::pair(a.file.value(), a.name.value()) < std::pair(b.file.value(), b.name.value());
  });
  for (const Importing& importing : all)
    if (!names_of(importing.file).empty() || mentions(importing)) files_.push_back(importing.file);
  std::sort(files_.begin(), files_.end(),
            [&](db::FileId a, db::FileId b) { return database_.path(a) < database_.path(b); });
}

void PublicLinks::read_builtins(scope::Names& names) {
  for (const NameOfFile& name : names_) {
    auto library = file_of(name.file, {0, names.intern("builtins")});
    if (library && *library == name.file) builtins_.push_back(name.name);
  }
}

bool PublicLinks::add(const NameOfFile& name) {
  if (name.name == kNoName || !known_.insert(name).second) return false;
  names_.push_back(name);
  spellings_.insert(name.name.value());
  return true;
}

std::span<const NameOfFile> PublicLinks::names_of(db::FileId file) const {
  auto begin = std::partition_point(names_.begin(), names_.end(),
                                    [&](const NameOfFile& name) { return name.file.value() < file.value(); });
  auto end = std::find_if(begin, names_.end(), [&](const NameOfFile& name) { return name.file != file; });
  return std::span(names_).subspan(static_cast<size_t>(begin - names_.begin()),
                                   static_cast<size_t>(end - begin));
}

bool PublicLinks::has(const NameOfFile& name) const {
  if (known_.contains(name)) return true;
  if (!has_name(name.name) || database_.is_added(name.file)) return false;
  const std::optional<exports::Origin>& origin = database_.engine().get<exports::OriginOf>(name);
  return origin && known_.contains(*origin);
}

base::Optional<db::FileId> PublicLinks::file_of(db::FileId from, const exports::ModuleRef& module) const {
  return database_.engine().get<exports::ImportedFileOf>({from, module});
}

// Adds what the file has by its imports. Whether there was something new.
bool PublicLinks::spread(const Importing& importing) {
  const check::ImportShapes& shapes = *importing.shapes;
  query::Engine& engine = database_.engine();
  bool grew = false;
  for (const check::ImportSite& site : shapes.sites) {
    if (!site.is_from) continue;
    for (uint32_t i = site.names_begin; i < site.names_end; ++i) {
      if (shapes.bound[i] == kNoName || !has_name(shapes.names[i])) continue;
      if (aliases_ == Aliases::LeftOut && shapes.bound[i] != shapes.names[i]) continue;
      auto other = file_of(importing.file, site.module);
      if (!other || !is_own_name(engine.get<exports::MemberOf>({*other, shapes.names[i]}).kind)) continue;
      if (has({*other, shapes.names[i]})) grew = add({importing.file, shapes.bound[i]}) || grew;
    }
    if (site.names_begin != site.names_end) continue;
    auto other = file_of(importing.file, site.module);
    if (!other) continue;
    // Adding one spells no new name.
    for (uint32_t spelling : spellings_) {
      scope::Name name(spelling);
      if (!has({*other, name}) || engine.get<exports::StarOfferOf>({*other, name}) == exports::Offer::No)
        continue;
      // What the file binds itself is its own.
      const auto& exports = engine.get<exports::ExportsOf>(importing.file);
      if (exports && exports->find(name) == nullptr) grew = add({importing.file, name}) || grew;
    }
  }
  return grew;
}

// Whether the file's text may name it.
bool PublicLinks::mentions(const Importing& importing) const {
  const check::ImportShapes& shapes = *importing.shapes;
  for (const check::ImportSite& site : shapes.sites) {
    if (!site.is_from) continue;
    auto begin = shapes.names.begin() + site.names_begin, end = shapes.names.begin() + site.names_end;
    bool is_star = begin == end;
    bool is_named = std::any_of(begin, end, [&](scope::Name name) { return has_name(name); });
    if (!is_star && !is_named) continue;
    auto other = file_of(importing.file, site.module);
    if (!other) continue;
    if (is_star && std::any_of(spellings_.begin(), spellings_.end(), [&](uint32_t spelling) {
          return has({*other, scope::Name(spelling)});
        }))
      return true;
    if (std::any_of(begin, end, [&](scope::Name name) { return has({*other, name}); })) return true;
  }
  // Of whatever module: one that a star import brings, and one that goes by another's name, as
  // `import shop.till as cart` in `pkg`, beside `pkg.cart`.
  for (const check::ImportShapes::Attribute& attribute : shapes.attributes)
    if (has_name(attribute.name)) return true;
  if (builtins_.empty()) return false;
  const auto& table = database_.engine().get<scope::ScopeTableOf>(importing.file);
  if (!table) return false;
  for (const scope::Symbol& symbol : table->all_symbols())
    if (!symbol.owner_symbol && std::find(builtins_.begin(), builtins_.end(), symbol.name) != builtins_.end())
      return true;
  return false;
}

}  // namespace pellucid::ide
