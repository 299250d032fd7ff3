#include "wire/statistics.h"

namespace pellucid::wire {

using nlohmann::ordered_json;

ordered_json statistics_json(const project::Session& session, uint32_t files) {
  const db::TreeCounters& trees = session.database().counters();
  ordered_json memory = ordered_json::object();
  for (const auto& [category, bytes] : session.memory()) memory[category] = bytes;
  const query::Engine& engine = session.database().engine();
  ordered_json queries = ordered_json::object();
  for (uint32_t i = 0; i < engine.query_count(); ++i) {
    query::QueryIndex query(i);
    if (engine.is_input(query)) continue;
    const query::Counters& counters = engine.counters(query);
    queries[engine.name(query)] = {
        {"run", counters.run}, {"reused", counters.reused}, {"cut_off", counters.cut_off}};
  }
  return {{"files", files},
          {"parses", trees.parses},
          {"reparses", {{"whole", trees.reparses_whole}, {"partial", trees.reparses_partial}}},
          {"reparses_within_revision", trees.reparses_within_revision},
          {"trees_freed", trees.trees_freed},
          {"tree_bytes_resident", trees.bytes_resident},
          {"tree_bytes_peak", trees.bytes_peak},
          {"memory_bytes", memory},
          {"queries", queries}};
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

}  // namespace pellucid::wire
