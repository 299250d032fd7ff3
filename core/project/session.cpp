#include "project/session.h"

#include <algorithm>

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

std::vector<diagnostic::Diagnostic> Session::diagnostics(FileId file) {
  std::vector<diagnostic::Diagnostic> all = database_.syntax_errors(file);
  if (const auto& problem = database_.coding_problem(file))
    all.push_back(diagnostic::syntax_error(problem->range, problem->message));
  diagnostic::sort(all);
  return all;
}

}  // namespace pellucid::project
