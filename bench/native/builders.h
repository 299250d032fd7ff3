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
  struct Spine {
    RowIndex at = 0;
    uint32_t wraps = 0;
  };
  RowIndex next() const { return 0; }
  RowIndex current() const { return 0; }
  RowIndex leaf(NodeKind kind, Role role, uint32_t start, uint32_t end, uint32_t payload = 0,
                uint8_t flags = 0) {
    consume(kind, role, start, end, payload, flags);
    return 0;
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
  RowIndex wrap(Spine& spine, NodeKind kind, Role role, Role inner, uint32_t start) {
    consume(kind, role, inner, start);
    ++spine.wraps;
    return 0;
  }
  RowIndex finish(Spine) { return 0; }
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
  struct Spine {
    RowIndex at;
    uint32_t wraps = 0;
  };

  explicit PointerBuilder(uint32_t capacity) : nodes_(new PointerNode[capacity]), capacity_(capacity) {
    links_.reserve(64);
  }

  // A tree keeps its names, as the table does.
  void keep_names(const lex::NameTable& names) {
    names_ = names.spans();
    normalized_ = names.normalized();
  }

  PointerNode* root() { return nodes_.get(); }
  uint32_t size() const { return count_; }

  RowIndex next() const { return count_; }
  RowIndex current() const { return links_.empty() ? 0 : links_.back().node; }

  RowIndex leaf(NodeKind kind, Role role, uint32_t start, uint32_t end, uint32_t payload = 0,
                uint8_t flags = 0) {
    RowIndex row = allocate({kind, flags, role, start, end, payload, nullptr, nullptr, nullptr});
    attach(row);
    return row;
  }
  RowIndex open(NodeKind kind, Role role, uint32_t start, uint8_t flags = 0) {
    RowIndex row = leaf(kind, role, start, start, 0, flags);
    links_.push_back({row, &nodes_[row].first_child});
    return row;
  }
  void close(RowIndex row, uint32_t end) {
    nodes_[row].end = end;
    links_.pop_back();
    (void)row;
  }
  Spine spine(uint32_t = 0) const { return {count_}; }
  RowIndex wrap(Spine& spine, NodeKind kind, Role role, Role inner_role, uint32_t start) {
    Link& outer = links_.back();
    PointerNode* inner = *outer.last;
    RowIndex row = allocate({kind, 0, role, start < inner->start ? start : inner->start, start, 0,
                             inner->parent, inner, nullptr});
    *outer.last = &nodes_[row];
    inner->parent = &nodes_[row];
    inner->role = inner_role;
    links_.push_back({row, &nodes_[row].first_child});
    ++spine.wraps;
    spine.at = row;
    return row;
  }
  RowIndex finish(Spine spine) { return spine.at; }

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
          set_context(static_cast<RowIndex>(child - nodes_.get()), context);
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
  // An open node, and where the pointer to its last child stands.
  struct Link {
    RowIndex node;
    PointerNode** last;
  };

  RowIndex allocate(const PointerNode& node) {
    PEL_CHECK(count_ < capacity_, "the sources of the benchmark have fewer nodes than that");
    nodes_[count_] = node;
    return count_++;
  }
  void attach(RowIndex row) {
    if (links_.empty()) return;
    Link& link = links_.back();
    PointerNode* node = &nodes_[row];
    node->parent = &nodes_[link.node];
    if (*link.last != nullptr) link.last = &(*link.last)->next_sibling;
    *link.last = node;
  }

  std::unique_ptr<PointerNode[]> nodes_;
  uint32_t capacity_;
  uint32_t count_ = 0;
  std::vector<Link> links_;
  std::vector<lex::NameSpan> names_;
  std::string normalized_;
};

}  // namespace pellucid::bench

#define PEL_INSTANTIATE_PARSER()                             \
  template class Parser<::pellucid::bench::DroppingBuilder>; \
  template class Parser<::pellucid::bench::PointerBuilder>
