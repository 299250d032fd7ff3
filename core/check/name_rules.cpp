#include "check/name_rules.h"

#include "check/name_checker.h"

namespace pellucid::check {

NameFindings name_rules(const NamedFile& file) { return NameChecker(file).run(); }

std::vector<Diagnostic> name_rules_alone(const NamedFile& file) {
  NameFindings found = name_rules(file);
  add_settled(found.diagnostics, found.open, settle_alone(found.questions, file.use_def));
  return std::move(found.diagnostics);
}

NameChecker::NameChecker(const NamedFile& file)
    : file_(file),
      symbols_(file.scopes.table.all_symbols()),
      definitions_(file.use_def, file.scopes.table.symbol_count()) {
  const scope::ScopeTable& table = file.scopes.table;
  scope_of_.resize(symbols_.size());
  use_counts_.assign(symbols_.size(), 0);
  is_read_.assign(symbols_.size(), false);
  used_later_.assign(symbols_.size(), false);
  calls_locals_.assign(table.size(), false);
  for (uint32_t id = 0; id < table.size(); ++id) {
    const scope::Scope& its = table.scope(FileScopeId(id));
    for (uint32_t i = its.first_symbol; i < its.symbol_end; ++i) scope_of_[i] = id;
  }
}

std::span<const NameChecker::Step> NameChecker::steps() {
  static constexpr Step kSteps[] = {
      {"uses", &NameChecker::count_uses},
      {"open globals", &NameChecker::find_open_globals},
      {"installed names", &NameChecker::find_installed_names},
      {"expected name errors", &NameChecker::find_expected_name_errors},
      {"`__all__`", &NameChecker::read_exports},
      {"names in strings", &NameChecker::read_string_annotations},
      {"unresolved", &NameChecker::check_uses},
      {"exported and not there", &NameChecker::check_exports},
      {"unused", &NameChecker::check_bindings},
      {"redefined", &NameChecker::check_redefinitions},
      {"star imports", &NameChecker::check_star_imports},
      {"unreachable", &NameChecker::check_dead_code},
  };
  return kSteps;
}

NameFindings NameChecker::run() {
  for (const Step& step : steps()) run(step);
  return {std::move(diagnostics_), std::move(questions_), std::move(open_)};
}

void NameChecker::count_uses() {
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    NodeIndex row(i);
    // `*` of a star import is an Alias without a name.
    if (file_.tree.kind(row) == NodeKind::Alias && file_.tree.is_leaf(row)) star_imports_.push_back(row);
  }
  for (const flow::Use& use : file_.use_def.uses()) {
    // A read that finds nothing is no use of what is bound elsewhere.
    is_read_[use.symbol] = true;
    if (file_.use_def.boundness(use.value).may_be_bound || use.value == flow::kNoOwner)
      ++use_counts_[use.symbol];
    if (use.value == flow::kAnyOfScope) used_later_[use.symbol] = true;
    if (use.value == flow::kNoOwner && symbols_[use.symbol].name == scope::known(scope::KnownName::Locals)) {
      auto parent = node(use.row).parent();
      if (parent && parent->is(NodeKind::Call)) calls_locals_[scope_of_[use.symbol]] = true;
    }
  }
  for (const flow::Fallback& its : file_.use_def.fallbacks()) {
    is_read_[its.symbol] = true;
    if (file_.use_def.boundness(its.value).may_be_bound) ++use_counts_[its.symbol];
    if (its.value == flow::kAnyOfScope) used_later_[its.symbol] = true;
  }
}

void NameChecker::check_dead_code() {
  for (NodeIndex dead : file_.use_def.dead_statements()) unreachable(node(dead));
}

void NameChecker::unreachable(Node statement) {
  // A `yield` that is never run makes a generator of its function, and is mostly there for that.
  if (statement.is(NodeKind::Expr))
    if (auto value = statement.child(Role::Value); value && value->is(NodeKind::Yield)) return;
  Node owner = *statement.parent();
  bool begins_block = owner.child(statement.role()) == statement;
  if (!begins_block) {
    report(Rule::UnreachableCode, statement.range(),
           "this is never run: what stands before it does not go on");
    return;
  }
  // The condition that decides: the clause's own, or the last one before an `else`.
  std::optional<Node> condition = owner.child(Role::Test);
  std::string message = "this is never run: what leads to it does not come here";
  if (condition && statement.role() == Role::Orelse) {
    for (Node clause : owner.children(Role::Elif)) condition = clause.child(Role::Test);
    message = "this is never run: the condition before it is always true";
    if (owner.child(Role::Elif))
      message = "this is never run: one of the conditions before it is always true";
  } else if (condition) {
    message = "this is never run: its condition is never true";
    if (owner.role() == Role::Elif) message += ", or one before it always is";
  }
  if (condition && asks_for_environment(*condition)) message += ", for this version of Python and platform";
  Diagnostic& found = report(Rule::UnreachableCode, statement.range(), std::move(message));
  if (condition) found.related.push_back({condition->range(), "the condition"});
}

// `sys.version_info >= (3, 12)`, `sys.platform == "win32"`.
bool NameChecker::asks_for_environment(Node condition) const {
  for (uint32_t row = condition.index().value(); row < file_.tree.subtree_end(condition.index()).value();
       ++row)
    if (file_.tree.kind(NodeIndex(row)) == NodeKind::Name && text_of(node(NodeIndex(row))) == "sys")
      return true;
  return false;
}

namespace {

// Words by which a module may add names to itself. Most names of a file are of another length.
bool tells_of_globals(std::string_view text) {
  switch (text.size()) {
    case 7: return text == "globals";
    case 9: return text == "_convert_";
    case 11: return text == "global_enum";
    case 12: return text == "_simple_enum";
    default: return false;
  }
}

}  // namespace

// `globals().update(…)`, `globals()[name] = …`, `IntEnum._convert_(…)` and `@global_enum` put names into the
// module.
void NameChecker::find_open_globals() {
  // A file has far fewer names than rows, and seldom one of these.
  std::vector<bool> is_telling(file_.tree.name_count());
  bool tells = file_.scopes.table.has(scope::known(scope::KnownName::Exec));
  is_telling[static_cast<uint32_t>(lex::WellKnown::Exec)] = tells;
  for (uint32_t i = lex::kFirstOwnName; i < is_telling.size(); ++i) {
    is_telling[i] = tells_of_globals(file_.tree.text_of(syntax::NameIndex(i), file_.text));
    tells |= is_telling[i];
  }
  if (!tells) return;
  for (uint32_t i = 0; i < file_.tree.size() && !has_open_globals_; ++i) {
    NodeIndex row(i);
    NodeKind kind = file_.tree.kind(row);
    if (kind != NodeKind::Name && kind != NodeKind::Identifier) continue;
    if (!is_telling[file_.tree.name(row).value()]) continue;
    std::string_view text = file_.tree.text_of(file_.tree.name(row), file_.text);
    if (text == "_convert_" || text == "global_enum" || text == "_simple_enum") {
      has_open_globals_ = true;
    } else if (text == "globals" && kind == NodeKind::Name) {
      // `globals()`, with anything done to it: reading one item of it binds nothing.
      auto call = node(row).parent();
      auto outer = call && call->is(NodeKind::Call) ? call->parent() : std::nullopt;
      if (!outer) continue;
      bool reads_item = outer->is(NodeKind::Subscript) && !outer->has(syntax::kStore);
      bool reads =
          outer->is(NodeKind::Attribute) && outer->child(Role::Attr) &&
          file_.tree.text_of(file_.tree.name(outer->child(Role::Attr)->index()), file_.text) != "update";
      has_open_globals_ = !reads_item && !reads && !outer->is(NodeKind::Compare);
    } else if (text == "exec" && kind == NodeKind::Name) {
      // Without a namespace of its own it runs in this one.
      auto call = node(row).parent();
      has_open_globals_ = call && call->is(NodeKind::Call) && call->children(Role::Arg).count() == 1;
    }
  }
}

exports::ModuleRef module_taken_from(const NamedFile& file, NodeIndex alias) {
  Node statement = *Node(file.tree, alias).parent();
  return {file.tree.payload(statement.index()),
          file.names.intern(syntax::dotted(file.tree, file.text, statement, Role::Module))};
}

void NameChecker::leave_open(Question question, std::optional<Diagnostic> certain,
                             std::optional<Diagnostic> sometimes) {
  questions_.questions.push_back(question);
  open_.push_back({std::move(diagnostics_.back()), std::move(certain), std::move(sometimes)});
  diagnostics_.pop_back();
}

// Star imports that are never run here may be run elsewhere.
bool NameChecker::has_other_stars() const { return star_imports_.size() > file_.use_def.stars().size(); }

void NameChecker::may_be_from_star(scope::Name name, flow::ValueId value, Runs runs, source::Range range,
                                   Diagnostic certain) {
  // Even where all of them bring it there may be ways around them.
  std::optional<Diagnostic> sometimes;
  if (runs == Runs::InPlace && file_.use_def.boundness(value).is_starred)
    sometimes = diagnostic::report(Rule::PossiblyUnresolvedReference, range,
                                   quoted(file_.names.text(name)) + " may be unbound here");
  Diagnostic& found =
      report(Rule::PossiblyFromStarImport, range,
             quoted(file_.names.text(name)) + " may come from a star import, or be undefined");
  // The last ones are the likeliest, and all of many would be told with each of many names.
  constexpr size_t kMostStars = 8;
  if (stars_told_.empty())
    for (size_t i = star_imports_.size() - std::min(star_imports_.size(), kMostStars);
         i < star_imports_.size(); ++i)
      stars_told_.push_back({file_.tree.range(star_imports_[i]),
                             "everything is imported from " + import_text(star_imports_[i])});
  found.related = stars_told_;
  Question question{QuestionKind::FromStar, name};
  question.value = value;
  leave_open(question, std::move(certain), std::move(sometimes));
}

Diagnostic& NameChecker::report(Rule rule, source::Range range, std::string message) {
  diagnostics_.push_back({rule, diagnostic::entry(rule).default_severity, range, std::move(message), {}, {}});
  return diagnostics_.back();
}

}  // namespace pellucid::check
