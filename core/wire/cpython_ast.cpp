#include "wire/cpython_ast.h"

#include "lex/token.h"
#include "wire/cpython_projection.h"

namespace pellucid::wire {

using lex::TokenKind;

void CpythonProjection::node(Node node) {
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

void CpythonProjection::pattern(Node node) {
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

void append_cpython_ast(std::string& out, const Tree& tree, const source::Text& text,
                        const source::LineIndex& lines, source::PythonVersion version) {
  CpythonProjection(out, tree, text, lines, version).run();
}

}  // namespace pellucid::wire
