#pragma once

// A source that has been checked, and its diagnostics as text.

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "project/session.h"
#include "wire/positions.h"

namespace pellucid::tests {

struct Checked {
  project::Session session;
  project::FileId file;
  std::vector<diagnostic::Diagnostic> diagnostics;

  // Of syntax alone, unless other rules are asked for.
  Checked(source::PythonVersion version, const std::string& source, std::string_view rules = "syntax",
          std::string path = "case.py")
      : session(version), file(session.open(std::move(path), source)) {
    diagnostic::Settings settings;
    settings.select(diagnostic::rules_called(rules));
    session.set_settings(settings);
    diagnostics = session.diagnostics(file);
  }

  const source::Text& text() { return session.database().text(file); }
  db::TreeLease lease() { return session.database().lease(file); }
};

// `line:column-line:column message`, then its related places and its fix.
inline std::string errors_text(Checked& checked) {
  db::Database& database = checked.session.database();
  wire::Positions positions(checked.text(), database.lines(checked.file), wire::Columns::CodePoints);
  auto place = [&](source::Range range) {
    wire::LineColumn start = positions.at(range.start), end = positions.at(range.end);
    return std::to_string(start.line) + ":" + std::to_string(start.column) + "-" + std::to_string(end.line) +
           ":" + std::to_string(end.column);
  };
  std::string out;
  for (const diagnostic::Diagnostic& d : checked.diagnostics) {
    out += place(d.range) + " " + d.message + "\n";
    for (const diagnostic::Related& related : d.related)
      out += "    " + place(related.range) + " " + related.message + "\n";
    if (d.fix) out += "    fix: " + d.fix->title + "\n";
  }
  return out;
}

// A fix makes its own problem go away, and no new one.
inline void check_fixes(source::PythonVersion version, const Checked& checked, const std::string& source,
                        std::string_view rules = "syntax", const std::string& path = "case.py") {
  for (const diagnostic::Diagnostic& d : checked.diagnostics) {
    if (!d.fix) continue;
    std::string fixed = source;
    for (size_t i = d.fix->edits.size(); i-- > 0;) {
      const diagnostic::Edit& edit = d.fix->edits[i];
      fixed.replace(edit.range.start, edit.range.size(), edit.text);
    }
    Checked again(version, fixed, rules, path);
    CAPTURE(d.message);
    CAPTURE(fixed);
    CHECK(again.diagnostics.size() < checked.diagnostics.size());
  }
}

}  // namespace pellucid::tests
