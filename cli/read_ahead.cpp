#include "read_ahead.h"

#include <algorithm>
#include <utility>

namespace pellucid::cli {

namespace {

constexpr size_t kFilesWorthThreads = 16;
constexpr size_t kWindowPerJob = 16;

}  // namespace

ReadAhead::ReadAhead(project::Session& session, std::vector<File> files, uint32_t jobs)
    : session_(session),
      files_(std::move(files)),
      keeps_trees_(session.reclaimer().policy().kind != project::ReclaimPolicy::Kind::AfterCheck),
      window_(keeps_trees_ ? jobs : jobs * kWindowPerJob),
      results_(window_) {
  if (jobs == 1 || files_.size() < kFilesWorthThreads) return;
  for (size_t i = 0; i < std::min<size_t>(jobs, files_.size()); ++i)
    threads_.emplace_back([this] { work(); });
}

ReadAhead::~ReadAhead() {
  {
    std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  taken_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  // Those that were handed over are counted where they stand.
  if (!keeps_trees_) session_.database().note_trees_elsewhere(tree_bytes_);
}

ReadAhead::Result ReadAhead::next() {
  if (threads_.empty()) {
    Result result;
    result.read = read_file(files_[next_to_take_++].path);
    result.bytes = result.read.bytes.size();
    return result;
  }
  std::unique_lock lock(mutex_);
  std::optional<Result>& slot = results_[next_to_take_ % window_];
  done_.wait(lock, [&] { return slot.has_value(); });
  Result result = std::move(*slot);
  slot.reset();
  ++next_to_take_;
  taken_.notify_one();
  return result;
}

void ReadAhead::work() {
  db::Database& database = session_.database();
  project::FileReader reader({database.version(), database.platform()}, session_.analysis().names(),
                             keeps_trees_);
  std::unique_lock lock(mutex_);
  for (;;) {
    taken_.wait(lock, [&] {
      return is_over_ || next_to_read_ == files_.size() || next_to_read_ < next_to_take_ + window_;
    });
    if (is_over_ || next_to_read_ == files_.size()) break;
    size_t at = next_to_read_++;
    lock.unlock();
    Result result;
    result.read = read_file(files_[at].path);
    result.bytes = result.read.bytes.size();
    if (result.read.problem.empty())
      result.reading = reader.read(files_[at].shown, std::exchange(result.read.bytes, {}));
    lock.lock();
    results_[at % window_] = std::move(result);
    // Only one waits for it, and only for the first.
    if (at == next_to_take_) done_.notify_one();
  }
  tree_bytes_ += reader.tree_bytes_peak();
}

}  // namespace pellucid::cli
