#pragma once

// When a tree that nobody holds is given back. All policies give the same results; they differ in the memory
// that trees take and in how often a text is parsed again.

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "db/database.h"

namespace pellucid::project {

struct ReclaimPolicy {
  enum class Kind : uint8_t {
    AfterCheck,  // as soon as the file is checked, unless an editor shows it
    Never,
    Budget,  // the least recently used first, as soon as all together take more than `bytes`
  };
  Kind kind = Kind::AfterCheck;
  size_t bytes = 0;
};

// `after-check`, `never`, or a number of bytes, which may end in `k`, `M` or `G` (1,024 each); none for
// anything else.
std::optional<ReclaimPolicy> parse_reclaim_policy(std::string_view text);
// As it is written, bytes as a plain number.
std::string name_of(const ReclaimPolicy& policy);

class Reclaimer {
 public:
  explicit Reclaimer(db::Database& database) : database_(database) {}

  void set_policy(ReclaimPolicy policy);
  const ReclaimPolicy& policy() const { return policy_; }
  // The trees of files that an editor shows stay.
  void show(db::FileId file) { shown_.insert(file); }
  void hide(db::FileId file);
  bool is_shown(db::FileId file) const { return shown_.contains(file); }
  void forget(db::FileId file);

  // Something was asked of the file, and its answer is known: its tree is not needed for the moment.
  void done_with(db::FileId file);
  // Frees every tree that no lease holds, those of shown files too. How many.
  uint32_t free_all();

 private:
  void keep_to_budget();

  db::Database& database_;
  ReclaimPolicy policy_;
  std::unordered_set<db::FileId> shown_;
  // Used files, the latest first; kept under a budget only.
  std::list<db::FileId> used_;
  std::unordered_map<db::FileId, std::list<db::FileId>::iterator> places_;
};

}  // namespace pellucid::project
