#pragma once

// Which modules load which when they are loaded, and where that goes in circles. In
//
//     shop/__init__.py:  from .cart import Cart      loads shop.cart
//     shop/cart.py:      from . import prices        loads shop.prices; `shop` is there already, as for all
//     below it
//                        import shop                 loads shop: a circle
//     shop/prices.py:    if TYPE_CHECKING: import shop.cart      loads nothing
//
// imports in functions, and those that no program runs, load nothing here.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "exports/exports.h"
#include "resolve/resolution.h"

namespace pellucid::check {

// The file of a module that an import loads, without those that are loaded already when the importer is:
// packages around it. Files of the project only, and no stubs, of which none is ever loaded.
struct LoadedFile {
  std::string file;
  resolve::ModuleName module;
  friend bool operator==(const LoadedFile&, const LoadedFile&) = default;
};

// What an import of the file `own` loads.
//   `resolve`: an absolute name.
//   `has_member`: whether the module in a file has a name of its own, so that no module below it is meant:
//   what exports::find_member finds, but for MemberKind::Submodule.
struct LoadingView {
  std::function<resolve::Resolution(const resolve::ModuleName&)> resolve;
  std::function<bool(const std::string& file, std::string_view name)> has_member;
};
// `target`: the absolute name of what `import` names.
std::vector<LoadedFile> loaded_files(const exports::ModuleImport& import, const resolve::ModuleName& target,
                                     std::string_view member, const resolve::ModuleName& own,
                                     const LoadingView& view);

// Nodes are numbers that the caller gives to modules.
class ImportGraph {
 public:
  using Node = uint32_t;

  // `targets`: by node, what it loads. O(nodes + edges), without recursion.
  explicit ImportGraph(std::vector<std::vector<Node>> targets);

  // Whether some way leads from each of the two to the other.
  bool in_one_circle(Node a, Node b) const;
  // By node of `to`'s circle, how many edges lead to `to` at least; base::kNoneValue for all others. O(nodes +
  // edges of the circle).
  std::vector<uint32_t> steps_to(Node to) const;
  // The shortest way within the circle, both ends included; the first in the order of the edges among equals;
  // empty without one. `steps`: to the way's end.
  std::vector<Node> way(Node from, const std::vector<uint32_t>& steps) const;
  const std::vector<std::vector<Node>>& targets() const { return targets_; }

 private:
  void find_circles();

  std::vector<std::vector<Node>> targets_;
  std::vector<std::vector<Node>> sources_;  // edges within circles, backwards
  std::vector<uint32_t> circles_;           // by node, its strongly connected component
};

}  // namespace pellucid::check
