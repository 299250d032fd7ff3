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

std::vector<ListedParameter> append_parameters(std::string& out, Node function, const source::Text& text,
                                               First first) {
  std::vector<ListedParameter> listed;
  auto parameters = function.child(Role::Parameters);
  if (!parameters) return listed;
  bool star = false, slash = false, is_begun = false;
  auto separate = [&] {
    if (is_begun) out += ", ";
    is_begun = true;
  };
  for (Node parameter : parameters->children()) {
    Role role = parameter.role();
    bool is_for_object = first == First::LeftOut && parameter == *parameters->children().begin() &&
                         (role == Role::Positional || role == Role::PositionalOnly);
    // `self, /` marks nothing that could be given.
    if (is_for_object) continue;
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
    auto begin = static_cast<uint32_t>(out.size());
    if (role == Role::VarPositional) out += '*';
    if (role == Role::VarKeyword) out += "**";
    out += one_line(text.slice(parameter.range()), kLongPart);
    listed.push_back({{begin, static_cast<uint32_t>(out.size())}, parameter});
  }
  if (slash) out += ", /";
  return listed;
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
  if (definition.is(NodeKind::Lambda)) {
    append_parameters(out, definition, text);
    return out;
  }
  if (!definition.is(NodeKind::FunctionDef)) return out;
  out += '(';
  append_parameters(out, definition, text);
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
