#pragma once

// Name traces in words.

#include <string>

#include "ide/name_trace.h"
#include "project/session.h"
#include "wire/positions.h"

namespace pellucid::wire {

// A file and what a trace of it needs, for as long as this lives.
class TraceView {
 public:
  // `asker` is counted with a reparse (db/database.h).
  TraceView(project::Session& session, project::FileId file, Columns columns, const char* asker = "request");

  const ide::NamedFile& file() const { return file_; }
  // What other files say of star imports, in place of what the session's do.
  void take_stars(check::StarOffers stars) { file_.stars = std::move(stars); }
  const std::string& path() const { return path_; }
  const Positions& positions() const { return positions_; }
  Columns columns() const { return columns_; }
  // `function \`f\``, `the module`, `the builtins`.
  std::string title(scope::OptionalScope scope) const;
  source::Range range(scope::FileScopeId scope) const;
  std::string point(uint32_t offset) const;

  std::string sentence(const ide::NameTrace& trace, const ide::TraceStep& step) const;
  std::string sentence(const ide::NameTrace& trace, const ide::TraceHolder& holder) const;
  // The whole of it, in a sentence or two.
  std::string answer(const ide::NameTrace& trace) const;

 private:
  std::string fill(ide::TraceRule rule, const ide::NameTrace& trace, scope::OptionalScope scope,
                   std::optional<source::Range> evidence) const;

  db::TreeLease lease_;
  const std::string& path_;
  const source::LineIndex& lines_;
  Columns columns_;
  Positions positions_;
  ide::NamedFile file_;
};

// The steps as numbered lines with their places, then what is bound, then the answer.
std::string name_trace_text(const TraceView& view, const ide::NameTrace& trace);

}  // namespace pellucid::wire
