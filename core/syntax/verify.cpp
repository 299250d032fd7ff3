#include "syntax/verify.h"

#include "syntax/node.h"

namespace pellucid::syntax {

namespace {

constexpr size_t kMostFaults = 20;

class Verifier {
 public:
  Verifier(const Tree& tree, const source::Text& text) : tree_(tree), text_(text) {}

  std::vector<std::string> run() {
    if (tree_.size() == 0) {
      faults_.push_back("the table is empty");
      return faults_;
    }
    tree_.is_slice() ? definition() : root();
    for (NodeIndex node = tree_.first(); node < tree_.end() && faults_.size() < kMostFaults;
         node = node.next()) {
      if (static_cast<uint32_t>(tree_.kind(node)) >= kNodeKindCount) {
        fault(node, "has no known kind");
        break;  // nothing else can be asked of it
      }
      // Only if the slices are sound can the children be walked.
      if (!slice(node)) break;
      range(node);
      payload(node);
      children(node);
    }
    return faults_;
  }

 private:
  void fault(NodeIndex node, const std::string& what) {
    bool known = static_cast<uint32_t>(tree_.kind(node)) < kNodeKindCount;
    std::string kind = known ? " (" + std::string(entry(tree_.kind(node)).name) + ") " : " ";
    faults_.push_back("row " + std::to_string(node.value()) + kind + what);
  }

  void root() {
    if (tree_.kind(kRoot) != NodeKind::Module) fault(kRoot, "is the root and no Module");
    if (tree_.parent(kRoot)) fault(kRoot, "is the root and has a parent");
    if (tree_.role(kRoot) != Role::Root) fault(kRoot, "is the root and has a role");
    if (tree_.subtree_end(kRoot).value() != tree_.size()) fault(kRoot, "does not span the table");
    if (tree_.start(kRoot) != 0 || tree_.end(kRoot) != text_.size()) fault(kRoot, "does not span the text");
  }

  void definition() {
    NodeIndex first = tree_.first();
    if (!is_definition(tree_.kind(first))) fault(first, "is a slice's and no definition");
    if (tree_.parent(first)) fault(first, "is the first of a slice and has a parent in it");
    if (!tree_.outer_parent() || *tree_.outer_parent() >= first)
      fault(first, "has no parent before the slice");
    if (tree_.subtree_end(first) != tree_.end()) fault(first, "does not span the slice");
  }

  // Subtrees nest: a row's ends behind itself and inside its parent's.
  bool slice(NodeIndex node) {
    size_t before = faults_.size();
    NodeIndex end = tree_.subtree_end(node);
    if (end <= node || end > tree_.end())
      fault(node, "has a subtree that ends at " + std::to_string(end.value()));
    if (node != tree_.first()) {
      OptionalNode parent = tree_.parent(node);
      if (!parent || *parent >= node || *parent < tree_.first()) {
        fault(node, "has no parent before it");
      } else if (end > tree_.subtree_end(*parent)) {
        fault(node, "reaches out of its parent's subtree");
      }
    }
    return faults_.size() == before;
  }

  void range(NodeIndex node) {
    source::Range range = tree_.range(node);
    if (range.start > range.end || range.end > text_.size()) fault(node, "has no range of the text");
    if (node != tree_.first() && !tree_.range(*tree_.parent(node)).contains(range))
      fault(node, "reaches out of its parent's range");
  }

  void payload(NodeIndex node) {
    uint32_t payload = tree_.payload(node);
    switch (entry(tree_.kind(node)).payload) {
      case Payload::None:
        if (payload != 0) fault(node, "has a payload");
        break;
      case Payload::Name:
        if (payload >= tree_.name_count()) fault(node, "names nothing");
        break;
      case Payload::Operator:
        if (payload > static_cast<uint32_t>(Operator::CompareNotIn)) fault(node, "has no operator");
        break;
      case Payload::Header:
        if (payload > tree_.range(node).size()) fault(node, "has its header outside");
        break;
      case Payload::Level:
      case Payload::Conversion:
      case Payload::Singleton: break;
    }
  }

  // Children follow each other without gaps, in source order, in the roles and numbers that are declared.
  void children(NodeIndex node) {
    const KindEntry& kind = entry(tree_.kind(node));
    uint32_t counts[static_cast<size_t>(Role::Count)] = {};
    size_t field_at = 0;
    uint32_t at = node.value() + 1;
    uint32_t last_end = tree_.start(node);
    while (at < tree_.subtree_end(node).value()) {
      NodeIndex child(at);
      uint32_t child_end = tree_.subtree_end(child).value();
      if (child_end <= at) return;  // reported when its own turn comes
      if (tree_.parent(child) != OptionalNode(node))
        fault(child, "is a child of row " + std::to_string(node.value()) + " and names another parent");
      if (tree_.start(child) < last_end) fault(child, "begins before its elder sibling ends");
      last_end = tree_.end(child);
      field_at = role(child, kind, field_at);
      ++counts[static_cast<size_t>(tree_.role(child))];
      at = child_end;
    }
    for (const Field& field : kind.fields) {
      uint32_t count = counts[static_cast<size_t>(field.role)];
      if (field.multiplicity == Multiplicity::One && count != 1)
        fault(node, "has " + std::to_string(count) + " children as " + std::string(field.accessor));
      if (field.multiplicity == Multiplicity::Optional && count > 1)
        fault(node, "has more than one child as " + std::string(field.accessor));
    }
  }

  // The field of the child, not before the field of its elder sibling. Returns its number.
  size_t role(NodeIndex child, const KindEntry& parent, size_t field_at) {
    if (static_cast<uint32_t>(tree_.kind(child)) >= kNodeKindCount) return field_at;  // its own turn comes
    for (size_t i = 0; i < parent.fields.size(); ++i) {
      const Field& field = parent.fields[i];
      if (field.role != tree_.role(child)) continue;
      bool mixed = field.multiplicity == Multiplicity::Mixed && field_at < parent.fields.size() &&
                   parent.fields[field_at].multiplicity == Multiplicity::Mixed;
      if (i < field_at && !mixed) fault(child, "stands behind a later field of its parent");
      Category category = entry(tree_.kind(child)).category;
      bool missing_pattern = field.category == Category::Pattern && tree_.kind(child) == NodeKind::Missing;
      if (category != field.category && !missing_pattern)
        fault(child, "is no " + std::string(name_of(field.category)));
      return i;
    }
    fault(child, "has the role " + std::string(name_of(tree_.role(child))) + ", which " +
                     std::string(parent.name) + " does not declare");
    return field_at;
  }

  const Tree& tree_;
  const source::Text& text_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> verify(const Tree& tree, const source::Text& text) {
  return Verifier(tree, text).run();
}

std::vector<std::string> verify_slice(const Tree& slice, const Tree& whole, const source::Text& text) {
  std::vector<std::string> faults;
  if (slice.end() > whole.end()) return {"the slice reaches beyond the table"};
  if (slice.name_count() != whole.name_count()) faults.push_back("another number of names");
  for (NodeIndex node = slice.first(); node < slice.end() && faults.size() < kMostFaults;
       node = node.next()) {
    auto differs = [&](const char* column, bool equal) {
      if (!equal) faults.push_back("row " + std::to_string(node.value()) + " has another " + column);
    };
    bool is_first = node == slice.first();
    bool has_name = entry(whole.kind(node)).payload == Payload::Name;
    differs("kind", slice.kind(node) == whole.kind(node));
    differs("flags", slice.flags(node) == whole.flags(node));
    differs("role", slice.role(node) == whole.role(node));
    differs("range", slice.range(node) == whole.range(node));
    differs("parent", (is_first ? slice.outer_parent() : slice.parent(node)) == whole.parent(node));
    differs("subtree", slice.subtree_end(node) == whole.subtree_end(node));
    bool same_payload = slice.payload(node) == whole.payload(node);
    differs("payload", same_payload);
    if (has_name && same_payload)
      differs("name", slice.text_of(slice.name(node), text) == whole.text_of(whole.name(node), text));
  }
  return faults;
}

}  // namespace pellucid::syntax
