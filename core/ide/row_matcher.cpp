#include "ide/row_matcher.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/fingerprint.h"

namespace pellucid::ide {

using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Payload;
using syntax::Role;

namespace {

// How far a child is looked for among those that differ.
constexpr size_t kLookAhead = 64;

uint64_t mixed(uint64_t a, uint64_t b) {
  uint64_t x = (a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9u;
  return x ^ (x >> 31);
}

uint64_t hash_of_text(std::string_view text) { return base::fingerprint(text).low; }

uint64_t payload_hash(const EditSide& side, NodeIndex row) {
  switch (syntax::entry(side.tree.kind(row)).payload) {
    case Payload::None:
    case Payload::Header: return 0;  // bytes up to the `def`: a place, like those of the columns
    case Payload::Name: return hash_of_text(side.tree.text_of(side.tree.name(row), side.text));
    case Payload::Operator:
    case Payload::Level:
    case Payload::Conversion:
    case Payload::Singleton: return side.tree.payload(row);
  }
  return 0;
}

bool is_definition(const EditSide& side, NodeIndex row) {
  NodeKind kind = side.tree.kind(row);
  return kind == NodeKind::FunctionDef || kind == NodeKind::ClassDef;
}

std::vector<NodeIndex> children_of(const syntax::Tree& tree, NodeIndex row) {
  std::vector<NodeIndex> children;
  for (Node child : Node(tree, row).children()) children.push_back(child.index());
  return children;
}

// The most of the pairs, which stand in the order of their first parts, whose second parts ascend. O(n log n).
std::vector<std::pair<size_t, size_t>> longest_ascent(const std::vector<std::pair<size_t, size_t>>& pairs) {
  constexpr size_t kNone = SIZE_MAX;
  std::vector<size_t> ends;  // by length, the pair that ends an ascent of that length lowest
  std::vector<size_t> before(pairs.size(), kNone);
  for (size_t i = 0; i < pairs.size(); ++i) {
    auto place = std::lower_bound(ends.begin(), ends.end(), pairs[i].second,
                                  [&](size_t end, size_t value) { return pairs[end].second < value; });
    if (place != ends.begin()) before[i] = *(place - 1);
    place == ends.end() ? void(ends.push_back(i)) : void(*place = i);
  }
  std::vector<std::pair<size_t, size_t>> ascent;
  for (size_t at = ends.empty() ? kNone : ends.back(); at != kNone; at = before[at])
    ascent.push_back(pairs[at]);
  std::reverse(ascent.begin(), ascent.end());
  return ascent;
}

}  // namespace

RowHashes::RowHashes(const EditSide& side) : own_(side.tree.size()), whole_(side.tree.size()) {
  const syntax::Tree& tree = side.tree;
  for (uint32_t i = tree.size(); i-- > 0;) {
    NodeIndex row(i);
    uint64_t own = mixed(static_cast<uint64_t>(tree.kind(row)) << 16 |
                             static_cast<uint64_t>(tree.role(row)) << 8 | tree.flags(row),
                         payload_hash(side, row));
    if (tree.is_leaf(row)) own = mixed(own, hash_of_text(side.text.slice(tree.range(row))));
    own_[i] = own;
    for (Node child : Node(tree, row).children()) own = mixed(own, whole_[child.index().value()]);
    whole_[i] = own;
  }
}

RowMatcher::RowMatcher(const EditSide& before, const EditSide& after)
    : before_(before),
      after_(after),
      old_hashes_(before),
      new_hashes_(after),
      new_rows_(before.tree.size(), base::kNoneValue) {
  match({syntax::kRoot, syntax::kRoot});
  tell({syntax::kRoot, syntax::kRoot}, "");
}

void RowMatcher::take_whole(Pair pair) {
  uint32_t count = before_.tree.subtree_size(pair.before);
  for (uint32_t i = 0; i < count; ++i) new_rows_[pair.before.value() + i] = pair.after.value() + i;
}

void RowMatcher::match(Pair roots) {
  std::vector<Pair> waiting = {roots};
  while (!waiting.empty()) {
    Pair pair = waiting.back();
    waiting.pop_back();
    if (old_hashes_.whole(pair.before) == new_hashes_.whole(pair.after)) {
      take_whole(pair);
      continue;
    }
    bool is_same = old_hashes_.own(pair.before) == new_hashes_.own(pair.after);
    if (is_same) new_rows_[pair.before.value()] = pair.after.value();
    for (Pair below : align(children_of(before_.tree, pair.before), children_of(after_.tree, pair.after)))
      waiting.push_back(below);
  }
}

std::vector<RowMatcher::Pair> RowMatcher::align(const Rows& before, const Rows& after) const {
  std::vector<Pair> pairs;
  auto is_equal = [&](NodeIndex a, NodeIndex b) { return old_hashes_.whole(a) == new_hashes_.whole(b); };
  size_t head = 0;
  while (head < before.size() && head < after.size() && is_equal(before[head], after[head])) {
    pairs.push_back({before[head], after[head]});
    ++head;
  }
  size_t tail = 0;
  while (tail < before.size() - head && tail < after.size() - head &&
         is_equal(before[before.size() - 1 - tail], after[after.size() - 1 - tail]))
    ++tail;

  // Equal ones in between, the n-th of a kind with the n-th; of these as many as keep their order.
  std::unordered_map<uint64_t, std::vector<size_t>> places;
  for (size_t i = after.size() - tail; i-- > head;) places[new_hashes_.whole(after[i])].push_back(i);
  std::vector<std::pair<size_t, size_t>> equal;
  for (size_t i = head; i < before.size() - tail; ++i) {
    auto found = places.find(old_hashes_.whole(before[i]));
    if (found == places.end() || found->second.empty()) continue;
    equal.emplace_back(i, found->second.back());
    found->second.pop_back();
  }
  size_t from_before = head, from_after = head;
  auto gap = [&](size_t to_before, size_t to_after) {
    align_gap(Rows(before.begin() + static_cast<ptrdiff_t>(from_before),
                   before.begin() + static_cast<ptrdiff_t>(to_before)),
              Rows(after.begin() + static_cast<ptrdiff_t>(from_after),
                   after.begin() + static_cast<ptrdiff_t>(to_after)),
              pairs);
  };
  for (auto [i, place] : longest_ascent(equal)) {
    gap(i, place);
    pairs.push_back({before[i], after[place]});
    from_before = i + 1;
    from_after = place + 1;
  }
  gap(before.size() - tail, after.size() - tail);
  for (size_t i = tail; i > 0; --i) pairs.push_back({before[before.size() - i], after[after.size() - i]});
  return pairs;
}

// Those that are not equal, but of which one may have become the other: in order.
void RowMatcher::align_gap(const Rows& before, const Rows& after, std::vector<Pair>& pairs) const {
  size_t from = 0;
  for (NodeIndex row : before) {
    size_t end = std::min(after.size(), from + kLookAhead);
    for (size_t i = from; i < end; ++i) {
      if (!is_alike(row, after[i])) continue;
      pairs.push_back({row, after[i]});
      from = i + 1;
      break;
    }
  }
}

bool RowMatcher::is_alike(NodeIndex before, NodeIndex after) const {
  if (before_.tree.kind(before) != after_.tree.kind(after)) return false;
  if (before_.tree.role(before) != after_.tree.role(after)) return false;
  if (!is_definition(before_, before)) return true;
  return name(before_, before) == name(after_, after) ||
         hash_of(before_, old_hashes_, before, true) == hash_of(after_, new_hashes_, after, true);
}

// What happened, in words

std::string RowMatcher::name(const EditSide& side, NodeIndex definition) const {
  auto named = Node(side.tree, definition).child(Role::Name);
  return named ? std::string(side.text.slice(named->range())) : std::string();
}

// Of the body, or of all the rest but the name.
uint64_t RowMatcher::hash_of(const EditSide& side, const RowHashes& hashes, NodeIndex row,
                             bool of_body) const {
  uint64_t hash = of_body ? 0 : side.tree.flags(row);
  for (Node child : Node(side.tree, row).children())
    if ((child.role() == Role::Body) == of_body && child.role() != Role::Name)
      hash = mixed(hash, hashes.whole(child.index()));
  return hash;
}

void RowMatcher::tell_alone(const EditSide& side, NodeIndex row, const std::string& path,
                            std::string_view what) {
  clauses_.push_back("`" + path + name(side, row) + "` " + std::string(what));
}

void RowMatcher::tell_definition(Pair pair, const std::string& path) {
  std::string was = name(before_, pair.before), is = name(after_, pair.after);
  bool is_class = after_.tree.kind(pair.after) == NodeKind::ClassDef;
  std::string quoted = "`" + path + is + "`";
  bool header =
      hash_of(before_, old_hashes_, pair.before, false) != hash_of(after_, new_hashes_, pair.after, false);
  bool body =
      hash_of(before_, old_hashes_, pair.before, true) != hash_of(after_, new_hashes_, pair.after, true);
  if (was != is) clauses_.push_back("`" + path + was + "` is now called `" + is + "`");
  if (is_class) {
    if (header) clauses_.push_back("what stands before " + quoted + "'s body changed");
    if (body) tell(pair, path + is + ".");
  } else if (header && body) {
    clauses_.push_back(quoted + "'s signature and body changed");
  } else if (header) {
    clauses_.push_back(quoted + "'s signature changed, its body did not");
  } else if (body) {
    clauses_.push_back(quoted + "'s body changed, its name and signature did not");
  }
}

void RowMatcher::tell(Pair container, const std::string& path) {
  if (old_hashes_.whole(container.before) == new_hashes_.whole(container.after)) return;
  auto body = [](const EditSide& side, NodeIndex row) {
    Rows rows;
    for (Node child : Node(side.tree, row).children(Role::Body)) rows.push_back(child.index());
    return rows;
  };
  Rows before = body(before_, container.before), after = body(after_, container.after);
  std::vector<Pair> pairs = align(before, after);
  std::unordered_set<uint64_t> left, moved;  // definitions that are not paired; of these, on both sides
  for (NodeIndex row : before)
    if (is_definition(before_, row)) left.insert(old_hashes_.whole(row));
  for (Pair pair : pairs) left.erase(old_hashes_.whole(pair.before));
  for (NodeIndex row : after)
    if (left.contains(new_hashes_.whole(row))) moved.insert(new_hashes_.whole(row));
  bool own = false;
  size_t i = 0, j = 0;
  auto alone = [&](NodeIndex until_before, NodeIndex until_after) {
    for (; i < before.size() && before[i] < until_before; ++i) {
      if (!is_definition(before_, before[i])) {
        own = true;
      } else if (!moved.contains(old_hashes_.whole(before[i]))) {
        tell_alone(before_, before[i], path, "is gone");
      }
    }
    for (; j < after.size() && after[j] < until_after; ++j) {
      if (!is_definition(after_, after[j])) {
        own = true;
      } else {
        tell_alone(after_, after[j], path, moved.contains(new_hashes_.whole(after[j])) ? "moved" : "is new");
      }
    }
  };
  for (Pair pair : pairs) {
    alone(pair.before, pair.after);
    ++i, ++j;
    if (old_hashes_.whole(pair.before) == new_hashes_.whole(pair.after)) continue;
    if (is_definition(after_, pair.after)) {
      tell_definition(pair, path);
    } else {
      own = true;
    }
  }
  alone(NodeIndex(before_.tree.size()), NodeIndex(after_.tree.size()));
  if (!own) return;
  clauses_.push_back(path.empty() ? "statements of the module changed"
                                  : "statements of class `" + path.substr(0, path.size() - 1) + "` changed");
}

}  // namespace pellucid::ide
