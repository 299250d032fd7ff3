#include "check/annotation_strings.h"

#include <optional>
#include <vector>

namespace pellucid::check {

using flow::Definition;
using flow::DefinitionId;
using flow::DefinitionKind;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

AnnotationStrings::OfTyping AnnotationStrings::find_of_typing(uint32_t symbol) const {
  auto text = [this](Node name) { return tree_.text_of(tree_.name(name.index()), text_); };
  auto is_typing = [&](const std::optional<Node>& module) {
    return module && (text(*module) == "typing" || text(*module) == "typing_extensions");
  };
  OfTyping found;
  for (DefinitionId id : definitions_[symbol]) {
    const Definition& definition = use_def_.definitions()[id.value()];
    if (!flow::is_import(definition.kind)) continue;
    Node alias = *Node(tree_, definition.row).parent();
    auto name = alias.child(Role::Name);
    if (definition.kind == DefinitionKind::Import) {
      found.is_module |= is_typing(name);
    } else if (found.member.empty() && name && is_typing(alias.parent()->child(Role::Module))) {
      found.member = text(*name);
    }
  }
  return found;
}

// Null if no scope of the file binds the name.
const AnnotationStrings::OfTyping* AnnotationStrings::of_typing(Node name) {
  uint32_t position = scopes_.symbol_at_row[name.index().value()];
  if (position == base::kNoneValue) return nullptr;
  const scope::Symbol& symbol = scopes_.table.all_symbols()[position];
  if (!symbol.owner_symbol) return nullptr;
  uint32_t owner = scopes_.table.position({*symbol.owner_scope, *symbol.owner_symbol});
  auto [known, is_new] = symbols_.try_emplace(owner);
  if (is_new) known->second = find_of_typing(owner);
  return &known->second;
}

// The name in `typing` that the expression stands for: of `from typing import cast as c`, `c` is `cast`; so
// is `typing.cast`. Empty if it stands for none.
std::string_view AnnotationStrings::typing_member(Node expression) {
  if (expression.is(NodeKind::Name)) {
    const OfTyping* its = of_typing(expression);
    return its != nullptr ? its->member : std::string_view();
  }
  if (!expression.is(NodeKind::Attribute)) return {};
  auto value = expression.child(Role::Value), attr = expression.child(Role::Attr);
  if (!value || !attr || !value->is(NodeKind::Name)) return {};
  const OfTyping* its = of_typing(*value);
  return its != nullptr && its->is_module ? tree_.text_of(tree_.name(attr->index()), text_)
                                          : std::string_view();
}

// What stands under an operator is an annotation if the operator's result is.
bool AnnotationStrings::is_annotation(NodeIndex row) {
  std::vector<NodeIndex> operators;
  NodeIndex top = row;
  std::optional<bool> known;
  for (Node ancestor : Node(tree_, row).ancestors()) {
    bool decides = tree_.role(top) == Role::Annotation || tree_.role(top) == Role::Returns;
    if (decides || !ancestor.is(NodeKind::BinOp)) break;
    top = ancestor.index();
    if (auto at = operators_.find(top); at != operators_.end()) {
      known = at->second;
      break;
    }
    operators.push_back(top);
  }
  bool is = known ? *known : stands_in_annotation(top);
  for (NodeIndex its : operators) operators_.emplace(its, is);
  return is;
}

bool AnnotationStrings::stands_in_annotation(NodeIndex row) {
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
        if (member != "cast" && member != "TypeVar") return false;
        auto first = ancestor.child(Role::Arg);
        bool is_first = first && tree_.contains(first->index(), below);
        return member == "cast" ? is_first : !is_first;  // constraints of a TypeVar
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
