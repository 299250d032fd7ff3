#include "ide/outline.h"

#include <algorithm>
#include <optional>

#include "ide/signature.h"
#include "scope/lookup.h"
#include "syntax/node.h"

namespace pellucid::ide {

using check::NamedFile;
using scope::ScopeKind;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

std::string_view name_of(OutlineKind kind) {
  switch (kind) {
    case OutlineKind::Class: return "class";
    case OutlineKind::Function: return "function";
    case OutlineKind::Method: return "method";
    case OutlineKind::Variable: return "variable";
    case OutlineKind::Constant: return "constant";
    case OutlineKind::Attribute: return "attribute";
    case OutlineKind::TypeAlias: return "type alias";
  }
  return {};
}

namespace {

constexpr size_t kLongAnnotation = 60;

bool is_constant(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

class Outliner {
 public:
  explicit Outliner(const NamedFile& file) : file_(file), seen_(file.scopes.table.symbol_count()) {}

  std::vector<OutlineItem> run() {
    for (uint32_t i = 1; i < file_.tree.size(); ++i) {
      NodeIndex row(i);
      while (!open_.empty() && open_.back().end <= row) open_.pop_back();
      switch (file_.tree.kind(row)) {
        case NodeKind::FunctionDef:
        case NodeKind::ClassDef: definition(Node(file_.tree, row)); break;
        case NodeKind::Name: variable(Node(file_.tree, row)); break;
        default: break;
      }
    }
    return std::move(items_);
  }

 private:
  struct Open {
    NodeIndex end;
    bool is_class;
  };

  bool in_class() const { return !open_.empty() && open_.back().is_class; }

  void definition(Node node) {
    auto name = node.child(Role::Name);
    if (!name) return;
    bool is_class = node.is(NodeKind::ClassDef);
    OutlineKind kind = is_class     ? OutlineKind::Class
                       : in_class() ? OutlineKind::Method
                                    : OutlineKind::Function;
    add(kind, *name, node.range(), parameters_of(node, file_.text));
    open_.push_back({file_.tree.subtree_end(node.index()), is_class});
  }

  void variable(Node name) {
    if (!name.has(syntax::kStore)) return;
    uint32_t symbol = file_.scopes.symbol_at_row[name.index().value()];
    if (symbol == base::kNoneValue || seen_[symbol]) return;
    ScopeKind scope = file_.scopes.table.scope(scope::scope_of_symbol(file_.scopes.table, symbol)).kind;
    if (scope != ScopeKind::Module && scope != ScopeKind::Class) return;
    // Through brackets of an unpacking to the statement.
    Node statement = *name.parent();
    while (statement.is(NodeKind::Tuple) || statement.is(NodeKind::List) || statement.is(NodeKind::Starred))
      statement = *statement.parent();
    bool is_alias = statement.is(NodeKind::TypeAlias);
    if (!is_alias && !statement.is(NodeKind::Assign) && !statement.is(NodeKind::AnnAssign)) return;
    seen_[symbol] = true;
    auto annotation = statement.child(Role::Annotation);
    OutlineKind kind = is_alias                                      ? OutlineKind::TypeAlias
                       : scope == ScopeKind::Class                   ? OutlineKind::Attribute
                       : is_constant(file_.text.slice(name.range())) ? OutlineKind::Constant
                                                                     : OutlineKind::Variable;
    add(kind, name, statement.range(),
        annotation ? one_line(file_.text.slice(annotation->range()), kLongAnnotation) : std::string());
  }

  void add(OutlineKind kind, Node name, source::Range range, std::string detail) {
    items_.push_back({kind, static_cast<uint32_t>(open_.size()), file_.text.slice(name.range()),
                      std::move(detail), range, name.range()});
  }

  const NamedFile& file_;
  std::vector<bool> seen_;  // by symbol
  std::vector<Open> open_;
  std::vector<OutlineItem> items_;
};

}  // namespace

std::vector<OutlineItem> outline(const NamedFile& file) { return Outliner(file).run(); }

}  // namespace pellucid::ide
