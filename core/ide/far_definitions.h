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
#include "ide/imported_names.h"
#include "query/engine.h"

namespace pellucid::ide {

struct FarPlace {
  db::FileId file;
  source::Range name;  // empty, at the start, for a module
  source::Range whole;
  // None for a module.
  std::optional<exports::SymbolPlace> symbol;
};

// Of one file, whose names are asked about; borrows all of it. O(definitions) to make. Not from within a compute.
class FarDefinitions {
 public:
  FarDefinitions(query::Engine& engine, db::FileId id, const NamedFile& file,
                 const std::vector<Occurrence>& all)
      : engine_(engine), file_(file), all_(all), imported_(engine, id, file) {}

  // In the order of files and places; empty if the name at the byte offset has nothing to do with another file.
  std::vector<FarPlace> at(uint32_t offset);
  // What an alias of an import binds; the same.
  std::vector<FarPlace> of_alias(syntax::Node alias);

 private:
  void append(std::vector<FarPlace>& found, const ImportedName& its);
  void append_starred(std::vector<FarPlace>& found, uint32_t offset);
  static std::vector<FarPlace> in_order(std::vector<FarPlace> found);

  query::Engine& engine_;
  const NamedFile& file_;
  const std::vector<Occurrence>& all_;
  ImportedNames imported_;
};

}  // namespace pellucid::ide
