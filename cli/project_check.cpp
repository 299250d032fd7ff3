#include "project_check.h"

#include <algorithm>

#include "failure.h"
#include "progress.h"
#include "project/fixes.h"

namespace pellucid::cli {

using diagnostic::Diagnostic;
using diagnostic::Rule;

ProjectCheck::ProjectCheck(const CheckOptions& options, const Project& project)
    : options_(options),
      settings_(project.settings),
      workspace_(project, options.stubs),
      session_(workspace_.session()),
      files_(session_, options.jobs) {
  session_.reclaimer().set_policy(options.reclaim);
  if (!workspace_.problem().empty()) fail(workspace_.problem());
}

void ProjectCheck::set_settings(const diagnostic::Settings& settings) {
  settings_ = settings;
  session_.set_settings(settings);
}

FileChanges ProjectCheck::update(const Walk& walk, const GoOn& go_on) {
  Progress progress(options_.format == OutputFormat::Full);
  return files_.update(walk.found, [&](size_t done) {
    progress.show("reading", done, walk.found.size());
    return go_on();
  });
}

FileChanges ProjectCheck::update_imported() {
  FileChanges changes;
  for (const std::string& path : workspace_.noted().changed()) {
    session_.database().refresh(path);
    if (!files_.contains(path)) changes.changed.push_back(path);
  }
  return changes;
}

ProjectCheck::Verdict ProjectCheck::unreadable(const std::string& shown, const std::string& problem) const {
  std::vector<Diagnostic> diagnostics = {
      diagnostic::report(Rule::UnreadableFile, {0, 0}, "cannot be read: " + problem)};
  settings_.apply(diagnostics);
  return {shown, std::move(diagnostics), std::nullopt};
}

// What imports lead to is read when a file that imports it is judged.
void ProjectCheck::add_unreadable_imports(std::vector<Verdict>& verdicts) const {
  size_t checked = verdicts.size();
  for (const auto& [path, problem] : workspace_.noted().unreadable())
    if (!files_.contains(path)) verdicts.push_back(unreadable(path, problem));
  if (verdicts.size() == checked) return;
  std::sort(verdicts.begin(), verdicts.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
}

std::optional<int> ProjectCheck::report(const GoOn& go_on) {
  Progress progress(options_.format == OutputFormat::Full);
  // A fix may change what is wrong with other files: all are made before any file is judged.
  size_t fixed = 0;
  for (const auto& [shown, file] : files_.files()) {
    if (!options_.fix) break;
    progress.show("fixing", fixed++, file_count());
    if (!go_on()) return std::nullopt;
    if (file.id) fix(file);
  }
  std::vector<Verdict> verdicts;
  for (const auto& [shown, file] : files_.files()) {
    progress.show("checking", verdicts.size(), file_count());
    if (!go_on()) return std::nullopt;
    if (!file.id) {
      verdicts.push_back(unreadable(shown, file.problem));
      continue;
    }
    verdicts.push_back({shown, session_.diagnostics(*file.id), file.id});
  }
  progress.erase();
  add_unreadable_imports(verdicts);
  Report report(options_, session_);
  const source::Text nothing;
  const source::LineIndex no_lines(nothing);
  for (const Verdict& verdict : verdicts) {
    if (verdict.diagnostics.empty()) continue;
    const source::Text& text = verdict.id ? session_.database().text(*verdict.id) : nothing;
    const source::LineIndex& lines = verdict.id ? session_.database().lines(*verdict.id) : no_lines;
    report.add(verdict.diagnostics, verdict.path, text, lines);
  }
  auto count = static_cast<uint32_t>(file_count());
  int code = report.finish(count, files_.bytes(), options_.fix ? std::optional(fixes_) : std::nullopt);
  return unwritten_ ? kWrongUse : code;
}

void ProjectCheck::fix(const CheckedFile& file) {
  std::string bytes = read_file(file.path).bytes;
  source::Coding coding = source::decode(bytes).coding;
  // What cannot be read as it is declared would not be written as it was.
  if (session_.database().coding_problem(*file.id)) return;
  uint32_t made = project::make_fixes(session_, *file.id);
  if (made == 0) return;
  auto fixed = source::encode(session_.database().text(*file.id).view(), coding);
  std::string problem = fixed ? write_file(file.path, *fixed) : "a fix does not fit the file's coding";
  if (problem.empty()) {
    fixes_ += made;
    return;
  }
  unwritten_ = true;
  fail("cannot write `" + file.path + "`: " + problem);
  session_.set_text(*file.id, bytes);
}

uint64_t ProjectCheck::judged() const {
  // With rules that look at names every judged file runs the one, else the other.
  const query::Engine& engine = session_.database().engine();
  uint64_t runs = 0;
  for (uint32_t i = 0; i < engine.query_count(); ++i) {
    std::string_view name = engine.name(query::QueryIndex(i));
    if (name == "diagnostics" || name == "syntax_errors")
      runs = std::max<uint64_t>(runs, engine.counters(query::QueryIndex(i)).run);
  }
  return runs;
}

}  // namespace pellucid::cli
