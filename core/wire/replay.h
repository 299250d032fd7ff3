#pragma once

// Plays a script (replay_script.h) on a session as the page has it, step by step, and says of each what it
// made the checker do. So what `pellucid replay` counts is what the page counts.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wire/page_session.h"
#include "wire/paint.h"
#include "wire/replay_script.h"
#include "wire/statistics.h"

namespace pellucid::wire {

struct StepReport {
  uint32_t number;       // from 1; 0 for the files at the beginning
  std::string does;      // `edit`; `begin` for the files at the beginning
  std::string title;     // `edit helper.py: 2 ranges`
  std::string sentence;  // what an edit did, if this was a check behind one
  std::vector<std::string> rechecked;
  bool checks = false;
  uint32_t checked = 0;  // files that were asked for
  uint32_t files = 0;    // of the project
  uint32_t errors = 0;
  uint32_t warnings = 0;
  double milliseconds = 0;
  TallyDifference tally;
  std::string events;  // the last edit as a tree, a line each; if wanted
};

class Replay {
 public:
  explicit Replay(const ReplayScript& script);

  // Instead of what the script says, at its beginning; its steps may change it again.
  void set_reclaim(const std::string& policy) { page_.set_reclaim(policy); }
  void want_events() { wants_events_ = true; }
  // Where the step `library` has the pack of the standard library's stubs from.
  void set_library(std::function<std::string()> library) { library_ = std::move(library); }
  // Before begin(): files that lie beside the script.
  void add_file(std::string path, std::string text);

  StepReport begin();
  bool is_done() const { return next_ == script_.steps.size(); }
  StepReport step();
  // Why the last step cannot be made, with its place; empty if it was.
  const std::string& fault() const { return fault_; }

  PageSession& page() { return page_; }
  // Errors in the files that are there, as they were checked last.
  uint32_t errors() const;

 private:
  struct Played {
    uint32_t handle;
    uint32_t errors = 0;
  };

  void open(const std::string& path, const std::string& text);
  void make(const ReplayStep& step, StepReport& report);
  void edit(const ReplayStep& step, StepReport& report);
  void ask(const ReplayStep& step, uint32_t file, StepReport& report);
  void check(const ReplayStep& step, StepReport& report);
  void check_file(const std::string& path, bool is_alone, StepReport& report);
  // The offset of a place; a fault if the text has none such.
  uint32_t offset_of(uint32_t file, LineColumn at, const std::string& place);
  Played* find(const std::string& path, const std::string& place);
  // Also of a file that nobody has opened.
  Played* find_any(const std::string& path, const std::string& place);
  void fault(const std::string& place, const std::string& message);

  const ReplayScript& script_;
  PageSession page_;
  std::map<std::string, Played> files_;
  std::map<std::string, Played> stubs_;  // those that were shown or asked about
  std::vector<std::pair<std::string, std::string>> added_;
  size_t next_ = 0;
  bool wants_events_ = false;
  std::function<std::string()> library_;
  std::string fault_;
};

// A paragraph; a line; a JSON document on a line.
std::string step_paragraph(const StepReport& report, Colours colours);
std::string step_line(const StepReport& report);
std::string step_json(const StepReport& report);

}  // namespace pellucid::wire
