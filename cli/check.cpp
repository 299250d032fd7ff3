#include "check.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "failure.h"
#include "files.h"
#include "wire/diagnostics_json.h"
#include "wire/report_text.h"

namespace pellucid::cli {

using diagnostic::Diagnostic;
using diagnostic::Rule;
using diagnostic::Severity;
using nlohmann::ordered_json;

namespace {

// Colours if standard output is a terminal and NO_COLOR (no-color.org) is not set.
wire::Colours colours_of_output() {
  const char* none = std::getenv("NO_COLOR");
  bool refused = none != nullptr && none[0] != '\0';
  return !refused && isatty(fileno(stdout)) ? wire::Colours::Terminal : wire::Colours::Plain;
}

// What the command line says about rules, on top of what is set already. The name that is neither a rule nor
// a group, if there is one.
std::optional<std::string> apply(const CheckOptions& options, diagnostic::Settings& settings) {
  std::vector<Rule> selected;
  for (const std::string& name : options.select) {
    std::vector<Rule> rules = diagnostic::rules_called(name);
    if (rules.empty()) return name;
    selected.insert(selected.end(), rules.begin(), rules.end());
  }
  if (!options.select.empty()) settings.select(selected);
  const std::pair<const std::vector<std::string>&, Severity> layers[] = {{options.error, Severity::Error},
                                                                         {options.warn, Severity::Warning},
                                                                         {options.ignore, Severity::Ignore}};
  for (const auto& [names, severity] : layers) {
    for (const std::string& name : names) {
      std::vector<Rule> rules = diagnostic::rules_called(name);
      if (rules.empty()) return name;
      for (Rule rule : rules) settings.set(rule, severity);
    }
  }
  return std::nullopt;
}

struct Totals {
  uint32_t files = 0;
  uint32_t lines = 0;
  uint64_t bytes = 0;
  uint32_t parses = 0;
  uint32_t trees_freed = 0;
  uint64_t tree_bytes_peak = 0;
  uint64_t text_bytes = 0;
  uint32_t errors = 0;
  uint32_t warnings = 0;
  uint32_t hints = 0;
};

ordered_json statistics_json(const Totals& totals) {
  return {{"files", totals.files},
          {"parses", totals.parses},
          {"reparses", {{"whole", 0}, {"partial", 0}}},
          {"trees_freed", totals.trees_freed},
          {"tree_bytes_resident", 0},
          {"tree_bytes_peak", totals.tree_bytes_peak},
          {"memory_bytes", {{"text", totals.text_bytes}}},
          {"queries", ordered_json::object()}};
}

std::string count_of(uint32_t number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

class Check {
 public:
  Check(const CheckOptions& options, const diagnostic::Settings& settings)
      : options_(options), settings_(settings), colours_(colours_of_output()) {}

  void file(const Found& found) {
    Read read = found.problem.empty() ? read_file(found.path) : Read{{}, found.problem};
    project::Session session(options_.version);
    session.set_settings(settings_);
    project::FileId file = session.open(found.path, read.bytes);
    db::Database& database = session.database();
    std::vector<Diagnostic> diagnostics;
    if (read.problem.empty()) {
      diagnostics = session.diagnostics(file);
    } else {
      diagnostics.push_back(
          diagnostic::report(Rule::UnreadableFile, {0, 0}, "cannot be read: " + read.problem));
      settings_.apply(diagnostics);
    }
    report(diagnostics, found.path, database, file);
    const db::ParseFacts& facts = database.facts(file);
    ++totals_.files;
    totals_.bytes += read.bytes.size();
    totals_.parses += facts.parses;
    totals_.trees_freed += facts.parses;
    totals_.tree_bytes_peak = std::max<uint64_t>(totals_.tree_bytes_peak, facts.tree_bytes);
    totals_.text_bytes = std::max<uint64_t>(totals_.text_bytes, database.text(file).size());
  }

  int finish() {
    if (options_.format == OutputFormat::Json) {
      put(wire::dump({{"diagnostics", documents_}, {"statistics", statistics_json(totals_)}}) + "\n");
    } else if (options_.format == OutputFormat::Full) {
      std::string files = " in " + count_of(totals_.files, "file");
      std::string counts;
      auto add = [&counts](uint32_t number, std::string_view what) {
        if (number == 0) return;
        counts += (counts.empty() ? "" : ", ") + count_of(number, what);
      };
      add(totals_.errors, "error");
      add(totals_.warnings, "warning");
      add(totals_.hints, "hint");
      put((counts.empty() ? "no problems" : counts) + files + "\n");
    }
    if (options_.statistics == Statistics::Json && options_.format != OutputFormat::Json)
      put(wire::dump(statistics_json(totals_)) + "\n");
    if (options_.statistics == Statistics::Text)
      put(count_of(totals_.files, "file") + ", " + std::to_string(totals_.bytes) + " bytes, " +
          count_of(totals_.parses, "parse") + ", largest tree " + std::to_string(totals_.tree_bytes_peak) +
          " bytes\n");
    return totals_.errors > 0 ? kErrorsFound : kClean;
  }

 private:
  void report(const std::vector<Diagnostic>& diagnostics, const std::string& path, db::Database& database,
              project::FileId file) {
    if (diagnostics.empty()) return;
    const source::Text& text = database.text(file);
    const source::LineIndex& lines = database.lines(file);
    wire::Positions positions(text, lines, wire::Columns::CodePoints);
    wire::Place place = {path, text, lines, positions};
    for (const Diagnostic& d : diagnostics) {
      if (d.severity == Severity::Error) ++totals_.errors;
      if (d.severity == Severity::Warning) ++totals_.warnings;
      if (d.severity == Severity::Info) ++totals_.hints;
      switch (options_.format) {
        case OutputFormat::Full: put(wire::full(d, place, colours_)); break;
        case OutputFormat::Concise: put(wire::concise(d, place)); break;
        case OutputFormat::Github: put(wire::github(d, place)); break;
        case OutputFormat::Json:
          documents_.push_back(wire::diagnostic_json(d, path, positions, wire::Columns::CodePoints));
          break;
      }
    }
  }

  const CheckOptions& options_;
  const diagnostic::Settings& settings_;
  wire::Colours colours_;
  Totals totals_;
  ordered_json documents_ = ordered_json::array();
};

}  // namespace

int check(const CheckOptions& options) {
  diagnostic::Settings settings;
  if (auto unknown = apply(options, settings)) return fail(diagnostic::unknown_rule_message(*unknown));
  Walk walk = find_files(options.paths.empty() ? std::vector<std::string>{"."} : options.paths);
  if (!walk.problem.empty()) return fail(walk.problem);
  // A file that was named must be readable; one met in a folder is reported as a diagnostic.
  for (const std::string& path : options.paths) {
    bool is_file =
        std::any_of(walk.found.begin(), walk.found.end(), [&](const Found& f) { return f.path == path; });
    if (!is_file) continue;
    Read read = read_file(path);
    if (!read.problem.empty()) return fail("cannot read `" + path + "`: " + read.problem);
  }
  Check run(options, settings);
  for (const Found& found : walk.found) run.file(found);
  return run.finish();
}

}  // namespace pellucid::cli
