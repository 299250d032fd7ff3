#pragma once

// The inside of build.h.
//
// The state is one array: what each symbol of the file is at the point the walk has reached. Branches work on
// it in place: a log says what each change replaced, so that a branch can be taken back, and what it changed
// (a Path) joined with what the others did. A symbol that no branch changes costs nothing at the join.

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "flow/build.h"
#include "syntax/views.h"

namespace pellucid::flow {

using scope::FileScopeId;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

// What a test is known to be before the program runs.
enum class Known : uint8_t { True, False, No };

class Walker {
 public:
  Walker(const syntax::Tree& tree, const source::Text& text, const scope::Scopes& scopes,
         const Environment& environment, const std::vector<NodeIndex>& ending_calls);

  void run();
  UseDef take_result() { return std::move(result_); }
  // After the run: the calls of `ending_calls`, and those of functions that this run has found never to
  // return. Sorted.
  std::vector<NodeIndex> calls_that_never_return();

 private:
  // What one way through a statement makes of the symbols that it changes.
  struct Path {
    bool reachable = false;
    std::vector<std::pair<uint32_t, ValueId>> changes;
  };
  struct Mark {
    size_t log;
  };
  struct Change {
    uint32_t symbol;
    ValueId before;
    uint32_t before_time;
  };
  // A loop that is being walked. What a symbol is at its head depends on its end, so a name read at the head
  // gets a placeholder that is filled in when the loop is done.
  struct Loop {
    Mark mark{0};
    uint32_t began = 0;
    std::unordered_map<uint32_t, ValueId> placeholders;
    std::vector<Path> breaks;
    std::vector<Path> continues;
  };
  // What a stretch of statements does to a name: it is `made`, or also what it was before if that is kept. Where star
  // imports have a say, it is `starred`, which stands on what it was before.
  struct Effect {
    uint32_t symbol;
    ValueId before;
    bool keeps = false;
    base::Optional<ValueId> made = {};
    base::Optional<ValueId> starred = {};
  };
  // Whether a context manager swallows what is raised under it; ordered.
  enum class Suppression : uint8_t { Never, Unknown, Always };
  // How much has been made so far.
  struct Made {
    uint32_t definitions;
    uint32_t stars;
  };
  // A `with` statement that is being walked.
  struct Suppressed {
    Mark start;
    Made first;                // what is made in it begins here
    std::vector<Path> raises;  // as far as they are counted
    bool too_many;
  };
  static constexpr size_t kMostRaises = 50;
  struct Deferred {
    NodeIndex node;  // FunctionDef, Lambda, or an expression of an annotation or alias
    bool reachable;
  };

  // Statements (walker.cpp)
  void block(Node owner, Role role);
  void statement(Node node);
  void function(Node node);
  void class_definition(Node node);
  void body_of_function(Node node);
  void assignment(Node node);
  void annotated_assignment(Node node);
  void augmented_assignment(Node node);
  void import(Node node);
  Path test(Node node, Mark start);
  void if_statement(Node node);
  void finish_loop(Node node, Loop& loop, const Path& leaving, bool entered);
  void while_statement(Node node);
  void for_statement(Node node);
  void type_parameters(Node list);
  void stop() { reachable_ = false; }
  void match_statement(Node node);
  void pattern(Node node);
  void alternatives(Node node);
  void star_import(Node alias);
  bool is_irrefutable(Node node) const;

  // Calls that end what they stand in (never_returns.cpp)
  bool never_returns(Node statement);
  void note_if_endless(Node function, bool entered);
  bool is_endless(const std::optional<Node>& function) const;
  bool is_endless_method(Node attribute);
  bool is_method_of_test_case(Node attribute);
  bool has_test_case_base(Node cls) const;
  std::optional<Node> class_of_self(Node attribute) const;
  std::optional<Node> method_of(Node cls, Node name);
  std::optional<Node> function_called(Node name);
  std::optional<Node> only_definition(uint32_t symbol);

  // Exceptions (walker_exception.cpp)
  void try_statement(Node node);
  void handler(Node node);
  // Ways that leave by a `finally`, from `from` on, with what it does; they count from `origin`.
  template <typename Clean>
  void pass_finally(Mark origin, std::vector<Path>& ways, size_t from, size_t to, const Clean& clean);
  void with_statement(Node node);
  void raise();
  void raise_further(const Suppressed& inner);
  Suppression suppression_by(Node manager) const;

  // Expressions (walker_expression.cpp)
  void expression(Node node);
  void rows(uint32_t from, uint32_t to);
  void later(const std::optional<Node>& node);
  void comprehension(Node node);
  void rest_of_comprehension(Node node);
  bool is_kept(Node generator) const;
  void conditional(Node node);
  void parameters_outside(Node owner);
  void target(Node node, DefinitionKind kind);
  Known test_of(Node node) const;
  Known comparison(Node node) const;
  bool is_sys_attribute(Node node, std::string_view attribute) const;
  std::string_view name_text(Node identifier) const;

  // State (state.cpp)
  Mark mark() const { return {log_.size()}; }
  Path changes_since(Mark mark);
  void take_back(Mark mark);
  void join(const std::vector<Path>& paths);
  std::vector<Effect> effects_since(Mark from);
  ValueId after(const Effect& effect, ValueId found);
  ValueId standing_on(ValueId found, ValueId value, ValueId before);
  void set(uint32_t symbol, ValueId value);
  ValueId read(uint32_t symbol);
  ValueId placeholder(Loop& loop, uint32_t symbol);
  ValueId either(ValueId a, ValueId b);
  ValueId add_value(uint32_t first, uint32_t second);
  void begin_loop(Loop& loop);
  void end_body(Loop& loop, bool body_falls_through);
  void define(NodeIndex row, DefinitionKind kind);
  Made so_far() const {
    return {static_cast<uint32_t>(result_.definitions_.size()), static_cast<uint32_t>(result_.stars_.size())};
  }
  void use(NodeIndex row);
  void fall_back(uint32_t symbol, ValueId value);
  void fall_to_stars();
  // All that was made from `from` on may or may not have happened.
  void assume_any_of(Made from, Made to);
  ValueId unless_brought(ValueId value, uint32_t star) {
    ++star_values_;
    return add_value(value.value(), UseDef::kFirstStar + star);
  }
  void begin_scope(FileScopeId scope);
  bool is_followed(uint32_t symbol) const;
  bool is_read_in_order(uint32_t symbol) const;

  const syntax::Tree& tree_;
  const source::Text& text_;
  const scope::Scopes& scopes_;
  const Environment& environment_;
  UseDef result_;

  const std::vector<NodeIndex>& ending_calls_;  // sorted
  std::vector<NodeIndex> calls_;                // statements that are a call of a name or attribute
  std::vector<NodeIndex> endless_;              // functions that never return
  bool returns_ = false;                        // the function that is walked has a `return` that is run
  bool yields_ = false;
  static constexpr uint32_t kNoDefinition = base::kNoneValue;
  static constexpr uint32_t kSeveralDefinitions = base::kNoneValue - 1;
  std::vector<uint32_t> only_definitions_;           // by symbol
  std::unordered_map<uint64_t, NodeIndex> methods_;  // names of methods by class and name

  bool reachable_ = true;
  bool in_dead_ = false;          // a statement around is listed as dead
  std::vector<ValueId> values_;   // by symbol
  std::vector<uint32_t> times_;   // by symbol: when it was set last
  std::vector<uint32_t> stamps_;  // by symbol: for visiting each once
  std::vector<ValueId> joined_;   // by symbol, while joining
  std::vector<uint32_t> counts_;
  uint32_t stamp_ = 0;
  uint32_t time_ = 0;
  std::vector<Change> log_;
  std::vector<Loop*> loops_;
  std::vector<Suppressed*> withs_;
  std::vector<uint32_t> scope_of_symbol_;
  std::vector<bool> open_;  // by scope: being walked right now, or enclosing what is walked, eagerly
  std::vector<Deferred> deferred_;
  size_t next_deferred_ = 0;
  bool has_walrus_ = false;
  // What star imports may replace: the module's own symbols, and `unowned_`, which stands for all names that the module
  // never binds. Empty in a file without star imports.
  std::vector<uint32_t> starred_symbols_;
  uint32_t unowned_ = 0;  // by position, behind all symbols
  // Each star import makes a value a symbol, and another for each `try` around. A file that would have more than this
  // many has the last ones left out.
  static constexpr size_t kMostStarValues = 1'000'000;
  size_t star_values_ = 0;
  size_t loop_floor_ = 0;         // loops below are outside of the class body that is walked
  mutable uint32_t nesting_ = 0;  // of BoolOp in test_of
};

}  // namespace pellucid::flow
