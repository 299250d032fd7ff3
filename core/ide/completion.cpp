#include "ide/completion.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ide/bound_state.h"
#include "ide/hover.h"
#include "ide/module_completion.h"
#include "ide/scope_pieces.h"
#include "lex/tokenize.h"
#include "scope/lookup.h"
#include "syntax/node.h"

namespace pellucid::ide {

using flow::DefinitionKind;
using lex::Token;
using lex::TokenKind;
using scope::FileScopeId;
using scope::OptionalScope;
using scope::ScopeKind;
using scope::Symbol;
using scope::SymbolFlag;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

std::string_view name_of(CompletionKind kind) {
  switch (kind) {
    case CompletionKind::Variable: return "variable";
    case CompletionKind::Parameter: return "parameter";
    case CompletionKind::Function: return "function";
    case CompletionKind::Class: return "class";
    case CompletionKind::Module: return "module";
    case CompletionKind::TypeParameter: return "type parameter";
    case CompletionKind::TypeAlias: return "type alias";
    case CompletionKind::Builtin: return "builtin";
    case CompletionKind::Keyword: return "keyword";
    case CompletionKind::Member: return "member";
  }
  return {};
}

CompletionKind kind_of(DefinitionKind kind) {
  switch (kind) {
    case DefinitionKind::Function: return CompletionKind::Function;
    case DefinitionKind::Class: return CompletionKind::Class;
    case DefinitionKind::Import: return CompletionKind::Module;
    case DefinitionKind::Parameter: return CompletionKind::Parameter;
    case DefinitionKind::TypeParameter: return CompletionKind::TypeParameter;
    case DefinitionKind::TypeAlias: return CompletionKind::TypeAlias;
    default: return CompletionKind::Variable;
  }
}

namespace {

// More than anyone reads, few enough to send with every key.
constexpr size_t kMostItems = 1000;

constexpr std::string_view kKeywords[] = {
#define PEL_TOKEN(name, text)
#define PEL_OPERATOR(name, text)
#define PEL_KEYWORD(name, text) text,
#include "lex/token_kind.def"
#undef PEL_TOKEN
#undef PEL_OPERATOR
#undef PEL_KEYWORD
    "match",
    "case",
    "type",
};

bool continues_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Completer {
 public:
  Completer(query::Engine& engine, db::FileId id, const NamedFile& file, const std::vector<Occurrence>& all,
            uint32_t offset)
      : modules_(engine, id, file),
        file_(file),
        table_(file.scopes.table),
        all_(all),
        states_(file),
        text_(file.text.view()),
        at_(offset) {
    replaced_ = {offset, offset};
    while (replaced_.start > 0 && continues_name(text_[replaced_.start - 1])) --replaced_.start;
    while (replaced_.end < text_.size() && continues_name(text_[replaced_.end])) ++replaced_.end;
  }

  Completion run() {
    Completion found = {replaced_, {}};
    read_tokens();
    if (in_words_ || names_something_new()) return found;
    ImportPlace place = import_place(statement_, text_);
    switch (place.kind) {
      case ImportPlace::Kind::None: break;
      case ImportPlace::Kind::Other: return found;
      case ImportPlace::Kind::Keyword:
        found.items = {{"import", CompletionKind::Keyword, {}, false, {}, false, {}}};
        return found;
      default: found.items = modules_.at(place); return found;
    }
    uint32_t dot = replaced_.start;
    while (dot > 0 && (text_[dot - 1] == ' ' || text_[dot - 1] == '\t')) --dot;
    if (dot > 0 && text_[dot - 1] == '.') {
      members(dot - 1);
    } else {
      names();
    }
    if (items_.size() > kMostItems) items_.resize(kMostItems);
    found.items = std::move(items_);
    return found;
  }

 private:
  // Where the place is

  void read_tokens() {
    std::vector<Token> tokens = lex::tokenize(file_.text, file_.version);
    for (const Token& token : tokens) {
      if (token.start >= replaced_.start) break;
      switch (token.kind) {
        case TokenKind::String: in_words_ = at_ < token.end; break;
        case TokenKind::Comment:
        case TokenKind::FStringMiddle: in_words_ = at_ <= token.end; break;
        default: in_words_ = false;
      }
      bool is_layout = token.kind == TokenKind::Newline || token.kind == TokenKind::LineBreak ||
                       token.kind == TokenKind::Indent || token.kind == TokenKind::Dedent ||
                       token.kind == TokenKind::Comment || token.start == token.end;
      if (!is_layout) before_ = token;
      bool ends = token.kind == TokenKind::Newline || token.kind == TokenKind::Semicolon ||
                  token.kind == TokenKind::Colon;
      // What the text does not close the lexer does, with tokens of no width.
      if (ends && token.start < token.end) {
        statement_.clear();
      } else if (!is_layout) {
        statement_.push_back(token);
      }
    }
  }

  // `def …`, `class …`, `as …`: what comes there is not there yet.
  bool names_something_new() const {
    if (!before_) return false;
    switch (before_->kind) {
      case TokenKind::Def:
      case TokenKind::Class:
      case TokenKind::As: return true;
      default: return starts_number();
    }
  }
  bool starts_number() const {
    return replaced_.start < replaced_.end && text_[replaced_.start] >= '0' && text_[replaced_.start] <= '9';
  }

  // On a line of its own the indentation says in which body a statement would stand.
  FileScopeId scope_here() const {
    uint32_t line = replaced_.start;
    while (line > 0 && (text_[line - 1] == ' ' || text_[line - 1] == '\t')) --line;
    bool begins_line = line == 0 || text_[line - 1] == '\n' || text_[line - 1] == '\r';
    bool is_name = replaced_.start < replaced_.end;
    if (!begins_line || !before_) {
      FileScopeId scope = scope_at_offset(file_.tree, file_.scopes, replaced_.start);
      // In `return |` the statement ends before the place.
      if (is_name || !before_) return scope;
      FileScopeId before = scope_at_offset(file_.tree, file_.scopes, before_->start);
      return is_around(scope, before) ? before : scope;
    }
    uint32_t indent = replaced_.start - line;
    FileScopeId scope = scope_at_offset(file_.tree, file_.scopes, before_->start);
    while (scope != scope::kModuleScope) {
      Node node(file_.tree, file_.scopes.places.node(scope));
      auto body = node.child(Role::Body);
      bool is_block = node.is(NodeKind::FunctionDef) || node.is(NodeKind::ClassDef);
      if (is_block && body && column_of(body->range().start) <= indent) break;
      scope = *table_.scope(scope).parent;
    }
    return scope;
  }
  bool is_around(FileScopeId outer, FileScopeId inner) const {
    for (OptionalScope at = inner; at; at = table_.scope(*at).parent)
      if (*at == outer) return true;
    return false;
  }
  uint32_t column_of(uint32_t offset) const {
    uint32_t line = offset;
    while (line > 0 && text_[line - 1] != '\n' && text_[line - 1] != '\r') --line;
    return offset - line;
  }

  // The first row that begins behind the place, to compare with those of definitions; none at the end.
  syntax::OptionalNode row_here() const {
    uint32_t low = 0, high = file_.tree.size();
    while (low < high) {
      uint32_t middle = (low + high) / 2;
      if (file_.tree.start(NodeIndex(middle)) < replaced_.start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < file_.tree.size() ? syntax::OptionalNode(NodeIndex(low)) : syntax::OptionalNode();
  }

  // What the symbol is at the place, for code that runs when the place is come to.
  BoundState state_here(uint32_t symbol, FileScopeId here, syntax::OptionalNode row) const {
    bool any = false;
    for (flow::DefinitionId id : states_.definitions()[symbol]) {
      const flow::Definition& its = file_.use_def.definitions()[id.value()];
      any |=
          its.kind != DefinitionKind::Annotation && !flow::unbinds(its.kind) && !is_under_way(its.row, here);
    }
    if (!any) return BoundState::Unbound;
    if (row) return states_.by_place(symbol, *row);
    flow::Boundness end = file_.use_def.boundness(file_.use_def.at_end(symbol));
    if (!end.may_be_bound) return BoundState::Unbound;
    return end.may_be_unbound ? BoundState::MaybeUnbound : BoundState::Bound;
  }
  // `x = |` and the body of `class x` have not bound `x` yet.
  bool is_under_way(NodeIndex definition, FileScopeId here) const {
    Role part = file_.tree.role(definition);
    for (Node up : Node(file_.tree, definition).ancestors()) {
      bool assigns = up.is(NodeKind::Assign) || up.is(NodeKind::AnnAssign) || up.is(NodeKind::AugAssign);
      bool defines = up.is(NodeKind::FunctionDef) || up.is(NodeKind::ClassDef);
      if ((assigns && part == Role::Target) || (defines && part == Role::Name)) {
        for (OptionalScope at = here; at; at = table_.scope(*at).parent)
          if (defines && file_.scopes.places.node(*at) == up.index()) return true;
        return up.range().start < at_ && at_ <= line_end_of(up);
      }
      if (syntax::entry(up.kind()).category == syntax::Category::Statement) return false;
      part = up.role();
    }
    return false;
  }
  // `x = |` ends before the blank that the place stands behind.
  uint32_t line_end_of(Node node) const {
    uint32_t end = node.range().end;
    while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t')) ++end;
    return end;
  }

  // Names

  void names() {
    FileScopeId here = scope_here();
    syntax::OptionalNode row = row_here();
    bool same_frame = true;
    for (OptionalScope at = here; at; at = table_.scope(*at).parent) {
      if (scope::sees(table_, here, *at)) names_of(*at, here, row, same_frame);
      ScopeKind kind = table_.scope(*at).kind;
      same_frame = same_frame && (kind == ScopeKind::Class || scope::is_comprehension(kind));
    }
    std::vector<std::string_view> builtins = check::provided_names(file_.version);
    for (std::string_view name : builtins)
      add({std::string(name), CompletionKind::Builtin, {}, false, {}, true, {}});
    for (std::string_view name : kKeywords)
      add({std::string(name), CompletionKind::Keyword, {}, false, {}, false, {}});
  }

  void names_of(FileScopeId scope, FileScopeId here, syntax::OptionalNode row, bool same_frame) {
    std::vector<CompletionItem> certain, uncertain;
    for (const Symbol& symbol : table_.symbols(scope)) {
      bool binds = symbol.binds() || symbol.flags.has(SymbolFlag::DeclaredGlobal) ||
                   symbol.flags.has(SymbolFlag::DeclaredNonlocal);
      if (!binds || symbol.flags.has(SymbolFlag::Implicit) || !symbol.owner_symbol) continue;
      uint32_t owner = table_.position({*symbol.owner_scope, *symbol.owner_symbol});
      std::span<const flow::DefinitionId> definitions = states_.definitions()[owner];
      if (definitions.empty()) continue;
      bool is_own = *symbol.owner_scope == scope;
      BoundState state = same_frame && is_own ? state_here(owner, here, row) : states_.later(owner, here);
      if (state == BoundState::Unbound || state == BoundState::Deleted) continue;
      const flow::Definition& first = file_.use_def.definitions()[definitions.front().value()];
      CompletionItem item = {written(symbol),
                             kind_of(first.kind),
                             definition_line(file_.tree, file_.text, first.row),
                             state == BoundState::MaybeUnbound,
                             symbol.owner_scope,
                             false,
                             {}};
      (item.may_be_unbound ? uncertain : certain).push_back(std::move(item));
    }
    for (std::vector<CompletionItem>* items : {&certain, &uncertain}) {
      std::sort(items->begin(), items->end(),
                [](const CompletionItem& a, const CompletionItem& b) { return a.name < b.name; });
      for (CompletionItem& item : *items) add(std::move(item));
    }
  }

  // Private names have two underscores where they can be seen.
  std::string written(const Symbol& symbol) const {
    std::string name(file_.names.text(symbol.name));
    if (!symbol.flags.has(SymbolFlag::Mangled)) return name;
    size_t at = name.find("__", 1);
    return at == std::string::npos ? name : name.substr(at);
  }

  void add(CompletionItem item) {
    if (seen_.insert(item.name).second) items_.push_back(std::move(item));
  }

  // Members

  // `a.b` before the dot: names and dots alone.
  std::string_view chain_before(uint32_t dot) const {
    uint32_t start = dot;
    while (start > 0 && (continues_name(text_[start - 1]) || text_[start - 1] == '.')) --start;
    return text_.substr(start, dot - start);
  }

  // `b`, `c` of `a.b.c`.
  static std::vector<std::string_view> chain_of(std::string_view base) {
    std::vector<std::string_view> chain;
    for (size_t dot = base.find('.'); dot != std::string_view::npos; dot = base.find('.', dot + 1))
      chain.push_back(base.substr(dot + 1, base.find('.', dot + 1) - dot - 1));
    return chain;
  }

  void members(uint32_t dot) {
    std::string_view base = chain_before(dot);
    auto begin = static_cast<uint32_t>(base.data() - text_.data());
    const Occurrence* root = base.empty() ? nullptr : occurrence_at(all_, begin);
    if (root == nullptr || root->range.start != begin) return;
    if (root->row)
      for (CompletionItem& item : modules_.attributes(Node(file_.tree, *root->row), chain_of(base)))
        add(std::move(item));
    OptionalScope its_class = base.find('.') == std::string_view::npos ? class_of(*root) : OptionalScope();
    std::vector<std::string> names;
    for (uint32_t i = 0; i < file_.tree.size(); ++i) {
      Node attribute(file_.tree, NodeIndex(i));
      if (!attribute.is(NodeKind::Attribute)) continue;
      auto value = attribute.child(Role::Value), attr = attribute.child(Role::Attr);
      if (!value || !attr || (attr->range().start <= at_ && at_ <= attr->range().end)) continue;
      std::string_view source = file_.text.slice(value->range());
      bool is_self = its_class && value->is(NodeKind::Name);
      if (source != base && !is_self) continue;
      const Occurrence* other = occurrence_at(all_, value->range().start);
      if (other == nullptr) continue;
      bool same = source == base && other->entity == root->entity;
      if (!same && (!is_self || class_of(*other) != its_class)) continue;
      std::string_view name = file_.text.slice(attr->range());
      if (!name.empty()) names.emplace_back(name);
    }
    std::sort(names.begin(), names.end());
    for (std::string& name : names) add({std::move(name), CompletionKind::Member, {}, false, {}, false, {}});
    if (!its_class) return;
    for (const Symbol& symbol : table_.symbols(*its_class)) {
      if (!symbol.binds() || symbol.flags.has(SymbolFlag::Implicit) || !symbol.owner_symbol) continue;
      auto definitions = states_.definitions()[table_.position({*symbol.owner_scope, *symbol.owner_symbol})];
      if (definitions.empty()) continue;
      const flow::Definition& first = file_.use_def.definitions()[definitions.front().value()];
      add({written(symbol),
           kind_of(first.kind),
           definition_line(file_.tree, file_.text, first.row),
           false,
           its_class,
           false,
           {}});
    }
  }

  // The class that a name stands for an object of, or is: `self` in a method, `C` for `class C`.
  OptionalScope class_of(const Occurrence& root) {
    if (!root.entity.is_owned()) return {};
    std::span<const flow::DefinitionId> definitions = states_.definitions()[root.entity.symbol];
    if (definitions.size() != 1) return {};
    const flow::Definition& its = file_.use_def.definitions()[definitions.front().value()];
    if (its.kind == DefinitionKind::Class) {
      auto found = scopes_of_classes().find(*file_.tree.parent(its.row));
      return found != scopes_of_classes().end() ? OptionalScope(found->second) : OptionalScope();
    }
    if (its.kind != DefinitionKind::Parameter) return {};
    FileScopeId function = scope::scope_of_symbol(table_, root.entity.symbol);
    OptionalScope around = table_.scope(function).parent;
    if (around && table_.scope(*around).kind == ScopeKind::TypeParameters)
      around = table_.scope(*around).parent;
    Node parameter(file_.tree, its.row);
    bool is_first = parameter.parent() && its.row == parameter.parent()->index().next();
    bool is_method = around && table_.scope(*around).kind == ScopeKind::Class &&
                     table_.scope(function).kind == ScopeKind::Function;
    return is_first && is_method ? around : OptionalScope();
  }

  // By definition.
  const std::unordered_map<NodeIndex, FileScopeId>& scopes_of_classes() {
    if (!classes_.empty()) return classes_;
    for (uint32_t i = 0; i < table_.size(); ++i)
      if (table_.scope(FileScopeId(i)).kind == ScopeKind::Class)
        classes_.emplace(file_.scopes.places.node(FileScopeId(i)), FileScopeId(i));
    return classes_;
  }

  ModuleCompletion modules_;
  const NamedFile& file_;
  const scope::ScopeTable& table_;
  const std::vector<Occurrence>& all_;
  BoundStates states_;
  std::string_view text_;
  uint32_t at_;
  source::Range replaced_;
  std::vector<Token> statement_;                        // up to the place
  std::optional<Token> before_;                         // the last one that is something
  bool in_words_ = false;                               // in a comment or a string
  std::unordered_map<NodeIndex, FileScopeId> classes_;  // once they are asked for
  std::unordered_set<std::string> seen_;
  std::vector<CompletionItem> items_;
};

}  // namespace

Completion complete_at(query::Engine& engine, db::FileId id, const NamedFile& file,
                       const std::vector<Occurrence>& all, uint32_t offset) {
  return Completer(engine, id, file, all, offset).run();
}

}  // namespace pellucid::ide
