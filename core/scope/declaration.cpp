// What `global`, `nonlocal` and other declarations may not say (language reference 7.12, 7.13, 6.12; PEP
// 572).

#include <string>

#include "scope/builder.h"

namespace pellucid::scope {

diagnostic::Diagnostic* Builder::report(Range range, std::string message) {
  problems_.push_back(diagnostic::syntax_error(range, std::move(message)));
  return &problems_.back();
}

void Builder::declare(Node statement) {
  bool global = statement.is(NodeKind::Global);
  std::string_view word = global ? "global" : "nonlocal";
  FileScopeId scope = current();
  if (!global && scope == kModuleScope) {
    report(statement.range(), "`nonlocal` is not allowed at module level: there is no function around it");
    return;
  }
  SymbolFlag flag = global ? SymbolFlag::DeclaredGlobal : SymbolFlag::DeclaredNonlocal;
  SymbolFlag other = global ? SymbolFlag::DeclaredNonlocal : SymbolFlag::DeclaredGlobal;
  for (Node identifier : statement.children()) {
    NameIndex index = tree_.name(identifier.index());
    if (name_of(index) == known(KnownName::None)) continue;  // missing, and reported
    Entry& entry = note(scope, index, {}, identifier.index());
    SymbolFlags flags = entry.symbol.flags;
    std::string name = quoted(entry.symbol.name);
    const char* fault = nullptr;
    if (flags.has(SymbolFlag::Parameter)) {
      fault = " is a parameter and cannot be declared `";
    } else if (flags.has(other)) {
      fault = " is declared both `global` and `nonlocal";
    } else if (flags.has(SymbolFlag::Used)) {
      fault = " is used before it is declared `";
    } else if (flags.has(SymbolFlag::Annotated)) {
      fault = " is annotated and cannot be declared `";
    } else if (flags.has_any(kBinds)) {
      fault = " is assigned before it is declared `";
    }
    if (fault != nullptr) {
      std::string message = name + fault + (flags.has(other) ? "`" : std::string(word) + "`");
      Node first(tree_, NodeIndex(entry.first_row));
      report(identifier.range(), std::move(message))->related.push_back({first.range(), "first seen here"});
    }
    entry.symbol.flags.add(flag);
    // The module has what its functions declare, whoever assigns it.
    if (global && scope != kModuleScope)
      note(kModuleScope, entry.symbol.name, {SymbolFlag::DeclaredGlobal}, identifier.index().value());
  }
}

void Builder::check_type_parameter(Node identifier, FileScopeId scope) {
  bool is_mangled = false;
  Name name = mangled(name_of(tree_.name(identifier.index())), scope, is_mangled);
  if (name == known(KnownName::None)) return;  // missing, and reported
  Entry* entry = find(scope, name);
  if (entry == nullptr || !entry->symbol.flags.has(SymbolFlag::TypeParameter)) return;
  Node first(tree_, NodeIndex(entry->first_row));
  report(identifier.range(), "the type parameter " + quoted(entry->symbol.name) + " is given twice")
      ->related.push_back({first.range(), "given here first"});
}

void Builder::check_annotation_of_declared(Node target, FileScopeId scope) {
  if (scope == kModuleScope) return;
  bool is_mangled = false;
  Entry* entry = find(scope, mangled(name_of(tree_.name(target.index())), scope, is_mangled));
  if (entry == nullptr) return;
  SymbolFlags flags = entry->symbol.flags;
  if (!flags.has_any({SymbolFlag::DeclaredGlobal, SymbolFlag::DeclaredNonlocal})) return;
  std::string_view word = flags.has(SymbolFlag::DeclaredGlobal) ? "global" : "nonlocal";
  Node first(tree_, NodeIndex(entry->first_row));
  report(target.range(),
         quoted(entry->symbol.name) + " is declared `" + std::string(word) + "` and cannot be annotated here")
      ->related.push_back({first.range(), "declared here"});
}

// `[x := 0 for x in y]`, and from within an inner comprehension, too.
void Builder::check_walruses() {
  for (const Walrus& walrus : walruses_) {
    bool is_mangled = false;
    Name name = mangled(name_of(tree_.name(walrus.target)), walrus.scope, is_mangled);
    for (FileScopeId at = walrus.scope; is_comprehension(scopes_[at.value()].kind);
         at = *scopes_[at.value()].parent) {
      Entry* entry = find(at, name);
      if (entry == nullptr || !entry->symbol.flags.has(SymbolFlag::IterationVariable)) continue;
      Node target(tree_, walrus.target);
      Node first(tree_, NodeIndex(entry->first_row));
      auto* problem = report(target.range(), "an assignment expression cannot rebind " + quoted(name) +
                                                 ", the iteration variable of a comprehension");
      if (first.index() != target.index())
        problem->related.push_back({first.range(), "the iteration variable"});
      break;
    }
  }
}

}  // namespace pellucid::scope
