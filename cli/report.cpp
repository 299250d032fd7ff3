#include "report.h"

#include "colours.h"
#include "failure.h"
#include "wire/diagnostics_json.h"
#include "wire/statistics.h"

namespace pellucid::cli {

using diagnostic::Diagnostic;
using diagnostic::Severity;

std::string count_of(uint64_t number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

Report::Report(const CheckOptions& options, const project::Session& session)
    : options_(options), session_(session), colours_(colours_of_output()) {}

void Report::add(const std::vector<Diagnostic>& diagnostics, std::string_view path, const source::Text& text,
                 const source::LineIndex& lines) {
  if (diagnostics.empty()) return;
  wire::Positions positions(text, lines, wire::Columns::CodePoints);
  wire::Place place = {path, text, lines, positions};
  for (const Diagnostic& d : diagnostics) {
    if (d.severity == Severity::Error) ++errors_;
    if (d.severity == Severity::Warning) ++warnings_;
    if (d.severity == Severity::Info) ++hints_;
    switch (options_.format) {
      case OutputFormat::Full: put(wire::full(d, place, colours_)); break;
      case OutputFormat::Concise: put(wire::concise(d, place)); break;
      case OutputFormat::Github: put(wire::github(d, place)); break;
      case OutputFormat::Json:
        if (!documents_.empty()) documents_ += ',';
        documents_ += wire::diagnostic_json(d, std::string(path), positions, wire::Columns::CodePoints);
        break;
    }
  }
}

int Report::finish(uint32_t files, uint64_t bytes, std::optional<uint32_t> fixes) {
  if (options_.format == OutputFormat::Json) {
    put("{\"diagnostics\":[" + documents_ + "],\"statistics\":" + wire::statistics_json(session_, files) +
        "}\n");
  } else if (options_.format == OutputFormat::Full) {
    if (fixes) put(count_of(*fixes, "problem") + " fixed\n");
    std::string counts;
    auto add = [&counts](uint32_t number, std::string_view what) {
      if (number == 0) return;
      counts += (counts.empty() ? "" : ", ") + count_of(number, what);
    };
    add(errors_, "error");
    add(warnings_, "warning");
    add(hints_, "hint");
    put((counts.empty() ? "no problems" : counts) + " in " + count_of(files, "file") + "\n");
  }
  if (options_.statistics == Statistics::Json && options_.format != OutputFormat::Json)
    put(wire::statistics_json(session_, files) + "\n");
  if (options_.statistics == Statistics::Text) put(wire::statistics_text(session_, files, bytes));
  return errors_ > 0 ? kErrorsFound : kClean;
}

}  // namespace pellucid::cli
