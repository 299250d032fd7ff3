// Where statements and expressions may stand.

#include <algorithm>

#include "grammar/checker.h"

namespace pellucid::grammar {

namespace {

bool is_scope(Around around) { return around <= Around::Comprehension; }
bool is_function(Around around) { return around == Around::Function || around == Around::AsyncFunction; }

// CPython/Include: CO_MAXBLOCKS. From 3.12 on a generator's body counts as one block, and the limit is one
// higher.
constexpr uint32_t kMaxBlocks = 20;

bool is_plain_name(Node node) { return node.is(NodeKind::Name) && !node.has(syntax::kParenthesized); }

uint32_t first_child_in(Node node, Role role) {
  for (Node child : node.children())
    if (child.role() == role) return child.index().value();
  return 0;
}

}  // namespace

// The stack of contexts

void Checker::push(Context context) {
  if (context.blocks > kMaxBlocks) {
    Node node(tree_, NodeIndex(context.node));
    if (contexts_.back().blocks <= kMaxBlocks)
      report(Range{node.range().start, node.range().start},
             "too many statically nested blocks: Python allows 20 in one function");
  }
  contexts_.push_back(context);
  next_change_ = std::min(next_change_, context.end);
}

void Checker::push_at(uint32_t row, Context context) {
  if (row == 0) return;
  pending_.push_back({row, context});
  next_change_ = std::min(next_change_, row);
}

void Checker::change_contexts(uint32_t row) {
  while (contexts_.size() > 1 && contexts_.back().end <= row) {
    Context context = contexts_.back();
    contexts_.pop_back();
    leave(context);
  }
  while (!pending_.empty() && pending_.back().row == row) {
    Context context = pending_.back().context;
    pending_.pop_back();
    push(context);
  }
  next_change_ = contexts_.back().end;
  if (!pending_.empty()) next_change_ = std::min(next_change_, pending_.back().row);
}

void Checker::leave(const Context& context) {
  if (context.around == Around::AsyncFunction && context.yields && context.value_return != 0)
    report(Node(tree_, NodeIndex(context.value_return)), "an `async` generator cannot return a value");
  if (context.around != Around::Comprehension || !context.is_async) return;
  Node comprehension(tree_, NodeIndex(context.node));
  if (comprehension.is(NodeKind::GeneratorExp) || !is_evaluated()) return;
  size_t found = scope();
  for (size_t i = contexts_.size(); i-- > found;) {
    if (contexts_[i].around != Around::Annotation) continue;
    // The scope of an annotation is no function; before 3.14 no code was compiled for it.
    if (since(14)) report_asynchronous(comprehension);
    return;
  }
  Context& outer = contexts_[found];
  switch (outer.around) {
    case Around::AsyncFunction: return;
    case Around::Comprehension:
      // Since 3.11 an asynchronous comprehension makes the one around it asynchronous.
      if (since(11)) {
        outer.is_async = true;
        return;
      }
      if (outer.is_async) return;
      break;
    default: break;
  }
  report_asynchronous(comprehension);
}

void Checker::report_asynchronous(Node comprehension) {
  report(comprehension, "an asynchronous comprehension is only allowed inside an `async` function");
}

size_t Checker::scope() const { return scope_below(contexts_.size()); }

size_t Checker::scope_below(size_t index) const {
  while (index-- > 0) {
    const Context& context = contexts_[index];
    if (is_scope(context.around)) return index;
    if (context.around == Around::FirstIterable) {
      // Evaluated before the comprehension is entered: in the scope around it.
      do {
        --index;
      } while (contexts_[index].around != Around::Comprehension || contexts_[index].node != context.node);
    }
  }
  return 0;
}

// Who opens contexts

// Decorators and defaults are evaluated outside; the body is the last of the children. A header with type
// parameters has a scope of its own, and so have annotations where they are evaluated later.
void Checker::function_contexts(Node node) {
  uint32_t end = tree_.subtree_end(node.index()).value();
  Around around = node.is(NodeKind::ClassDef) ? Around::Class
                  : node.is(NodeKind::Lambda) ? Around::Lambda
                  : node.has(syntax::kAsync)  ? Around::AsyncFunction
                                              : Around::Function;
  bool generic = false;
  std::optional<Node> returns;
  std::vector<Node> bases;
  for (Node child : node.children()) {
    switch (child.role()) {
      case Role::TypeParameters: generic = true; continue;
      case Role::Returns: returns = child; continue;
      case Role::Base:
      case Role::Keyword:
        if (generic) bases.push_back(child);
        continue;
      case Role::Body: push_at(child.index().value(), {around, end, node.index().value()}); break;
      default: continue;
    }
    break;  // the body is last, and may be long
  }
  if (generic || annotations_are_deferred())
    deferred(returns, generic ? Around::Generic : Around::Annotation);
  else if (annotations_are_dropped())
    deferred(returns, Around::Unevaluated);
  for (size_t i = bases.size(); i-- > 0;) deferred(bases[i], Around::Generic);
}

void Checker::loop_contexts(Node node) {
  uint32_t first = 0, end = 0;
  for (Node child : node.children(Role::Body)) {
    if (first == 0) first = child.index().value();
    end = tree_.subtree_end(child.index()).value();
  }
  push_at(first, {Around::Loop, end, node.index().value(), contexts_.back().blocks + 1});
}

void Checker::with_contexts(Node node) {
  uint32_t items = node.children(Role::Item).count();
  push_at(first_child_in(node, Role::Body), {Around::Block, tree_.subtree_end(node.index()).value(),
                                             node.index().value(), contexts_.back().blocks + items});
}

void Checker::try_contexts(Node node) {
  uint32_t blocks = contexts_.back().blocks;
  uint32_t row = node.index().value();
  bool handles = !node.children(Role::Handler).empty();
  bool finally = !node.children(Role::Finalbody).empty();
  std::vector<Pending> parts;
  auto add = [&](Node first, uint32_t end, Around around, uint32_t its_blocks) {
    parts.push_back({first.index().value(), {around, end, row, its_blocks}});
  };
  std::optional<Node> previous;
  for (Node child : node.children()) {
    uint32_t end = tree_.subtree_end(child.index()).value();
    bool goes_on = previous && previous->role() == child.role() && child.role() != Role::Handler;
    if (goes_on) {
      parts.back().context.end = end;
    } else {
      switch (child.role()) {
        case Role::Body: add(child, end, Around::Try, blocks + handles + finally); break;
        case Role::Handler:
          add(child, end, node.has(syntax::kStar) ? Around::ExceptStar : Around::Try, blocks + 2 + finally);
          break;
        case Role::Orelse: add(child, end, Around::Try, blocks + finally); break;
        default: add(child, end, Around::Try, blocks + 1); break;
      }
    }
    previous = child;
  }
  for (size_t i = parts.size(); i-- > 0;) push_at(parts[i].row, parts[i].context);
}

void Checker::comprehension_contexts(Node node) {
  uint32_t row = node.index().value();
  Context comprehension = {Around::Comprehension, tree_.subtree_end(node.index()).value(), row};
  std::vector<Pending> iterables;
  for (Node clause : node.children(Role::Generator)) {
    comprehension.is_async |= clause.has(syntax::kAsync);
    if (auto iter = clause.child(Role::Iter)) {
      Around around = iterables.empty() ? Around::FirstIterable : Around::Iterable;
      iterables.push_back({iter->index().value(), {around, tree_.subtree_end(iter->index()).value(), row}});
    }
  }
  comprehension.blocks = contexts_.back().blocks;
  push(comprehension);
  for (size_t i = iterables.size(); i-- > 0;) push_at(iterables[i].row, iterables[i].context);
}

bool Checker::annotations_are_deferred() const { return since(14) || (future_annotations_ && since(10)); }

// Whether code is compiled for what stands here.
bool Checker::is_evaluated() const {
  for (size_t i = contexts_.size(); i-- > 0 && !is_scope(contexts_[i].around);)
    if (contexts_[i].around == Around::Unevaluated) return false;
  return true;
}

// `node` is evaluated in a scope of its own, which can neither yield nor bind.
void Checker::deferred(const std::optional<Node>& node, Around around) {
  if (!node) return;
  uint32_t row = node->index().value();
  push_at(row, {around, tree_.subtree_end(node->index()).value(), row, contexts_.back().blocks});
}

// Of what has an annotation, a bound, a default or the value of an alias below it; the later child first.
void Checker::annotation_contexts(Node node) {
  switch (node.kind()) {
    case NodeKind::TypeAlias: deferred(node.child(Role::Value), Around::Alias); return;
    case NodeKind::AnnAssign:
      if (annotations_are_deferred()) {
        deferred(node.child(Role::Annotation), Around::Annotation);
      } else if (is_function(contexts_[scope()].around) ||
                 (annotations_are_dropped() && is_plain_name(views::AnnAssign(node).target()))) {
        // Those of a function's local variables were compiled by no Python before 3.14.
        deferred(node.child(Role::Annotation), Around::Unevaluated);
      }
      return;
    case NodeKind::Parameter: {
      if (tree_.is_leaf(node.index())) return;
      Node definition = *node.parent()->parent();
      bool generic = definition.child(Role::TypeParameters).has_value();
      if (generic || annotations_are_deferred())
        deferred(node.child(Role::Annotation), generic ? Around::Generic : Around::Annotation);
      else if (annotations_are_dropped())
        deferred(node.child(Role::Annotation), Around::Unevaluated);
      return;
    }
    default:
      deferred(node.child(Role::Default), Around::Bound);
      deferred(node.child(Role::Bound), Around::Bound);
      return;
  }
}

bool Checker::in_deferred_scope(Node node, std::string_view what) {
  bool in_comprehension = false;
  for (size_t i = contexts_.size(); i-- > 0;) {
    Around around = contexts_[i].around;
    if (is_scope(around) && (around != Around::Comprehension || !node.is(NodeKind::NamedExpr))) return false;
    in_comprehension |= around == Around::Comprehension;
    std::string_view where;
    switch (around) {
      case Around::Annotation:
        // What a comprehension's assignment binds is looked for past the annotation.
        if (in_comprehension && node.is(NodeKind::NamedExpr)) continue;
        where = "an annotation";
        break;
      case Around::Alias: where = "the value of a `type` statement"; break;
      case Around::Bound: where = "the bound or default of a type parameter"; break;
      case Around::Generic: where = "the header of a generic definition"; break;
      default: continue;
    }
    report(node, std::string(what) + " is not allowed in " + std::string(where));
    return true;
  }
  return false;
}

// Who asks for them

void Checker::return_statement(Node node) {
  Range keyword = {node.range().start, node.range().start + 6};
  size_t found = scope();
  Context& context = contexts_[found];
  if (context.around != Around::Function && context.around != Around::AsyncFunction) {
    report(keyword, "`return` is only allowed inside a function");
    return;
  }
  for (size_t i = contexts_.size(); i-- > found;)
    if (contexts_[i].around == Around::ExceptStar) {
      report(keyword, "`return` cannot leave an `except*` clause");
      return;
    }
  if (node.child(Role::Value) && context.value_return == 0) context.value_return = node.index().value();
}

void Checker::break_or_continue(Node node) {
  std::string word = node.is(NodeKind::Break) ? "`break`" : "`continue`";
  for (size_t i = contexts_.size(); i-- > 0;) {
    Around around = contexts_[i].around;
    if (around == Around::Loop) return;
    if (around == Around::ExceptStar) {
      report(node, word + " cannot leave an `except*` clause");
      return;
    }
    if (is_scope(around)) break;
  }
  report(node, word + " is only allowed inside a loop");
}

void Checker::yield(Node node) {
  if (in_deferred_scope(node, "`yield`") || !is_evaluated()) return;
  Context& context = contexts_[scope()];
  switch (context.around) {
    case Around::Function:
    case Around::Lambda: return;
    case Around::AsyncFunction:
      context.yields = true;
      if (node.is(NodeKind::YieldFrom)) report(node, "`yield from` is not allowed in an `async` function");
      return;
    case Around::Comprehension: report(node, "`yield` is not allowed in a comprehension"); return;
    default: report(node, "`yield` is only allowed inside a function"); return;
  }
}

void Checker::await(Node node) {
  if (in_deferred_scope(node, "`await`") || !is_evaluated()) return;
  Context& context = contexts_[scope()];
  switch (context.around) {
    case Around::AsyncFunction: return;
    case Around::Comprehension: context.is_async = true; return;
    default: report(node, "`await` is only allowed inside an `async` function"); return;
  }
}

void Checker::async_statement(Node node) {
  if (contexts_[scope()].around == Around::AsyncFunction) return;
  uint32_t start = node.range().start;
  report(Range{start, start + 5}, node.is(NodeKind::For)
                                      ? "`async for` is only allowed inside an `async` function"
                                      : "`async with` is only allowed inside an `async` function");
}

void Checker::named_expression(Node node) {
  bool in_comprehension = false;
  for (size_t i = contexts_.size(); i-- > 0;) {
    Around around = contexts_[i].around;
    if (around == Around::FirstIterable || around == Around::Iterable) {
      report(node, "an assignment expression is not allowed in the iterable of a comprehension");
      return;
    }
    if (around == Around::Comprehension) in_comprehension = true;
    if (is_scope(around) && around != Around::Comprehension && around != Around::Lambda) break;
  }
  if (in_deferred_scope(node, "an assignment expression")) return;
  if (!in_comprehension) return;
  // It binds in the scope around the comprehensions, which a class body does not allow.
  size_t at = scope();
  while (contexts_[at].around == Around::Comprehension) at = scope_below(at);
  if (contexts_[at].around == Around::Class)
    report(node, "an assignment expression in a comprehension is not allowed in a class body");
}

void Checker::lazy_import(Node node) {
  if (!node.has(syntax::kLazy)) return;
  Range word = {node.range().start, node.range().start + 4};
  size_t found = scope();
  std::string_view where;
  if (contexts_[found].around == Around::Class) {
    where = "a class";
  } else if (contexts_[found].around != Around::Module) {
    where = "a function";
  }
  for (size_t i = contexts_.size(); i-- > found && where.empty();)
    if (contexts_[i].around == Around::Try || contexts_[i].around == Around::ExceptStar)
      where = "a `try` statement";
  if (!where.empty()) {
    report(word, "a lazy import is not allowed in " + std::string(where));
    return;
  }
  if (!node.is(NodeKind::ImportFrom)) return;
  for (Node alias : node.children(Role::Name))
    if (alias.children(Role::Name).empty()) report(word, "`import *` cannot be lazy");
}

}  // namespace pellucid::grammar
