#pragma once

// A node with its table, and ways through the table: children, ancestors, what lies between two nodes. All of
// it reads the columns; nothing is stored.

#include <optional>
#include <string>

#include "syntax/tree.h"

namespace pellucid::syntax {

class Children;
class ChildrenInRole;
class Ancestors;

class Node {
 public:
  Node(const Tree& tree, NodeIndex index) : tree_(&tree), index_(index) {}

  const Tree& tree() const { return *tree_; }
  NodeIndex index() const { return index_; }
  NodeKind kind() const { return tree_->kind(index_); }
  bool is(NodeKind kind) const { return tree_->kind(index_) == kind; }
  Role role() const { return tree_->role(index_); }
  bool has(NodeFlag flag) const { return tree_->has(index_, flag); }
  source::Range range() const { return tree_->range(index_); }
  std::optional<Node> parent() const;

  Children children() const;
  ChildrenInRole children(Role role) const;
  // The first child in the role.
  std::optional<Node> child(Role role) const;
  // Innermost first, without the node itself.
  Ancestors ancestors() const;
  // Ancestors, counted: 0 for the root. O(depth).
  uint32_t depth() const;

  friend bool operator==(const Node& a, const Node& b) { return a.tree_ == b.tree_ && a.index_ == b.index_; }

 private:
  const Tree* tree_;
  NodeIndex index_;
};

class Children {
 public:
  class Iterator {
   public:
    Iterator(const Tree& tree, NodeIndex at) : tree_(&tree), at_(at) {}
    Node operator*() const { return Node(*tree_, at_); }
    Iterator& operator++() {
      at_ = tree_->subtree_end(at_);
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const Tree* tree_;
    NodeIndex at_;
  };

  Children(const Tree& tree, NodeIndex parent) : tree_(tree), parent_(parent) {}
  Iterator begin() const { return {tree_, parent_.next()}; }
  Iterator end() const { return {tree_, tree_.subtree_end(parent_)}; }

 private:
  const Tree& tree_;
  NodeIndex parent_;
};

// The children in one role. They need not be neighbours: a call's arguments and keywords mix.
class ChildrenInRole {
 public:
  class Iterator {
   public:
    Iterator(const Tree& tree, NodeIndex at, NodeIndex end, Role role)
        : tree_(&tree), at_(at), end_(end), role_(role) {
      skip();
    }
    Node operator*() const { return Node(*tree_, at_); }
    Iterator& operator++() {
      at_ = tree_->subtree_end(at_);
      skip();
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    void skip() {
      while (at_ != end_ && tree_->role(at_) != role_) at_ = tree_->subtree_end(at_);
    }
    const Tree* tree_;
    NodeIndex at_;
    NodeIndex end_;
    Role role_;
  };

  ChildrenInRole(const Tree& tree, NodeIndex parent, Role role) : tree_(tree), parent_(parent), role_(role) {}
  Iterator begin() const { return {tree_, parent_.next(), tree_.subtree_end(parent_), role_}; }
  Iterator end() const { return {tree_, tree_.subtree_end(parent_), tree_.subtree_end(parent_), role_}; }
  bool empty() const { return begin() == end(); }
  uint32_t count() const {
    uint32_t n = 0;
    for (auto it = begin(); it != end(); ++it) ++n;
    return n;
  }

 private:
  const Tree& tree_;
  NodeIndex parent_;
  Role role_;
};

class Ancestors {
 public:
  class Iterator {
   public:
    Iterator(const Tree& tree, OptionalNode at) : tree_(&tree), at_(at) {}
    Node operator*() const { return Node(*tree_, *at_); }
    Iterator& operator++() {
      at_ = tree_->parent(*at_);
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const Tree* tree_;
    OptionalNode at_;
  };

  Ancestors(const Tree& tree, NodeIndex node) : tree_(tree), node_(node) {}
  Iterator begin() const { return {tree_, tree_.parent(node_)}; }
  Iterator end() const { return {tree_, OptionalNode()}; }

 private:
  const Tree& tree_;
  NodeIndex node_;
};

// `a.b`, of the owner's children of the role, which are identifiers and stand in front of all others: of what
// `from a.b import c, d` takes from, however many names it takes. Of these no more than up to `last`, if there is one.
// O(length of the name).
std::string dotted(const Tree& tree, const source::Text& text, Node owner, Role role,
                   const std::optional<Node>& last = {});

// The innermost node that contains both. O(depth).
NodeIndex nearest_common_ancestor(const Tree& tree, NodeIndex a, NodeIndex b);

// Two nodes in branches of which at most one is run: the statement (or conditional expression), and the child
// of it that each node stands in.
struct ExclusiveBranches {
  NodeIndex statement;
  NodeIndex first;
  NodeIndex second;
};

// Of the innermost statement whose branches exclude each other around `a` and `b`; none if both may run. In
//     if p: a
//     elif q: b
// `a` excludes `b` and `q`, but `p` excludes nothing: it is evaluated on the way to both. A `try` body does
// not exclude its handlers, handlers exclude each other and the `else`, cases of a `match` exclude each
// other. O(depth).
std::optional<ExclusiveBranches> exclusive_branches(const Tree& tree, NodeIndex a, NodeIndex b);

// The innermost node at the offset, where the end of a range counts as in it unless another begins there: in
// `f(x)` offsets 0 and 1 belong to `f`, 2 and 3 to `x`, 4 to the call. O(depth · siblings).
NodeIndex node_at(const Tree& tree, uint32_t offset);

inline Children Node::children() const { return Children(*tree_, index_); }
inline ChildrenInRole Node::children(Role role) const { return ChildrenInRole(*tree_, index_, role); }
inline Ancestors Node::ancestors() const { return Ancestors(*tree_, index_); }

inline std::optional<Node> Node::parent() const {
  OptionalNode up = tree_->parent(index_);
  if (!up) return std::nullopt;
  return Node(*tree_, *up);
}

inline std::optional<Node> Node::child(Role role) const {
  ChildrenInRole found = children(role);
  if (found.empty()) return std::nullopt;
  return *found.begin();
}

}  // namespace pellucid::syntax
