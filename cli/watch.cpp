#include "watch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>
#include <utility>

#include "exclusion.h"
#include "failure.h"
#include "files.h"
#include "project_check.h"
#include "watcher.h"

namespace pellucid::cli {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

// As a shell tells of a program that Ctrl-C has ended: there is no check whose exit code could be told.
constexpr int kInterrupted = 130;

// Named in one line; what is more than that is counted.
constexpr size_t kMostNamed = 4;

void say(const std::string& line) {
  std::fflush(stdout);
  std::fprintf(stderr, "%s\n", line.c_str());
  std::fflush(stderr);
}

std::string time_of_day() {
  std::time_t now = std::time(nullptr);
  std::tm local;
  char text[16] = "";
  if (localtime_r(&now, &local) != nullptr) std::strftime(text, sizeof text, "%H:%M:%S", &local);
  return text;
}

std::string in_time(Clock::duration time) {
  auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  if (ms < 1) return "less than 1 ms";
  if (ms < 1000) return std::to_string(ms) + " ms";
  return std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100) + " s";
}

// `changed a.py, b.py; new c.py`
std::string described(const FileChanges& changes) {
  std::string text;
  auto add = [&text](const char* what, const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    text += (text.empty() ? "" : "; ") + std::string(what);
    for (size_t i = 0; i < std::min(paths.size(), kMostNamed); ++i) text += (i > 0 ? ", " : " ") + paths[i];
    if (paths.size() > kMostNamed) text += " and " + std::to_string(paths.size() - kMostNamed) + " more";
  };
  add("changed", changes.changed);
  add("new", changes.added);
  add("gone", changes.removed);
  return text;
}

bool same_environment(const Project& a, const Project& b) {
  return a.folder == b.folder && a.version == b.version && a.platform == b.platform &&
         a.typeshed == b.typeshed && a.extra_paths == b.extra_paths;
}

class Watch {
 public:
  explicit Watch(const CheckOptions& options) : options_(options), watcher_(interrupt_) {}

  int run() {
    take_configuration();
    check(false);
    if (!watcher_.is_told()) say("the system tells of no changes in so many folders: looking twice a second");
    while (!interrupt_.has_come() && (std::exchange(looks_again_, false) || watcher_.wait())) look();
    std::fflush(stdout);
    return code_;
  }

 private:
  // Whether it is another than before.
  bool take_configuration() {
    Project fresh = settle(options_.project);
    std::vector<Stamp> stamps;
    for (const std::string& path : fresh.looked_at) {
      watch_entry(absolute_path(path));
      stamps.push_back(stamp_of(path));
    }
    if (project_ && stamps == configuration_) return false;
    configuration_ = std::move(stamps);
    bool is_kept = project_ && same_environment(*project_, fresh) && fresh.problems.empty();
    project_ = std::make_unique<Project>(std::move(fresh));
    if (!is_kept) check_.reset();
    if (check_) check_->set_settings(project_->settings);
    return true;
  }

  void look() {
    auto begin = Clock::now();
    bool is_reconfigured = take_configuration();
    check(is_reconfigured, begin);
  }

  void check(bool is_reconfigured, Clock::time_point begin = Clock::now()) {
    if (!project_->problems.empty()) {
      if (!is_reconfigured && checked_before_) return;
      for (const std::string& problem : project_->problems) fail(problem);
      return end(kWrongUse);
    }
    Walk walk = this->walk();
    if (!walk.problem.empty()) {
      if (walk.problem == problem_) return;
      problem_ = walk.problem;
      fail(problem_);
      return end(kWrongUse);
    }
    bool is_first = !check_;
    if (is_first) check_ = std::make_unique<ProjectCheck>(options_, *project_);
    auto go_on = [this] { return !interrupt_.has_come(); };
    uint64_t judged = check_->judged();
    std::vector<std::string> imported = std::exchange(missed_, {});
    for (std::string& path : check_->update_imported().changed) imported.push_back(std::move(path));
    FileChanges changes = check_->update(walk, go_on);
    add_imported(imported, changes);
    bool is_changed = is_first || is_reconfigured || !problem_.empty() || !changes.empty();
    problem_.clear();
    if (!is_changed || interrupt_.has_come()) return;
    if (checked_before_) {
      std::string what = is_reconfigured ? "changed " + configuration() : described(changes);
      say("\n" + time_of_day() + " " + (what.empty() ? "all is there again" : what));
    }
    auto code = check_->report(go_on);
    if (!code) return;
    watch_imported();
    end(*code);
    std::string files = count_of(check_->file_count(), "file");
    uint64_t again = check_->judged() - judged;
    say((is_first ? files + " checked" : std::to_string(again) + " of " + files + " re-checked") + " in " +
        in_time(Clock::now() - begin) + "; watching for changes, Ctrl-C ends");
  }

  void end(int code) {
    code_ = code;
    if (code == kWrongUse) say("watching for changes, Ctrl-C ends");
    checked_before_ = true;
  }

  std::string configuration() const {
    return project_->configuration.empty() ? "the configuration" : project_->configuration;
  }

  Walk walk() {
    Exclusion exclusion(*project_);
    std::vector<std::string> paths = options_.paths;
    if (paths.empty()) paths.push_back(project_->folder);
    // A named path may go and come back.
    for (const std::string& path : paths) watch_entry(absolute_path(path));
    // Before it is looked into, so that nothing is missed between the two.
    Walk walk = find_files(paths, project_->folder, exclusion,
                           [this](const std::string& folder) { watch_folder(folder); });
    for (const std::string& file : exclusion.pattern_files()) watch_entry(file);
    return walk;
  }

  // Where a folder on the way is missing, its appearance counts.
  void watch_entry(const fs::path& path) {
    fs::path folder = path.parent_path();
    watcher_.watch(folder.string(), path.filename().string());
    std::error_code none;
    if (folder != path && !fs::exists(folder, none)) watch_entry(folder);
  }
  void watch_folder(const fs::path& folder) {
    watcher_.watch(folder.string());
    std::error_code none;
    if (!fs::exists(folder, none)) watch_entry(folder);
  }

  // Imports have been there before anybody watched.
  void watch_imported() {
    for (const std::string& folder : check_->workspace().noted().folders()) watch_folder(folder);
    missed_ = check_->update_imported().changed;
    looks_again_ = !missed_.empty();
  }

  // Of a folder that comes or goes its files are told, if any are.
  static void add_imported(const std::vector<std::string>& imported, FileChanges& changes) {
    FileChanges told = changes;
    auto lies_in = [](const std::vector<std::string>& paths, const std::string& folder) {
      return std::any_of(paths.begin(), paths.end(), [&folder](const std::string& path) {
        return path == folder || path.starts_with(folder + "/");
      });
    };
    for (const std::string& path : imported)
      if (!lies_in(told.added, path) && !lies_in(told.removed, path)) changes.changed.push_back(path);
  }

  const CheckOptions& options_;
  Interrupt interrupt_;
  Watcher watcher_;
  std::unique_ptr<Project> project_;
  std::vector<Stamp> configuration_;  // of the files that are looked at for it
  std::unique_ptr<ProjectCheck> check_;
  // What has changed of imports between a check and the watch over what it has looked at, until it is taken in.
  std::vector<std::string> missed_;
  bool looks_again_ = false;  // without waiting
  std::string problem_;       // why the last walk found nothing to check
  bool checked_before_ = false;
  int code_ = kInterrupted;
};

}  // namespace

int watch(const CheckOptions& options) { return Watch(options).run(); }

}  // namespace pellucid::cli
