#pragma once

// What star imports make of the names of a file, for who may ask other files. In
//
//     x = 1
//     from m import *
//     print(x)             that of `m` if it has one, the first if not, and one of the two if `m` is not found
//
// the flow of the file says what may have been replaced by what (flow/use_def.h), and other files whether it was.

#include "check/name_rules.h"
#include "db/queries.h"
#include "query/engine.h"

namespace pellucid::ide {

using check::NamedFile;

// Asks the files that the file imports from. Not for use in computes; for as long as the engine lives.
check::StarOffers star_offers(query::Engine& engine, db::FileId file);

// What a value of the name comes to. O(values behind it).
flow::Reached reached(const NamedFile& file, flow::ValueId value, scope::Name name);
// The same in brief; costs nothing of a value that stands behind no star import.
flow::Boundness boundness(const NamedFile& file, flow::ValueId value, scope::Name name);
// The star imports of the file that bring the name, or may, wherever they stand.
std::vector<flow::StarIndex> stars_with(const NamedFile& file, scope::Name name);

}  // namespace pellucid::ide
