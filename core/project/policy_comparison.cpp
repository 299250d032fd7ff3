#include "project/policy_comparison.h"

#include <chrono>

namespace pellucid::project {

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

MeasuredPolicy measure(Session& session, ReclaimPolicy policy) {
  const db::Database& database = session.database();
  Session copy(database.version(), database.platform());
  copy.set_settings(session.settings());
  copy.reclaimer().set_policy(policy);
  std::vector<FileId> files;
  copy.set_file_system(session.file_system());
  if (const auto* search = session.search()) copy.set_search(*search);
  for (FileId file : database.added_files())
    files.push_back(copy.open_characters(database.path(file), database.text(file).view()));
  auto begin = Clock::now();
  for (FileId file : files) copy.diagnostics(file);
  const db::TreeCounters& counters = copy.database().counters();
  MeasuredPolicy measured{};
  measured.policy = policy;
  measured.check_milliseconds = milliseconds_since(begin);
  measured.peak_bytes = counters.bytes_peak;
  measured.resident_bytes = counters.bytes_resident;
  measured.freed = counters.trees_freed;
  measured.reparses = counters.reparses_whole + counters.reparses_partial;
  begin = Clock::now();
  for (FileId file : files) {
    { db::TreeLease lease = copy.database().lease(file, "look"); }
    copy.reclaimer().done_with(file);
  }
  measured.look_milliseconds = milliseconds_since(begin);
  measured.reparses_looking = counters.reparses_whole + counters.reparses_partial - measured.reparses;
  return measured;
}

}  // namespace

std::vector<MeasuredPolicy> compare_policies(Session& session, size_t budget) {
  using Kind = ReclaimPolicy::Kind;
  std::vector<MeasuredPolicy> measured;
  for (ReclaimPolicy policy : {ReclaimPolicy{Kind::AfterCheck, 0}, ReclaimPolicy{Kind::Never, 0},
                               ReclaimPolicy{Kind::Budget, budget}})
    measured.push_back(measure(session, policy));
  return measured;
}

}  // namespace pellucid::project
