#pragma once

// From a name to what stands for it in other files: what imports bind, attributes of modules, names of star
// imports, builtins. In
//
//     import shop.cart
//     from shop import Cart as Basket       `Basket`: the class in shop/cart.py, where `shop` has it from
//     shop.cart.total(Basket())             `total`: the function there; `cart`, `shop`: their files
//     len([])                               `len`: in the library's stub
//
// Places are those that survive trees (exports/queries.h), so that nothing is parsed for them.

#include <optional>
#include <vector>

#include "exports/queries.h"
#include "ide/occurrences.h"
#include "query/engine.h"

namespace pellucid::ide {

struct FarPlace {
  db::FileId file;
  source::Range name;  // empty, at the start, for a module
  source::Range whole;
  // None for a module.
  std::optional<exports::SymbolPlace> symbol;
};

// In the order of files and places; empty if the name at the byte offset has nothing to do with another file.
// Not from within a compute.
std::vector<FarPlace> far_definitions(query::Engine& engine, db::FileId id, const NamedFile& file,
                                      const std::vector<Occurrence>& all, uint32_t offset);

}  // namespace pellucid::ide
