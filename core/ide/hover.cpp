#include "ide/hover.h"

#include <algorithm>

#include "ide/references.h"
#include "ide/signature.h"
#include "syntax/node.h"

namespace pellucid::ide {

using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

namespace {

constexpr size_t kMostDefinitions = 4;
constexpr size_t kLongLine = 100;

// `import os.path as p`, `from m import n`: the part of the statement that binds the name.
std::string import_line(Node alias, const source::Text& text) {
  Node statement = *alias.parent();
  std::string what = one_line(text.slice(alias.range()), kLongLine);
  if (!statement.is(NodeKind::ImportFrom)) return "import " + what;
  std::string from(statement.tree().payload(statement.index()), '.');
  bool first = true;
  for (Node part : statement.children()) {
    if (part.role() != Role::Module) break;
    if (!first) from += '.';
    first = false;
    from += text.slice(part.range());
  }
  return "from " + from + " import " + what;
}

}  // namespace

std::optional<std::string> definition_line(flow::DefinitionKind kind, source::Range whole,
                                           const source::Text& text) {
  switch (kind) {
    case flow::DefinitionKind::Assignment:
    case flow::DefinitionKind::Unpacking:
    case flow::DefinitionKind::AnnotatedAssignment:
    case flow::DefinitionKind::Annotation:
    case flow::DefinitionKind::AugmentedAssignment:
    case flow::DefinitionKind::NamedExpression:
    case flow::DefinitionKind::TypeAlias:
    case flow::DefinitionKind::Delete: return one_line(text.slice(whole), kLongLine);
    default: return std::nullopt;
  }
}

std::string definition_line(const syntax::Tree& tree, const source::Text& text, NodeIndex row) {
  Node at(tree, row);
  auto line = [&](source::Range range) { return one_line(text.slice(range), kLongLine); };
  if (at.is(NodeKind::Parameter)) {
    std::string_view stars = at.role() == Role::VarPositional ? "*"
                             : at.role() == Role::VarKeyword  ? "**"
                                                              : "";
    return std::string(stars) + line(at.range());
  }
  auto parent = at.parent();
  if (!parent) return {};
  switch (parent->kind()) {
    case NodeKind::FunctionDef:
    case NodeKind::ClassDef: return signature_of(*parent, text);
    case NodeKind::Alias: return import_line(*parent, text);
    case NodeKind::TypeVar:
    case NodeKind::TypeVarTuple:
    case NodeKind::ParamSpec:
    case NodeKind::NamedExpr: return line(parent->range());
    case NodeKind::ExceptHandler: {
      auto type = parent->child(Role::Type);
      return "except " + (type ? line(type->range()) + " as " : std::string()) + line(at.range());
    }
    default: break;
  }
  for (Node up : at.ancestors()) {
    switch (up.kind()) {
      case NodeKind::For:
      case NodeKind::Comprehension: {
        auto target = up.child(Role::Target), iter = up.child(Role::Iter);
        if (!target || !iter) return {};
        return "for " + line(target->range()) + " in " + line(iter->range());
      }
      case NodeKind::WithItem: return "with " + line(up.range());
      case NodeKind::MatchCase: {
        auto pattern = up.child(Role::Pattern);
        return pattern ? "case " + line(pattern->range()) : std::string();
      }
      default: break;
    }
    if (syntax::entry(up.kind()).category == syntax::Category::Statement) return line(up.range());
  }
  return {};
}

std::optional<Hover> hover_at(const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset) {
  const Occurrence* at = occurrence_at(all, offset);
  if (at == nullptr) return std::nullopt;
  Hover hover = {at->range, {}, 0, {}, at};
  for (const DefinitionPlace& its : definitions_at(file, all, offset)) {
    if (hover.documentation.empty()) {
      Node name(file.tree, its.row);
      auto parent = name.parent();
      if (parent && name.role() == Role::Name) hover.documentation = documentation_of(*parent, file.text);
    }
    std::string line = definition_line(file.tree, file.text, its.row);
    bool is_known =
        std::find(hover.definitions.begin(), hover.definitions.end(), line) != hover.definitions.end();
    if (line.empty() || is_known) continue;
    if (hover.definitions.size() < kMostDefinitions) {
      hover.definitions.push_back(std::move(line));
    } else {
      ++hover.left_out;
    }
  }
  return hover;
}

}  // namespace pellucid::ide
