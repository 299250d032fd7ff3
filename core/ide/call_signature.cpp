#include "ide/call_signature.h"

#include <algorithm>
#include <unordered_set>

#include "ide/far_definitions.h"
#include "ide/references.h"
#include "ide/signature.h"
#include "lex/tokenize.h"

namespace pellucid::ide {

using lex::Token;
using lex::TokenKind;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

namespace {

constexpr size_t kLongResult = 80;
constexpr size_t kMostSignatures = 24;
// Of classes, and theirs in turn: each costs a look at all definitions of the file.
constexpr size_t kMostBases = 64;

bool opens(TokenKind kind) {
  return kind == TokenKind::LeftParenthesis || kind == TokenKind::LeftBracket || kind == TokenKind::LeftBrace;
}

bool closes(TokenKind kind) {
  return kind == TokenKind::RightParenthesis || kind == TokenKind::RightBracket ||
         kind == TokenKind::RightBrace;
}

bool is_layout(const Token& token) {
  return (token.flags & lex::kSynthetic) != 0 || token.kind == TokenKind::Comment ||
         token.kind == TokenKind::LineBreak;
}

bool is_end(TokenKind kind) {
  return kind == TokenKind::EndOfFile || kind == TokenKind::Newline || kind == TokenKind::Indent ||
         kind == TokenKind::Dedent;
}

// The last bracket that nothing closes, by position.
std::optional<size_t> open_bracket(const std::vector<Token>& tokens) {
  uint32_t depth = 0;
  for (size_t i = tokens.size(); i-- > 0;) {
    TokenKind kind = tokens[i].kind;
    if (closes(kind)) ++depth;
    if (opens(kind) && depth-- == 0) return i;
    // No call goes on where a statement has ended.
    if (kind == TokenKind::Newline || kind == TokenKind::Semicolon) return {};
  }
  return {};
}

bool is_call(const std::vector<Token>& tokens, size_t open) {
  if (tokens[open].kind != TokenKind::LeftParenthesis || open == 0) return false;
  if (tokens[open - 1].kind != TokenKind::Name) return false;
  return open < 2 || (tokens[open - 2].kind != TokenKind::Def && tokens[open - 2].kind != TokenKind::Class);
}

bool is_method(Node function) {
  auto parent = function.parent();
  return function.is(NodeKind::FunctionDef) && parent && parent->is(NodeKind::ClassDef);
}

bool is_decorated(Node function, const source::Text& text, std::string_view with) {
  for (Node decorator : function.children(Role::Decorator)) {
    std::string_view source = text.slice(decorator.range());
    if (source == with) return true;
    if (source.ends_with(with) && source[source.size() - with.size() - 1] == '.') return true;
  }
  return false;
}

std::string_view name_of_definition(Node definition, const source::Text& text) {
  auto name = definition.child(Role::Name);
  return name ? text.slice(name->range()) : std::string_view();
}

// The overloads among functions of one name if there are any, else the last.
std::vector<Node> functions_named(Node block, std::string_view name, const source::Text& text) {
  std::vector<Node> all, overloads;
  for (Node child : block.children()) {
    if (!child.is(NodeKind::FunctionDef) || name_of_definition(child, text) != name) continue;
    all.push_back(child);
    if (is_decorated(child, text, "overload")) overloads.push_back(child);
  }
  if (!overloads.empty()) return overloads;
  return all.empty() ? all : std::vector<Node>{all.back()};
}

CallSignature signature(std::string_view called, Node function, const source::Text& text, First first) {
  CallSignature out;
  out.label = std::string(called) + "(";
  for (const ListedParameter& its : append_parameters(out.label, function, text, first)) {
    const syntax::Tree& tree = function.tree();
    out.parameters.push_back(
        {its.range, std::string(tree.text_of(tree.name(its.node.index()), text)), its.node.role()});
  }
  out.label += ')';
  if (auto returns = function.child(Role::Returns); returns && first == First::Kept)
    out.label += " -> " + one_line(text.slice(returns->range()), kLongResult);
  if (function.is(NodeKind::FunctionDef)) out.documentation = documentation_of(function, text);
  return out;
}

class Finder {
 public:
  Finder(query::Engine& engine, db::Database& database, db::FileId id, const NamedFile& file,
         const std::vector<Occurrence>& all)
      : database_(database), file_(file), all_(all), elsewhere_(engine, id, file, all) {}

  std::vector<CallSignature> called(uint32_t callee) {
    take_near(callee);
    if (found_.empty()) add(far(callee, {}));
    if (found_.empty()) take_method(callee);
    return std::move(found_);
  }

 private:
  void add(std::vector<CallSignature> signatures) {
    for (CallSignature& its : signatures) {
      if (found_.size() == kMostSignatures) return;
      bool is_known = std::any_of(found_.begin(), found_.end(),
                                  [&](const CallSignature& known) { return known.label == its.label; });
      if (!is_known) found_.push_back(std::move(its));
    }
  }

  void take_near(uint32_t offset) {
    for (const DefinitionPlace& its : definitions_at(file_, all_, offset)) {
      auto definition = Node(file_.tree, its.row).parent();
      if (!definition || found_.size() == kMostSignatures) continue;
      std::string_view called = file_.text.slice(its.name);
      if (definition->is(NodeKind::FunctionDef)) {
        take_function(*definition, called);
      } else if (definition->is(NodeKind::ClassDef)) {
        add(made_as(*definition, called));
      } else if (definition->is(NodeKind::Assign)) {
        auto value = definition->child(Role::Value);
        if (value && value->is(NodeKind::Lambda)) add(signatures_of(*value, called, file_.text));
      }
    }
  }

  void take_function(Node function, std::string_view called) {
    auto block = function.parent();
    if (block && block->index() != last_block_) {
      last_block_ = block->index();
      last_functions_ = functions_named(*block, called, file_.text);
    }
    // Of several definitions that are no overloads, the one that the call reaches.
    if (!block || last_functions_.size() < 2) return add(signatures_of(function, called, file_.text));
    for (Node overload : last_functions_) add(signatures_of(overload, called, file_.text));
  }

  // A class that does not say how it is made is made as the first of its bases that does, or of theirs. In
  //     class A: ...
  //     class B(A): ...
  //     class C(B, A): ...
  // each is looked at once, in a list that the bases of one are put in front of.
  std::vector<CallSignature> made_as(Node definition, std::string_view called) {
    std::vector<CallSignature> own = signatures_of(definition, called, file_.text);
    if (!own.empty()) return own;
    std::vector<Node> bases;  // the next one last
    std::unordered_set<NodeIndex> seen = {definition.index()};
    bool is_known = append_bases(bases, definition);
    while (!bases.empty()) {
      if (bases_looked_at_++ >= kMostBases) return {};
      uint32_t base = bases.back().range().start;
      bases.pop_back();
      bool is_near = false;
      for (const DefinitionPlace& its : definitions_at(file_, all_, base)) {
        auto found = Node(file_.tree, its.row).parent();
        // Where nothing has bound the name of a base, it may be that of the class itself.
        bool is_around = its.whole.start <= base && base < its.whole.end;
        if (!found || !found->is(NodeKind::ClassDef) || is_around) continue;
        is_near = true;
        if (!seen.insert(found->index()).second) continue;
        own = signatures_of(*found, called, file_.text);
        if (!own.empty()) return own;
        is_known &= append_bases(bases, *found);
      }
      if (is_near) continue;
      own = far(base, called);
      if (!own.empty()) return own;
      is_known = false;
    }
    if (!is_known) return {};
    return {{std::string(called) + "()", {}, documentation_of(definition, file_.text)}};
  }

  // Says whether they are all names.
  static bool append_bases(std::vector<Node>& to, Node definition) {
    bool are_names = true;
    size_t begin = to.size();
    for (Node base : definition.children(Role::Base)) {
      if (base.is(NodeKind::Name)) to.push_back(base);
      are_names &= base.is(NodeKind::Name);
    }
    std::reverse(to.begin() + static_cast<ptrdiff_t>(begin), to.end());
    return are_names;
  }

  // What stands in another file; `called`, or by its own name. Overloads stand side by side, so all places count.
  std::vector<CallSignature> far(uint32_t offset, std::string_view called) {
    std::vector<CallSignature> found;
    for (const FarPlace& its : elsewhere_.at(offset)) {
      if (found.size() >= kMostSignatures) break;
      if (!its.symbol) continue;
      if (its.symbol->kind != flow::DefinitionKind::Function &&
          its.symbol->kind != flow::DefinitionKind::Class)
        continue;
      const source::Text& text = database_.text(its.file);
      db::DefinitionLease lease = database_.lease_definition(its.file, its.symbol->row, "signature");
      auto definition = Node(lease.tree(), its.symbol->row).parent();
      if (!definition) continue;
      std::string_view its_name = called.empty() ? name_of_definition(*definition, text) : called;
      for (CallSignature& one : signatures_of(*definition, its_name, text)) found.push_back(std::move(one));
    }
    return found;
  }

  // `self.method(`: of the class around, by the name that the method gives its object.
  void take_method(uint32_t callee) {
    Node name(file_.tree, syntax::node_at(file_.tree, callee));
    auto attribute = name.parent();
    if (!attribute || !attribute->is(NodeKind::Attribute)) return;
    auto object = attribute->child(Role::Value);
    if (!object || !object->is(NodeKind::Name)) return;
    for (Node up : name.ancestors()) {
      if (!is_method(up)) continue;
      if (first_parameter(up) != file_.text.slice(object->range())) return;
      for (Node method : functions_named(*up.parent(), file_.text.slice(name.range()), file_.text))
        add(signatures_of(method, file_.text.slice(name.range()), file_.text));
      return;
    }
  }

  std::string_view first_parameter(Node function) const {
    auto parameters = function.child(Role::Parameters);
    if (!parameters) return {};
    for (Node parameter : parameters->children())
      return file_.tree.text_of(file_.tree.name(parameter.index()), file_.text);
    return {};
  }

  db::Database& database_;
  const NamedFile& file_;
  const std::vector<Occurrence>& all_;
  FarDefinitions elsewhere_;
  std::vector<CallSignature> found_;
  size_t bases_looked_at_ = 0;
  // Functions of the name that is called, in the block that was looked at last.
  std::optional<NodeIndex> last_block_;
  std::vector<Node> last_functions_;
};

}  // namespace

std::optional<ArgumentPlace> argument_at(const source::Text& text, source::PythonVersion version,
                                         uint32_t offset) {
  std::vector<Token> tokens;
  for (const Token& token : lex::tokenize(source::Text(text.view().substr(0, offset)), version))
    if (!is_layout(token)) tokens.push_back(token);
  // The end of the text that was cut off ends no statement.
  while (!tokens.empty() && is_end(tokens.back().kind)) tokens.pop_back();
  auto open = open_bracket(tokens);
  if (!open || !is_call(tokens, *open)) return {};
  ArgumentPlace place;
  place.callee = tokens[*open - 1].start;
  uint32_t depth = 0;
  for (size_t i = *open + 1; i < tokens.size(); ++i) {
    TokenKind kind = tokens[i].kind;
    if (opens(kind)) ++depth;
    if (closes(kind)) --depth;
    if (depth > 0) continue;
    if (kind == TokenKind::Comma) {
      if (place.keyword.empty()) ++place.position;
      place.keyword = {};
    } else if (kind == TokenKind::Equal && tokens[i - 1].kind == TokenKind::Name) {
      place.keyword = text.slice(tokens[i - 1].range());
    }
  }
  return place;
}

std::optional<uint32_t> CallSignature::parameter_of(const ArgumentPlace& argument) const {
  std::optional<uint32_t> rest;
  uint32_t position = 0;
  for (uint32_t i = 0; i < parameters.size(); ++i) {
    const Parameter& its = parameters[i];
    if (!argument.keyword.empty()) {
      if (its.name == argument.keyword && its.role != Role::PositionalOnly &&
          its.role != Role::VarPositional && its.role != Role::VarKeyword)
        return i;
      if (its.role == Role::VarKeyword) rest = i;
      continue;
    }
    if (its.role == Role::VarPositional) return i;
    bool by_position = its.role == Role::Positional || its.role == Role::PositionalOnly;
    if (by_position && position++ == argument.position) return i;
  }
  return rest;
}

std::vector<CallSignature> signatures_of(Node definition, std::string_view called, const source::Text& text) {
  if (definition.is(NodeKind::Lambda)) return {signature(called, definition, text, First::Kept)};
  if (definition.is(NodeKind::FunctionDef)) {
    bool is_bound = is_method(definition) && !is_decorated(definition, text, "staticmethod");
    return {signature(called, definition, text, is_bound ? First::LeftOut : First::Kept)};
  }
  if (!definition.is(NodeKind::ClassDef)) return {};
  std::vector<CallSignature> out;
  for (std::string_view maker : {"__init__", "__new__"}) {
    for (Node function : functions_named(definition, maker, text)) {
      out.push_back(signature(called, function, text, First::LeftOut));
      if (out.back().documentation.empty()) out.back().documentation = documentation_of(definition, text);
    }
    if (!out.empty()) break;
  }
  return out;
}

std::optional<CallAt> call_at(query::Engine& engine, db::Database& database, db::FileId id,
                              const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset) {
  auto argument = argument_at(file.text, file.version, offset);
  if (!argument) return {};
  std::vector<CallSignature> found = Finder(engine, database, id, file, all).called(argument->callee);
  if (found.empty()) return {};
  return CallAt{*argument, std::move(found)};
}

}  // namespace pellucid::ide
