#include "ide/star_imports.h"

#include "exports/queries.h"

namespace pellucid::ide {

namespace {

exports::Offer offer_of(const NamedFile& file, flow::StarIndex star, scope::Name name) {
  if (!file.stars) return exports::Offer::Perhaps;
  return file.stars(check::module_taken_from(file, file.use_def.stars()[star.value()]), name);
}

}  // namespace

check::StarOffers star_offers(query::Engine& engine, db::FileId file) {
  return [&engine, file](const exports::ModuleRef& module, scope::Name name) {
    auto other = engine.get<exports::ImportedFileOf>({file, module});
    return other ? engine.get<exports::StarOfferOf>({*other, name}) : exports::Offer::Perhaps;
  };
}

flow::Reached reached(const NamedFile& file, flow::ValueId value, scope::Name name) {
  return file.use_def.reached(value, [&](flow::StarIndex star) { return offer_of(file, star, name); });
}

flow::Boundness boundness(const NamedFile& file, flow::ValueId value, scope::Name name) {
  flow::Boundness bound = file.use_def.boundness(value);
  return bound.is_starred ? reached(file, value, name).bound : bound;
}

std::vector<flow::StarIndex> stars_with(const NamedFile& file, scope::Name name) {
  std::vector<flow::StarIndex> found;
  for (uint32_t i = 0; i < file.use_def.stars().size(); ++i)
    if (offer_of(file, flow::StarIndex(i), name) != exports::Offer::No) found.emplace_back(i);
  return found;
}

}  // namespace pellucid::ide
