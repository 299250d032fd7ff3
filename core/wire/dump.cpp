#include "wire/dump.h"

#include <algorithm>

#include "lex/tokenize.h"
#include "syntax/node.h"
#include "wire/cpython_ast.h"
#include "wire/json_writer.h"
#include "wire/node_rows.h"
#include "wire/positions.h"

namespace pellucid::wire {

using project::FileId;
using project::Session;
using syntax::NodeIndex;
using syntax::Tree;

namespace {

// A file with what every dump needs of it.
struct Dumped {
  Dumped(Session& session, FileId file)
      : lease(session.database().lease(file)),
        text(session.database().text(file)),
        lines(session.database().lines(file)),
        path(session.database().path(file)),
        positions(text, lines, Columns::CodePoints) {}

  std::string place(source::Range range) const { return point(range.start) + "-" + point(range.end); }
  std::string point(uint32_t offset) const {
    LineColumn at = positions.at(offset);
    return std::to_string(at.line) + ":" + std::to_string(at.column);
  }

  db::TreeLease lease;
  const source::Text& text;
  const source::LineIndex& lines;
  const std::string& path;
  Positions positions;
};

std::string document_of(const std::string& path) {
  std::string out = "{\"path\":";
  append_json_string(out, path);
  return out;
}

std::string padded(std::string text, size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string right(uint64_t number, size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

}  // namespace

std::string cpython_document(Session& session, FileId file) {
  Dumped dumped(session, file);
  std::string out = document_of(dumped.path);
  out += ",\"errors\":" + std::to_string(session.syntax_errors(file).size()) + ",\"ast\":";
  append_cpython_ast(out, dumped.lease.tree(), dumped.text, dumped.lines, session.database().version());
  return out + "}\n";
}

std::string tree_text(Session& session, FileId file) {
  Dumped dumped(session, file);
  const Tree& tree = dumped.lease.tree();
  std::string out;
  std::vector<uint32_t> ends;  // of the subtrees around, so that the depth is known without climbing
  for (uint32_t index = 0; index < tree.size(); ++index) {
    NodeIndex node(index);
    while (!ends.empty() && ends.back() <= index) ends.pop_back();
    // Deep trees would take quadratic room in spaces; from here on the depth is a number.
    constexpr size_t kMostIndent = 100;
    out.append(2 * std::min(ends.size(), kMostIndent), ' ');
    if (ends.size() > kMostIndent) out += "(" + std::to_string(ends.size()) + ") ";
    ends.push_back(tree.subtree_end(node).value());
    std::string_view role = syntax::name_of(tree.role(node));
    if (!role.empty()) out += std::string(role) + ": ";
    out += syntax::entry(tree.kind(node)).name;
    std::string payload = payload_text(tree, node, dumped.text);
    if (!payload.empty()) out += " " + payload;
    out += "  " + dumped.place(tree.range(node)) + "\n";
  }
  return out;
}

std::string nodes_json(Session& session, FileId file) {
  Dumped dumped(session, file);
  const Tree& tree = dumped.lease.tree();
  std::string out = document_of(dumped.path);
  out += ",\"count\":" + std::to_string(tree.size()) + ",\"bytes\":" + std::to_string(tree.memory_bytes());
  out +=
      ",\"columns\":[\"index\",\"kind\",\"role\",\"start\",\"end\",\"parent\",\"subtree_end\",\"payload\"],"
      "\"rows\":[";
  for (uint32_t index = 0; index < tree.size(); ++index) {
    NodeIndex node(index);
    out += index == 0 ? "[" : ",[";
    append_json_number(out, index);
    out += ",\"" + std::string(syntax::entry(tree.kind(node)).name) + "\",\"" +
           std::string(syntax::name_of(tree.role(node))) + "\",";
    append_json_number(out, tree.start(node));
    out += ",";
    append_json_number(out, tree.end(node));
    out += ",";
    if (auto parent = tree.parent(node)) {
      append_json_number(out, (*parent).value());
    } else {
      out += "null";
    }
    out += ",";
    append_json_number(out, tree.subtree_end(node).value());
    out += ",";
    append_json_string(out, payload_text(tree, node, dumped.text));
    out += "]";
  }
  return out + "]}\n";
}

std::string nodes_table(Session& session, FileId file) {
  Dumped dumped(session, file);
  const Tree& tree = dumped.lease.tree();
  size_t digits = std::to_string(tree.size()).size();
  size_t number = std::max<size_t>(digits, 6);
  std::string out = dumped.path + ": " + std::to_string(tree.size()) + " rows, " +
                    std::to_string(tree.memory_bytes()) + " bytes\n";
  out += padded("", number - 3) + "idx  " + padded("kind", 18) + padded("role", 14) + padded("range", 16) +
         padded("", number - 6) + "parent  " + padded("", number - 3) + "end  payload\n";
  for (uint32_t index = 0; index < tree.size(); ++index) {
    NodeIndex node(index);
    out += right(index, number) + "  " + padded(std::string(syntax::entry(tree.kind(node)).name), 17) + " " +
           padded(std::string(syntax::name_of(tree.role(node))), 13) + " " +
           padded(std::to_string(tree.start(node)) + ".." + std::to_string(tree.end(node)), 15) + " ";
    auto parent = tree.parent(node);
    out += parent ? right((*parent).value(), number) : padded("", number - 1) + "-";
    out += "  " + right(tree.subtree_end(node).value(), number);
    std::string payload = payload_text(tree, node, dumped.text);
    if (!payload.empty()) out += "  " + payload;
    out += "\n";
  }
  return out;
}

std::string tokens_json(Session& session, FileId file) {
  Dumped dumped(session, file);
  std::vector<lex::Token> tokens = lex::tokenize(dumped.text, session.database().version());
  std::string out = document_of(dumped.path);
  out += ",\"count\":" + std::to_string(tokens.size()) +
         ",\"columns\":[\"kind\",\"start\",\"end\",\"text\"],\"rows\":[";
  for (size_t i = 0; i < tokens.size(); ++i) {
    const lex::Token& token = tokens[i];
    out += i == 0 ? "[\"" : ",[\"";
    out += lex::identifier_of(token.kind);
    out += "\",";
    append_json_number(out, token.start);
    out += ",";
    append_json_number(out, token.end);
    out += ",";
    append_json_string(out, dumped.text.slice(token.range()));
    out += "]";
  }
  return out + "]}\n";
}

std::string tokens_text(Session& session, FileId file) {
  Dumped dumped(session, file);
  std::string out;
  for (const lex::Token& token : lex::tokenize(dumped.text, session.database().version())) {
    out += padded(dumped.place(token.range()), 16) + " " +
           padded(std::string(lex::identifier_of(token.kind)), 16) + " ";
    append_json_string(out, dumped.text.slice(token.range()));
    out += "\n";
  }
  return out;
}

}  // namespace pellucid::wire
