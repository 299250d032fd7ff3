#include "ide/scope_pieces.h"

#include <algorithm>

#include "scope/lookup.h"

namespace pellucid::ide {

using scope::FileScopeId;
using scope::OptionalScope;
using syntax::NodeIndex;
using syntax::NodeKind;

namespace {

class Cutter {
 public:
  explicit Cutter(source::Range window) : window_(window) {}

  // Gives the text up to `end` to the scope.
  void give(uint32_t end, FileScopeId scope) {
    source::Range piece = {std::max(at_, window_.start), std::min(end, window_.end)};
    at_ = std::max(at_, end);
    if (piece.start >= piece.end) return;
    if (!pieces_.empty() && pieces_.back().scope == scope) {
      pieces_.back().range.end = piece.end;
    } else {
      pieces_.push_back({piece, scope});
    }
  }

  std::vector<ScopePiece> take() { return std::move(pieces_); }

 private:
  source::Range window_;
  uint32_t at_ = 0;
  std::vector<ScopePiece> pieces_;
};

}  // namespace

std::vector<ScopePiece> scope_pieces(const syntax::Tree& tree, const scope::Scopes& scopes,
                                     source::Range window) {
  struct Open {
    NodeIndex row;
    FileScopeId scope;
    OptionalScope last_child;  // the scope of the child before
  };
  Cutter cutter(window);
  std::vector<Open> open = {{syntax::kRoot, scope::kModuleScope, {}}};
  auto close = [&] {
    cutter.give(tree.end(open.back().row), open.back().scope);
    FileScopeId scope = open.back().scope;
    open.pop_back();
    if (!open.empty()) open.back().last_child = scope;
  };
  std::span<const scope::ScopePlaces::Change> changes = scopes.places.changes();
  auto change = changes.begin();
  FileScopeId evaluated = scope::kModuleScope;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    NodeIndex row(i);
    if (change != changes.end() && change->row == row) evaluated = (change++)->scope;
    while (!(row < tree.subtree_end(open.back().row))) close();
    FileScopeId scope = evaluated;
    // The name of a parameter is the function's, whatever is evaluated around it.
    bool names_parameter =
        tree.kind(row) == NodeKind::Identifier && tree.kind(open.back().row) == NodeKind::Parameter;
    uint32_t symbol = scopes.symbol_at_row[i];
    if (names_parameter) {
      scope = open.back().scope;
    } else if (tree.kind(row) == NodeKind::Parameter && symbol != base::kNoneValue) {
      scope = scope::scope_of_symbol(scopes.table, symbol);
    }
    bool goes_on = open.back().last_child == OptionalScope(scope);
    cutter.give(tree.start(row), goes_on ? scope : open.back().scope);
    open.push_back({row, scope, {}});
    // Nothing behind the window is asked for.
    if (tree.start(row) >= window.end) break;
  }
  while (!open.empty()) close();
  cutter.give(window.end, scope::kModuleScope);
  return cutter.take();
}

FileScopeId scope_at_offset(const syntax::Tree& tree, const scope::Scopes& scopes, uint32_t offset) {
  std::vector<ScopePiece> pieces = scope_pieces(tree, scopes, {offset, offset + 1});
  return pieces.empty() ? scope::kModuleScope : pieces.front().scope;
}

}  // namespace pellucid::ide
