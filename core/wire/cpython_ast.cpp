#include "wire/cpython_ast.h"

#include <vector>

#include "lex/literal.h"
#include "lex/token.h"
#include "source/utf8.h"
#include "syntax/views.h"
#include "wire/json_writer.h"

namespace pellucid::wire {

namespace {

using lex::TokenKind;
using source::Range;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Operator;
using syntax::Role;
using syntax::Tree;
namespace views = syntax::views;

// What `{x = }` prints of its source: all of it but the comments.
std::string without_comments(std::string_view source) {
  std::string out;
  char quote = 0;
  for (size_t i = 0; i < source.size(); ++i) {
    char c = source[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      while (i < source.size() && source[i] != '\n' && source[i] != '\r') ++i;
      if (i == source.size()) break;
      c = source[i];
    }
    out.push_back(c);
  }
  return out;
}

class Projection {
 public:
  Projection(std::string& out, const Tree& tree, const source::Text& text, const source::LineIndex& lines,
             source::PythonVersion version)
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
  using Expand = void (Projection::*)(Node);

  // What is still to be written: text, or a node by the function that knows it.
  struct Action {
    std::string text;
    syntax::OptionalNode node;
    Expand expand = nullptr;
  };

  // ---- The order of writing: an expansion lists its pieces, which then go on the stack, first on top.
  void put(std::string_view text) {
    if (!pieces_.empty() && !pieces_.back().node) {
      pieces_.back().text += text;
    } else {
      pieces_.push_back({std::string(text), {}, nullptr});
    }
  }
  void put_node(Node node, Expand expand = &Projection::node) {
    pieces_.push_back({{}, node.index(), expand});
  }
  void flush() {
    for (size_t i = pieces_.size(); i-- > 0;) stack_.push_back(std::move(pieces_[i]));
    pieces_.clear();
  }

  // ---- Pieces of JSON ----
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
  void list(std::string_view name, const Nodes& nodes, Expand expand = &Projection::node) {
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
  std::string dotted(syntax::ChildrenInRole parts) {
    std::string joined;
    for (Node part : parts) {
      if (!joined.empty()) joined += '.';
      joined += name_of(part);
    }
    return joined;
  }
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

void Projection::node(Node node) {
  switch (syntax::entry(node.kind()).category) {
    case syntax::Category::Module:
      begin("Module");
      list("body", node.children(Role::Body));
      end();
      return;
    case syntax::Category::Statement: return statement(node);
    case syntax::Category::Expression: return expression(node);
    case syntax::Category::Pattern: return pattern(node);
    case syntax::Category::Clause:
    case syntax::Category::Identifier: break;
  }
  switch (node.kind()) {
    case NodeKind::Alias: return alias(node);
    case NodeKind::Keyword: return keyword(node);
    case NodeKind::Comprehension: return comprehension(node);
    case NodeKind::WithItem:
      begin("withitem");
      field("context_expr", views::WithItem(node).context_expr());
      field("optional_vars", views::WithItem(node).optional_vars());
      end();
      return;
    case NodeKind::ExceptHandler: {
      views::ExceptHandler handler(node);
      begin("ExceptHandler", node.range());
      field("type", handler.type());
      key("name");
      if (auto name = handler.name()) {
        string(name_of(*name));
      } else {
        put("null");
      }
      list("body", handler.body());
      end();
      return;
    }
    case NodeKind::MatchCase: {
      views::MatchCase match_case(node);
      begin("match_case");
      field("pattern", match_case.pattern());
      field("guard", match_case.guard());
      list("body", match_case.body());
      end();
      return;
    }
    case NodeKind::TypeVar:
    case NodeKind::TypeVarTuple:
    case NodeKind::ParamSpec:
      begin(syntax::entry(node.kind()).name, node.range());
      text_field("name", name_of(*node.child(Role::Name)));
      if (node.is(NodeKind::TypeVar)) field("bound", node.child(Role::Bound));
      if (since(13)) field("default_value", node.child(Role::Default));
      end();
      return;
    default: put("null"); return;
  }
}

// ---- Statements
// ------------------------------------------------------------------------------------------------

void Projection::statement(Node node) {
  Range range = node.range();
  bool is_async = node.has(syntax::kAsync);
  switch (node.kind()) {
    case NodeKind::FunctionDef: return function(views::FunctionDef(node));
    case NodeKind::ClassDef: return class_def(views::ClassDef(node));
    case NodeKind::Return:
      begin("Return", range);
      field("value", node.child(Role::Value));
      break;
    case NodeKind::Delete:
      begin("Delete", range);
      list("targets", node.children(Role::Target));
      break;
    case NodeKind::Assign:
      begin("Assign", range);
      list("targets", node.children(Role::Target));
      field("value", views::Assign(node).value());
      break;
    case NodeKind::AugAssign:
      begin("AugAssign", range);
      field("target", views::AugAssign(node).target());
      op_field(tree_.op(node.index()));
      field("value", views::AugAssign(node).value());
      break;
    case NodeKind::AnnAssign: {
      views::AnnAssign assign(node);
      begin("AnnAssign", range);
      field("target", assign.target());
      field("annotation", assign.annotation());
      field("value", assign.value());
      bool simple = assign.target().is(NodeKind::Name) && !assign.target().has(syntax::kParenthesized);
      key("simple");
      put(simple ? "1" : "0");
      break;
    }
    case NodeKind::TypeAlias:
      begin("TypeAlias", range);
      field("name", views::TypeAlias(node).name());
      type_parameters(views::TypeAlias(node).type_parameters());
      field("value", views::TypeAlias(node).value());
      break;
    case NodeKind::For:
      begin(is_async ? "AsyncFor" : "For", range);
      field("target", views::For(node).target());
      field("iter", views::For(node).iter());
      list("body", node.children(Role::Body));
      list("orelse", node.children(Role::Orelse));
      break;
    case NodeKind::While:
      begin("While", range);
      field("test", views::While(node).test());
      list("body", node.children(Role::Body));
      list("orelse", node.children(Role::Orelse));
      break;
    case NodeKind::If: return if_chain(node);
    case NodeKind::With:
      begin(is_async ? "AsyncWith" : "With", range);
      list("items", node.children(Role::Item));
      list("body", node.children(Role::Body));
      break;
    case NodeKind::Match:
      begin("Match", range);
      field("subject", views::Match(node).subject());
      list("cases", node.children(Role::Case));
      break;
    case NodeKind::Raise:
      begin("Raise", range);
      field("exc", node.child(Role::Exc));
      field("cause", node.child(Role::Cause));
      break;
    case NodeKind::Try:
      begin(node.has(syntax::kStar) ? "TryStar" : "Try", range);
      list("body", node.children(Role::Body));
      list("handlers", node.children(Role::Handler));
      list("orelse", node.children(Role::Orelse));
      list("finalbody", node.children(Role::Finalbody));
      break;
    case NodeKind::Assert:
      begin("Assert", range);
      field("test", views::Assert(node).test());
      field("msg", node.child(Role::Msg));
      break;
    case NodeKind::Import:
      begin("Import", range);
      list("names", node.children(Role::Name));
      if (since(15)) {
        key("is_lazy");
        put(node.has(syntax::kLazy) ? "1" : "0");
      }
      break;
    case NodeKind::ImportFrom: {
      begin("ImportFrom", range);
      std::string module = dotted(node.children(Role::Module));
      key("module");
      if (module.empty()) {
        put("null");
      } else {
        string(module);
      }
      list("names", node.children(Role::Name));
      key("level");
      number(tree_.payload(node.index()));
      if (since(15)) {
        key("is_lazy");
        put(node.has(syntax::kLazy) ? "1" : "0");
      }
      break;
    }
    case NodeKind::Global:
    case NodeKind::Nonlocal: {
      begin(syntax::entry(node.kind()).name, range);
      key("names");
      put("[");
      bool first = true;
      for (Node name : node.children(Role::Name)) {
        if (!first) put(",");
        first = false;
        string(name_of(name));
      }
      put("]");
      break;
    }
    case NodeKind::Expr:
      begin("Expr", range);
      field("value", views::Expr(node).value());
      break;
    case NodeKind::Pass:
    case NodeKind::Break:
    case NodeKind::Continue: begin(syntax::entry(node.kind()).name, range); break;
    default:  // what the parser could not make sense of
      begin("Expr", range);
      list("values", node.children(Role::Value));
      list("body", node.children(Role::Body));
      break;
  }
  end();
}

void Projection::function(views::FunctionDef def) {
  begin(def.has(syntax::kAsync) ? "AsyncFunctionDef" : "FunctionDef", definition_range(def));
  text_field("name", name_of(def.name()));
  key("args");
  parameters(def.parameters());
  list("body", def.body());
  list("decorator_list", def.decorators());
  field("returns", def.returns());
  if (since(12)) type_parameters(def.type_parameters());
  end();
}

void Projection::class_def(views::ClassDef def) {
  begin("ClassDef", definition_range(def));
  text_field("name", name_of(def.name()));
  list("bases", def.bases());
  list("keywords", def.keywords());
  list("body", def.body());
  list("decorator_list", def.decorators());
  if (since(12)) type_parameters(def.type_parameters());
  end();
}

// An `elif` is an `If` in the `orelse` of the one before, and reaches to the end of the statement.
void Projection::if_chain(Node node) {
  views::If statement(node);
  begin("If", node.range());
  field("test", statement.test());
  list("body", statement.body());
  uint32_t open = 1;
  for (Node clause : statement.elifs()) {
    key("orelse");
    put("[");
    begin("If", {clause.range().start, node.range().end});
    field("test", views::ElifClause(clause).test());
    list("body", views::ElifClause(clause).body());
    ++open;
  }
  list("orelse", statement.orelse());
  end();
  while (--open > 0) put("]}");
}

void Projection::alias(Node node) {
  views::Alias alias(node);
  if (since(10)) {
    begin("alias", node.range());
  } else {
    begin("alias");
  }
  std::string name = dotted(alias.name());
  text_field("name", name.empty() ? "*" : name);
  key("asname");
  if (auto asname = alias.asname()) {
    string(name_of(*asname));
  } else {
    put("null");
  }
  end();
}

// ---- Parameters
// ------------------------------------------------------------------------------------------------

void Projection::parameters(std::optional<Node> node) {
  begin("arguments");
  std::vector<Node> positional_only, positional, keyword_only, defaults;
  std::vector<std::optional<Node>> keyword_defaults;
  std::optional<Node> var_positional, var_keyword;
  if (node) {
    for (Node parameter : node->children()) {
      std::optional<Node> value = parameter.child(Role::Default);
      switch (parameter.role()) {
        case Role::PositionalOnly: positional_only.push_back(parameter); break;
        case Role::Positional: positional.push_back(parameter); break;
        case Role::VarPositional: var_positional = parameter; continue;
        case Role::VarKeyword: var_keyword = parameter; continue;
        default:
          keyword_only.push_back(parameter);
          keyword_defaults.push_back(value);
          continue;
      }
      if (value) defaults.push_back(*value);
    }
  }
  auto optional = [this](std::string_view name, const std::optional<Node>& parameter) {
    key(name);
    if (parameter) {
      put_node(*parameter, &Projection::parameter);
    } else {
      put("null");
    }
  };
  list("posonlyargs", positional_only, &Projection::parameter);
  list("args", positional, &Projection::parameter);
  optional("vararg", var_positional);
  list("kwonlyargs", keyword_only, &Projection::parameter);
  key("kw_defaults");
  put("[");
  for (size_t i = 0; i < keyword_defaults.size(); ++i) {
    if (i > 0) put(",");
    if (keyword_defaults[i]) {
      put_node(*keyword_defaults[i]);
    } else {
      put("null");
    }
  }
  put("]");
  optional("kwarg", var_keyword);
  list("defaults", defaults);
  end();
}

void Projection::parameter(Node node) {
  Range range = node.range();
  auto annotation = node.child(Role::Annotation);
  if (auto name = node.child(Role::Name)) range = {range.start, name->range().end};
  if (annotation && (since(9) || node.role() != Role::KeywordOnly)) {
    // The range covers parentheses around the annotation, which its row does not.
    range.end = node.child(Role::Default) ? annotation->range().end : node.range().end;
    if (node.child(Role::Default)) {
      uint32_t until = node.child(Role::Default)->range().start;
      std::string_view between = text_.slice({range.end, until});
      size_t closer = between.substr(0, between.rfind('=')).rfind(')');
      if (annotation->has(syntax::kParenthesized) && closer != std::string_view::npos)
        range.end += static_cast<uint32_t>(closer) + 1;
    }
  }
  begin("arg", range);
  text_field("arg", name_of(node));
  field("annotation", annotation);
  end();
}

void Projection::type_parameters(const std::optional<Node>& node) {
  if (node) {
    list("type_params", node->children(Role::TypeParameter));
  } else {
    key("type_params");
    put("[]");
  }
}

void Projection::keyword(Node node) {
  if (since(9)) {
    begin("keyword", node.range());
  } else {
    begin("keyword");
  }
  views::Keyword keyword(node);
  key("arg");
  if (auto name = keyword.name()) {
    string(name_of(*name));
  } else {
    put("null");
  }
  field("value", keyword.value());
  end();
}

void Projection::comprehension(Node node) {
  views::Comprehension clause(node);
  begin("comprehension");
  field("target", clause.target());
  field("iter", clause.iter());
  list("ifs", clause.ifs());
  key("is_async");
  put(node.has(syntax::kAsync) ? "1" : "0");
  end();
}

// ---- Expressions
// -----------------------------------------------------------------------------------------------

void Projection::constant(Node node, std::string_view type, std::string_view value) {
  begin("Constant", node.range());
  put(",\"value\":{\"t\":\"");
  put(type);
  put("\"");
  if (!value.empty()) {
    put(",\"v\":");
    put(value);
  }
  put("},\"kind\":null}");
}

void Projection::string_constant(Range range, std::string_view value, bool unicode_prefix) {
  begin("Constant", range);
  put(",\"value\":{\"t\":\"str\",\"v\":");
  string(value);
  put("},\"kind\":");
  put(unicode_prefix ? "\"u\"" : "null");
  put("}");
}

void Projection::expression(Node node) {
  Range range = node.range();
  auto number_constant = [&](std::string_view type) {
    std::string quoted;
    append_json_string(quoted, source_of(node));
    constant(node, type, quoted);
  };
  auto elements = [&](std::string_view type, bool has_context) {
    begin(type, range);
    list("elts", node.children(Role::Elt));
    if (has_context) context(node);
  };
  switch (node.kind()) {
    case NodeKind::Name:
      begin("Name", range);
      text_field("id", name_of(node));
      context(node);
      break;
    case NodeKind::Attribute:
      begin("Attribute", range);
      field("value", views::Attribute(node).value());
      text_field("attr", name_of(views::Attribute(node).attr()));
      context(node);
      break;
    case NodeKind::Call:
      begin("Call", range);
      field("func", views::Call(node).func());
      list("args", node.children(Role::Arg));
      list("keywords", node.children(Role::Keyword));
      break;
    case NodeKind::Subscript: return subscript(views::Subscript(node));
    case NodeKind::Slice:
      if (since(9)) {
        begin("Slice", range);
      } else {
        begin("Slice");
      }
      field("lower", node.child(Role::Lower));
      field("upper", node.child(Role::Upper));
      field("step", node.child(Role::Step));
      break;
    case NodeKind::IntegerLiteral: return number_constant("int");
    case NodeKind::FloatLiteral: return number_constant("float");
    case NodeKind::ImaginaryLiteral: return number_constant("complex");
    case NodeKind::NoneLiteral: return constant(node, "None", "");
    case NodeKind::TrueLiteral: return constant(node, "bool", "true");
    case NodeKind::FalseLiteral: return constant(node, "bool", "false");
    case NodeKind::EllipsisLiteral: return constant(node, "Ellipsis", "");
    case NodeKind::StringLiteral:
      return string_constant(range, lex::decode_string_literal(source_of(node)),
                             lex::has_unicode_prefix(source_of(node)));
    case NodeKind::BytesLiteral: {
      static constexpr char kHex[] = "0123456789abcdef";
      std::string hex = "\"";
      for (char c : lex::decode_bytes_literal(source_of(node))) {
        hex.push_back(kHex[static_cast<uint8_t>(c) >> 4]);
        hex.push_back(kHex[c & 15]);
      }
      return constant(node, "bytes", hex + "\"");
    }
    case NodeKind::JoinedStr:
    case NodeKind::TemplateStr:
    case NodeKind::FormatSpec: return joined(node);
    case NodeKind::ReplacementField: return replacement_field(node);
    case NodeKind::BoolOp:
      begin("BoolOp", range);
      op_field(tree_.op(node.index()));
      list("values", node.children(Role::Value));
      break;
    case NodeKind::BinOp:
      begin("BinOp", range);
      field("left", views::BinOp(node).left());
      op_field(tree_.op(node.index()));
      field("right", views::BinOp(node).right());
      break;
    case NodeKind::UnaryOp:
      begin("UnaryOp", range);
      op_field(tree_.op(node.index()));
      field("operand", views::UnaryOp(node).operand());
      break;
    case NodeKind::Compare: {
      begin("Compare", range);
      field("left", views::Compare(node).left());
      key("ops");
      put("[");
      bool first = true;
      for (Node comparator : node.children(Role::Comparator)) {
        put(first ? "\"" : ",\"");
        first = false;
        put(syntax::cpython_name_of(syntax::comparison_of(tree_.flags(comparator.index()))));
        put("\"");
      }
      put("]");
      list("comparators", node.children(Role::Comparator));
      break;
    }
    case NodeKind::NamedExpr:
      begin("NamedExpr", range);
      field("target", views::NamedExpr(node).target());
      field("value", views::NamedExpr(node).value());
      break;
    case NodeKind::IfExp:
      begin("IfExp", range);
      field("test", views::IfExp(node).test());
      field("body", views::IfExp(node).body());
      field("orelse", views::IfExp(node).orelse());
      break;
    case NodeKind::Lambda:
      begin("Lambda", range);
      key("args");
      parameters(node.child(Role::Parameters));
      field("body", views::Lambda(node).body());
      break;
    case NodeKind::Await:
    case NodeKind::Yield:
    case NodeKind::YieldFrom:
      begin(syntax::entry(node.kind()).name, range);
      field("value", node.child(Role::Value));
      break;
    case NodeKind::Starred:
      // Python 3.8 forgets the closing parenthesis in `f(*(a))`.
      if (!since(9) && node.role() == Role::Arg) range.end = views::Starred(node).value().range().end;
      begin("Starred", range);
      field("value", views::Starred(node).value());
      context(node);
      break;
    case NodeKind::Tuple: elements("Tuple", true); break;
    case NodeKind::List: elements("List", true); break;
    case NodeKind::Set: elements("Set", false); break;
    case NodeKind::Dict: {
      begin("Dict", range);
      std::vector<std::optional<Node>> keys;
      std::vector<Node> values;
      for (Node child : node.children()) {
        if (child.role() == Role::Key) {
          keys.push_back(child);
          continue;
        }
        if (child.role() == Role::Unpacked) keys.push_back(std::nullopt);
        values.push_back(child);
      }
      key("keys");
      put("[");
      for (size_t i = 0; i < keys.size(); ++i) {
        if (i > 0) put(",");
        if (keys[i]) {
          put_node(*keys[i]);
        } else {
          put("null");
        }
      }
      put("]");
      list("values", values);
      break;
    }
    case NodeKind::GeneratorExp:
    case NodeKind::ListComp:
    case NodeKind::SetComp:
      begin(syntax::entry(node.kind()).name, range);
      field("elt", *node.child(Role::Elt));
      list("generators", node.children(Role::Generator));
      break;
    case NodeKind::DictComp: {
      begin("DictComp", range);
      auto unpacked = node.child(Role::Unpacked);
      field("key", unpacked ? unpacked : node.child(Role::Key));
      field("value", node.child(Role::Value));
      list("generators", node.children(Role::Generator));
      break;
    }
    default:  // a missing expression
      begin("Name", range);
      put(",\"id\":\"\",\"ctx\":\"Load\"");
      break;
  }
  end();
}

// Python 3.8 wraps what stands in the brackets: an index, or a tuple that holds a slice.
void Projection::subscript(views::Subscript node) {
  begin("Subscript", node.range());
  field("value", node.value());
  Node slice = node.slice();
  key("slice");
  if (since(9) || slice.is(NodeKind::Slice)) {
    put_node(slice);
  } else {
    bool has_slice = false;
    if (slice.is(NodeKind::Tuple) && !slice.has(syntax::kParenthesized))
      for (Node element : slice.children()) has_slice |= element.is(NodeKind::Slice);
    if (has_slice) {
      begin("ExtSlice");
      key("dims");
      put("[");
      bool first = true;
      for (Node element : slice.children()) {
        if (!first) put(",");
        first = false;
        if (element.is(NodeKind::Slice)) {
          put_node(element);
        } else {
          begin("Index");
          field("value", element);
          end();
        }
      }
      put("]");
      end();
    } else {
      begin("Index");
      field("value", slice);
      end();
    }
  }
  context(node);
  end();
}

// ---- Strings
// ---------------------------------------------------------------------------------------------------

void Projection::joined(Node node) {
  Range range = node.range();
  if (node.is(NodeKind::FormatSpec)) range.start -= 1;  // the colon
  begin(node.is(NodeKind::TemplateStr) ? "TemplateStr" : "JoinedStr", range);
  string_values(node, "values", node.is(NodeKind::FormatSpec));
  end();
}

// Neighbouring texts are one constant: those of joined literals, and what `{x=}` prints of itself.
void Projection::string_values(Node node, std::string_view name, bool in_spec) {
  key(name);
  put("[");
  bool first = true;
  std::string text;
  bool has_text = false, unicode_prefix = false;
  Range range = {0, 0};
  auto add = [&](Range its_range, const std::string& its_text, bool its_prefix) {
    if (!has_text) {
      range = its_range;
      unicode_prefix = its_prefix;
    }
    has_text = true;
    range.end = its_range.end;
    text += its_text;
  };
  auto flush_text = [&] {
    if (has_text && !text.empty()) {
      if (!first) put(",");
      first = false;
      string_constant(range, text, unicode_prefix);
    }
    has_text = false;
    text.clear();
  };
  for (Node part : node.children(Role::Part)) {
    switch (part.kind()) {
      case NodeKind::StringLiteral:
        add(part.range(), lex::decode_string_literal(source_of(part)),
            lex::has_unicode_prefix(source_of(part)));
        continue;
      case NodeKind::StringText: {
        bool raw = part.has(syntax::kRaw);
        lex::TextOf what = in_spec ? (raw ? lex::TextOf::RawFormatSpec : lex::TextOf::FormatSpec)
                                   : (raw ? lex::TextOf::RawString : lex::TextOf::String);
        add(part.range(), lex::decode_interpolated_text(source_of(part), what), false);
        continue;
      }
      case NodeKind::ReplacementField:
        if (part.has(syntax::kDebug)) {
          uint32_t start = part.range().start + 1;
          uint32_t end = debug_end(part);
          add({start, end}, without_comments(text_.slice({start, end})), false);
        }
        break;
      default: break;
    }
    flush_text();
    if (!first) put(",");
    first = false;
    put_node(part);
  }
  flush_text();
  put("]");
}

// Behind the parentheses around a field's expression, which its range leaves out.
uint32_t Projection::value_end(Node field) {
  uint32_t end = views::ReplacementField(field).value().range().end;
  const char* source = text_.data();
  for (uint32_t at = end;; ++at) {
    char c = source[at];
    if (c == '#') {
      while (source[at] != '\n' && source[at] != '\r' && at < text_.size()) ++at;
    } else if (c == ')') {
      end = at + 1;
    } else if (c != ' ' && c != '\t' && c != '\f' && c != '\n' && c != '\r') {
      return end;
    }
  }
}

// Behind the `=` of `{x = }` and the white space and comments around it.
uint32_t Projection::debug_end(Node field) {
  uint32_t end = value_end(field);
  std::string_view source = text_.view();
  bool equal = false;
  for (;; ++end) {
    char c = source[end];
    if (c == '#') {
      while (source[end] != '\n' && source[end] != '\r') ++end;
    } else if (c == '=' && !equal) {
      equal = true;
    } else if (c != ' ' && c != '\t' && c != '\f' && c != '\n' && c != '\r') {
      return end;
    }
  }
}

void Projection::replacement_field(Node node) {
  views::ReplacementField field_node(node);
  bool in_template = node.parent() && node.parent()->is(NodeKind::TemplateStr);
  begin(in_template ? "Interpolation" : "FormattedValue", node.range());
  field("value", field_node.value());
  uint32_t conversion = tree_.payload(node.index());
  if (conversion == 0 && node.has(syntax::kDebug) && !field_node.format_spec()) conversion = 'r';
  if (in_template) {
    Range value = {node.range().start + 1, value_end(node)};
    text_field("str", without_comments(text_.slice(value)));
  }
  key("conversion");
  if (conversion == 0) {
    put("-1");
  } else {
    number(conversion);
  }
  field("format_spec", field_node.format_spec());
  end();
}

// ---- Patterns
// --------------------------------------------------------------------------------------------------

void Projection::pattern(Node node) {
  Range range = node.range();
  auto name_field = [&](std::string_view name, const std::optional<Node>& identifier) {
    key(name);
    if (identifier) {
      string(name_of(*identifier));
    } else {
      put("null");
    }
  };
  begin(syntax::entry(node.kind()).name, range);
  switch (node.kind()) {
    case NodeKind::MatchValue: field("value", views::MatchValue(node).value()); break;
    case NodeKind::MatchSingleton: {
      auto kind = static_cast<TokenKind>(tree_.payload(node.index()));
      put(",\"value\":");
      put(kind == TokenKind::None ? "null" : kind == TokenKind::True ? "true" : "false");
      break;
    }
    case NodeKind::MatchSequence:
    case NodeKind::MatchOr: list("patterns", node.children(Role::Pattern)); break;
    case NodeKind::MatchMapping:
      list("keys", node.children(Role::Key));
      list("patterns", node.children(Role::Pattern));
      name_field("rest", node.child(Role::Rest));
      break;
    case NodeKind::MatchClass: {
      field("cls", views::MatchClass(node).cls());
      list("patterns", node.children(Role::Pattern));
      key("kwd_attrs");
      put("[");
      bool first = true;
      for (Node keyword : node.children(Role::Keyword)) {
        if (!first) put(",");
        first = false;
        string(name_of(views::KeywordPattern(keyword).name()));
      }
      put("]");
      std::vector<Node> keyword_patterns;
      for (Node keyword : node.children(Role::Keyword))
        keyword_patterns.push_back(views::KeywordPattern(keyword).pattern());
      list("kwd_patterns", keyword_patterns);
      break;
    }
    case NodeKind::MatchStar: name_field("name", node.child(Role::Name)); break;
    case NodeKind::MatchAs:
      field("pattern", node.child(Role::Pattern));
      name_field("name", node.child(Role::Name));
      break;
    default: break;
  }
  end();
}

}  // namespace

void append_cpython_ast(std::string& out, const Tree& tree, const source::Text& text,
                        const source::LineIndex& lines, source::PythonVersion version) {
  Projection(out, tree, text, lines, version).run();
}

}  // namespace pellucid::wire
