#pragma once

// A source whose names are asked about. A `$` in it, which Python has no use for, marks the place that is
// meant.

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "ide/occurrences.h"
#include "project/session.h"
#include "wire/positions.h"

namespace pellucid::tests {

class Named {
 public:
  explicit Named(std::string source, source::PythonVersion version = source::kDefaultPython,
                 std::string path = "case.py")
      : session(version), at(take_mark(source)), id(session.open_characters(std::move(path), source)) {
    db::Database& database = session.database();
    lease.emplace(database.lease(id));
    file.emplace(check::NamedFile{lease->tree(), database.text(id), session.analysis().scopes(id),
                                  session.analysis().use_def(id), session.analysis().names(), version,
                                  session.engine().get<db::ModuleFormOf>(id)});
    positions.emplace(database.text(id), database.lines(id), wire::Columns::CodePoints);
  }
  Named(const Named&) = delete;

  // `2:5-8`, over several lines `2:5-3:1`; behind it what stands there, if it is on one line.
  std::string place(source::Range range) const {
    wire::LineColumn start = positions->at(range.start), end = positions->at(range.end);
    std::string text = std::to_string(start.line) + ":" + std::to_string(start.column) + "-";
    if (end.line != start.line) return text + std::to_string(end.line) + ":" + std::to_string(end.column);
    return text + std::to_string(end.column) + " " + std::string(file->text.slice(range));
  }

  project::Session session;
  uint32_t at;  // of the mark; 0 without one
  project::FileId id;
  std::optional<db::TreeLease> lease;
  std::optional<check::NamedFile> file;
  std::optional<wire::Positions> positions;

 private:
  static uint32_t take_mark(std::string& source) {
    size_t mark = source.find('$');
    if (mark == std::string::npos) return 0;
    source.erase(mark, 1);
    return static_cast<uint32_t>(mark);
  }
};

}  // namespace pellucid::tests
