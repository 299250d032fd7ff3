#include "checked_files.h"

#include <unordered_set>

namespace pellucid::cli {

FileChanges CheckedFiles::update(const std::vector<Found>& found, const std::function<bool(size_t)>& go_on) {
  FileChanges changes;
  std::unordered_set<std::string_view> present;
  for (const Found& one : found) present.insert(one.shown);
  for (auto at = files_.begin(); at != files_.end();) {
    if (present.contains(at->first)) {
      ++at;
      continue;
    }
    changes.removed.push_back(at->first);
    close(at->second);
    at = files_.erase(at);
  }
  size_t done = 0;
  for (const Found& one : found) {
    if (!go_on(done++)) break;
    auto [at, is_new] = files_.try_emplace(one.shown);
    CheckedFile& file = at->second;
    if (is_new) file.path = one.path;
    Stamp stamp = stamp_of(one.path);
    if (!is_new && stamp == file.stamp && one.problem == file.problem) continue;
    file.stamp = stamp;
    if (read(one.shown, file, one.problem)) (is_new ? changes.added : changes.changed).push_back(one.shown);
  }
  return changes;
}

bool CheckedFiles::read(const std::string& shown, CheckedFile& file, const std::string& problem) {
  std::string before = std::exchange(file.problem, problem);
  Read read;
  if (problem.empty()) {
    read = read_file(file.path);
    file.problem = read.problem;
  }
  file.bytes = file.problem.empty() ? read.bytes.size() : 0;
  if (!file.problem.empty()) {
    bool was_open = file.id.has_value();
    close(file);
    return was_open || before != file.problem;
  }
  bool is_changed = true;
  if (file.id) {
    project::Revision revision = session_.database().revision(*file.id);
    session_.set_text(*file.id, read.bytes);
    is_changed = session_.database().revision(*file.id) != revision;
  } else {
    file.id = session_.open(shown, read.bytes);
  }
  session_.read(*file.id);
  return is_changed;
}

void CheckedFiles::close(CheckedFile& file) {
  if (file.id) session_.close(*file.id);
  file.id.reset();
}

uint64_t CheckedFiles::bytes() const {
  uint64_t bytes = 0;
  for (const auto& [shown, file] : files_) bytes += file.bytes;
  return bytes;
}

}  // namespace pellucid::cli
