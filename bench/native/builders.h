#pragma once

// Two builders for the parser beside the table's own, to measure what the table costs and gains. The parser's
// files are compiled once more for them (PEL_PARSER_BUILDERS).

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "parse/table_builder.h"

namespace pellucid::bench {

using parse::NodeKind;
using parse::Role;
using parse::RowIndex;

// Takes every row and keeps none. What a row says is computed all the same (`consume` is where it would be
// stored), so that the parser is the same and only the table is not there.
class DroppingBuilder {
 public:
  struct Spine {};
  RowIndex next() const { return 0; }
  RowIndex current() const { return 0; }
  RowIndex finished(RowIndex) const { return 0; }
  void leaf(NodeKind kind, Role role, uint32_t start, uint32_t end, uint32_t payload = 0, uint8_t flags = 0) {
    consume(kind, role, start, end, payload, flags);
  }
  void attribute(Role role, const lex::Token& name, const lex::Token& attr) {
    leaf(NodeKind::Name, Role::Value, name.start, name.end, name.payload);
    leaf(NodeKind::Identifier, Role::Attr, attr.start, attr.end, attr.payload);
    open(NodeKind::Attribute, role, name.start);
    close(0, attr.end);
  }
  RowIndex open(NodeKind kind, Role role, uint32_t start, uint8_t flags = 0) {
    consume(kind, role, start, flags);
    return 0;
  }
  void close(RowIndex, uint32_t end) { consume(end); }
  Spine spine(uint32_t foreseen = 0) const {
    consume(foreseen);
    return {};
  }
  RowIndex wrap(Spine&, NodeKind kind, Role role, Role inner, uint32_t start) {
    consume(kind, role, inner, start);
    return 0;
  }
  void finish(Spine) {}
  void set_kind(RowIndex, NodeKind kind) { consume(kind); }
  void set_role(RowIndex, Role role) { consume(role); }
  void set_payload(RowIndex, uint32_t payload) { consume(payload); }
  void add_flags(RowIndex, uint8_t flags) { consume(flags); }
  void set_start(RowIndex, uint32_t start) { consume(start); }
  void set_context(RowIndex, uint8_t context) { consume(context); }
  void make_positional_only(RowIndex) {}
  void truncate(RowIndex, RowIndex) {}

 private:
  template <class... Values>
  static void consume(Values... values) {
    (void)std::initializer_list<int>{(consume_one(static_cast<uint32_t>(values)), 0)...};
  }
  static void consume_one(uint32_t value) { asm volatile("" : : "r"(value)); }
};

// The same tree as nodes with pointers, allocated one behind the other.
struct PointerNode {
  NodeKind kind;
  uint8_t flags;
  Role role;
  uint32_t start;
  uint32_t end;
  uint32_t payload;
  PointerNode* parent;
  PointerNode* first_child;
  PointerNode* next_sibling;
};
static_assert(sizeof(PointerNode) == 40);

class PointerBuilder {
 public:
  struct Spine {};

  explicit PointerBuilder(uint32_t capacity)
      : nodes_(new PointerNode[capacity]), capacity_(capacity), next_(&nodes_[0].first_child) {
    last_of_open_.reserve(64);
  }

  // A tree keeps its names, as the table does.
  void keep_names(const lex::NameTable& names) {
    names_ = names.spans();
    normalized_ = names.normalized();
  }

  PointerNode* root() { return nodes_[0].first_child; }
  uint32_t size() const { return count_ - 1; }
  size_t memory_bytes() const {
    return size() * sizeof(PointerNode) + names_.size() * sizeof(lex::NameSpan) + normalized_.size();
  }

  RowIndex next() const { return count_; }
  RowIndex current() const { return open_ == nullptr ? 0 : index_of(open_); }
  RowIndex finished(RowIndex) const { return index_of(*last_); }

  void leaf(NodeKind kind, Role role, uint32_t start, uint32_t end, uint32_t payload = 0, uint8_t flags = 0) {
    append(allocate({kind, flags, role, start, end, payload, open_, nullptr, nullptr}));
  }
  void attribute(Role role, const lex::Token& name, const lex::Token& attr) {
    PointerNode* node =
        allocate({NodeKind::Attribute, 0, role, name.start, attr.end, 0, open_, nullptr, nullptr});
    append(node);
    PointerNode* value = allocate(
        {NodeKind::Name, 0, Role::Value, name.start, name.end, name.payload, node, nullptr, nullptr});
    node->first_child = value;
    value->next_sibling = allocate(
        {NodeKind::Identifier, 0, Role::Attr, attr.start, attr.end, attr.payload, node, nullptr, nullptr});
  }
  RowIndex open(NodeKind kind, Role role, uint32_t start, uint8_t flags = 0) {
    RowIndex row = count_;
    PointerNode* node = allocate({kind, flags, role, start, start, 0, open_, nullptr, nullptr});
    append(node);
    last_of_open_.push_back(last_);
    open_ = node;
    next_ = &node->first_child;
    return row;
  }
  void close(RowIndex row, uint32_t end) {
    PointerNode& node = nodes_[row];
    node.end = end;
    open_ = node.parent;
    next_ = &node.next_sibling;
    last_ = last_of_open_.back();
    last_of_open_.pop_back();
  }
  Spine spine(uint32_t = 0) const { return {}; }
  RowIndex wrap(Spine&, NodeKind kind, Role role, Role inner_role, uint32_t start) {
    PointerNode* inner = *last_;
    start = start < inner->start ? start : inner->start;
    RowIndex row = count_;
    PointerNode* node = allocate({kind, 0, role, start, start, 0, open_, inner, nullptr});
    *last_ = node;
    inner->parent = node;
    inner->role = inner_role;
    last_of_open_.push_back(last_);
    open_ = node;
    last_ = &node->first_child;
    next_ = &inner->next_sibling;
    return row;
  }
  void finish(Spine) {}

  void set_kind(RowIndex row, NodeKind kind) { nodes_[row].kind = kind; }
  void set_role(RowIndex row, Role role) { nodes_[row].role = role; }
  void set_payload(RowIndex row, uint32_t payload) { nodes_[row].payload = payload; }
  void add_flags(RowIndex row, uint8_t flags) { nodes_[row].flags |= flags; }
  void set_start(RowIndex row, uint32_t start) { nodes_[row].start = start; }
  void set_context(RowIndex row, uint8_t context) {
    PointerNode& node = nodes_[row];
    switch (node.kind) {
      case NodeKind::Tuple:
      case NodeKind::List:
      case NodeKind::Starred:
        for (PointerNode* child = node.first_child; child != nullptr; child = child->next_sibling)
          set_context(index_of(child), context);
        [[fallthrough]];
      case NodeKind::Name:
      case NodeKind::Attribute:
      case NodeKind::Subscript: node.flags |= context; break;
      default: break;
    }
  }
  void make_positional_only(RowIndex row) {
    for (PointerNode* child = nodes_[row].first_child; child != nullptr; child = child->next_sibling)
      if (child->role == Role::Positional) child->role = Role::PositionalOnly;
  }
  void truncate(RowIndex, RowIndex) {}  // only after an error; the benchmark's sources have none that need it

 private:
  RowIndex index_of(const PointerNode* node) const { return static_cast<RowIndex>(node - nodes_.get()); }

  PointerNode* allocate(const PointerNode& node) {
    PEL_CHECK(count_ < capacity_, "the sources of the benchmark have fewer nodes than that");
    nodes_[count_] = node;
    return &nodes_[count_++];
  }
  void append(PointerNode* node) {
    *next_ = node;
    last_ = next_;
    next_ = &node->next_sibling;
  }

  std::unique_ptr<PointerNode[]> nodes_;  // the first only points to the root
  uint32_t capacity_;
  uint32_t count_ = 1;
  PointerNode* open_ = nullptr;
  // What points to the open node's last child, and what will point to its next one.
  PointerNode** last_ = nullptr;
  PointerNode** next_;
  std::vector<PointerNode**> last_of_open_;  // the former, for the nodes around the open one
  std::vector<lex::NameSpan> names_;
  std::string normalized_;
};

}  // namespace pellucid::bench

#define PEL_INSTANTIATE_PARSER()                             \
  template class Parser<::pellucid::bench::DroppingBuilder>; \
  template class Parser<::pellucid::bench::PointerBuilder>
