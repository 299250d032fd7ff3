#include <algorithm>
#include <map>

#include "check/literal_rules.h"
#include "check/literal_value.h"

namespace pellucid::check {

using diagnostic::Rule;
using syntax::NodeKind;
using syntax::Role;

// The same key twice with the same value is clumsy, but nothing is lost; a value that differs is.
void LiteralRules::dictionary(Node node) {
  keys_.clear();
  for (Node child : node.children()) {
    if (child.role() != Role::Key) continue;
    switch (child.kind()) {
      case NodeKind::Call:
      case NodeKind::Attribute:
      case NodeKind::Subscript:
      case NodeKind::BinOp:
      case NodeKind::Missing: break;  // what they stand for is not known
      case NodeKind::Tuple:
      case NodeKind::UnaryOp:
        if (uint64_t hash = constant_hash(child, text_)) keys_.push_back({hash, child.index()});
        break;
      default: keys_.push_back({constant_hash(child, text_), child.index()});
    }
  }
  if (keys_.size() < 2) return;
  std::sort(keys_.begin(), keys_.end(),
            [](const Key& a, const Key& b) { return a.hash != b.hash ? a.hash < b.hash : a.node < b.node; });
  for (size_t first = 0; first < keys_.size();) {
    size_t end = first + 1;
    while (end < keys_.size() && keys_[end].hash == keys_[first].hash) ++end;
    if (end - first > 1 && keys_[first].hash != 0) {
      std::map<std::string, std::vector<Node>> equal;
      for (size_t i = first; i < end; ++i) {
        Node key(tree_, keys_[i].node);
        if (auto value = constant_value(key, text_)) equal[*value].push_back(key);
      }
      for (const auto& [value, keys] : equal)
        if (keys.size() > 1) repeated_key(keys);
    }
    first = end;
  }
}

// `keys`: all that are equal, in the order of the text.
void LiteralRules::repeated_key(const std::vector<Node>& keys) {
  // Values that occur once: an expression whose value is not known is like no other.
  std::map<std::string, uint32_t> times;
  bool differs = false;
  for (Node key : keys) {
    // The value stands behind its key.
    Node value(tree_, tree_.subtree_end(key.index()));
    if (value.is(NodeKind::Missing)) return;
    if (auto known = constant_value(value, text_)) {
      ++times[*known];
    } else {
      differs = true;
    }
  }
  for (const auto& [value, count] : times) differs |= count == 1;
  if (!differs) return;
  Node last = keys.back();
  for (Node key : keys) {
    if (key == last) continue;
    report(Rule::RepeatedDictionaryKey, key.range(),
           "key " + quoted(key.range()) + " is given again, so this value is lost")
        .related.push_back({last.range(), "this is the one that stays"});
  }
  report(Rule::RepeatedDictionaryKey, last.range(),
         "key " + quoted(last.range()) + " has been given another value before")
      .related.push_back({keys.front().range(), "here"});
}

}  // namespace pellucid::check
