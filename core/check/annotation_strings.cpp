#include "check/annotation_strings.h"

namespace pellucid::check {

using flow::Definition;
using flow::DefinitionId;
using flow::DefinitionKind;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

// The name in `typing` that the expression stands for: of `from typing import cast as c`, `c` is `cast`; so
// is `typing.cast`. Empty if it stands for none.
std::string_view AnnotationStrings::typing_member(Node expression) const {
  auto is_typing = [](std::string_view module) {
    return module == "typing" || module == "typing_extensions";
  };
  auto text = [this](Node name) { return tree_.text_of(tree_.name(name.index()), text_); };
  auto definitions_at = [this](Node name) -> std::span<const DefinitionId> {
    uint32_t position = scopes_.symbol_at_row[name.index().value()];
    if (position == base::kNoneValue) return {};
    const scope::Symbol& symbol = scopes_.table.all_symbols()[position];
    if (!symbol.owner_symbol) return {};
    return definitions_[scopes_.table.position({*symbol.owner_scope, *symbol.owner_symbol})];
  };
  if (expression.is(NodeKind::Attribute)) {
    auto value = expression.child(Role::Value), attr = expression.child(Role::Attr);
    if (!value || !attr || !value->is(NodeKind::Name)) return {};
    for (DefinitionId id : definitions_at(*value)) {
      const Definition& definition = use_def_.definitions()[id.value()];
      if (definition.kind != DefinitionKind::Import) continue;
      auto module = Node(tree_, definition.row).parent()->child(Role::Name);
      if (module && is_typing(text(*module))) return text(*attr);
    }
    return {};
  }
  if (!expression.is(NodeKind::Name)) return {};
  for (DefinitionId id : definitions_at(expression)) {
    const Definition& definition = use_def_.definitions()[id.value()];
    if (definition.kind != DefinitionKind::ImportFrom) continue;
    Node alias = *Node(tree_, definition.row).parent();
    auto module = alias.parent()->child(Role::Module);
    auto name = alias.child(Role::Name);
    if (module && name && is_typing(text(*module))) return text(*name);
  }
  return {};
}

bool AnnotationStrings::is_annotation(NodeIndex row) const {
  Role role = tree_.role(row);
  NodeIndex below = row;
  for (Node ancestor : Node(tree_, row).ancestors()) {
    if (role == Role::Annotation || role == Role::Returns) return true;
    switch (ancestor.kind()) {
      case NodeKind::Subscript: {
        if (role != Role::Slice) return false;
        // `Literal["x"]` holds strings, `Annotated[int, "x"]` whatever it likes behind its first.
        auto value = ancestor.child(Role::Value);
        std::string_view member = value ? typing_member(*value) : std::string_view();
        if (member == "Literal") return false;
        if (member == "Annotated") {
          auto slice = ancestor.child(Role::Slice);
          if (slice && slice->is(NodeKind::Tuple)) {
            auto first = slice->child(Role::Elt);
            if (!first || !tree_.contains(first->index(), row)) return false;
          }
        }
        if (!member.empty()) {
          // Whatever is put into brackets behind a name of `typing` is a type, wherever it stands.
          return true;
        }
        break;
      }
      case NodeKind::AnnAssign: {
        // `Alias: TypeAlias = "…"`.
        auto annotation = ancestor.child(Role::Annotation);
        return role == Role::Value && annotation && typing_member(*annotation) == "TypeAlias";
      }
      case NodeKind::Call: {
        auto func = ancestor.child(Role::Func);
        if (!func || role != Role::Arg) return false;
        std::string_view member = typing_member(*func);
        auto first = ancestor.child(Role::Arg);
        bool is_first = first && tree_.contains(first->index(), below);
        if (member == "cast") return is_first;
        return member == "TypeVar" && !is_first;  // its constraints
      }
      case NodeKind::Keyword: {
        auto call = ancestor.parent();
        auto func = call ? call->child(Role::Func) : std::nullopt;
        auto name = ancestor.child(Role::Name);
        return func && name && typing_member(*func) == "TypeVar" &&
               tree_.text_of(tree_.name(name->index()), text_) == "bound";
      }
      case NodeKind::BinOp:
      case NodeKind::Tuple:
      case NodeKind::List:
      case NodeKind::Starred: break;
      default: return false;
    }
    role = ancestor.role();
    below = ancestor.index();
  }
  return false;
}

}  // namespace pellucid::check
