#include "ide/scope_pieces.h"

#include <algorithm>

namespace pellucid::ide {

using scope::FileScopeId;
using scope::OptionalScope;
using syntax::NodeIndex;

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

std::vector<ScopePiece> scope_pieces(const syntax::Tree& tree, const scope::ScopePlaces& places,
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
  auto change = places.changes().begin();
  FileScopeId scope = scope::kModuleScope;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    NodeIndex row(i);
    if (change != places.changes().end() && change->row == row) scope = (change++)->scope;
    while (!(row < tree.subtree_end(open.back().row))) close();
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

FileScopeId scope_at_offset(const syntax::Tree& tree, const scope::ScopePlaces& places, uint32_t offset) {
  std::vector<ScopePiece> pieces = scope_pieces(tree, places, {offset, offset + 1});
  return pieces.empty() ? scope::kModuleScope : pieces.front().scope;
}

}  // namespace pellucid::ide
