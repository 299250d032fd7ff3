#pragma once

// The inside of build.h.

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "scope/build.h"
#include "syntax/views.h"

namespace pellucid::scope {

using source::Range;
using syntax::NameIndex;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

class Builder {
 public:
  Builder(const syntax::Tree& tree, const source::Text& text, source::PythonVersion version, Names& names);

  Scopes run();

 private:
  // Rows that are evaluated in another scope than those around them.
  struct Segment {
    uint32_t row;
    uint32_t end;
    OptionalScope scope;  // none: the body of `node`, whose scope is made on the way in
    uint32_t node = 0;
    ScopeKind kind = ScopeKind::Function;
    uint32_t parent = 0;
    Name name = known(KnownName::None);
  };
  struct Frame {
    uint32_t end;
    FileScopeId scope;
  };
  // A symbol while the scopes are being built.
  struct Entry {
    FileScopeId scope;
    Symbol symbol;
    uint32_t first_row;
    uint32_t last = 0;  // its position in the finished table
  };
  // What only building needs to know of a scope.
  struct Open {
    std::optional<Name> private_class;  // whose `__names` are mangled here
    uint32_t annotations = base::kNoneValue;
    uint32_t targets_end = 0;  // comprehensions: rows before are targets of a `for`
    uint32_t symbols = 0;
  };

  bool since(uint32_t minor) const { return version_.minor >= minor; }
  bool annotations_are_deferred() const { return since(14) || (future_annotations_ && since(10)); }

  // Rows and scopes (builder.cpp)
  void find_future_import();
  void change_frames(uint32_t row);
  FileScopeId current() const { return frames_.back().scope; }
  FileScopeId add_scope(ScopeKind kind, Name name, uint32_t node, OptionalScope parent);
  void schedule(const Node& node, FileScopeId scope);
  void schedule_body(const Node& owner, const Node& first, ScopeKind kind, Name name, FileScopeId parent);
  void visit(Node node);
  void name(Node node);
  void function(Node node);
  void class_definition(Node node);
  void lambda(Node node);
  void comprehension(Node node);
  void type_alias(Node node);
  void type_variable(Node node);
  void annotated_assignment(Node node);
  void note_conditional_annotation(Node statement, FileScopeId scope);
  void named_expression(Node node);
  void alias(Node node);
  void bind_parameters(Node owner, FileScopeId scope);
  FileScopeId type_parameter_scope(Node owner, Node list, Name name, FileScopeId outer);
  FileScopeId signature_scope(Node owner, FileScopeId outer);
  void look_into_class(FileScopeId scope, FileScopeId outer, uint32_t row);

  // Symbols (builder.cpp)
  Name name_of(NameIndex index);
  Name mangled(Name name, FileScopeId scope, bool& is_mangled);
  Entry& note(FileScopeId scope, NameIndex index, SymbolFlags flags, NodeIndex row);
  Entry& note(FileScopeId scope, Name name, SymbolFlags flags, uint32_t row);
  Entry* find(FileScopeId scope, Name name);
  uint32_t slot(FileScopeId scope, Name name) const;
  void grow_slots();

  // Declarations (declaration.cpp)
  void declare(Node statement);
  void check_type_parameter(Node identifier, FileScopeId scope);
  void check_annotation_of_declared(Node target, FileScopeId scope);
  void check_walruses();
  diagnostic::Diagnostic* report(Range range, std::string message);
  std::string quoted(Name name) const { return "`" + std::string(names_.text(name)) + "`"; }

  // Owners (owner.cpp)
  void find_owners();
  void find_owner(uint32_t entry);
  uint32_t owner_in_class(const Scope& scope, Name name);
  void give_owner(uint32_t entry, Owner owner, uint32_t owner_entry);
  void pass_through(FileScopeId from, FileScopeId to, Name name, uint32_t owner_entry);
  bool is_never_evaluated(FileScopeId scope) const;
  void lay_out(Scopes& result);

  const syntax::Tree& tree_;
  const source::Text& text_;
  source::PythonVersion version_;
  Names& names_;
  bool future_annotations_ = false;

  std::vector<Scope> scopes_;
  std::vector<Open> open_;  // by scope
  std::vector<NodeIndex> nodes_;
  std::vector<ScopePlaces::Change> changes_;
  std::vector<Frame> frames_;
  std::vector<Segment> pending_;  // the next one last
  uint32_t next_change_ = 0;
  uint32_t skipped_row_ = base::kNoneValue;  // a name that is neither read nor bound

  std::vector<Entry> entries_;
  std::vector<uint32_t> owner_entries_;  // by entry
  std::vector<uint32_t> slots_;          // hash table of entries_ by scope and name
  std::vector<uint32_t> entry_at_row_;
  std::vector<uint32_t> names_of_file_;  // Name by NameIndex, where known
  // By NameIndex: the symbol found last, for the common case that the same scope asks again.
  struct Last {
    uint32_t scope = base::kNoneValue;
    uint32_t entry = 0;
  };
  std::vector<Last> last_;
  struct Walrus {
    FileScopeId scope;
    NodeIndex target;
  };
  std::vector<Walrus> walruses_;  // in comprehensions
  // (parent, kind, name) of the scopes so far, for numbering those that share them.
  std::unordered_map<uint64_t, uint32_t> numbered_;
  std::vector<diagnostic::Diagnostic> problems_;
};

}  // namespace pellucid::scope
