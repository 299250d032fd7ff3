#pragma once

// What is wrong with a file, as queries. They know neither settings nor what was asked for: those are applied
// to what is found, so that a change of them computes nothing anew.

#include <vector>

#include "base/shared.h"
#include "check/open_questions.h"
#include "db/queries.h"
#include "diagnostic/diagnostic.h"

namespace pellucid::db {
class Database;
}

namespace pellucid::check {

struct Findings {
  std::vector<diagnostic::Diagnostic> diagnostics;

  size_t memory_bytes() const { return diagnostic::memory_bytes(diagnostics); }
  friend bool operator==(const Findings&, const Findings&) = default;
};

// What Python itself refuses to compile, in the order of the text: of coding, lexer, parser, grammar, scopes.
struct SyntaxErrorsOf : db::OfFile<Findings> {
  static constexpr const char* kName = "syntax_errors";
  static Value compute(query::Context& context, const Key& file);
};

struct RuleFindings {
  std::vector<diagnostic::Diagnostic> diagnostics;  // in no order
  OpenQuestions questions;
  std::vector<OpenDiagnostic> open;  // by question
  // What suppression comments reach over; empty in a file without any.
  std::vector<source::Range> long_rows;

  size_t memory_bytes() const {
    size_t bytes = diagnostic::memory_bytes(diagnostics) + long_rows.capacity() * sizeof(source::Range) +
                   questions.memory_bytes() + open.capacity() * sizeof(OpenDiagnostic);
    for (const OpenDiagnostic& each : open) bytes += check::memory_bytes(each);
    return bytes;
  }
  friend bool operator==(const RuleFindings&, const RuleFindings&) = default;
};

// What the rules of one file report, silenced or not, as far as the file alone tells.
struct RuleFindingsOf : db::OfFile<RuleFindings> {
  static constexpr const char* kName = "rule_findings";
  static Value compute(query::Context& context, const Key& file);
};

// All of it with what other files have to say (import_queries.h), less what comments silence, with the
// comments that silence nothing; sorted. Needs no tree once RuleFindingsOf and ImportSitesOf are known.
struct DiagnosticsOf : db::OfFile<Findings> {
  static constexpr const char* kName = "diagnostics";
  static Value compute(query::Context& context, const Key& file);
};

// As much of DiagnosticsOf as the file alone tells: nothing of what its imports lead to, and no complaint of
// comments that silence nothing, for they may silence what others tell. Computes RuleFindingsOf if need be.
std::vector<diagnostic::Diagnostic> findings_alone(db::Database& database, db::FileId file);

}  // namespace pellucid::check
