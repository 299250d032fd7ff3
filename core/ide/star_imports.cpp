#include "ide/star_imports.h"

#include "exports/queries.h"

namespace pellucid::ide {

check::StarOffers star_offers(query::Engine& engine, db::FileId file) {
  return [&engine, file](const exports::ModuleRef& module, scope::Name name) {
    auto other = engine.get<exports::ImportedFileOf>({file, module});
    return other ? engine.get<exports::StarOfferOf>({*other, name}) : exports::Offer::Perhaps;
  };
}

StarImports::StarImports(const NamedFile& file) : file_(file) {
  for (syntax::NodeIndex alias : file.use_def.stars())
    modules_.push_back(check::module_taken_from(file, alias));
}

flow::Reached StarImports::reached(flow::ValueId value, scope::Name name) const {
  return file_.use_def.reached(value, [&](flow::StarIndex star) { return offer_of(star, name); });
}

flow::Boundness StarImports::boundness(flow::ValueId value, scope::Name name) const {
  flow::Boundness bound = file_.use_def.boundness(value);
  if (!bound.is_starred) return bound;
  auto [known, is_new] = bounds_.try_emplace(uint64_t{name.value()} << 32 | value.value());
  if (!is_new) return known->second;
  if (steps_ > kMostSteps) {
    bound.may_be_bound = bound.may_be_unbound = true;
  } else {
    flow::Reached found = reached(value, name);
    steps_ += found.steps;
    bound = found.bound;
  }
  return known->second = bound;
}

std::vector<flow::StarIndex> StarImports::with(scope::Name name) const {
  std::vector<flow::StarIndex> found;
  for (uint32_t i = 0; i < modules_.size(); ++i)
    if (offer_of(flow::StarIndex(i), name) != exports::Offer::No) found.emplace_back(i);
  return found;
}

exports::Offer StarImports::offer_of(flow::StarIndex star, scope::Name name) const {
  return file_.stars ? file_.stars(modules_[star.value()], name) : exports::Offer::Perhaps;
}

}  // namespace pellucid::ide
