// Statements, definitions and their parameters, in the shape of `ast`.

#include "wire/cpython_projection.h"

namespace pellucid::wire {

void CpythonProjection::statement(Node node) {
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
      std::string module = dotted(node, Role::Module);
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
      PEL_DCHECK(node.is(NodeKind::InvalidStatement), "no projection of row ", node.index());
      begin("Expr", range);
      list("values", node.children(Role::Value));
      list("body", node.children(Role::Body));
      break;
  }
  end();
}

void CpythonProjection::function(views::FunctionDef def) {
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

void CpythonProjection::class_def(views::ClassDef def) {
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
void CpythonProjection::if_chain(Node node) {
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

void CpythonProjection::alias(Node node) {
  views::Alias alias(node);
  if (since(10)) {
    begin("alias", node.range());
  } else {
    begin("alias");
  }
  std::string name = dotted(node, Role::Name);
  text_field("name", name.empty() ? "*" : name);
  key("asname");
  if (auto asname = alias.asname()) {
    string(name_of(*asname));
  } else {
    put("null");
  }
  end();
}

void CpythonProjection::parameters(std::optional<Node> node) {
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
      put_node(*parameter, &CpythonProjection::parameter);
    } else {
      put("null");
    }
  };
  list("posonlyargs", positional_only, &CpythonProjection::parameter);
  list("args", positional, &CpythonProjection::parameter);
  optional("vararg", var_positional);
  list("kwonlyargs", keyword_only, &CpythonProjection::parameter);
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

void CpythonProjection::parameter(Node node) {
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

void CpythonProjection::type_parameters(const std::optional<Node>& node) {
  if (node) {
    list("type_params", node->children(Role::TypeParameter));
  } else {
    key("type_params");
    put("[]");
  }
}

void CpythonProjection::keyword(Node node) {
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

void CpythonProjection::comprehension(Node node) {
  views::Comprehension clause(node);
  begin("comprehension");
  field("target", clause.target());
  field("iter", clause.iter());
  list("ifs", clause.ifs());
  key("is_async");
  put(node.has(syntax::kAsync) ? "1" : "0");
  end();
}

}  // namespace pellucid::wire
