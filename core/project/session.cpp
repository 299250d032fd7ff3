#include "project/session.h"

#include <algorithm>
#include <iterator>

#include "check/check.h"
#include "check/name_rules.h"
#include "check/suppression.h"

namespace pellucid::project {

std::optional<Revision> Session::edit(FileId file, Revision base, std::vector<db::TextEdit> edits) {
  if (base != database_.revision(file)) return std::nullopt;
  std::stable_sort(edits.begin(), edits.end(), [](const db::TextEdit& a, const db::TextEdit& b) {
    return a.range.start < b.range.start || (a.range.start == b.range.start && a.range.end < b.range.end);
  });
  uint32_t at = 0;
  for (const db::TextEdit& edit : edits) {
    if (edit.range.start < at || edit.range.end < edit.range.start ||
        edit.range.end > database_.text(file).size())
      return std::nullopt;
    at = edit.range.end;
  }
  database_.edit(file, edits);
  return database_.revision(file);
}

namespace {

// Whether anything but the parser and the grammar is asked for.
bool asks_for_rules(const diagnostic::Settings& settings) {
  for (const diagnostic::RuleEntry& rule : diagnostic::all_rules())
    if (rule.rule != diagnostic::Rule::InvalidSyntax && settings.reports(rule.rule)) return true;
  return false;
}

}  // namespace

std::vector<diagnostic::Diagnostic> Session::rule_diagnostics(FileId file) {
  db::TreeLease lease = database_.lease(file);
  const source::Text& text = database_.text(file);
  std::vector<diagnostic::Diagnostic> found = check::literal_rules(lease.tree(), text);
  std::string_view path = database_.path(file);
  bool is_package = path.substr(path.find_last_of("/\\") + 1) == "__init__.py";
  std::vector<diagnostic::Diagnostic> of_names =
      check::name_rules({lease.tree(), text, analysis_.scopes(file), analysis_.use_def(file),
                         analysis_.names(), database_.version(), is_package});
  std::move(of_names.begin(), of_names.end(), std::back_inserter(found));
  check::leave_broken_lines(found, database_.syntax_errors(file), database_.lines(file));
  return found;
}

std::vector<diagnostic::Diagnostic> Session::syntax_errors(FileId file) {
  std::vector<diagnostic::Diagnostic> all = database_.syntax_errors(file);
  if (const auto& problem = database_.coding_problem(file))
    all.push_back(diagnostic::syntax_error(problem->range, problem->message));
  const auto& scope_problems = analysis_.scopes(file).problems;
  all.insert(all.end(), scope_problems.begin(), scope_problems.end());
  diagnostic::sort(all);
  return all;
}

std::vector<diagnostic::Diagnostic> Session::diagnostics(FileId file) {
  std::vector<diagnostic::Diagnostic> all = syntax_errors(file);
  if (asks_for_rules(settings_)) {
    // All of them, for a comment may silence a rule that is not asked for: it is not unused then.
    std::vector<diagnostic::Diagnostic> found = rule_diagnostics(file);
    std::move(found.begin(), found.end(), std::back_inserter(all));
    const source::Text& text = database_.text(file);
    const source::LineIndex& lines = database_.lines(file);
    std::vector<check::Suppression> suppressions =
        check::read_suppressions(text, lines, database_.comments(file));
    if (!suppressions.empty()) {
      db::TreeLease lease = database_.lease(file);
      check::suppress(all, suppressions, text, lines, check::long_rows(lease.tree(), text));
    }
  }
  settings_.apply(all);
  diagnostic::sort(all);
  return all;
}

}  // namespace pellucid::project
