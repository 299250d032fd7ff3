#include "checked_files.h"

#include <unordered_set>

namespace pellucid::cli {

void CheckedFiles::close_missing(const std::vector<Found>& found, FileChanges& changes) {
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
}

FileChanges CheckedFiles::update(const std::vector<Found>& found, const std::function<bool(size_t)>& go_on) {
  FileChanges changes;
  close_missing(found, changes);
  // What is to be taken in, with its stamp from before it is read.
  std::vector<std::optional<Stamp>> due(found.size());
  std::vector<ReadAhead::File> to_read;
  for (size_t i = 0; i < found.size(); ++i) {
    Stamp stamp = stamp_of(found[i].path);
    auto at = files_.find(found[i].shown);
    if (at != files_.end() && stamp == at->second.stamp && found[i].problem == at->second.problem) continue;
    due[i] = stamp;
    if (found[i].problem.empty()) to_read.push_back({found[i].path, found[i].shown});
  }
  ReadAhead ahead(session_, std::move(to_read), jobs_);
  for (size_t i = 0; i < found.size(); ++i) {
    if (!go_on(i)) break;
    if (!due[i]) continue;
    const Found& one = found[i];
    auto [at, is_new] = files_.try_emplace(one.shown);
    if (is_new) at->second.path = one.path;
    at->second.stamp = *due[i];
    ReadAhead::Result result;
    if (one.problem.empty()) {
      result = ahead.next();
    } else {
      result.read.problem = one.problem;
    }
    if (take(one.shown, at->second, std::move(result)))
      (is_new ? changes.added : changes.changed).push_back(one.shown);
  }
  return changes;
}

bool CheckedFiles::take(const std::string& shown, CheckedFile& file, ReadAhead::Result result) {
  std::string before = std::exchange(file.problem, result.read.problem);
  file.bytes = result.bytes;
  if (!file.problem.empty()) {
    bool was_open = file.id.has_value();
    close(file);
    return was_open || before != file.problem;
  }
  if (!file.id) {
    if (result.reading) {
      file.id = session_.open(std::move(*result.reading));
    } else {
      file.id = session_.open(shown, result.read.bytes);
      session_.read(*file.id);
    }
    return true;
  }
  project::Revision revision = session_.database().revision(*file.id);
  if (result.reading) {
    session_.set_text(*file.id, std::move(*result.reading));
  } else {
    session_.set_text(*file.id, result.read.bytes);
    session_.read(*file.id);
  }
  return session_.database().revision(*file.id) != revision;
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
