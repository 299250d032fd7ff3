#include "wire/page_engine.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "project/edit_report.h"
#include "project/policy_comparison.h"
#include "wire/json_stream.h"
#include "wire/node_rows.h"
#include "wire/statistics.h"

namespace pellucid::wire {

using ide::EditComparison;
using ide::EditSide;
using ide::RowRun;
using ide::RowState;
using project::EditReport;
using project::EventRow;
using project::FileId;
using query::EventKind;
using syntax::NodeIndex;

namespace {

// As many as a screen can be scrolled through; what is left out is counted.
constexpr uint32_t kListedEvents = 2000;
constexpr uint32_t kTreeEvents = 512;
constexpr uint32_t kComparedRows = 1000;
constexpr size_t kComparedSymbols = 1000;
constexpr uint32_t kSourceShown = 60;

// Tenths of a microsecond are more than the clock of a browser tells.
std::string in_milliseconds(double milliseconds) {
  auto thousandths = static_cast<uint64_t>(std::llround(milliseconds * 1000));
  std::string fraction = std::to_string(thousandths % 1000);
  return std::to_string(thousandths / 1000) + "." + std::string(3 - fraction.size(), '0') + fraction;
}

std::string_view word_of(EventKind kind) {
  switch (kind) {
    case EventKind::InputChanged: return "changed";
    case EventKind::Ran: return "ran";
    case EventKind::CutOff: return "cutOff";
    case EventKind::Reused: return "reused";
    case EventKind::Cycle: return "cycle";
    case EventKind::Abandoned: return "abandoned";
    case EventKind::Evicted: return "evicted";
    case EventKind::Forgotten: return "forgotten";
  }
  return "";
}

std::string_view word_of(db::TreeEventKind kind) {
  switch (kind) {
    case db::TreeEventKind::Parsed: return "parsed";
    case db::TreeEventKind::Reparsed: return "reparsed";
    case db::TreeEventKind::ReparsedInPart: return "reparsedInPart";
    case db::TreeEventKind::Freed: return "freed";
    case db::TreeEventKind::Replaced: return "replaced";
  }
  return "";
}

// A file before and after the edit. Places are those of the new text, which is the present one.
class ComparisonWriter {
 public:
  ComparisonWriter(db::Database& database, FileId file, const EditReport::Compared& compared)
      : path_(database.path(file)),
        found_(compared.comparison()),
        before_(compared.before()),
        after_(compared.after()),
        positions_(database.text(file), database.lines(file), Columns::Utf16),
        out_(positions_, Columns::Utf16) {}

  std::string run() {
    out_.open('{');
    out_.text("path", path_);
    out_.number("same", found_.rows_same);
    out_.number("moved", found_.rows_moved);
    out_.number("gone", found_.rows_gone);
    out_.number("new", found_.rows_new);
    uint32_t left = kComparedRows;
    out_.key("rows");
    out_.open('[');
    for (const RowRun& run : found_.rows) {
      if (left == 0) break;
      if (run.state == RowState::Same) {
        write_run(run);
        --left;
        continue;
      }
      for (uint32_t i = 0; i < run.count && left > 0; ++i, --left) write_row(run, i);
    }
    out_.close(']');
    out_.number("rowsOmitted", row_count() - (kComparedRows - left));
    out_.number("symbolsSame", found_.symbols_same);
    size_t listed = std::min(found_.symbols.size(), kComparedSymbols);
    out_.number("symbolsOmitted", found_.symbols.size() - listed);
    out_.list("symbols", std::span(found_.symbols).first(listed), [this](const ide::ComparedSymbol& symbol) {
      out_.text("state", name_of(symbol.state));
      out_.text("scope", symbol.scope);
      out_.text("name", symbol.name);
      number_or_null("before", symbol.before);
      number_or_null("after", symbol.after);
      out_.span("span", symbol.range);
    });
    out_.close('}');
    return out_.take();
  }

 private:
  // How many the list would have if it were not cut.
  uint64_t row_count() const {
    uint64_t rows = 0;
    for (const RowRun& run : found_.rows) rows += run.state == RowState::Same ? 1 : run.count;
    return rows;
  }

  void number_or_null(std::string_view name, uint32_t number) {
    number == base::kNoneValue ? out_.null(name) : out_.number(name, number);
  }

  void write_run(const RowRun& run) {
    out_.open('{');
    out_.text("state", run.before == run.after ? "same" : "moved");
    out_.number("before", run.before);
    out_.number("after", run.after);
    out_.number("count", run.count);
    out_.close('}');
  }

  // The i-th of rows that are gone or new.
  void write_row(const RowRun& run, uint32_t i) {
    bool is_new = run.state == RowState::New;
    const EditSide& side = is_new ? after_ : before_;
    NodeIndex row((is_new ? run.after : run.before) + i);
    out_.open('{');
    out_.text("state", is_new ? "new" : "gone");
    number_or_null("before", is_new ? base::kNoneValue : row.value());
    number_or_null("after", is_new ? row.value() : base::kNoneValue);
    out_.number("count", 1);
    out_.text("kind", syntax::entry(side.tree.kind(row)).name);
    out_.text("payload", payload_text(side.tree, row, side.text));
    out_.text("source", source_text(side.tree, row, side.text, kSourceShown));
    out_.span("span", is_new ? std::optional(side.tree.range(row)) : std::nullopt);
    out_.close('}');
  }

  const std::string& path_;
  const EditComparison& found_;
  const EditSide& before_;
  const EditSide& after_;
  Positions positions_;
  PlacedJson out_;
};

class EngineWriter {
 public:
  EngineWriter(project::Session& session, const project::EditWatch* watch, uint32_t files,
               std::optional<FileId> shown)
      : session_(session), database_(session.database()), watch_(watch), files_(files), shown_(shown) {}

  std::string run() {
    out_.open('{');
    out_.key("statistics");
    out_.word(statistics_json(session_, files_));
    out_.text("policy", name_of(session_.reclaimer().policy()));
    write_files();
    write_history();
    out_.key("edit");
    watch_ != nullptr && watch_->edits() > 0 ? write_edit() : out_.word("null");
    out_.close('}');
    return out_.take();
  }

 private:
  void milliseconds(std::string_view name, double value) {
    out_.key(name), out_.word(in_milliseconds(value));
  }

  void write_files() {
    // Of those that imports have led to, what was ever parsed.
    std::vector<FileId> listed;
    for (FileId file : database_.files())
      if (database_.is_added(file) || database_.counters(file).parses > 0) listed.push_back(file);
    out_.list("files", listed, [this](FileId file) {
      const db::FileTreeCounters& counters = database_.counters(file);
      out_.number("file", file.value());
      out_.text("path", database_.path(file));
      out_.flag("isOpen", database_.is_added(file));
      out_.flag("isShown", shown_ == file);
      out_.flag("isResident", database_.is_resident(file));
      out_.number("bytes", database_.text(file).size());
      out_.number("nodes", counters.rows);
      out_.number("treeBytes", counters.tree_bytes);
      out_.number("parses", counters.parses);
      out_.number("wholeReparses", counters.reparses_whole);
      out_.number("partialReparses", counters.reparses_partial);
      out_.number("reparsesWithinRevision", counters.reparses_within_revision);
      out_.number("freed", counters.trees_freed);
      out_.text("asker", counters.last_asker);
      out_.text("refusal", counters.last_refusal);
      milliseconds("parseMs", counters.last_parse_ms);
    });
  }

  // Bytes of trees over time, from before the first event that is told.
  void write_history() {
    const db::TreeEvents& events = database_.tree_events();
    uint32_t first = events.size() - std::min(events.size(), kTreeEvents);
    auto growth = [](const db::TreeEvent& event) -> size_t {
      switch (event.kind) {
        case db::TreeEventKind::Parsed:
        case db::TreeEventKind::Reparsed: return event.bytes;
        case db::TreeEventKind::ReparsedInPart: return 0;
        case db::TreeEventKind::Freed:
        case db::TreeEventKind::Replaced: break;
      }
      return -event.bytes;
    };
    size_t bytes = database_.counters().bytes_resident;
    for (uint32_t i = events.size(); i-- > first;) bytes -= growth(events[i]);
    out_.number("treeEventCount", events.count());
    milliseconds("now", events.now_ms());
    out_.key("treeEvents");
    out_.open('[');
    for (uint32_t i = first; i < events.size(); ++i) {
      const db::TreeEvent& event = events[i];
      bytes += growth(event);
      out_.open('{');
      milliseconds("at", event.at_ms);
      out_.text("kind", word_of(event.kind));
      out_.text("path", database_.has(event.file) ? database_.path(event.file) : "");
      out_.text("asker", event.asker);
      out_.number("treeBytes", bytes);
      out_.close('}');
    }
    out_.close(']');
  }

  void write_edit() {
    EditReport report(session_, *watch_, files_);
    project::EditCounts counts = report.counts();
    out_.open('{');
    out_.number("number", watch_->edits());
    out_.text("sentence", report.sentence());
    out_.key("rechecked");
    out_.open('[');
    for (FileId file : report.rechecked()) out_.text(database_.path(file));
    out_.close(']');
    out_.number("run", counts.run);
    out_.number("reused", counts.reused);
    out_.number("cutOff", counts.cut_off);
    std::vector<EventRow> rows = report.rows(kListedEvents);
    out_.number("omitted", report.omitted(kListedEvents));
    out_.list("events", rows, [this](const EventRow& row) {
      out_.number("depth", row.depth);
      out_.text("kind", word_of(row.kind));
      out_.text("query", row.query);
      out_.text("of", row.of);
      out_.text("what", row.what);
      out_.text("because", row.because);
      out_.flag("hasRun", row.has_run);
      milliseconds("ms", static_cast<double>(row.nanoseconds) / 1e6);
    });
    out_.key("comparisons");
    out_.open('[');
    for (FileId file : report.edited())
      if (const EditReport::Compared* its = report.compared(file))
        out_.word(ComparisonWriter(database_, file, *its).run());
    out_.close(']');
    out_.close('}');
  }

  project::Session& session_;
  db::Database& database_;
  const project::EditWatch* watch_;
  uint32_t files_;
  std::optional<FileId> shown_;
  JsonStream out_;
};

}  // namespace

std::string engine_json(project::Session& session, const project::EditWatch* watch, uint32_t files,
                        std::optional<FileId> shown) {
  return EngineWriter(session, watch, files, shown).run();
}

std::string policies_json(project::Session& session, uint32_t budget) {
  JsonStream out;
  out.objects(project::compare_policies(session, budget), [&out](const project::MeasuredPolicy& its) {
    out.text("policy", name_of(its.policy));
    out.number("peakBytes", its.peak_bytes);
    out.number("residentBytes", its.resident_bytes);
    out.number("freed", its.freed);
    out.number("reparses", its.reparses);
    out.number("reparsesLooking", its.reparses_looking);
    out.key("checkMs");
    out.word(in_milliseconds(its.check_milliseconds));
    out.key("lookMs");
    out.word(in_milliseconds(its.look_milliseconds));
  });
  return out.take();
}

}  // namespace pellucid::wire
