#include "wire/replay.h"

#include <algorithm>
#include <chrono>

#include <nlohmann/json.hpp>

namespace pellucid::wire {

using nlohmann::ordered_json;
using project::FileId;
using Kind = ReplayStep::Kind;

namespace {

// Of the rows that a window of the node table has.
constexpr uint32_t kRowsAsked = 60;
// An edit as a tree, in a text that people read.
constexpr uint32_t kShownEvents = 1000;

std::string count_of(uint64_t number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

template <class Make>
void timed(StepReport& report, PageSession& page, Make make) {
  Tally before = tally(page.session());
  auto begin = std::chrono::steady_clock::now();
  make();
  std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - begin;
  report.milliseconds = elapsed.count();
  report.tally = tally_since(page.session(), before);
  report.files = page.file_count();
}

}  // namespace

Replay::Replay(const ReplayScript& script) : script_(script), page_(source::kDefaultPython.minor) {
  page_.configure(script.configuration);
  if (script.policy) page_.set_reclaim(*script.policy);
}

void Replay::fault(const std::string& place, const std::string& message) {
  if (fault_.empty()) fault_ = place + ": " + message;
}

Replay::Played* Replay::find(const std::string& path, const std::string& place) {
  auto found = files_.find(path);
  if (found != files_.end()) return &found->second;
  fault(place, "there is no file `" + path + "` at this step");
  return nullptr;
}

Replay::Played* Replay::find_any(const std::string& path, const std::string& place) {
  if (files_.contains(path)) return find(path, place);
  auto handle = page_.find(path);
  return handle ? &stubs_.insert_or_assign(path, Played{*handle}).first->second : find(path, place);
}

uint32_t Replay::errors() const {
  uint32_t errors = 0;
  for (const auto& [path, file] : files_) errors += file.errors;
  return errors;
}

void Replay::add_file(std::string path, std::string text) {
  added_.emplace_back(std::move(path), std::move(text));
}

void Replay::open(const std::string& path, const std::string& text) {
  files_.insert_or_assign(path, Played{page_.open(path, text)});
}

StepReport Replay::begin() {
  StepReport report{};
  report.does = "begin";
  timed(report, page_, [&] {
    for (const auto& [path, text] : added_) open(path, text);
    for (const auto& [path, text] : script_.files) {
      files_.contains(path) ? fault("files", "the folder has a file `" + path + "` already")
                            : open(path, text);
    }
  });
  report.title = "begin with " + count_of(files_.size(), "file");
  // What the files at the beginning are is no edit.
  page_.watch(true);
  return report;
}

StepReport Replay::step() {
  const ReplayStep& step = script_.steps[next_++];
  StepReport report{};
  report.number = static_cast<uint32_t>(next_);
  report.does = name_of(step.kind);
  report.title = report.does;
  uint32_t edits = page_.edit_watch()->edits();
  timed(report, page_, [&] { make(step, report); });
  for (uint32_t file : page_.edit_watch()->take_recent())
    if (page_.has(file)) report.rechecked.push_back(page_.session().database().path(FileId(file)));
  if (step.kind != Kind::Check || edits == 0) return report;
  project::EditReport edit(page_.session(), *page_.edit_watch(), page_.file_count());
  report.sentence = edit.sentence();
  if (!wants_events_) return report;
  for (const project::EventRow& row : edit.rows(kShownEvents)) {
    report.events += std::string(2 * row.depth, ' ') + row.query + "(" + row.of + ") " + row.what;
    report.events += (row.because.empty() ? "" : ": " + row.because) + "\n";
  }
  return report;
}

void Replay::make(const ReplayStep& step, StepReport& report) {
  const std::string place = "steps[" + std::to_string(next_ - 1) + "]";
  bool has_file = !step.file.empty() && step.kind != Kind::Open;
  bool is_looked_at = step.kind == Kind::Show || step.kind == Kind::Ask;
  Played* file = nullptr;
  if (has_file) file = is_looked_at ? find_any(step.file, place + ".file") : find(step.file, place + ".file");
  if (has_file && file == nullptr) return;
  if (!step.file.empty()) report.title += " " + step.file;
  switch (step.kind) {
    case Kind::Open:
      if (files_.contains(step.file))
        return fault(place + ".file", "there is a file `" + step.file + "` already");
      return open(step.file, *step.text);
    case Kind::Edit: return edit(step, report);
    case Kind::Rename: {
      report.title += " to " + step.to;
      if (files_.contains(step.to) && step.to != step.file)
        return fault(place + ".to", "there is a file `" + step.to + "` already");
      page_.rename(file->handle, step.to);
      auto moved = files_.extract(step.file);
      moved.key() = step.to;
      files_.insert(std::move(moved));
      return;
    }
    case Kind::Delete:
      page_.close(file->handle);
      files_.erase(step.file);
      return;
    case Kind::Show: return page_.show(file->handle);
    case Kind::Ask: return ask(step, file->handle, report);
    case Kind::Check: return check(step, report);
    case Kind::Read:
      report.title += " " + count_of(step.times, "file");
      for (uint32_t i = 0; i < step.times; ++i) page_.read_next();
      return;
    case Kind::FreeAll: page_.free_all(); return;
    case Kind::Library: {
      std::string problem = library_ ? page_.set_stubs(library_()) : "no stubs are at hand";
      if (!problem.empty()) fault(place + ".do", problem);
      return;
    }
    case Kind::Reclaim:
      report.title += " " + step.policy;
      page_.set_reclaim(step.policy);
      return;
    case Kind::Configure: return page_.configure(step.configuration);
  }
}

uint32_t Replay::offset_of(uint32_t file, LineColumn at, const std::string& place) {
  db::Database& database = page_.session().database();
  Positions positions(database.text(FileId(file)), database.lines(FileId(file)), script_.columns);
  uint32_t offset = positions.offset_of(at);
  LineColumn reached = positions.at(offset);
  if (reached.line != at.line || reached.column != at.column)
    fault(place, "the text has no place " + std::to_string(at.line) + ":" + std::to_string(at.column));
  return offset;
}

void Replay::edit(const ReplayStep& step, StepReport& report) {
  uint32_t file = files_.at(step.file).handle;
  if (step.text) {
    report.title += ": the whole text";
    page_.set_text(file, *step.text);
    return;
  }
  report.title += ": " + count_of(step.edits.size(), "range");
  const std::string place = "steps[" + std::to_string(next_ - 1) + "].edits";
  std::vector<db::TextEdit> edits;
  for (size_t i = 0; i < step.edits.size(); ++i) {
    std::string where = place + "[" + std::to_string(i) + "].range";
    uint32_t start = offset_of(file, step.edits[i].start, where + ".start");
    uint32_t end = offset_of(file, step.edits[i].end, where + ".end");
    if (end < start) fault(where, "it ends before it starts");
    edits.push_back({{start, end}, step.edits[i].text});
  }
  if (!fault_.empty()) return;
  if (page_.edit(file, page_.revision(file), std::move(edits)) == 0) fault(place, "the ranges overlap");
}

void Replay::ask(const ReplayStep& step, uint32_t file, StepReport& report) {
  report.title += ": " + step.question;
  ordered_json parameters = ordered_json::parse(step.parameters, nullptr, false);
  if (step.question == "nodes" || step.question == "tokens") {
    auto number = [&](const char* name, uint32_t usual) {
      auto found = parameters.find(name);
      return found != parameters.end() && found->is_number_unsigned() ? found->get<uint32_t>() : usual;
    };
    uint32_t first = number("first", 0), count = number("count", kRowsAsked);
    if (step.question == "tokens") {
      page_.tokens(file, first, count);
    } else if (parameters.contains("scope")) {
      page_.nodes_of_scope(file, number("scope", 0), first, count);
    } else {
      page_.nodes(file, first, count);
    }
    return;
  }
  if (step.at) {
    report.title += " at " + std::to_string(step.at->line) + ":" + std::to_string(step.at->column);
    uint32_t offset = offset_of(file, *step.at, "steps[" + std::to_string(next_ - 1) + "].at");
    db::Database& database = page_.session().database();
    LineColumn at =
        Positions(database.text(FileId(file)), database.lines(FileId(file)), Columns::Utf16).at(offset);
    parameters["at"] = {{"line", at.line}, {"column", at.column}};
  }
  if (fault_.empty())
    page_.ask(file, step.question, parameters.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

void Replay::check(const ReplayStep& step, StepReport& report) {
  report.checks = true;
  if (step.is_alone) report.title += " alone";
  if (step.files.empty()) {
    // In the order in which files became known, as they are in the page.
    std::vector<std::pair<uint32_t, std::string>> all;
    for (const auto& [path, file] : files_) all.emplace_back(file.handle, path);
    std::sort(all.begin(), all.end());
    for (const auto& [handle, path] : all) check_file(path, step.is_alone, report);
    return;
  }
  for (const std::string& path : step.files) {
    report.title += " " + path;
    if (find(path, "steps[" + std::to_string(next_ - 1) + "]") != nullptr)
      check_file(path, step.is_alone, report);
  }
}

void Replay::check_file(const std::string& path, bool is_alone, StepReport& report) {
  Played& file = files_.at(path);
  std::vector<diagnostic::Diagnostic> found =
      is_alone ? page_.check_alone(file.handle) : page_.check(file.handle);
  ++report.checked;
  file.errors = 0;
  for (const diagnostic::Diagnostic& d : found) {
    file.errors += d.severity == diagnostic::Severity::Error;
    report.warnings += d.severity == diagnostic::Severity::Warning;
  }
  report.errors += file.errors;
}

}  // namespace pellucid::wire
