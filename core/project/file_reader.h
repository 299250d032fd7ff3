#pragma once

// Reads files apart from a session, each as far as it alone tells, so that several threads can do it at once.
// Each reader is a database of its own, in which there is one file at a time, and runs the same queries as a
// session does; a session that takes what was read (Session::open, set_text) is offered their values and runs
// none of them again. What is asked across files stays the session's own, on one thread.
//
//     reader, on any thread                       session, on its own
//     text ─► tree ─► scopes ─► … ─► findings     open(reading) ─► imports, verdicts, diagnostics
//
// Both must have the same names (scope::Names may be shared by threads), version and platform.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "check/import_queries.h"
#include "check/queries.h"
#include "db/database.h"
#include "exports/queries.h"
#include "flow/queries.h"
#include "scope/queries.h"

namespace pellucid::project {

// What is handed over; all that Session::read() asks for, in the order of need.
template <template <class> class Of>
using ByReadQuery =
    std::tuple<Of<db::ParsedOf>, Of<scope::ScopesOf>, Of<flow::UseDefOf>, Of<exports::ModuleReadingOf>,
               Of<check::ImportSitesOf>, Of<check::SyntaxErrorsOf>, Of<check::RuleFindingsOf>>;
// What else they read.
using ReadInputs = std::tuple<db::Environment, db::FileText, db::FilePath, db::ModuleFormOf>;

template <class Query>
struct ReadValue {
  typename Query::Value value;
  // Numbers of ReadInputs, and behind those of ByReadQuery.
  std::vector<uint8_t> reads;
};

struct FileReading {
  std::string path;
  db::ParsedText text;
  ByReadQuery<ReadValue> values;
};

// One thread's at a time: the one that has made it.
class FileReader {
 public:
  // `names`: those of the session; outlive it. `keeps_trees`: hands them over, else they are freed at once.
  FileReader(db::EnvironmentState environment, scope::Names& names, bool keeps_trees);

  FileReading read(std::string path, std::string_view bytes);
  // The most bytes that trees took at once.
  size_t tree_bytes_peak() const;

 private:
  void renew();

  const db::EnvironmentState environment_;
  scope::Names& names_;
  const bool keeps_trees_;
  std::optional<db::Database> database_;
  uint32_t read_ = 0;           // files
  size_t tree_bytes_peak_ = 0;  // of earlier databases
};

// Offers what was read to the engine of a session that has taken its text as `file`.
void offer(query::Engine& engine, db::FileId file, FileReading& reading);

}  // namespace pellucid::project
