#pragma once

// The inside of literal_rules: one walk that looks at the kind of every row, and what is asked of the few
// kinds that a rule is about. Each family of rules has its file:
//
//     dictionary_key.cpp   {"a": 1, "a": 2}
//     comparison.cpp       x is "a"
//     interpolation.cpp    f"a"
//     statement.cpp        raise NotImplemented, assert (x, "…"), if (a, b):, print >> f
//     string_format.cpp    "{} {}".format(1)
//     percent_format.cpp   "%s %s" % (1,)

#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.h"
#include "source/text.h"
#include "syntax/views.h"

namespace pellucid::check {

// "`text`", fit for a message: the beginning of what is long, and control characters shown as U+FFFD.
std::string in_backticks(std::string_view text);
// "a, b and c"
std::string listed(const std::vector<std::string>& words);
// "1 value", "2 values"
std::string count_of(size_t number, std::string_view what);

class LiteralRules {
 public:
  LiteralRules(const syntax::Tree& tree, const source::Text& text) : tree_(tree), text_(text) {}

  std::vector<diagnostic::Diagnostic> run();
  // What is asked of one row; nothing of most kinds.
  void look_at(syntax::NodeIndex row);

 private:
  using Node = syntax::Node;
  using Range = source::Range;

  diagnostic::Diagnostic& report(diagnostic::Rule rule, Range range, std::string message) {
    diagnostics_.push_back(diagnostic::report(rule, range, std::move(message)));
    return diagnostics_.back();
  }
  std::string_view slice(Range range) const { return text_.slice(range); }
  std::string quoted(Range range) const { return in_backticks(slice(range)); }
  bool is_name(Node node, std::string_view name) const;

  void dictionary(Node node);
  void repeated_key(const std::vector<Node>& keys);
  void comparison(Node node);
  void identity(Node left, Node right, bool negated);
  void interpolated(Node node);
  void raise(Node node);
  void tested(Node test);
  void asserted(Node node);
  void right_shift(Node node);
  bool binds_print() const;
  void call(Node node);
  void percent(Node node);

  const syntax::Tree& tree_;
  const source::Text& text_;
  std::vector<diagnostic::Diagnostic> diagnostics_;

  bool knows_print_ = false;
  bool print_is_bound_ = false;
  // Of one dictionary, kept for its room.
  struct Key {
    uint64_t hash;
    syntax::NodeIndex node;
  };
  std::vector<Key> keys_;
};

}  // namespace pellucid::check
