#pragma once

// How far a long check is, in one line at the foot of the terminal. Nothing is written where output goes
// elsewhere, for what takes less than half a second, or once the line is erased.

#include <chrono>
#include <cstddef>
#include <string_view>

namespace pellucid::cli {

class Progress {
 public:
  // `wanted`: whether the format is for people.
  explicit Progress(bool wanted);
  Progress(const Progress&) = delete;
  ~Progress() { erase(); }

  // `reading 120 of 800 files`. Cheap where nothing is to be drawn.
  void show(std::string_view what, size_t done, size_t total);
  void erase();

 private:
  using Clock = std::chrono::steady_clock;

  const bool is_shown_;
  bool is_drawn_ = false;
  Clock::time_point next_;
};

}  // namespace pellucid::cli
