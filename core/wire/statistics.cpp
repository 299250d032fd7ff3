#include "wire/statistics.h"

namespace pellucid::wire {

std::string statistics_json(const project::Session& session, uint32_t files) {
  const db::TreeCounters& trees = session.database().counters();
  JsonStream out;
  out.open('{');
  out.number("files", files);
  out.number("parses", trees.parses);
  out.key("reparses");
  out.open('{');
  out.number("whole", trees.reparses_whole);
  out.number("partial", trees.reparses_partial);
  out.close('}');
  out.number("reparses_within_revision", trees.reparses_within_revision);
  out.number("trees_freed", trees.trees_freed);
  out.number("tree_bytes_resident", trees.bytes_resident);
  out.number("tree_bytes_peak", trees.bytes_peak);
  out.key("memory_bytes");
  out.open('{');
  for (const auto& [category, bytes] : session.memory()) out.number(category, bytes);
  out.close('}');
  out.key("queries");
  out.open('{');
  const query::Engine& engine = session.database().engine();
  for (uint32_t i = 0; i < engine.query_count(); ++i) {
    query::QueryIndex query(i);
    if (!engine.is_input(query)) write_counters(out, engine.name(query), engine.counters(query));
  }
  out.close('}');
  out.close('}');
  return out.take();
}

void write_counters(JsonStream& out, std::string_view query, const query::Counters& counters) {
  out.key(query);
  out.open('{');
  out.number("run", counters.run);
  out.number("reused", counters.reused);
  out.number("cut_off", counters.cut_off);
  out.close('}');
}

namespace {

// In units that leave two to four digits: `812 B`, `4.2 kB`, `31 MB`.
std::string in_bytes(uint64_t bytes) {
  static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB"};
  uint32_t unit = 0;
  uint64_t tenths = bytes * 10;
  for (; tenths >= 10'000 && unit < 3; ++unit) tenths = (tenths + 500) / 1000;
  std::string number = std::to_string(tenths / 10);
  if (unit > 0 && tenths < 100) number += "." + std::to_string(tenths % 10);
  return number + " " + kUnits[unit];
}

std::string left_aligned(std::string_view text, size_t width) {
  return std::string(text) + std::string(width > text.size() ? width - text.size() : 1, ' ');
}

std::string right_aligned(uint64_t number, size_t width) {
  std::string text = std::to_string(number);
  return std::string(width > text.size() ? width - text.size() : 1, ' ') + text;
}

}  // namespace

std::string statistics_text(const project::Session& session, uint32_t files, uint64_t bytes) {
  const db::TreeCounters& trees = session.database().counters();
  std::string out = "files       " + std::to_string(files) + ", " + in_bytes(bytes) + "\n";
  out += "trees       " + std::to_string(trees.parses) + " parsed, " +
         std::to_string(trees.reparses_whole + trees.reparses_partial) + " parsed again (" +
         std::to_string(trees.reparses_partial) + " in part), " + std::to_string(trees.trees_freed) +
         " freed\n";
  out +=
      "tree bytes  " + in_bytes(trees.bytes_resident) + " now, " + in_bytes(trees.bytes_peak) + " at most\n";
  out += "memory\n";
  for (const auto& [category, taken] : session.memory())
    if (taken > 0) out += "  " + left_aligned(category, 16) + in_bytes(taken) + "\n";
  out += "queries              run    reused   cut off\n";
  const query::Engine& engine = session.database().engine();
  for (uint32_t i = 0; i < engine.query_count(); ++i) {
    query::QueryIndex query(i);
    const query::Counters& counters = engine.counters(query);
    if (engine.is_input(query) || counters.run + counters.reused == 0) continue;
    out += "  " + left_aligned(engine.name(query), 12) + right_aligned(counters.run, 10) +
           right_aligned(counters.reused, 10) + right_aligned(counters.cut_off, 10) + "\n";
  }
  return out;
}

Tally tally(const project::Session& session) {
  const query::Engine& engine = session.database().engine();
  Tally now = {session.database().counters(), {}};
  for (uint32_t i = 0; i < engine.query_count(); ++i)
    now.queries.push_back(engine.counters(query::QueryIndex(i)));
  return now;
}

TallyDifference tally_since(const project::Session& session, const Tally& before) {
  Tally now = tally(session);
  const query::Engine& engine = session.database().engine();
  TallyDifference found;
  found.parses = now.trees.parses - before.trees.parses;
  found.reparses_whole = now.trees.reparses_whole - before.trees.reparses_whole;
  found.reparses_partial = now.trees.reparses_partial - before.trees.reparses_partial;
  found.trees_freed = now.trees.trees_freed - before.trees.trees_freed;
  for (uint32_t i = 0; i < now.queries.size(); ++i) {
    if (engine.is_input(query::QueryIndex(i))) continue;
    query::Counters more = now.queries[i];
    if (i < before.queries.size()) {
      more.run -= before.queries[i].run;
      more.reused -= before.queries[i].reused;
      more.cut_off -= before.queries[i].cut_off;
    }
    if (more.run + more.reused == 0) continue;
    found.queries += more;
    found.by_query.emplace_back(engine.name(query::QueryIndex(i)), more);
  }
  return found;
}

}  // namespace pellucid::wire
