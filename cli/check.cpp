#include "check.h"

#include <algorithm>

#include "colours.h"
#include "failure.h"
#include "files.h"
#include "project.h"
#include "project/fixes.h"
#include "wire/diagnostics_json.h"
#include "wire/report_text.h"
#include "wire/statistics.h"
#include "workspace.h"

namespace pellucid::cli {

using diagnostic::Diagnostic;
using diagnostic::Rule;
using diagnostic::Severity;

namespace {

struct Totals {
  uint32_t files = 0;
  uint64_t bytes = 0;
  uint32_t errors = 0;
  uint32_t warnings = 0;
  uint32_t hints = 0;
  uint32_t fixes = 0;
};

std::string count_of(uint32_t number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

class Check {
 public:
  Check(const CheckOptions& options, const Project& project)
      : options_(options),
        project_(project),
        colours_(colours_of_output()),
        workspace_(project, options.stubs),
        session_(workspace_.session()) {
    session_.reclaimer().set_policy(options.reclaim);
    if (!workspace_.problem().empty()) fail(workspace_.problem());
  }

  // Takes the file from its text to all that it alone tells.
  void read(const Found& found) {
    Read read = found.problem.empty() ? read_file(found.path) : Read{{}, found.problem};
    files_.push_back({session_.open(found.shown, read.bytes), read.problem});
    ++totals_.files;
    totals_.bytes += read.bytes.size();
    if (read.problem.empty()) session_.read(files_.back().id);
  }

  // With what the others say, in the order in which they were read.
  void report(const std::vector<Found>& all) {
    for (size_t i = 0; i < all.size(); ++i) {
      std::vector<Diagnostic> diagnostics;
      if (files_[i].problem.empty()) {
        if (options_.fix) fix(all[i], files_[i].id);
        diagnostics = session_.diagnostics(files_[i].id);
      } else {
        diagnostics.push_back(
            diagnostic::report(Rule::UnreadableFile, {0, 0}, "cannot be read: " + files_[i].problem));
        project_.settings.apply(diagnostics);
      }
      report(diagnostics, all[i].shown, files_[i].id);
    }
  }

  int finish() {
    if (options_.format == OutputFormat::Json) {
      put("{\"diagnostics\":[" + documents_ +
          "],\"statistics\":" + wire::statistics_json(session_, totals_.files) + "}\n");
    } else if (options_.format == OutputFormat::Full) {
      if (options_.fix) put(count_of(totals_.fixes, "problem") + " fixed\n");
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
      put(wire::statistics_json(session_, totals_.files) + "\n");
    if (options_.statistics == Statistics::Text)
      put(wire::statistics_text(session_, totals_.files, totals_.bytes));
    if (unwritten_) return kWrongUse;
    return totals_.errors > 0 ? kErrorsFound : kClean;
  }

 private:
  struct File {
    project::FileId id;
    std::string problem;  // why it cannot be read
  };

  void fix(const Found& found, project::FileId file) {
    std::string bytes = read_file(found.path).bytes;
    source::Coding coding = source::decode(bytes).coding;
    // What cannot be read as it is declared would not be written as it was.
    if (session_.database().coding_problem(file)) return;
    uint32_t made = project::make_fixes(session_, file);
    if (made == 0) return;
    auto fixed = source::encode(session_.database().text(file).view(), coding);
    std::string problem = fixed ? write_file(found.path, *fixed) : "a fix does not fit the file's coding";
    if (problem.empty()) {
      totals_.fixes += made;
      return;
    }
    unwritten_ = true;
    fail("cannot write `" + found.path + "`: " + problem);
    session_.set_text(file, bytes);
  }

  void report(const std::vector<Diagnostic>& diagnostics, const std::string& path, project::FileId file) {
    if (diagnostics.empty()) return;
    db::Database& database = session_.database();
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
          if (!documents_.empty()) documents_ += ',';
          documents_ += wire::diagnostic_json(d, path, positions, wire::Columns::CodePoints);
          break;
      }
    }
  }

  const CheckOptions& options_;
  const Project& project_;
  wire::Colours colours_;
  Workspace workspace_;
  project::Session& session_;
  std::vector<File> files_;
  Totals totals_;
  bool unwritten_ = false;  // a file with fixes could not be written
  std::string documents_;   // diagnostics as JSON, parted by commas
};

}  // namespace

int check(const CheckOptions& options) {
  Project project = settle(options);
  for (const std::string& problem : project.problems) fail(problem);
  if (!project.problems.empty()) return kWrongUse;
  std::vector<std::string> paths = options.paths;
  if (paths.empty()) paths.push_back(project.folder);
  Walk walk = find_files(paths, project.folder);
  if (!walk.problem.empty()) return fail(walk.problem);
  // A file that was named must be readable; one met in a folder is reported as a diagnostic.
  for (const Found& found : walk.found) {
    if (!found.named) continue;
    Read read = read_file(found.path);
    if (!read.problem.empty()) return fail("cannot read `" + found.path + "`: " + read.problem);
  }
  Check run(options, project);
  for (const Found& found : walk.found) run.read(found);
  run.report(walk.found);
  return run.finish();
}

}  // namespace pellucid::cli
