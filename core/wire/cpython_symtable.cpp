#include "wire/cpython_symtable.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>
#include <vector>

#include "syntax/node.h"
#include "wire/json_writer.h"

namespace pellucid::wire {

namespace {

using scope::FileScopeId;
using scope::Name;
using scope::Owner;
using scope::Scope;
using scope::ScopeKind;
using scope::Symbol;
using scope::SymbolFlag;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

// CPython's SCOPE bits: what the analysis made of a name.
enum class Class : uint8_t { Local, GlobalExplicit, GlobalImplicit, Free };

struct Entry {
  scope::SymbolFlags flags;
  Class its;
  bool passed_through = false;
};

struct Block {
  FileScopeId scope;
  bool is_empty_signature = false;  // of the function `scope`, which annotates nothing
  std::map<std::string_view, Entry> symbols;
  std::vector<Block> children;
};

// The scopes in the order in which CPython's compiler enters them.
class CompilerOrder {
 public:
  CompilerOrder(const syntax::Tree& tree, const scope::ScopeTable& table, const scope::ScopePlaces& places,
                source::PythonVersion version)
      : tree_(tree), table_(table), version_(version) {
    for (uint32_t id = 1; id < table.size(); ++id)
      scopes_.push_back({places.node(FileScopeId(id)).value(), FileScopeId(id)});
    std::stable_sort(scopes_.begin(), scopes_.end(),
                     [](const auto& a, const auto& b) { return a.row < b.row; });
  }

  std::vector<FileScopeId> run() {
    stack_.push_back({0, false});
    while (!stack_.empty()) {
      Step step = stack_.back();
      stack_.pop_back();
      if (step.enters) {
        entered_.push_back(FileScopeId(step.value));
      } else {
        visit(Node(tree_, NodeIndex(step.value)));
      }
    }
    return std::move(entered_);
  }

 private:
  // Visits a row, or enters a scope.
  struct Step {
    uint32_t value;
    bool enters;
  };
  struct Owned {
    uint32_t row;
    FileScopeId scope;
  };

  void visit(Node node) {
    steps_.clear();
    // The scope of a bound or default belongs to the row of its expression.
    enter(node, ScopeKind::TypeVariable);
    switch (node.kind()) {
      case NodeKind::FunctionDef: function(node); break;
      case NodeKind::ClassDef:
        if (version_.minor >= 12) children(node, Role::Decorator);
        enter(node, ScopeKind::TypeParameters);
        children(node, Role::TypeParameters);
        children(node, Role::Base);
        children(node, Role::Keyword);
        if (version_.minor < 12) children(node, Role::Decorator);
        enter(node, ScopeKind::Class);
        children(node, Role::Body);
        break;
      case NodeKind::Lambda:
        parameters(node, Role::Default);
        enter(node, ScopeKind::Lambda);
        children(node, Role::Body);
        break;
      case NodeKind::ListComp: comprehension(node, ScopeKind::ListComprehension); break;
      case NodeKind::SetComp: comprehension(node, ScopeKind::SetComprehension); break;
      case NodeKind::DictComp: comprehension(node, ScopeKind::DictComprehension); break;
      case NodeKind::GeneratorExp: comprehension(node, ScopeKind::GeneratorExpression); break;
      case NodeKind::TypeAlias:
        children(node, Role::Name);
        enter(node, ScopeKind::TypeParameters);
        children(node, Role::TypeParameters);
        enter(node, ScopeKind::TypeAlias);
        children(node, Role::Value);
        break;
      case NodeKind::AnnAssign:
        children(node, Role::Target);
        enter(node, ScopeKind::Annotation);
        children(node, Role::Annotation);
        children(node, Role::Value);
        break;
      case NodeKind::IfExp:
        children(node, Role::Test);
        children(node, Role::Body);
        children(node, Role::Orelse);
        break;
      case NodeKind::Dict:
        children(node, Role::Key);
        for (Node child : node.children())
          if (child.role() != Role::Key) add(child);
        break;
      case NodeKind::Call:
        children(node, Role::Func);
        children(node, Role::Arg);
        children(node, Role::Keyword);
        break;
      case NodeKind::Try:
        children(node, Role::Body);
        if (version_.minor >= 13) children(node, Role::Handler);
        children(node, Role::Orelse);
        if (version_.minor < 13) children(node, Role::Handler);
        children(node, Role::Finalbody);
        break;
      default:
        for (Node child : node.children()) add(child);
        break;
    }
    for (size_t i = steps_.size(); i-- > 0;) stack_.push_back(steps_[i]);
  }

  void function(Node node) {
    parameters(node, Role::Default);
    if (version_.minor >= 12) children(node, Role::Decorator);
    enter(node, ScopeKind::TypeParameters);
    children(node, Role::TypeParameters);
    enter(node, ScopeKind::Annotation);
    parameters(node, Role::Annotation);
    children(node, Role::Returns);
    if (version_.minor < 12) children(node, Role::Decorator);
    enter(node, ScopeKind::Function);
    children(node, Role::Body);
  }

  // What stands in the role below the parameters; the one of `**kwargs` before those of keyword-only ones.
  void parameters(Node node, Role role) {
    auto list = node.child(Role::Parameters);
    if (!list) return;
    auto of = [&](Role kind) {
      for (Node parameter : list->children(kind))
        if (auto found = parameter.child(role)) add(*found);
    };
    for (Role kind :
         {Role::PositionalOnly, Role::Positional, Role::VarPositional, Role::VarKeyword, Role::KeywordOnly})
      of(kind);
  }

  void comprehension(Node node, ScopeKind kind) {
    bool first = true;
    std::vector<Node> inside;
    for (Node clause : node.children(Role::Generator)) {
      for (Node child : clause.children()) {
        if (first && child.role() == Role::Iter) {
          add(child);
        } else {
          inside.push_back(child);
        }
      }
      first = false;
    }
    enter(node, kind);
    for (const Node& child : inside) add(child);
    children(node, Role::Value);
    children(node, Role::Unpacked);
    children(node, Role::Elt);
    children(node, Role::Key);
  }

  void children(Node node, Role role) {
    for (Node child : node.children(role)) add(child);
  }
  void add(Node node) { steps_.push_back({node.index().value(), false}); }

  void enter(Node node, ScopeKind kind) {
    uint32_t row = node.index().value();
    auto found = std::lower_bound(scopes_.begin(), scopes_.end(), row,
                                  [](const Owned& owned, uint32_t its) { return owned.row < its; });
    for (; found != scopes_.end() && found->row == row; ++found)
      if (table_.scope(found->scope).kind == kind) steps_.push_back({found->scope.value(), true});
  }

  const syntax::Tree& tree_;
  const scope::ScopeTable& table_;
  source::PythonVersion version_;
  std::vector<Owned> scopes_;
  std::vector<Step> stack_;
  std::vector<Step> steps_;
  std::vector<FileScopeId> entered_;
};

class Projection {
 public:
  Projection(const syntax::Tree& tree, const scope::ScopeTable& table, const scope::ScopePlaces& places,
             const scope::Names& names, const source::LineIndex& lines, source::PythonVersion version)
      : tree_(tree), table_(table), places_(places), names_(names), lines_(lines), version_(version) {
    children_.resize(table.size());
    for (FileScopeId id : CompilerOrder(tree, table, places, version).run()) {
      children_[(*table.scope(id).parent).value()].push_back(id);
      if (table.scope(id).kind == ScopeKind::Annotation) annotated_.insert(places.node(id).value());
    }
  }

  Block block(FileScopeId id) const {
    Block result = {id, false, {}, {}};
    // Of an annotation in a function CPython 3.14 opens the block, and looks at no name.
    if (!table_.scope(id).unevaluated)
      for (const Symbol& symbol : table_.symbols(id))
        result.symbols[names_.text(symbol.name)] = entry(symbol);
    for (FileScopeId child : children_[id.value()]) {
      bool as_text = version_.minor < 14 || table_.keeps_annotations_as_text();
      if (as_text && table_.scope(child).unevaluated) continue;
      if (!as_text && table_.scope(child).kind == ScopeKind::Function &&
          !annotated_.contains(places_.node(child).value()))
        result.children.push_back(empty_signature(id, child));
      Block inner = block(child);
      if (!is_merged(table_.scope(id), table_.scope(child))) {
        result.children.push_back(std::move(inner));
        continue;
      }
      for (auto [name, its] : inner.symbols) {
        // From 3.13 on a class body's own comprehensions do not find the class.
        bool is_class = version_.minor >= 13 && table_.scope(id).kind == ScopeKind::Class;
        if (is_class && name == "__class__" && its.its == Class::Free) its.its = Class::GlobalImplicit;
        auto [at, is_new] = result.symbols.try_emplace(name, its);
        if (!is_new && at->second.passed_through) at->second = its;
      }
      for (Block& grandchild : inner.children) result.children.push_back(std::move(grandchild));
    }
    return result;
  }

  void write(std::string& out, const Block& block) const {
    if (block.is_empty_signature) return write_empty_signature(out, block);
    const Scope& scope = table_.scope(block.scope);
    bool module = scope.kind == ScopeKind::Module;
    // symtable knows a module by its name, so it takes a function `top` for one.
    bool is_called_top = name(scope) == "top";
    out += "{\"type\":\"";
    out += type(scope.kind);
    out += "\",\"name\":";
    append_json_string(out, name(scope));
    out += ",\"lineno\":" + std::to_string(module ? 0 : line(block.scope)) + ",\"symbols\":{";
    bool first = true;
    for (const auto& [text, entry] : block.symbols) {
      if (!first) out += ',';
      first = false;
      append_json_string(out, text);
      out += ":[";
      flags(out, entry, is_called_top);
      out += ']';
    }
    out += "},\"children\":[";
    for (size_t i = 0; i < block.children.size(); ++i) {
      if (i > 0) out += ',';
      write(out, block.children[i]);
    }
    out += "]}";
  }

 private:
  // From 3.14 on every function has a block for its annotations (PEP 649), whether or not there are any.
  Block empty_signature(FileScopeId outer, FileScopeId function) const {
    Block result = {function, true, {}, {}};
    const Scope& around = table_.scope(outer);
    if (around.kind == ScopeKind::Class || around.sees_class)
      result.symbols["__classdict__"] = {{SymbolFlag::Used}, Class::Free};
    return result;
  }

  void write_empty_signature(std::string& out, const Block& block) const {
    out += R"({"type":"annotation","name":"__annotate__","lineno":)" + std::to_string(line(block.scope));
    out += R"(,"symbols":{)";
    if (!block.symbols.empty()) out += R"("__classdict__":["free","referenced"])";
    out += R"(},"children":[]})";
  }

  // PEP 709.
  bool is_merged(const Scope& outer, const Scope& inner) const {
    return version_.minor >= 12 && scope::is_comprehension(inner.kind) &&
           inner.kind != ScopeKind::GeneratorExpression && !outer.sees_class;
  }

  Entry entry(const Symbol& symbol) const {
    scope::SymbolFlags flags = symbol.flags;
    Entry result = {flags, Class::GlobalImplicit, flags.has(SymbolFlag::PassedThrough)};
    bool in_class = symbol.owner_scope && symbol.owner_symbol &&
                    table_.scope(*symbol.owner_scope).kind == ScopeKind::Class;
    if (flags.has(SymbolFlag::DeclaredGlobal) || symbol.owner == Owner::Declared) {
      result.its = Class::GlobalExplicit;
    } else if (symbol.owner == Owner::Local) {
      result.its = Class::Local;
    } else if (symbol.owner == Owner::Enclosing && !in_class) {
      result.its = Class::Free;
    }
    return result;
  }

  std::string_view type(ScopeKind kind) const {
    if (version_.minor < 13) {
      if (kind == ScopeKind::TypeParameters) return "type parameter";
      if (kind == ScopeKind::TypeVariable) return "TypeVar bound";
    }
    return scope::cpython_type_of(kind);
  }

  std::string_view name(const Scope& scope) const {
    switch (scope.kind) {
      case ScopeKind::Module: return "top";
      case ScopeKind::Lambda: return "lambda";
      case ScopeKind::ListComprehension: return "listcomp";
      case ScopeKind::SetComprehension: return "setcomp";
      case ScopeKind::DictComprehension: return "dictcomp";
      case ScopeKind::GeneratorExpression: return "genexpr";
      case ScopeKind::Annotation: return "__annotate__";
      default: return names_.text(scope.name);
    }
  }

  uint32_t line(FileScopeId id) const {
    NodeIndex node = places_.node(id);
    uint32_t start = tree_.start(node);
    // Decorators stand before a definition's own line.
    NodeKind kind = tree_.kind(node);
    if (kind == NodeKind::FunctionDef || kind == NodeKind::ClassDef) start += tree_.payload(node);
    return lines_.line_of(start) + 1;
  }

  // As the methods of symtable.Symbol say it.
  static void flags(std::string& out, const Entry& entry, bool module) {
    scope::SymbolFlags its = entry.flags;
    bool bound = its.has_any(scope::kBinds);
    bool global =
        entry.its == Class::GlobalExplicit || entry.its == Class::GlobalImplicit || (module && bound);
    bool local = entry.its == Class::Local || (module && bound);
    struct Answer {
      const char* name;
      bool is;
    };
    const std::array<Answer, 10> answers = {{
        {"annotated", its.has(SymbolFlag::Annotated)},
        {"assigned", its.has(SymbolFlag::Assigned)},
        {"declared_global", entry.its == Class::GlobalExplicit},
        {"free", entry.its == Class::Free},
        {"global", global},
        {"imported", its.has(SymbolFlag::Imported)},
        {"local", local},
        {"nonlocal", its.has(SymbolFlag::DeclaredNonlocal)},
        {"parameter", its.has(SymbolFlag::Parameter)},
        {"referenced", its.has(SymbolFlag::Used)},
    }};
    bool first = true;
    for (const Answer& answer : answers) {
      if (!answer.is) continue;
      out += first ? "\"" : ",\"";
      out += answer.name;
      out += '"';
      first = false;
    }
  }

  const syntax::Tree& tree_;
  const scope::ScopeTable& table_;
  const scope::ScopePlaces& places_;
  const scope::Names& names_;
  const source::LineIndex& lines_;
  source::PythonVersion version_;
  std::vector<std::vector<FileScopeId>> children_;
  std::unordered_set<uint32_t> annotated_;  // rows that own a scope of annotations
};

}  // namespace

void append_cpython_symtable(std::string& out, const syntax::Tree& tree, const scope::ScopeTable& table,
                             const scope::ScopePlaces& places, const scope::Names& names,
                             const source::LineIndex& lines, source::PythonVersion version) {
  Projection projection(tree, table, places, names, lines, version);
  projection.write(out, projection.block(scope::kModuleScope));
}

}  // namespace pellucid::wire
