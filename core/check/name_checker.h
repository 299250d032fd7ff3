#pragma once

// The inside of name_rules.h.

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "check/name_rules.h"
#include "flow/definition_index.h"
#include "syntax/node.h"

namespace pellucid::check {

using diagnostic::Diagnostic;
using diagnostic::Rule;
using flow::Definition;
using flow::DefinitionId;
using flow::DefinitionKind;
using scope::FileScopeId;
using scope::ScopeKind;
using scope::Symbol;
using scope::SymbolFlag;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

class NameChecker {
 public:
  // What is asked, in its order: later steps read what earlier ones have found.
  struct Step {
    const char* name;
    void (NameChecker::*run)();
  };
  static std::span<const Step> steps();

  explicit NameChecker(const NamedFile& file);

  NameFindings run();
  void run(const Step& step) { (this->*step.run)(); }

 private:
  // The rows of a `try` body whose handlers wait for a NameError.
  struct ExpectedNameError {
    uint32_t begin;
    uint32_t end;
    FileScopeId function;
  };
  static constexpr uint32_t kMostSuggestions = 200;
  static constexpr size_t kMostValuesWalked = 50'000'000;
  // What a symbol has that nothing reads, as far as another definition could replace it.
  enum class Unread : uint8_t { Nothing, Assignment, Definition };
  // What there is among the definitions of a symbol.
  struct Made {
    bool binds = false;      // one that gives it a value
    bool annotates = false;  // one that only declares it
    // By a function that declares it, or in a branch that is dead here: flow does not know of it.
    bool elsewhere = false;
  };
  struct Export {
    std::string_view name;
    NodeIndex row;
  };

  void count_uses();

  // Reads (unresolved.cpp)
  void check_uses();
  void check_use(flow::UseId id);
  void note_read(flow::UseId id);
  void unresolved(flow::UseId id, std::string_view name);
  void find_installed_names();
  bool installs(std::string_view name) const { return installed_.contains(name); }
  void find_expected_name_errors();
  bool expects_name_error(NodeIndex row) const;
  FileScopeId function_around(FileScopeId at) const;
  bool is_bound_elsewhere(uint32_t symbol) const;
  const Definition* first_definition(uint32_t symbol) const;
  std::string_view similar_name(NodeIndex row, std::string_view name) const;

  // Names in strings (string_names.cpp)
  void read_string_annotations();
  void read_string(NodeIndex row);
  bool mark_used(FileScopeId from, std::string_view text);

  // Bindings (unused.cpp)
  void check_bindings();
  void unused_import(uint32_t symbol, DefinitionId id);
  void unused_local(uint32_t symbol);
  void unused_declaration(Node statement);
  void unused_exception(Node handler);
  bool unpacks_literal(const Definition& definition) const;
  void report_shadows(uint32_t symbol, NodeIndex import);
  void check_star_imports();
  uint32_t number_of_star(NodeIndex star) const;
  bool calls_locals(FileScopeId scope) const { return calls_locals_[scope.value()]; }
  bool is_future_import(NodeIndex row) const;
  Node statement_of(NodeIndex row) const;
  std::string import_text(NodeIndex row) const;
  bool is_bound_around(uint32_t symbol) const;

  // Taken away (removal.cpp)
  source::Range removal_range(Node statement) const;
  std::optional<source::Range> removal_in_list(Node name) const;
  diagnostic::Fix removal(Node statement, std::string_view what);
  std::optional<diagnostic::Fix> removal_of_variable(uint32_t symbol);
  std::optional<diagnostic::Fix> removal_of_target(Node target);
  std::optional<diagnostic::Fix> removal_of_as(Node name) const;
  std::optional<diagnostic::Fix> removal_of_import(Node alias, const std::string& what);
  std::optional<diagnostic::Fix> removal_of_declaration(Node statement, Node name);

  // Bound again (redefinition.cpp)
  void check_redefinitions();
  void check_redefinition(DefinitionId id);
  void check_redefinitions_by_stars();
  void redefined_by(NodeIndex star, flow::ValueId before, DefinitionId id);
  bool may_be_read_later(DefinitionId id) const;
  bool is_fallback(NodeIndex first, NodeIndex again) const;
  bool is_overload(const Definition& definition) const;
  bool is_submodule_import(const Definition& definition) const;

  // `__all__` (exports.cpp)
  void read_exports();
  void find_open_globals();
  std::optional<std::string_view> name_in_string(Node literal) const;
  void collect_exports(Node value);
  uint32_t global_named(std::string_view spelling) const;
  void check_exports();
  std::string_view similar_global(std::string_view name) const;

  void check_dead_code();
  void unreachable(Node statement);
  bool asks_for_environment(Node condition) const;

  // What was reported last becomes a question.
  void leave_open(Question question, std::optional<Diagnostic> certain = std::nullopt,
                  std::optional<Diagnostic> sometimes = std::nullopt);
  bool has_other_stars() const;
  // Of code that runs later nothing is said where a name is there on some ways.
  enum class Runs : uint8_t { InPlace, Later };
  // That a name may come from a star import; else what is certain.
  void may_be_from_star(scope::Name name, flow::ValueId value, Runs runs, source::Range range,
                        Diagnostic certain);
  // Reported at its default severity.
  Diagnostic& report(Rule rule, source::Range range, std::string message);
  std::string_view name_of(uint32_t symbol) const { return file_.names.text(symbols_[symbol].name); }
  std::string_view text_of(Node name) const {
    return file_.tree.text_of(file_.tree.name(name.index()), file_.text);
  }
  static std::string quoted(std::string_view name) { return "`" + std::string(name) + "`"; }
  FileScopeId scope_of(uint32_t symbol) const { return FileScopeId(scope_of_[symbol]); }
  const scope::Scope& scope(FileScopeId id) const { return file_.scopes.table.scope(id); }
  Node node(NodeIndex row) const { return Node(file_.tree, row); }

  const NamedFile& file_;
  std::span<const Symbol> symbols_;
  std::vector<uint32_t> scope_of_;    // by symbol
  std::vector<uint32_t> use_counts_;  // by symbol
  std::vector<bool> is_read_;         // by symbol: bound or not
  std::vector<bool> used_later_;      // by symbol: read from a scope that runs later
  std::vector<bool> reached_;         // by definition: some use may get it
  std::vector<Unread> unread_;        // by symbol
  std::vector<Made> made_;            // by symbol
  // Made when first asked for:
  std::vector<uint32_t> by_name_;      // symbols, those of one name in their order
  std::vector<uint32_t> last_inside_;  // by scope: the last one inside it, or itself
  flow::DefinitionIndex definitions_;
  std::vector<bool> calls_locals_;                          // by scope
  std::unordered_map<uint64_t, uint32_t> statements_left_;  // by block, if all that can go goes
  std::vector<Export> exports_;
  bool exports_known_ = false;  // `__all__` is a plain list of strings
  std::vector<NodeIndex> star_imports_;
  std::vector<ExpectedNameError> expected_name_errors_;
  std::unordered_set<std::string_view> installed_;  // names that the file adds to the builtins, or loads
  uint32_t suggestions_ = 0;
  bool has_open_globals_ = false;  // the module adds names to itself in ways that cannot be followed
  std::vector<Diagnostic> diagnostics_;
  OpenQuestions questions_;
  std::vector<OpenDiagnostic> open_;
  std::vector<diagnostic::Related> stars_told_;  // of star_imports_; made when first told
};

}  // namespace pellucid::check
