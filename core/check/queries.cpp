#include "check/queries.h"

#include <iterator>

#include "check/check.h"
#include "check/import_queries.h"
#include "check/name_rules.h"
#include "check/suppression.h"
#include "db/database.h"
#include "flow/queries.h"
#include "scope/queries.h"

namespace pellucid::check {

using diagnostic::Diagnostic;

namespace {

void append(std::vector<Diagnostic>& to, const std::vector<Diagnostic>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::vector<Diagnostic> settled(const RuleFindings& rules, const std::vector<Verdict>& verdicts) {
  std::vector<Diagnostic> all = rules.diagnostics;
  add_settled(all, rules.open, verdicts);
  return all;
}

void leave_silenced(std::vector<Diagnostic>& all, const source::Text& text, const source::LineIndex& lines,
                    const std::vector<source::Range>& comments, const RuleFindings& rules) {
  std::vector<Suppression> suppressions = read_suppressions(text, lines, comments);
  if (!suppressions.empty()) suppress(all, suppressions, text, lines, rules.long_rows);
}

}  // namespace

base::Shared<Findings> SyntaxErrorsOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<db::ParsedFile>& parsed = context.get<db::ParsedOf>(file);
  const base::Shared<scope::Scopes>& scopes = context.get<scope::ScopesOf>(file);
  if (!parsed || !scopes) return {};
  Findings found;
  append(found.diagnostics, parsed->syntax_errors);
  if (const auto& problem = context.host<db::Database>().coding_problem(file))
    found.diagnostics.push_back(diagnostic::syntax_error(problem->range, problem->message));
  append(found.diagnostics, scopes->problems);
  diagnostic::sort(found.diagnostics);
  return base::Shared<Findings>(std::move(found));
}

base::Shared<RuleFindings> RuleFindingsOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<db::ParsedFile>& parsed = context.get<db::ParsedOf>(file);
  const base::Shared<scope::Scopes>& scopes = context.get<scope::ScopesOf>(file);
  const base::Shared<flow::UseDef>& use_def = context.get<flow::UseDefOf>(file);
  const db::ModuleForm& form = context.get<db::ModuleFormOf>(file);
  if (!parsed || !scopes || !use_def) return {};
  auto& database = context.host<db::Database>();
  const source::Text& text = database.text(file);
  const source::LineIndex& lines = database.lines(file);
  db::TreeLease lease = database.lease(file, kName);
  RuleFindings found;
  found.diagnostics = literal_rules(lease.tree(), text);
  NameFindings of_names = name_rules(
      {lease.tree(), text, *scopes, *use_def, context.host<scope::Names>(), database.version(), form});
  std::move(of_names.diagnostics.begin(), of_names.diagnostics.end(), std::back_inserter(found.diagnostics));
  found.questions = std::move(of_names.questions);
  found.open = std::move(of_names.open);
  if (!read_suppressions(text, lines, parsed->comments).empty())
    found.long_rows = long_rows(lease.tree(), text);
  return base::Shared<RuleFindings>(std::move(found));
}

base::Shared<Findings> DiagnosticsOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<db::ParsedFile>& parsed = context.get<db::ParsedOf>(file);
  const base::Shared<Findings>& errors = context.get<SyntaxErrorsOf>(file);
  const base::Shared<RuleFindings>& rules = context.get<RuleFindingsOf>(file);
  const base::Shared<SharedImports>& sites = context.get<ImportSitesOf>(file);
  const base::Shared<ImportFaults>& faults = context.get<ImportFaultsOf>(file);
  const base::Shared<Verdicts>& verdicts = context.get<VerdictsOf>(file);
  const WaysBack& ways = context.get<WaysBackOf>(file);
  if (!parsed || !errors || !rules || !sites || !faults || !verdicts) return {};
  auto& database = context.host<db::Database>();
  const source::Text& text = database.text(file);
  const source::LineIndex& lines = database.lines(file);
  Findings all;
  all.diagnostics = settled(*rules, verdicts->verdicts);
  append(all.diagnostics, unresolved_imports(faults->imports, sites->places));
  if (!ways.empty()) append(all.diagnostics, import_cycles(sites->places.loaded, ways));
  leave_broken_lines(all.diagnostics, parsed->syntax_errors, lines);
  if (faults->hidden) all.diagnostics.push_back(*faults->hidden);
  append(all.diagnostics, errors->diagnostics);
  leave_silenced(all.diagnostics, text, lines, parsed->comments, *rules);
  diagnostic::sort(all.diagnostics);
  return base::Shared<Findings>(std::move(all));
}

std::vector<Diagnostic> findings_alone(db::Database& database, db::FileId file) {
  query::Engine& engine = database.engine();
  const base::Shared<Findings> errors = engine.get<SyntaxErrorsOf>(file);
  const base::Shared<RuleFindings> rules = engine.get<RuleFindingsOf>(file);
  const base::Shared<db::ParsedFile> parsed = engine.get<db::ParsedOf>(file);
  if (!errors || !rules || !parsed) return {};
  const source::Text& text = database.text(file);
  const source::LineIndex& lines = database.lines(file);
  const base::Shared<flow::UseDef> use_def = engine.get<flow::UseDefOf>(file);
  if (!use_def) return {};
  std::vector<Diagnostic> all = settled(*rules, settle_alone(rules->questions, *use_def));
  leave_broken_lines(all, parsed->syntax_errors, lines);
  append(all, errors->diagnostics);
  leave_silenced(all, text, lines, parsed->comments, *rules);
  std::erase_if(all, [](const Diagnostic& its) { return its.rule == diagnostic::Rule::UnusedSuppression; });
  return all;
}

}  // namespace pellucid::check
