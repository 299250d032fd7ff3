#include "project/session.h"

#include <algorithm>

#include "check/import_queries.h"
#include "check/queries.h"
#include "exports/queries.h"
#include "project/file_reader.h"

namespace pellucid::project {

std::optional<Revision> Session::edit(FileId file, Revision base, std::vector<db::TextEdit> edits) {
  if (base != database_.revision(file)) return std::nullopt;
  std::stable_sort(edits.begin(), edits.end(), [](const db::TextEdit& a, const db::TextEdit& b) {
    return a.range.start < b.range.start || (a.range.start == b.range.start && a.range.end < b.range.end);
  });
  uint32_t at = 0;
  for (const db::TextEdit& edit : edits) {
    if (edit.range.start < at || edit.range.end < edit.range.start ||
        edit.range.end > database_.text(file).size())
      return std::nullopt;
    at = edit.range.end;
  }
  database_.edit(file, edits);
  return database_.revision(file);
}

namespace {

// Whether anything but the parser and the grammar is asked for.
bool asks_for_rules(const diagnostic::Settings& settings) {
  for (const diagnostic::RuleEntry& rule : diagnostic::all_rules())
    if (rule.rule != diagnostic::Rule::InvalidSyntax && settings.reports(rule.rule)) return true;
  return false;
}

}  // namespace

std::vector<diagnostic::Diagnostic> Session::syntax_errors(FileId file) {
  return engine().get<check::SyntaxErrorsOf>(file)->diagnostics;
}

void Session::set_search(resolve::SearchSettings settings) {
  engine().set<resolve::SearchSettingsInput>(resolve::kTheSettings, std::move(settings),
                                             query::Durability::Medium);
}

FileId Session::open(FileReading reading) {
  FileId file = database_.add(std::move(reading.path), std::move(reading.text));
  offer(engine(), file, reading);
  read(file);
  return file;
}

void Session::set_text(FileId file, FileReading reading) {
  Revision before = database_.revision(file);
  database_.set_text(file, std::move(reading.text));
  if (database_.revision(file) != before) offer(engine(), file, reading);
  read(file);
}

bool Session::read(FileId file) {
  uint64_t runs = 0;
  engine().get<check::RuleFindingsOf>(file);
  runs += engine().runs();
  engine().get<check::ImportSitesOf>(file);
  runs += engine().runs();
  engine().get<check::SyntaxErrorsOf>(file);
  runs += engine().runs();
  reclaimer_.done_with(file);
  return runs > 0;
}

void Session::read_all() {
  while (read_next()) {
  }
}

std::optional<FileId> Session::read_next() {
  if (all_read_in_ == engine().revision()) return std::nullopt;
  if (reading_.files.empty() || reading_.revision != engine().revision())
    reading_ = {engine().revision(), database_.added_files(), 0};
  // Of no file nothing has been asked, and who opens one may do so in this revision.
  if (reading_.files.empty()) return std::nullopt;
  while (reading_.next < reading_.files.size()) {
    FileId file = reading_.files[reading_.next++];
    if (read(file)) return file;
  }
  all_read_in_ = engine().revision();
  reading_ = {};
  return std::nullopt;
}

bool Session::misses_library() {
  read_all();
  for (FileId file : database_.added_files()) {
    const base::Shared<check::ImportFaults>& faults = engine().get<check::ImportFaultsOf>(file);
    if (faults && faults->misses_library) return true;
  }
  return false;
}

std::vector<diagnostic::Diagnostic> Session::diagnostics(FileId file) {
  if (asks_for_rules(settings_)) read_all();
  const base::Shared<check::Findings>& found = asks_for_rules(settings_)
                                                   ? engine().get<check::DiagnosticsOf>(file)
                                                   : engine().get<check::SyntaxErrorsOf>(file);
  return reported(file, found->diagnostics);
}

std::vector<diagnostic::Diagnostic> Session::diagnostics_alone(FileId file) {
  return reported(file, asks_for_rules(settings_) ? check::findings_alone(database_, file)
                                                  : engine().get<check::SyntaxErrorsOf>(file)->diagnostics);
}

std::vector<diagnostic::Diagnostic> Session::reported(FileId file,
                                                      std::vector<diagnostic::Diagnostic> found) {
  settings_.apply(found);
  diagnostic::sort(found);
  reclaimer_.done_with(file);
  return found;
}

// Asks nothing: a file that is closed with an edit is part of that edit (edit_watch.h).
void Session::close(FileId file) {
  forget_module(file);
  reclaimer_.forget(file);
  closed_bytes_ += database_.text(file).size();
  database_.remove(file);
  closed_.insert(file.value());
  // What is remembered of files, and of inputs that nobody reads any more, is found by going through all keys: once
  // the closed files are a fifth of all, in number or in text.
  if (closed_.size() * 4 < database_.added_files().size() && closed_bytes_ * 4 < database_.text_bytes())
    return;
  engine().forget_parts([this](uint32_t part) { return closed_.contains(part); });
  engine().collect_absent_inputs();
  closed_.clear();
  closed_bytes_ = 0;
}

void Session::rename(FileId file, std::string path) {
  forget_module(file);
  database_.rename(file, std::move(path));
}

// What a name that nobody may ask for again has led to.
void Session::forget_module(FileId file) {
  if (const auto* module = engine().peek<resolve::ModuleOfFileOf>(file); module != nullptr && *module)
    engine().forget<resolve::ModuleOf>((*module)->name);
}

std::vector<std::pair<std::string, size_t>> Session::memory() const {
  std::vector<std::pair<std::string, size_t>> found = {{"texts", database_.text_bytes()},
                                                       {"lines", database_.line_bytes()},
                                                       {"trees", database_.counters().bytes_resident},
                                                       {"landmarks", database_.landmark_bytes()},
                                                       {"names", analysis_.names().memory_bytes()},
                                                       {"scope_keys", analysis_.scope_keys().memory_bytes()}};
  const query::Engine& engine = database_.engine();
  for (uint32_t i = 0; i < engine.query_count(); ++i) {
    query::QueryIndex query(i);
    found.emplace_back(engine.name(query), engine.memory(query).bytes());
  }
  found.emplace_back("cycles", engine.group_memory().bytes());
  return found;
}

}  // namespace pellucid::project
