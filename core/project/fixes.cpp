#include "project/fixes.h"

#include <algorithm>
#include <string>

namespace pellucid::project {

using diagnostic::Diagnostic;
using diagnostic::Edit;

namespace {

constexpr uint32_t kRounds = 10;

std::string_view line_break_of(std::string_view text) {
  size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos) return "\n";
  return text.substr(at, 2) == "\r\n" ? "\r\n" : text.substr(at, 1);
}

std::string with_line_breaks(std::string_view text, std::string_view line_break) {
  std::string out;
  for (char c : text) {
    if (c == '\n') {
      out += line_break;
    } else {
      out += c;
    }
  }
  return out;
}

bool overlap(const Edit& a, const Edit& b) {
  // Two that insert at one place would leave their order to chance.
  if (a.range == b.range) return true;
  return a.range.start < b.range.end && b.range.start < a.range.end;
}

struct Round {
  std::vector<db::TextEdit> edits;
  uint32_t fixes = 0;
};

// Fixes that can be made together, in the order of their diagnostics.
Round compatible_fixes(const std::vector<Diagnostic>& diagnostics, std::string_view line_break) {
  Round round;
  // By start: the edits taken do not overlap, so those around a new one are its neighbours.
  std::vector<Edit> taken;
  auto first_from = [&taken](uint32_t start) {
    return std::lower_bound(taken.begin(), taken.end(), start,
                            [](const Edit& e, uint32_t at) { return e.range.start < at; });
  };
  for (const Diagnostic& d : diagnostics) {
    if (!d.fix || d.fix->edits.empty()) continue;
    bool free = true;
    for (const Edit& edit : d.fix->edits) {
      auto next = first_from(edit.range.start);
      for (auto e = next; free && e != taken.end() && e->range.start <= edit.range.end; ++e)
        free = !overlap(*e, edit);
      if (next != taken.begin()) free = free && !overlap(*(next - 1), edit);
    }
    if (!free) continue;
    for (const Edit& edit : d.fix->edits) taken.insert(first_from(edit.range.start), edit);
    ++round.fixes;
  }
  for (const Edit& edit : taken) round.edits.push_back({edit.range, with_line_breaks(edit.text, line_break)});
  return round;
}

}  // namespace

uint32_t make_fixes(Session& session, FileId file) {
  db::Database& database = session.database();
  uint32_t made = 0;
  for (uint32_t i = 0; i < kRounds; ++i) {
    std::string before(database.text(file).view());
    size_t errors = database.syntax_errors(file).size();
    Round round = compatible_fixes(session.diagnostics(file), line_break_of(before));
    if (round.fixes == 0 || !session.edit(file, database.revision(file), std::move(round.edits))) break;
    if (database.syntax_errors(file).size() > errors) {
      session.set_characters(file, before);
      break;
    }
    made += round.fixes;
  }
  return made;
}

}  // namespace pellucid::project
