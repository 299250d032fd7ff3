#pragma once

// Waits until something changes in one of many folders, or somebody wants to end it all. What has changed is
// found by looking: a message may come late, twice, or for something else.

#include <chrono>
#include <map>
#include <set>
#include <string>

namespace pellucid::cli {

// While one lives, SIGINT (Ctrl-C) and SIGTERM are noted and end nothing. One at a time.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  bool has_come() const;
  // Readable once it has come.
  int descriptor() const;
};

class Watcher {
 public:
  explicit Watcher(const Interrupt& interrupt);
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  ~Watcher();

  // What happens in the folder from now on counts, not what happens in folders in it. A folder that is not there
  // is passed over.
  void watch(const std::string& folder);
  // The same, but only what happens to the entry of that name.
  void watch(const std::string& folder, const std::string& name);

  // Returns when something has changed and the change is over: nothing has come for a moment. Where the system
  // tells nothing, after half a second. False if the interrupt has come.
  bool wait();
  // Whether the system tells of changes in all the folders.
  bool is_told() const { return is_told_; }

 private:
  // The names that count in a folder; none for all of them.
  using Names = std::set<std::string, std::less<>>;

  int add(const std::string& folder);
  bool take_messages();
  bool sleep(std::chrono::milliseconds time, bool& messages);

  const Interrupt& interrupt_;
  int messages_ = -1;
  bool is_told_ = false;
  std::map<int, Names> watched_;  // by the system's number of the folder
};

}  // namespace pellucid::cli
