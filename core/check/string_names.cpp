// Annotations written as strings: what they name counts as used (PEP 484, forward references).

#include "check/name_checker.h"
#include "lex/characters.h"

namespace pellucid::check {

void NameChecker::read_string_annotations() {
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    NodeIndex row(i);
    if (file_.tree.kind(row) == NodeKind::StringLiteral && is_annotation_string(row)) read_string(row, true);
  }
}

bool NameChecker::is_annotation_string(NodeIndex row) const {
  Role role = file_.tree.role(row);
  for (Node ancestor : node(row).ancestors()) {
    if (role == Role::Annotation || role == Role::Returns) return true;
    switch (ancestor.kind()) {
      case NodeKind::Subscript: {
        // `Literal["x"]` holds strings, `Annotated[int, "x"]` whatever it likes behind its first.
        auto value = ancestor.child(Role::Value);
        if (value && value->is(NodeKind::Attribute)) value = value->child(Role::Attr);
        if (value && (value->is(NodeKind::Name) || value->is(NodeKind::Identifier))) {
          std::string_view name = file_.tree.text_of(file_.tree.name(value->index()), file_.text);
          if (name == "Literal") return false;
        }
        break;
      }
      case NodeKind::Call: {
        auto func = ancestor.child(Role::Func);
        if (func && func->is(NodeKind::Attribute)) func = func->child(Role::Attr);
        if (!func || (!func->is(NodeKind::Name) && !func->is(NodeKind::Identifier))) return false;
        std::string_view name = file_.tree.text_of(file_.tree.name(func->index()), file_.text);
        // The first argument of `cast`, and the bound of `TypeVar`, are types.
        return name == "cast" && ancestor.child(Role::Arg) &&
               file_.tree.contains(ancestor.child(Role::Arg)->index(), row);
      }
      case NodeKind::BinOp:
      case NodeKind::Tuple:
      case NodeKind::List:
      case NodeKind::Starred: break;
      default: return false;
    }
    role = ancestor.role();
  }
  return false;
}

// Identifiers that stand behind no dot. Strings with escapes are left alone: their text is not their source.
void NameChecker::read_string(NodeIndex row, bool) {
  std::string_view source = file_.text.slice(file_.tree.range(row));
  if (source.find('\\') != std::string_view::npos) return;
  const scope::ScopeTable& table = file_.scopes.table;
  bool behind_dot = false;
  for (size_t at = 0; at < source.size();) {
    auto c = static_cast<unsigned char>(source[at]);
    bool begins = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    if (!begins) {
      behind_dot = c == '.' || (behind_dot && c == ' ');
      ++at;
      continue;
    }
    size_t end = at;
    while (end < source.size()) {
      auto d = static_cast<unsigned char>(source[end]);
      if (d != '_' && !(d >= 'a' && d <= 'z') && !(d >= 'A' && d <= 'Z') && !(d >= '0' && d <= '9') &&
          d < 0x80)
        break;
      ++end;
    }
    auto name = file_.names.find(source.substr(at, end - at));
    if (name && !behind_dot) {
      FileScopeId from = file_.scopes.places.scope_at(row);
      for (scope::OptionalScope its = from; its; its = table.scope(*its).parent) {
        auto symbol = table.find(*its, *name);
        if (!symbol || !table.symbol({*its, *symbol}).binds()) continue;
        ++use_counts_[table.position({*its, *symbol})];
        used_later_[table.position({*its, *symbol})] = true;
        break;
      }
    }
    behind_dot = false;
    at = end;
  }
}

}  // namespace pellucid::check
