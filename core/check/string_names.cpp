// Annotations written as strings (PEP 484, forward references): what they name counts as used, and must be
// there.

#include "check/name_checker.h"
#include "db/annotation.h"

namespace pellucid::check {

void NameChecker::read_string_annotations() {
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    NodeIndex row(i);
    if (file_.tree.kind(row) == NodeKind::StringLiteral && is_annotation_string(row)) read_string(row);
  }
}

// The name in `typing` that the expression stands for: of `from typing import cast as c`, `c` is `cast`; so
// is `typing.cast`. Empty if it stands for none.
std::string_view NameChecker::typing_member(Node expression) const {
  auto is_typing = [](std::string_view module) {
    return module == "typing" || module == "typing_extensions";
  };
  auto text = [this](Node name) { return file_.tree.text_of(file_.tree.name(name.index()), file_.text); };
  auto definitions_at = [this](Node name) -> const std::vector<DefinitionId>* {
    uint32_t symbol = file_.scopes.symbol_at_row[name.index().value()];
    if (symbol == base::kNoneValue || !symbols_[symbol].owner_symbol) return nullptr;
    return &definitions_[file_.scopes.table.position(
        {*symbols_[symbol].owner_scope, *symbols_[symbol].owner_symbol})];
  };
  if (expression.is(NodeKind::Attribute)) {
    auto value = expression.child(Role::Value), attr = expression.child(Role::Attr);
    if (!value || !attr || !value->is(NodeKind::Name)) return {};
    const auto* definitions = definitions_at(*value);
    if (definitions == nullptr) return {};
    for (DefinitionId id : *definitions) {
      const Definition& definition = file_.use_def.definitions()[id.value()];
      if (definition.kind != DefinitionKind::Import) continue;
      auto module = node(definition.row).parent()->child(Role::Name);
      if (module && is_typing(text(*module))) return text(*attr);
    }
    return {};
  }
  if (!expression.is(NodeKind::Name)) return {};
  const auto* definitions = definitions_at(expression);
  if (definitions == nullptr) return {};
  for (DefinitionId id : *definitions) {
    const Definition& definition = file_.use_def.definitions()[id.value()];
    if (definition.kind != DefinitionKind::ImportFrom) continue;
    Node alias = *node(definition.row).parent();
    auto module = alias.parent()->child(Role::Module);
    auto name = alias.child(Role::Name);
    if (module && name && is_typing(text(*module))) return text(*name);
  }
  return {};
}

bool NameChecker::is_annotation_string(NodeIndex row) const {
  Role role = file_.tree.role(row);
  NodeIndex below = row;
  for (Node ancestor : node(row).ancestors()) {
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
            if (!first || !file_.tree.contains(first->index(), row)) return false;
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
        bool is_first = first && file_.tree.contains(first->index(), below);
        if (member == "cast") return is_first;
        return member == "TypeVar" && !is_first;  // its constraints
      }
      case NodeKind::Keyword: {
        auto call = ancestor.parent();
        auto func = call ? call->child(Role::Func) : std::nullopt;
        auto name = ancestor.child(Role::Name);
        return func && name && typing_member(*func) == "TypeVar" &&
               file_.tree.text_of(file_.tree.name(name->index()), file_.text) == "bound";
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

// Strings with escapes, and joined ones, are left alone: their text is not their source.
void NameChecker::read_string(NodeIndex row) {
  std::string_view source = file_.text.slice(file_.tree.range(row));
  auto content = db::plain_content(source);
  if (!content) return;
  uint32_t begin = file_.tree.start(row) + static_cast<uint32_t>(content->data() - source.data());
  db::StringAnnotation annotation = db::parse_annotation(*content, file_.version);
  if (!annotation.valid) {
    report(Rule::InvalidSyntaxInForwardAnnotation, file_.tree.range(row),
           "the string is an annotation, and no expression");
    return;
  }
  const syntax::Tree& tree = annotation.tree;
  for (uint32_t i = 0; i < tree.size(); ++i) {
    NodeIndex at(i);
    if (tree.kind(at) != NodeKind::Name) continue;
    std::string_view text = tree.text_of(tree.name(at), annotation.text);
    if (mark_used(file_.scopes.places.scope_at(row), text) || is_provided(text, file_.version)) continue;
    source::Range range = annotation.in_file(tree.range(at), begin);
    if (!star_imports_.empty()) {
      star_used_ = true;
      report(Rule::PossiblyFromStarImport, range,
             quoted(text) + " may come from a star import, or be undefined");
    } else if (!has_open_globals_) {
      report(Rule::UnresolvedReference, range, quoted(text) + " is not defined");
    }
  }
}

// Counts a use of the name from a scope, if some scope around binds it.
bool NameChecker::mark_used(FileScopeId from, std::string_view text) {
  auto name = file_.names.find(text);
  if (!name) return false;
  const scope::ScopeTable& table = file_.scopes.table;
  for (scope::OptionalScope its = from; its; its = table.scope(*its).parent) {
    auto symbol = table.find(*its, *name);
    if (!symbol) continue;
    const Symbol& found = table.symbol({*its, *symbol});
    if (!found.binds() && !found.flags.has(SymbolFlag::Annotated)) continue;
    uint32_t position = table.position({*its, *symbol});
    ++use_counts_[position];
    used_later_[position] = true;
    return true;
  }
  return false;
}

}  // namespace pellucid::check
