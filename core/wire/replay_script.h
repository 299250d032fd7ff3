#pragma once

// The edits of a session as a text: what `pellucid replay` plays, and what the page copies of a session of its
// own. docs/replay.md is its documentation.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "project/configuration.h"
#include "project/reclaim.h"
#include "wire/positions.h"

namespace pellucid::wire {

struct ReplayEdit {
  LineColumn start;
  LineColumn end;
  std::string text;
};

struct ReplayStep {
  enum class Kind : uint8_t {
    Open,
    Edit,
    Rename,
    Delete,
    Show,
    Ask,
    Check,
    Read,
    FreeAll,
    Reclaim,
    Configure,
    Library
  };
  Kind kind = Kind::Check;
  std::string file;
  std::optional<std::string> text;  // Open; Edit, if the whole text is given
  std::vector<ReplayEdit> edits;    // Edit, all at once
  std::string to;                   // Rename
  std::vector<std::string> files;   // Check; all if empty
  bool is_alone = false;            // Check, without waiting for other files
  uint32_t times = 1;               // Read
  std::string question;             // Ask
  std::optional<LineColumn> at;     // Ask, with the place and whatever else the question takes
  std::string parameters = "{}";
  std::string policy;                    // Reclaim, as it is written
  project::Configuration configuration;  // Configure: in place of the one before
};

struct ReplayScript {
  Columns columns = Columns::CodePoints;
  project::Configuration configuration;
  std::optional<std::string> policy;
  std::optional<std::string> folder;                       // whose Python files come first
  std::vector<std::pair<std::string, std::string>> files;  // path and text
  std::vector<ReplayStep> steps;
};

// Files of the folder, for whoever reads disks, are taken for known: a step may name any.
struct ReadScript {
  ReplayScript script;
  std::string fault;  // a line with its place, `steps[3].file: …`; empty if all is well
};
ReadScript read_replay_script(std::string_view json);

std::string_view name_of(ReplayStep::Kind kind);

}  // namespace pellucid::wire
