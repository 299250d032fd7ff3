#pragma once

// What star imports make of the names of a file, for who may ask other files. In
//
//     x = 1
//     from m import *
//     print(x)             that of `m` if it has one, the first if not, and one of the two if `m` is not found
//
// the flow of the file says what may have been replaced by what (flow/use_def.h), and other files whether it was.

#include <unordered_map>
#include <vector>

#include "check/name_rules.h"
#include "db/queries.h"
#include "query/engine.h"

namespace pellucid::ide {

using check::NamedFile;

// Asks the files that the file imports from. Not for use in computes; for as long as the engine lives.
check::StarOffers star_offers(query::Engine& engine, db::FileId file);

class StarImports {
 public:
  // Borrows the file. O(length of the modules' names).
  explicit StarImports(const NamedFile& file);

  // What a value of the name comes to. O(values behind it).
  flow::Reached reached(flow::ValueId value, scope::Name name) const;
  // The same in brief, found once for each name and value; costs nothing of a value that stands behind no star import. Of
  // very many it is left open: bound or not.
  flow::Boundness boundness(flow::ValueId value, scope::Name name) const;
  // Those that bring the name, or may, wherever they stand.
  std::vector<flow::StarIndex> with(scope::Name name) const;

 private:
  exports::Offer offer_of(flow::StarIndex star, scope::Name name) const;

  const NamedFile& file_;
  std::vector<exports::ModuleRef> modules_;                       // by StarIndex
  static constexpr size_t kMostSteps = 1'000'000;                 // values looked at
  mutable std::unordered_map<uint64_t, flow::Boundness> bounds_;  // by name and value
  mutable size_t steps_ = 0;
};

}  // namespace pellucid::ide
