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

// Which rules report, and how gravely.
class RuleSelection {
 public:
  // The name that is neither a rule nor a group, if there is one.
  std::optional<std::string> apply(const CheckOptions& options) {
    for (const diagnostic::RuleEntry& rule : diagnostic::all_rules()) {
      severities_.push_back(rule.default_severity);
      selected_.push_back(options.select.empty());
    }
    for (const std::string& name : options.select)
      if (!each(name, [this](size_t rule) { selected_[rule] = true; })) return name;
    for (const std::string& name : options.error)
      if (!each(name, [this](size_t rule) { set(rule, Severity::Error); })) return name;
    for (const std::string& name : options.warn)
      if (!each(name, [this](size_t rule) { set(rule, Severity::Warning); })) return name;
    for (const std::string& name : options.ignore)
      if (!each(name, [this](size_t rule) { selected_[rule] = false; })) return name;
    return std::nullopt;
  }

  void filter(std::vector<Diagnostic>& diagnostics) const {
    std::erase_if(diagnostics,
                  [this](const Diagnostic& d) { return !selected_[static_cast<size_t>(d.rule)]; });
    for (Diagnostic& d : diagnostics) d.severity = severities_[static_cast<size_t>(d.rule)];
  }

 private:
  template <class Action>
  bool each(const std::string& name, Action action) {
    bool found = false;
    const auto& rules = diagnostic::all_rules();
    for (size_t i = 0; i < rules.size(); ++i) {
      if (name != "all" && rules[i].id != name && rules[i].group != name) continue;
      action(i);
      found = true;
    }
    return found;
  }
  void set(size_t rule, Severity severity) {
    selected_[rule] = true;
    severities_[rule] = severity;
  }

  std::vector<bool> selected_;
  std::vector<Severity> severities_;
};

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
  Check(const CheckOptions& options, const RuleSelection& rules)
      : options_(options), rules_(rules), colours_(colours_of_output()) {}

  void file(const Found& found) {
    Read read = found.problem.empty() ? read_file(found.path) : Read{{}, found.problem};
    project::Session session(options_.version);
    project::FileId file = session.open(found.path, read.bytes);
    db::Database& database = session.database();
    std::vector<Diagnostic> diagnostics;
    if (read.problem.empty()) {
      diagnostics = session.diagnostics(file);
    } else {
      diagnostics.push_back(
          {Rule::UnreadableFile, Severity::Error, {0, 0}, "cannot be read: " + read.problem, {}, {}});
    }
    rules_.filter(diagnostics);
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
      if (totals_.errors + totals_.warnings == 0) {
        put("no problems" + files + "\n");
      } else {
        put(count_of(totals_.errors, "error") +
            (totals_.warnings ? ", " + count_of(totals_.warnings, "warning") : "") + files + "\n");
      }
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
  const RuleSelection& rules_;
  wire::Colours colours_;
  Totals totals_;
  ordered_json documents_ = ordered_json::array();
};

}  // namespace

int check(const CheckOptions& options) {
  RuleSelection rules;
  if (auto unknown = rules.apply(options)) return fail("no rule or group is called `" + *unknown + "`");
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
  Check run(options, rules);
  for (const Found& found : walk.found) run.file(found);
  return run.finish();
}

}  // namespace pellucid::cli
