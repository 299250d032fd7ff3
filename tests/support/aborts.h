#pragma once

// Broken invariants abort. Whether they do is tried in a child process, where there are such.

#include <string>

#ifndef __EMSCRIPTEN__
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>
#endif

namespace pellucid::tests {

#ifdef __EMSCRIPTEN__
inline constexpr bool kCanTryAborts = false;
#else
inline constexpr bool kCanTryAborts = true;
#endif

// What the child wrote to standard error before it aborted; "no abort" if it came to its end.
template <class Action>
std::string abort_message([[maybe_unused]] Action action) {
#ifdef __EMSCRIPTEN__
  return {};
#else
  int ends[2];
  if (pipe(ends) != 0) return "no pipe";
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    std::signal(SIGABRT, SIG_DFL);  // not the test runner's
    action();
    _exit(0);
  }
  close(ends[1]);
  std::string message;
  char buffer[256];
  for (ssize_t count; (count = read(ends[0], buffer, sizeof buffer)) > 0;)
    message.append(buffer, static_cast<size_t>(count));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? message : "no abort";
#endif
}

}  // namespace pellucid::tests
