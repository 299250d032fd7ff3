#pragma once

// The inside of cpython_ast.h: writes a tree in the shape of CPython's `ast`, without recursion.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/line_index.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/views.h"
#include "wire/json_writer.h"

namespace pellucid::wire {

using source::Range;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Operator;
using syntax::Role;
using syntax::Tree;
namespace views = syntax::views;

class CpythonProjection {
 public:
  CpythonProjection(std::string& out, const Tree& tree, const source::Text& text,
                    const source::LineIndex& lines, source::PythonVersion version)
      : out_(out), tree_(tree), text_(text), lines_(lines), version_(version) {}

  void run() {
    node(Node(tree_, syntax::kRoot));
    flush();
    while (!stack_.empty()) {
      Action action = std::move(stack_.back());
      stack_.pop_back();
      if (action.node) {
        (this->*action.expand)(Node(tree_, *action.node));
        flush();
      } else {
        out_ += action.text;
      }
    }
  }

 private:
  using Expand = void (CpythonProjection::*)(Node);

  // What is still to be written: text, or a node by the function that knows it.
  struct Action {
    std::string text;
    syntax::OptionalNode node;
    Expand expand = nullptr;
  };

  // The order of writing: an expansion lists its pieces, which then go on the stack, first on top.
  void put(std::string_view text) {
    if (!pieces_.empty() && !pieces_.back().node) {
      pieces_.back().text += text;
    } else {
      pieces_.push_back({std::string(text), {}, nullptr});
    }
  }
  void put_node(Node node, Expand expand = &CpythonProjection::node) {
    pieces_.push_back({{}, node.index(), expand});
  }
  void flush() {
    for (size_t i = pieces_.size(); i-- > 0;) stack_.push_back(std::move(pieces_[i]));
    pieces_.clear();
  }

  // Pieces of JSON
  void number(uint64_t value) { put(std::to_string(value)); }
  void string(std::string_view value) {
    std::string quoted;
    append_json_string(quoted, value);
    put(quoted);
  }
  void key(std::string_view name) {
    put(",\"");
    put(name);
    put("\":");
  }
  void begin(std::string_view type) {
    put("{\"_type\":\"");
    put(type);
    put("\"");
  }
  void end() { put("}"); }

  void position(std::string_view line_name, std::string_view column_name, uint32_t offset) {
    uint32_t line = line_of(offset);
    uint32_t start = lines_.start_of(line);
    if (line == 0 && text_.has_byte_order_mark()) start += 3;
    key(line_name);
    number(line + 1);
    key(column_name);
    number(offset >= start ? offset - start : 0);
  }
  void positions(Range range) {
    position("lineno", "col_offset", range.start);
    position("end_lineno", "end_col_offset", range.end);
  }
  void begin(std::string_view type, Range range) {
    // Up to Python 3.8 a block ends before the semicolon of its last line.
    if (!since(9) && range.size() > 1 && text_.view()[range.end - 1] == ';')
      while (text_.view()[range.end - 1] == ';' || text_.view()[range.end - 1] == ' ') --range.end;
    begin(type);
    positions(range);
  }
  // Most look-ups are near the one before.
  uint32_t line_of(uint32_t offset) {
    if (offset >= lines_.start_of(last_line_) &&
        (last_line_ + 1 == lines_.line_count() || offset < lines_.start_of(last_line_ + 1)))
      return last_line_;
    return last_line_ = lines_.line_of(offset);
  }

  void field(std::string_view name, Node value) {
    key(name);
    put_node(value);
  }
  void field(std::string_view name, const std::optional<Node>& value) {
    key(name);
    if (value) {
      put_node(*value);
    } else {
      put("null");
    }
  }
  template <class Nodes>
  void list(std::string_view name, const Nodes& nodes, Expand expand = &CpythonProjection::node) {
    key(name);
    put("[");
    bool first = true;
    for (Node item : nodes) {
      if (!first) put(",");
      first = false;
      put_node(item, expand);
    }
    put("]");
  }
  void text_field(std::string_view name, std::string_view value) {
    key(name);
    string(value);
  }
  std::string_view name_of(Node node) { return tree_.text_of(tree_.name(node.index()), text_); }
  std::string_view source_of(Node node) { return text_.slice(node.range()); }
  std::string dotted(Node owner, Role role) { return syntax::dotted(tree_, text_, owner, role); }
  bool since(uint32_t minor) const { return version_.minor >= minor; }
  void context(Node node) {
    key("ctx");
    put(node.has(syntax::kStore) ? "\"Store\"" : node.has(syntax::kDelete) ? "\"Del\"" : "\"Load\"");
  }
  void op_field(Operator op) {
    key("op");
    put("\"");
    put(syntax::cpython_name_of(op));
    put("\"");
  }

  void node(Node node);
  void statement(Node node);
  void expression(Node node);
  void pattern(Node node);
  void function(views::FunctionDef def);
  void class_def(views::ClassDef def);
  void if_chain(Node node);
  void elif (Node node);
  void parameters(std::optional<Node> parameters);
  void parameter(Node node);
  void type_parameters(const std::optional<Node>& node);
  void alias(Node node);
  void keyword(Node node);
  void comprehension(Node node);
  void constant(Node node, std::string_view type, std::string_view value);
  void string_constant(Range range, std::string_view value, bool unicode_prefix);
  void joined(Node node);
  void string_values(Node node, std::string_view name, bool in_spec);
  void replacement_field(Node node);
  uint32_t value_end(Node field);
  uint32_t debug_end(Node field);
  void subscript(views::Subscript node);
  Range definition_range(Node node) {
    Range range = node.range();
    return {range.start + tree_.payload(node.index()), range.end};
  }

  std::string& out_;
  const Tree& tree_;
  const source::Text& text_;
  const source::LineIndex& lines_;
  source::PythonVersion version_;
  uint32_t last_line_ = 0;
  std::vector<Action> stack_;
  std::vector<Action> pieces_;
};

}  // namespace pellucid::wire
