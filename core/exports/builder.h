#pragma once

// The inside of exports.h.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exports/exports.h"
#include "flow/dead_code.h"
#include "syntax/node.h"

namespace pellucid::exports {

using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

class ExportsBuilder {
 public:
  ExportsBuilder(const ExportedFile& file, scope::Names& names)
      : file_(file), names_(names), dead_(file.tree, file.use_def) {}

  Reading run();

 private:
  // A name that an import of the module's own scope binds, for finding what `x.__all__` is.
  struct Binding {
    NodeIndex row;  // of the name
    Name name;
    SymbolSource source;
    ModuleRef module;
    Name member;
    bool is_reexport;
  };

  // Imports (builder.cpp)
  void read_imports();
  void read_import(Node statement);
  void keep_last_stars();
  void note_import(Node alias, const ModuleImport& import);
  bool runs_on_loading(Node statement) const;
  bool is_for_types(Node statement) const;
  void find_open();
  bool replaces_itself(Node subscript) const;

  void find_places();

  // Symbols (builder.cpp)
  void read_symbols();
  PublicSymbol symbol_of(uint32_t position, const std::vector<flow::DefinitionId>& definitions) const;
  const Binding* binding_at(NodeIndex row) const;

  // `__all__` (dunder_all.cpp)
  void read_dunder_all();
  void read_statement(Node statement, bool maybe);
  void read_call(Node call, bool maybe);
  void collect(Node value, bool maybe);
  void collect_term(Node term, bool maybe);
  void collect_one(Node value, bool maybe);
  std::optional<ModuleRef> module_of(Node expression) const;
  bool is_dunder_all(const std::optional<Node>& node) const;
  bool mentions_itself(Node value) const;
  void step(AllStepKind kind, bool maybe, Name name = kNoName, ModuleRef module = {});

  Node node(NodeIndex row) const { return Node(file_.tree, row); }
  std::string_view text_of(Node identifier) const {
    return file_.tree.text_of(file_.tree.name(identifier.index()), file_.text);
  }
  bool is_module_scope(NodeIndex row) const {
    return file_.scopes.places.scope_at(row) == scope::kModuleScope;
  }

  const ExportedFile& file_;
  scope::Names& names_;
  flow::DeadCode dead_;
  std::vector<Binding> bindings_;                                // by row
  std::unordered_map<Name, std::vector<uint32_t>> bindings_of_;  // by name, into bindings_
  std::vector<NodeIndex> star_rows_;                             // of stars_
  std::vector<NodeIndex> import_rows_;                           // of imports_
  std::vector<SymbolPlace> places_;
  Exports result_;
};

}  // namespace pellucid::exports
