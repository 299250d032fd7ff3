// Fixes that take away what is not used, and leave what has an effect.

#include "check/removal.h"

#include <algorithm>

#include "check/name_checker.h"

namespace pellucid::check {

using diagnostic::Fix;

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

bool is_inert(Node expression) {
  const syntax::Tree& tree = expression.tree();
  uint32_t end = tree.subtree_end(expression.index()).value();
  for (uint32_t row = expression.index().value(); row < end;) {
    NodeIndex at(row);
    switch (tree.kind(at)) {
      case NodeKind::Lambda: {
        // Its defaults are evaluated; what it does is not.
        if (auto parameters = Node(tree, at).child(Role::Parameters))
          for (Node parameter : parameters->children())
            if (auto value = parameter.child(Role::Default); value && !is_inert(*value)) return false;
        row = tree.subtree_end(at).value();
        continue;
      }
      case NodeKind::Name:
      case NodeKind::IntegerLiteral:
      case NodeKind::FloatLiteral:
      case NodeKind::ImaginaryLiteral:
      case NodeKind::StringLiteral:
      case NodeKind::BytesLiteral:
      case NodeKind::TrueLiteral:
      case NodeKind::FalseLiteral:
      case NodeKind::NoneLiteral:
      case NodeKind::EllipsisLiteral:
      case NodeKind::Tuple:
      case NodeKind::List: break;
      default: return false;
    }
    ++row;
  }
  return true;
}

std::optional<std::vector<diagnostic::Edit>> removal_among(const std::vector<Element>& elements,
                                                           const source::Text& text) {
  std::vector<diagnostic::Edit> edits;
  for (size_t first = 0; first < elements.size();) {
    if (!elements[first].goes) {
      ++first;
      continue;
    }
    size_t end = first;
    while (end < elements.size() && elements[end].goes) ++end;
    source::Range range = {elements[first].range.start, elements[end - 1].range.end};
    if (end < elements.size()) {
      range.end = elements[end].range.start;
    } else if (first > 0) {
      range.start = elements[first - 1].range.end;
    } else {
      // Nothing is left, so no comma may be either.
      size_t behind = text.view().find_first_not_of(" \t\r\n", range.end);
      if (behind == std::string_view::npos ||
          std::string_view(")]}").find(text.view()[behind]) == std::string_view::npos)
        return std::nullopt;
    }
    if (text.slice(range).find_first_of("#\\") != std::string_view::npos) return std::nullopt;
    edits.push_back({range, ""});
    first = end;
  }
  return edits;
}

// One name of several, with the comma that parts it from the next, or from the one before if it is the last.
// None if a comment stands there.
std::optional<source::Range> NameChecker::removal_in_list(Node name) const {
  Node list = *name.parent();
  source::Range range = name.range();
  // A sibling is the row behind the subtree.
  NodeIndex next = file_.tree.subtree_end(name.index());
  if (next < file_.tree.subtree_end(list.index()) && file_.tree.role(next) == name.role()) {
    range.end = file_.tree.start(next);
  } else {
    for (Node its : list.children(name.role()))
      if (its.index() < name.index()) range.start = its.range().end;
  }
  if (file_.text.slice(range).find_first_of("#\\") != std::string_view::npos) return std::nullopt;
  return range;
}

// The statement with its line, if it has it to itself.
source::Range NameChecker::removal_range(Node statement) const {
  std::string_view text = file_.text.view();
  source::Range range = statement.range();
  uint32_t begin = range.start, end = range.end;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  bool starts_line = begin == 0 || text[begin - 1] == '\n' || text[begin - 1] == '\r';
  uint32_t behind = end;
  while (behind < text.size() && is_blank(text[behind])) ++behind;
  if (behind < text.size() && text[behind] == ';') {
    do {
      ++behind;
    } while (behind < text.size() && is_blank(text[behind]));
    return {range.start, behind};
  }
  if (!starts_line) return begin > 0 && text[begin - 1] == ';' ? source::Range{begin - 1, end} : range;
  if (end < text.size() && text[end] == '\r') ++end;
  if (end < text.size() && text[end] == '\n') ++end;
  if (end == range.end) return range;  // something stands behind it
  return {begin, end};
}

// A block must keep a statement, when everything in it is taken away, too; a module may be empty.
Fix NameChecker::removal(Node statement, std::string_view what) {
  Node parent = *statement.parent();
  bool may_be_empty = parent.is(NodeKind::Module);
  uint64_t block = uint64_t{parent.index().value()} << 32 | static_cast<uint64_t>(statement.role());
  auto [left, is_new] = statements_left_.try_emplace(block, 0);
  if (is_new && !may_be_empty) left->second = parent.children(statement.role()).count();
  if (!may_be_empty && left->second == 1)
    return {"Replace " + std::string(what) + " with `pass`", {{statement.range(), "pass"}}};
  --left->second;
  return {"Remove " + std::string(what), {{removal_range(statement), ""}}};
}

// All that binds it, so that nothing is left to report; none if something of that cannot be taken away.
std::optional<Fix> NameChecker::removal_of_variable(uint32_t symbol) {
  Fix all;
  for (DefinitionId id : definitions_[symbol]) {
    const Definition& definition = file_.use_def.definitions()[id.value()];
    if (definition.foreign) return std::nullopt;
    std::optional<Fix> fix = removal_of_target(node(definition.row));
    if (!fix) return std::nullopt;
    all.title = all.edits.empty() ? fix->title : "Remove all that binds it";
    all.edits.insert(all.edits.end(), fix->edits.begin(), fix->edits.end());
  }
  auto earlier = [](const diagnostic::Edit& a, const diagnostic::Edit& b) {
    return a.range.start < b.range.start;
  };
  std::sort(all.edits.begin(), all.edits.end(), earlier);
  return all;
}

// `x = f()` becomes `f()`, and `x = 1` nothing; `with f() as x` becomes `with f()`.
std::optional<Fix> NameChecker::removal_of_target(Node target) {
  if (!target.is(NodeKind::Name) || target.has(syntax::kParenthesized)) return std::nullopt;
  if (target.role() == Role::OptionalVars) return removal_of_as(target);
  Node statement = *target.parent();
  if (target.role() != Role::Target ||
      (!statement.is(NodeKind::Assign) && !statement.is(NodeKind::AnnAssign)))
    return std::nullopt;
  auto value = statement.child(Role::Value);
  if (!value) return removal(statement, "the annotation");
  bool is_only = statement.children(Role::Target).count() == 1;
  if (is_only && is_inert(*value)) return removal(statement, "the assignment");
  // Behind the `=`, where the next target or the value begins with its parentheses.
  uint32_t from = target.range().end;
  if (auto annotation = statement.child(Role::Annotation)) from = annotation->range().end;
  std::string_view text = file_.text.view();
  while (from < text.size() && (is_blank(text[from]) || text[from] == ')')) ++from;
  if (from >= text.size() || text[from] != '=') return std::nullopt;
  ++from;
  while (from < text.size() && is_blank(text[from])) ++from;
  if (from >= text.size() || text[from] == '\\') return std::nullopt;
  std::string title = is_only ? "Keep the value alone" : "Remove the target";
  return Fix{title, {{{target.range().start, from}, ""}}};
}

// ` as name`, on one line with what stands before it.
std::optional<Fix> NameChecker::removal_of_as(Node name) const {
  std::string_view text = file_.text.view();
  uint32_t at = name.range().start;
  while (at > 0 && is_blank(text[at - 1])) --at;
  bool is_as = at >= 2 && at < name.range().start && text.substr(at - 2, 2) == "as";
  if (!is_as) return std::nullopt;
  at -= 2;
  uint32_t word = at;
  while (at > 0 && is_blank(text[at - 1])) --at;
  bool is_word = at < word || (at > 0 && text[at - 1] == ')');
  if (!is_word || at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r') return std::nullopt;
  return Fix{"Remove `as " + std::string(text_of(name)) + "`", {{{at, name.range().end}, ""}}};
}

// Of one of the names that a statement imports.
std::optional<Fix> NameChecker::removal_of_import(Node alias, const std::string& what) {
  Node statement = *alias.parent();
  auto names = statement.children(Role::Name);
  if (++names.begin() == names.end()) return removal(statement, what);
  auto range = removal_in_list(alias);
  if (!range) return std::nullopt;
  return Fix{"Remove " + what, {{*range, ""}}};
}

std::optional<Fix> NameChecker::removal_of_declaration(Node statement, Node name) {
  if (statement.children().begin() != statement.children().end() &&
      ++statement.children().begin() == statement.children().end())
    return removal(statement, "the declaration");
  auto range = removal_in_list(name);
  if (!range) return std::nullopt;
  return Fix{"Remove it from the declaration", {{*range, ""}}};
}

}  // namespace pellucid::check
