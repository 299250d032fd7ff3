#include "watcher.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

namespace pellucid::cli {

namespace {

// A change is over when nothing has come for so long; what never ends is looked at now and then.
constexpr std::chrono::milliseconds kQuiet(30);
constexpr std::chrono::milliseconds kLongest(500);
constexpr std::chrono::milliseconds kBetweenLooks(500);

// What a handler of signals may touch.
int pipe_ends[2] = {-1, -1};
volatile std::sig_atomic_t interrupted = 0;
struct sigaction before_int, before_term;

void on_signal(int) {
  interrupted = 1;
  int saved = errno;
  // A full pipe is as readable as can be.
  [[maybe_unused]] ssize_t written = ::write(pipe_ends[1], "", 1);
  errno = saved;
}

}  // namespace

Interrupt::Interrupt() {
  interrupted = 0;
  if (::pipe(pipe_ends) == 0)
    for (int end : pipe_ends) {
      fcntl(end, F_SETFD, FD_CLOEXEC);
      fcntl(end, F_SETFL, O_NONBLOCK);
    }
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &before_int);
  sigaction(SIGTERM, &action, &before_term);
}

Interrupt::~Interrupt() {
  sigaction(SIGINT, &before_int, nullptr);
  sigaction(SIGTERM, &before_term, nullptr);
  for (int& end : pipe_ends) {
    ::close(end);
    end = -1;
  }
}

bool Interrupt::has_come() const { return interrupted != 0; }

int Interrupt::descriptor() const { return pipe_ends[0]; }

#ifdef __linux__

Watcher::Watcher(const Interrupt& interrupt)
    : interrupt_(interrupt), messages_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)), is_told_(messages_ >= 0) {}

int Watcher::add(const std::string& folder) {
  if (messages_ < 0) return -1;
  constexpr uint32_t kChanges = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_MODIFY |
                                IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;
  int number = inotify_add_watch(messages_, folder.c_str(), kChanges | IN_ONLYDIR);
  // Beyond what the system lets one user watch (fs.inotify.max_user_watches), one has to look.
  if (number < 0 && (errno == ENOSPC || errno == ENOMEM)) is_told_ = false;
  return number;
}

// Whether one of them counts.
bool Watcher::take_messages() {
  alignas(inotify_event) char buffer[1 << 14];
  bool counts = false;
  for (;;) {
    ssize_t size = ::read(messages_, buffer, sizeof buffer);
    if (size <= 0) return counts;
    for (const char* at = buffer; at < buffer + size;) {
      inotify_event message;
      std::memcpy(&message, at, sizeof message);
      std::string_view name = message.len > 0 ? std::string_view(at + sizeof message) : std::string_view();
      at += sizeof message + message.len;
      auto watched = watched_.find(message.wd);
      bool is_lost = (message.mask & IN_Q_OVERFLOW) != 0;
      bool is_wanted = watched != watched_.end() &&
                       (watched->second.empty() || name.empty() || watched->second.contains(name));
      counts = counts || is_lost || is_wanted;
      // The number may be given to another folder.
      if ((message.mask & IN_IGNORED) != 0) watched_.erase(message.wd);
    }
  }
}

#else

Watcher::Watcher(const Interrupt& interrupt) : interrupt_(interrupt) {}
int Watcher::add(const std::string&) { return -1; }
bool Watcher::take_messages() { return false; }

#endif

Watcher::~Watcher() {
  if (messages_ >= 0) ::close(messages_);
}

void Watcher::watch(const std::string& folder) {
  if (int number = add(folder); number >= 0) watched_[number].clear();
}

void Watcher::watch(const std::string& folder, const std::string& name) {
  int number = add(folder);
  if (number < 0) return;
  auto [at, is_new] = watched_.try_emplace(number);
  // All of them count already.
  if (is_new || !at->second.empty()) at->second.insert(name);
}

// False if the interrupt has come.
bool Watcher::sleep(std::chrono::milliseconds time, bool& messages) {
  pollfd waited[2] = {{interrupt_.descriptor(), POLLIN, 0}, {messages_, POLLIN, 0}};
  int ready = ::poll(waited, messages_ >= 0 ? 2 : 1, static_cast<int>(time.count()));
  messages = ready > 0 && messages_ >= 0 && (waited[1].revents & POLLIN) != 0 && take_messages();
  return !interrupt_.has_come();
}

bool Watcher::wait() {
  bool messages = false;
  while (!messages) {
    if (!sleep(is_told_ ? std::chrono::milliseconds(-1) : kBetweenLooks, messages)) return false;
    if (!is_told_) return true;
  }
  auto begin = std::chrono::steady_clock::now();
  while (messages && std::chrono::steady_clock::now() - begin < kLongest)
    if (!sleep(kQuiet, messages)) return false;
  return true;
}

}  // namespace pellucid::cli
