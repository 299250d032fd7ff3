#pragma once

// How often trees came and went, and why. A parse is the first of a text for a version of Python; when the
// same text is parsed again because its tree had been freed, that is a reparse, whole or of one definition. A
// whole one in the same revision of the engine in which the tree was freed should not happen and is counted
// apart; one of a definition is what looking at it costs, at any time.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "db/queries.h"

namespace pellucid::db {

struct FileTreeCounters {
  uint32_t parses = 0;
  uint32_t reparses_whole = 0;
  uint32_t reparses_partial = 0;
  uint32_t reparses_within_revision = 0;
  uint32_t trees_freed = 0;
  const char* last_asker = "";  // of the last parse or reparse
  // If that was whole where one definition was wanted, why (parse/definition.h); else empty.
  const char* last_refusal = "";
  double last_parse_ms = 0;
  // Of the tree as it was parsed last, resident or not.
  uint32_t rows = 0;
  size_t tree_bytes = 0;
};

struct TreeCounters {
  uint64_t parses = 0;
  uint64_t reparses_whole = 0;
  uint64_t reparses_partial = 0;
  uint64_t reparses_within_revision = 0;
  uint64_t trees_freed = 0;
  size_t bytes_resident = 0;
  size_t bytes_peak = 0;
};

enum class TreeEventKind : uint8_t {
  Parsed,
  Reparsed,
  ReparsedInPart,
  Freed,
  Replaced,  // by an edit, another version of Python, or because the file was closed
};

struct TreeEvent {
  TreeEventKind kind;
  FileId file;
  const char* asker;  // of a parse; else empty
  size_t bytes;       // of the tree; of a slice, which is gone at once and not among those that are resident
  double at_ms;       // since the session began
  double duration_ms;
};

// The last events, oldest first.
class TreeEvents {
 public:
  static constexpr uint32_t kKept = 4096;

  void add(TreeEventKind kind, FileId file, const char* asker, size_t bytes, double duration_ms = 0);
  // Counts every event, those no longer kept too.
  uint64_t count() const { return count_; }
  // Since the session began, as events count.
  double now_ms() const;
  uint32_t size() const { return static_cast<uint32_t>(kept_.size()); }
  const TreeEvent& operator[](uint32_t index) const { return kept_[(oldest_ + index) % kept_.size()]; }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::vector<TreeEvent> kept_;  // a ring
  uint32_t oldest_ = 0;
  uint64_t count_ = 0;
};

}  // namespace pellucid::db
