#include "progress.h"

#include <cstdio>

#include <unistd.h>

namespace pellucid::cli {

namespace {

constexpr std::chrono::milliseconds kPatience(500);
constexpr std::chrono::milliseconds kBetween(100);

}  // namespace

Progress::Progress(bool wanted)
    : is_shown_(wanted && isatty(fileno(stderr)) && isatty(fileno(stdout))),
      next_(Clock::now() + kPatience) {}

void Progress::show(std::string_view what, size_t done, size_t total) {
  if (!is_shown_) return;
  Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kBetween;
  is_drawn_ = true;
  std::fprintf(stderr, "\r\x1b[K%.*s %zu of %zu files", static_cast<int>(what.size()), what.data(), done,
               total);
  std::fflush(stderr);
}

void Progress::erase() {
  if (!is_drawn_) return;
  is_drawn_ = false;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}

}  // namespace pellucid::cli
