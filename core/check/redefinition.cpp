// Definitions that replace one which nothing has used.

#include <algorithm>

#include "check/name_checker.h"

namespace pellucid::check {

namespace {

bool is_statement(DefinitionKind kind) {
  return kind == DefinitionKind::Function || kind == DefinitionKind::Class;
}
// Whether a definition is one that the other should not replace unread.
bool should_be_read(DefinitionKind first, DefinitionKind again) {
  return is_import(first) || is_statement(first) ||
         (first == DefinitionKind::Assignment && is_statement(again));
}

}  // namespace

void NameChecker::check_redefinitions() {
  // What a use may get, of those that run in place; a function that runs later proves nothing about the
  // order.
  reached_ = file_.use_def.used_definitions();
  const auto& definitions = file_.use_def.definitions();
  // What came before a definition is a long list in a long function, so it is asked for only where the symbol
  // has something unread that the definition should not replace.
  unread_.assign(symbols_.size(), Unread::Nothing);
  for (uint32_t i = 0; i < definitions.size(); ++i) {
    const Definition& its = definitions[i];
    if (its.symbol == base::kNoneValue || reached_[i]) continue;
    if (should_be_read(its.kind, DefinitionKind::Assignment))
      unread_[its.symbol] = Unread::Definition;
    else if (its.kind == DefinitionKind::Assignment && unread_[its.symbol] == Unread::Nothing)
      unread_[its.symbol] = Unread::Assignment;
  }
  for (uint32_t i = 0; i < definitions.size(); ++i) check_redefinition(DefinitionId(i));
  if (!file_.use_def.stars().empty()) check_redefinitions_by_stars();
}

// What a star import may replace unread, if its module has the name: other files say whether it has.
void NameChecker::check_redefinitions_by_stars() {
  const auto& definitions = file_.use_def.definitions();
  std::vector<bool> wanted = file_.use_def.used_apart_from({}, used_later_);
  for (uint32_t i = 0; i < definitions.size(); ++i)
    wanted[i] = !wanted[i] && should_be_read(definitions[i].kind, DefinitionKind::ImportFrom);
  // What is used apart from one of them takes a walk over the values.
  size_t walks = kMostValuesWalked / file_.use_def.value_count();
  base::Optional<flow::StarIndex> last;
  std::vector<bool> used;
  for (const flow::UseDef::Replacement& its : file_.use_def.replacements(wanted)) {
    if (last != base::Optional(its.star)) {
      if (walks-- == 0) return;
      last = its.star;
      used = file_.use_def.used_apart_from(its.star, used_later_);
    }
    NodeIndex alias = file_.use_def.stars()[its.star.value()];
    for (DefinitionId id : file_.use_def.reaching(its.found))
      if (wanted[id.value()] && !used[id.value()] && definitions[id.value()].row < alias)
        redefined_by(alias, its.found, id);
  }
}

void NameChecker::redefined_by(NodeIndex star, flow::ValueId before, DefinitionId id) {
  const Definition& first = file_.use_def.definitions()[id.value()];
  bool is_import = flow::is_import(first.kind);
  if (is_import && (is_future_import(first.row) || is_submodule_import(first))) return;
  if (is_fallback(first.row, star) || is_overload(first)) return;
  if (syntax::exclusive_branches(file_.tree, first.row, star)) return;
  Question question{QuestionKind::RedefinedByStar, symbols_[first.symbol].name};
  question.star = number_of_star(star);
  question.value = before;
  question.definition = id.value();
  if (is_import) {
    Node alias = *node(first.row).parent();
    scope::Name name = file_.names.intern(syntax::dotted(file_.tree, file_.text, alias, Role::Name));
    bool is_from = first.kind == DefinitionKind::ImportFrom;
    question.module = is_from ? module_taken_from(file_, alias.index()) : exports::ModuleRef{0, name};
    if (is_from) question.member = name;
  }
  Diagnostic& found = report(Rule::RedefinedWhileUnused, file_.tree.range(star),
                             quoted(name_of(first.symbol)) +
                                 " is defined again by this star import before its first definition is used");
  found.related.push_back({file_.tree.range(first.row), "first defined here"});
  if (is_import) found.fix = removal_of_import(*node(first.row).parent(), "the first import");
  leave_open(question);
}

void NameChecker::check_redefinition(DefinitionId id) {
  const auto& definitions = file_.use_def.definitions();
  const Definition& again = definitions[id.value()];
  if (!again.reachable || again.foreign || again.symbol == base::kNoneValue || flow::unbinds(again.kind) ||
      again.kind == DefinitionKind::Annotation)
    return;
  std::string_view name = name_of(again.symbol);
  if (again.kind == DefinitionKind::For) {
    // The loop's variable may hide an import of a scope around, too.
    for (scope::OptionalScope at = scope_of(again.symbol); at; at = scope(*at).parent) {
      auto found = file_.scopes.table.find(*at, symbols_[again.symbol].name);
      if (!found) continue;
      uint32_t symbol = file_.scopes.table.position({*at, *found});
      for (DefinitionId other : definitions_[symbol]) {
        const Definition& import = definitions[other.value()];
        if (!is_import(import.kind) || !(import.row < again.row)) continue;
        if (syntax::exclusive_branches(file_.tree, import.row, again.row)) continue;
        report(Rule::ImportShadowedByLoopVariable, file_.tree.range(again.row),
               "the loop variable " + quoted(name) + " hides the import of the same name")
            .related.push_back({file_.tree.range(import.row), "imported here"});
        return;
      }
      break;
    }
  }
  Unread unread = unread_[again.symbol];
  if (unread == Unread::Nothing || (unread == Unread::Assignment && !is_statement(again.kind))) return;
  for (DefinitionId other : file_.use_def.reaching(again.before)) {
    const Definition& first = definitions[other.value()];
    if (!should_be_read(first.kind, again.kind) || reached_[other.value()] || !(first.row < again.row))
      continue;
    if (may_be_read_later(other)) continue;
    if (name == "_" && !is_import(first.kind)) continue;
    if (is_submodule_import(again) && is_import(first.kind)) continue;
    // One of them stands in for the other where an import or a definition fails.
    if (is_fallback(first.row, again.row)) continue;
    if (is_overload(first) || syntax::exclusive_branches(file_.tree, first.row, again.row)) continue;
    if (again.kind == DefinitionKind::For && is_import(first.kind)) continue;  // said above
    Diagnostic& found = report(Rule::RedefinedWhileUnused, file_.tree.range(again.row),
                               quoted(name) + " is defined again before its first definition is used");
    found.related.push_back({file_.tree.range(first.row), "first defined here"});
    if (is_import(first.kind)) found.fix = removal_of_import(*node(first.row).parent(), "the first import");
    return;
  }
}

// A scope that runs later reads what is there by then: a definition that may last, as when another replaces
// it in one branch only, and a value that holds the place of a class until it is defined.
bool NameChecker::may_be_read_later(DefinitionId id) const {
  const Definition& definition = file_.use_def.definitions()[id.value()];
  if (!used_later_[definition.symbol]) return false;
  if (definition.kind == DefinitionKind::Assignment) return true;
  std::vector<DefinitionId> last = file_.use_def.reaching(file_.use_def.at_end(definition.symbol));
  return std::find(last.begin(), last.end(), id) != last.end();
}

// try: from _fast import f
// except ImportError: def f(): …       and the same with a plain `f` before the `try`
bool NameChecker::is_fallback(NodeIndex first, NodeIndex again) const {
  Role role = file_.tree.role(again);
  for (Node ancestor : node(again).ancestors()) {
    if (ancestor.is(NodeKind::Try)) {
      bool handles = !ancestor.children(Role::Handler).empty();
      if (role == Role::Handler) return true;
      if (role == Role::Body && handles && !file_.tree.contains(ancestor.index(), first)) {
        NodeKind statement = statement_of(again).kind();
        if (statement == NodeKind::ImportFrom || statement == NodeKind::Import) return true;
      }
    }
    if (ancestor.is(NodeKind::FunctionDef) || ancestor.is(NodeKind::ClassDef)) {
      if (ancestor.index() == node(again).parent()->index()) {
        role = ancestor.role();
        continue;
      }
      return false;
    }
    role = ancestor.role();
  }
  return false;
}

// `import a.b` binds `a`, which other such imports bind, too.
bool NameChecker::is_submodule_import(const Definition& definition) const {
  if (definition.kind != DefinitionKind::Import) return false;
  auto alias = node(definition.row).parent();
  return alias && alias->is(NodeKind::Alias) && !alias->child(Role::Asname) &&
         alias->children(Role::Name).count() > 1;
}

bool NameChecker::is_overload(const Definition& definition) const {
  if (definition.kind != DefinitionKind::Function) return false;
  auto function = node(definition.row).parent();
  if (!function) return false;
  for (Node decorator : function->children(Role::Decorator)) {
    auto name =
        decorator.is(NodeKind::Attribute) ? decorator.child(Role::Attr) : std::optional<Node>(decorator);
    if (!name || (!name->is(NodeKind::Name) && !name->is(NodeKind::Identifier))) continue;
    if (file_.tree.text_of(file_.tree.name(name->index()), file_.text) == "overload") return true;
  }
  return false;
}

}  // namespace pellucid::check
