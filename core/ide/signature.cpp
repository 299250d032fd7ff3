#include "ide/signature.h"

#include <algorithm>
#include <optional>

#include "lex/literal.h"

namespace pellucid::ide {

using syntax::Node;
using syntax::NodeKind;
using syntax::Role;

namespace {

constexpr size_t kLongPart = 80;
constexpr size_t kLongHeader = 400;
constexpr std::string_view kCut = "…";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

void add_parameters(std::string& out, Node parameters, const source::Text& text) {
  bool star = false, slash = false, first = true;
  auto separate = [&] {
    if (!first) out += ", ";
    first = false;
  };
  for (Node parameter : parameters.children()) {
    Role role = parameter.role();
    if (slash && role != Role::PositionalOnly) {
      separate();
      out += '/';
      slash = false;
    }
    if (!star && role == Role::KeywordOnly) {
      separate();
      out += '*';
      star = true;
    }
    separate();
    slash = role == Role::PositionalOnly;
    star |= role == Role::VarPositional;
    if (role == Role::VarPositional) out += '*';
    if (role == Role::VarKeyword) out += "**";
    out += one_line(text.slice(parameter.range()), kLongPart);
  }
  if (slash) out += ", /";
}

}  // namespace

std::string one_line(std::string_view source, size_t limit) {
  std::string out;
  for (char c : source) {
    if (is_blank(c)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
    if (out.size() <= limit) continue;
    while (!out.empty() && (out.back() & 0xC0) == 0x80) out.pop_back();
    if (!out.empty()) out.pop_back();
    return out + std::string(kCut);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string parameters_of(Node definition, const source::Text& text) {
  std::string out;
  if (definition.is(NodeKind::ClassDef)) {
    for (Node child : definition.children()) {
      if (child.role() == Role::Body) break;
      if (child.role() != Role::Base && child.role() != Role::Keyword) continue;
      out += out.empty() ? "(" : ", ";
      out += one_line(text.slice(child.range()), kLongPart);
    }
    return out.empty() ? out : out + ")";
  }
  auto parameters = definition.child(Role::Parameters);
  if (definition.is(NodeKind::Lambda)) {
    if (parameters) add_parameters(out, *parameters, text);
    return out;
  }
  if (!definition.is(NodeKind::FunctionDef)) return out;
  out += '(';
  if (parameters) add_parameters(out, *parameters, text);
  out += ')';
  for (Node child : definition.children()) {
    if (child.role() == Role::Body) break;
    if (child.role() == Role::Returns) out += " -> " + one_line(text.slice(child.range()), kLongPart);
  }
  return out;
}

std::string signature_of(Node definition, const source::Text& text) {
  std::string out;
  if (definition.is(NodeKind::Lambda)) {
    std::string parameters = parameters_of(definition, text);
    auto body = definition.child(Role::Body);
    return "lambda" + (parameters.empty() ? "" : " " + parameters) + ": " +
           (body ? one_line(text.slice(body->range()), kLongPart) : std::string());
  }
  if (definition.is(NodeKind::FunctionDef)) {
    out = definition.has(syntax::kAsync) ? "async def " : "def ";
  } else if (definition.is(NodeKind::ClassDef)) {
    out = "class ";
  } else {
    return out;
  }
  if (auto name = definition.child(Role::Name)) out += text.slice(name->range());
  if (auto list = definition.child(Role::TypeParameters))
    out += one_line(text.slice(list->range()), kLongPart);
  out += parameters_of(definition, text);
  return one_line(out, kLongHeader);
}

std::string documentation_of(Node definition, const source::Text& text) {
  std::optional<Node> first = definition.child(Role::Body);
  if (!first || !first->is(NodeKind::Expr)) return {};
  auto value = first->child(Role::Value);
  if (!value || !value->is(NodeKind::StringLiteral)) return {};
  std::string whole = lex::decode_string_literal(text.slice(value->range()));
  std::string out;
  size_t at = 0;
  while (at < whole.size()) {
    size_t end = std::min(whole.find('\n', at), whole.size());
    std::string line = one_line(std::string_view(whole).substr(at, end - at), kLongHeader);
    at = end + 1;
    // The paragraph ends at a line without words; those before it do not count.
    if (line.empty() && !out.empty()) break;
    if (line.empty()) continue;
    if (!out.empty()) out += '\n';
    out += line;
    if (out.size() > 4 * kLongHeader) break;
  }
  return out;
}

}  // namespace pellucid::ide
