#pragma once

// The inside of check.h.

#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/views.h"

namespace pellucid::grammar {

using source::Range;
using syntax::NameIndex;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;
namespace views = syntax::views;

// What rows stand in. Scopes come first; the others lie between scopes.
enum class Around : uint8_t {
  Module,
  Class,
  Function,
  AsyncFunction,
  Lambda,
  Comprehension,
  FirstIterable,  // of a comprehension: evaluated outside of it
  Iterable,       // of its other clauses
  Loop,
  ExceptStar,
  Try,
  Block,        // of another statement that CPython counts as a block
  Annotation,   // evaluated in a scope of its own
  Unevaluated,  // an annotation that this Python compiles no code for
  Alias,        // the value of a `type` statement
  Bound,        // or default, of a type parameter
  Generic,      // bases or annotations of something with type parameters
};

struct Context {
  Around around;
  uint32_t end;               // the row behind the last one in it
  uint32_t node;              // whose body it is
  uint32_t blocks = 0;        // statements nested in the same function, as CPython counts them
  bool is_async = false;      // Comprehension: it awaits
  bool yields = false;        // Function
  uint32_t value_return = 0;  // Function: the row of a `return` with a value
};

class Checker {
 public:
  Checker(const syntax::Tree& tree, const source::Text& text, source::PythonVersion version)
      : tree_(tree), text_(text), version_(version) {}

  std::vector<diagnostic::Diagnostic> run();

 private:
  diagnostic::Diagnostic& report(Range range, std::string message) {
    diagnostics_.push_back(diagnostic::syntax_error(range, std::move(message)));
    return diagnostics_.back();
  }
  diagnostic::Diagnostic& report(Node node, std::string message) {
    return report(node.range(), std::move(message));
  }
  std::string_view name_text(NameIndex name) const { return tree_.text_of(name, text_); }
  std::string quoted(NameIndex name) const { return "`" + std::string(name_text(name)) + "`"; }
  NameIndex name_of(Node node) const { return tree_.name(node.index()); }
  bool since(uint32_t minor) const { return version_.minor >= minor; }

  void visit(Node node);

  // What is around (placement.cpp)
  // Leaves the contexts that end before the row and enters those that begin at it.
  void change_contexts(uint32_t row);
  void push(Context context);
  void push_at(uint32_t row, Context context);
  void leave(const Context& context);
  void report_asynchronous(Node comprehension);
  void function_contexts(Node node);
  void loop_contexts(Node node);
  void with_contexts(Node node);
  void try_contexts(Node node);
  void comprehension_contexts(Node node);
  bool annotations_are_deferred() const;
  bool annotations_are_dropped() const { return future_annotations_ && !since(10); }
  void annotation_contexts(Node node);
  void deferred(const std::optional<Node>& node, Around around);
  // The innermost scope, as an index into contexts_.
  size_t scope() const;
  size_t scope_below(size_t index) const;
  bool in_deferred_scope(Node node, std::string_view what);
  bool is_evaluated() const;
  void return_statement(Node node);
  void break_or_continue(Node node);
  void yield(Node node);
  void await(Node node);
  void async_statement(Node node);
  void named_expression(Node node);
  void lazy_import(Node node);

  // Targets and stars (target.cpp)
  void target(Node node);
  void annotated_target(Node statement);
  void target_tree(Node root, bool deletes);
  void star(Node node);
  void debug_name(Node node);

  // Arguments, parameters (argument.cpp)
  void keyword(Node node);
  void arguments(Node node);
  void parameters(Node node);
  void type_parameters(Node node);
  void integer(Node node);
  // True the first time for a name in this round.
  bool first_seen(NameIndex name, Node where);
  void start_round() { ++round_; }

  // Patterns (pattern.cpp)
  void match_statement(Node node);
  void pattern(Node node);
  bool is_irrefutable(Node node) const;
  struct Capture {
    NameIndex name;
    NodeIndex where;
  };
  std::string key_value(Node key) const;
  void captures(Node node, std::vector<Capture>& found);
  void settle(std::vector<Capture>& found);

  // Imports, handlers (statement.cpp)
  void import_from(Node node);
  bool is_future_import(Node node) const;
  void future_import(Node node);
  void handlers(Node node);

  const syntax::Tree& tree_;
  const source::Text& text_;
  source::PythonVersion version_;
  std::vector<diagnostic::Diagnostic> diagnostics_;
  std::vector<Context> contexts_;
  struct Pending {
    uint32_t row;
    Context context;
  };
  std::vector<Pending> pending_;  // contexts that begin at a later row, the next one last
  uint32_t next_change_ = 0;      // the row at which a context begins or ends next
  bool future_annotations_ = false;
  uint32_t future_prologue_end_ = 0;  // row behind the statements that may be `__future__` imports

  // Rows that had a name in this round, for finding what appears twice.
  struct Seen {
    uint32_t round = 0;
    uint32_t row = 0;
  };
  std::vector<Seen> seen_;
  uint32_t round_ = 0;
};

// CPython refuses to read decimal numbers of more digits, for it takes quadratic time
// (sys.set_int_max_str_digits).
inline constexpr uint32_t kMostDigits = 4300;

// `a call`, `a comparison`: how a message speaks of an expression.
std::string_view describe(NodeKind kind);

}  // namespace pellucid::grammar
