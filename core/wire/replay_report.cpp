// What a step of a replay did, for people and as JSON.

#include <cmath>

#include "wire/json_stream.h"
#include "wire/replay.h"

namespace pellucid::wire {

namespace {

// Of a list that is read on one line.
constexpr size_t kListed = 6;

std::string trees_of(const TallyDifference& tally) {
  std::string text;
  auto add = [&text](uint64_t number, std::string_view what) {
    if (number == 0) return;
    text += (text.empty() ? "" : ", ") + std::to_string(number) + " " + std::string(what);
  };
  add(tally.parses, "parsed");
  add(tally.reparses_whole, "parsed again");
  add(tally.reparses_partial, "parsed again in part");
  add(tally.trees_freed, "freed");
  return text;
}

std::string queries_of(const query::Counters& queries) {
  if (queries.run + queries.reused == 0) return {};
  return std::to_string(queries.run) + " run, " + std::to_string(queries.cut_off) + " of them cut off, " +
         std::to_string(queries.reused) + " reused";
}

// `parsed, scopes ×3, of them equal to before: scopes ×2`
std::string ran_of(const TallyDifference& tally) {
  std::string ran, equal;
  auto add = [](std::string& to, const std::string& name, uint64_t times) {
    if (times == 0) return;
    to += (to.empty() ? "" : ", ") + name + (times == 1 ? "" : " ×" + std::to_string(times));
  };
  for (const auto& [name, counters] : tally.by_query) {
    add(ran, name, counters.run);
    add(equal, name, counters.cut_off);
  }
  return equal.empty() ? ran : ran + "; equal to before: " + equal;
}

std::string rechecked_of(const StepReport& report) {
  std::string text;
  for (size_t i = 0; i < std::min(report.rechecked.size(), kListed); ++i)
    text += (i == 0 ? "" : ", ") + report.rechecked[i];
  if (report.rechecked.size() > kListed)
    text += " and " + std::to_string(report.rechecked.size() - kListed) + " more";
  return text.empty() ? "nothing" : text;
}

std::string fixed(double value, uint32_t places) {
  uint64_t scale = 1;
  for (uint32_t i = 0; i < places; ++i) scale *= 10;
  auto scaled = static_cast<uint64_t>(std::llround(value * static_cast<double>(scale)));
  std::string fraction = std::to_string(scaled % scale);
  return std::to_string(scaled / scale) + "." + std::string(places - fraction.size(), '0') + fraction;
}

std::string problems_of(const StepReport& report) {
  return std::to_string(report.errors) + (report.errors == 1 ? " error, " : " errors, ") +
         std::to_string(report.warnings) + (report.warnings == 1 ? " warning" : " warnings");
}

}  // namespace

std::string step_paragraph(const StepReport& report, Colours colours) {
  Paint paint(colours);
  std::string number = report.number == 0 ? "" : std::to_string(report.number) + "  ";
  std::string text = paint.bold(number + report.title) + "\n";
  auto add = [&text, &paint](std::string_view label, const std::string& what) {
    if (what.empty()) return;
    std::string padded(label);
    padded.resize(12, ' ');
    text += "   " + paint.faint(padded) + what + "\n";
  };
  if (!report.sentence.empty()) text += "   " + report.sentence + "\n";
  if (report.checks) {
    add("checked",
        std::to_string(report.checked) + " of " + std::to_string(report.files) + ": " + problems_of(report));
    add("computed", rechecked_of(report));
  }
  add("queries", queries_of(report.tally.queries));
  add("", ran_of(report.tally));
  add("trees", trees_of(report.tally));
  add("took", fixed(report.milliseconds, 2) + " ms");
  if (!report.events.empty()) {
    text += "\n";
    for (size_t at = 0; at < report.events.size();) {
      size_t end = report.events.find('\n', at);
      text += "   " + report.events.substr(at, end - at) + "\n";
      at = end + 1;
    }
  }
  return text + "\n";
}

std::string step_line(const StepReport& report) {
  std::string text = std::to_string(report.number) + ": " + report.title;
  auto add = [&text](const std::string& what) {
    if (!what.empty()) text += "; " + what;
  };
  if (report.checks) {
    add("computed " + rechecked_of(report));
    add(problems_of(report));
  }
  add(queries_of(report.tally.queries));
  add(trees_of(report.tally));
  return text + "\n";
}

std::string step_json(const StepReport& report) {
  JsonStream out;
  out.open('{');
  out.number("step", report.number);
  out.text("do", report.does);
  out.text("title", report.title);
  if (report.checks) {
    out.number("checked", report.checked);
    out.key("rechecked");
    out.open('[');
    for (const std::string& path : report.rechecked) out.text(path);
    out.close(']');
    out.number("errors", report.errors);
    out.number("warnings", report.warnings);
  }
  if (!report.sentence.empty()) out.text("sentence", report.sentence);
  out.number("files", report.files);
  out.number("parses", report.tally.parses);
  out.key("reparses");
  out.open('{');
  out.number("whole", report.tally.reparses_whole);
  out.number("partial", report.tally.reparses_partial);
  out.close('}');
  out.number("trees_freed", report.tally.trees_freed);
  out.key("queries");
  out.open('{');
  for (const auto& [name, counters] : report.tally.by_query) write_counters(out, name, counters);
  out.close('}');
  out.key("milliseconds");
  out.word(fixed(report.milliseconds, 3));
  if (!report.events.empty()) out.text("events", report.events);
  out.close('}');
  return out.take() + "\n";
}

}  // namespace pellucid::wire
