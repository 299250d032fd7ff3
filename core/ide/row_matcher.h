#pragma once

// Which rows of two tables are the same (edit_comparison.h), and what that means for their definitions.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ide/edit_comparison.h"
#include "syntax/node.h"

namespace pellucid::ide {

// Of each row: itself without its place, and the same with all that stands below it.
class RowHashes {
 public:
  explicit RowHashes(const EditSide& side);
  uint64_t own(syntax::NodeIndex row) const { return own_[row.value()]; }
  uint64_t whole(syntax::NodeIndex row) const { return whole_[row.value()]; }

 private:
  std::vector<uint64_t> own_;
  std::vector<uint64_t> whole_;
};

class RowMatcher {
 public:
  RowMatcher(const EditSide& before, const EditSide& after);

  // By old row, the new one; base::kNoneValue if it is gone.
  const std::vector<uint32_t>& new_rows() const { return new_rows_; }
  const std::vector<std::string>& clauses() const { return clauses_; }

 private:
  using Rows = std::vector<syntax::NodeIndex>;
  struct Pair {
    syntax::NodeIndex before;
    syntax::NodeIndex after;
  };

  void match(Pair roots);
  // Pairs of children that are worth a comparison, in order.
  std::vector<Pair> align(const Rows& before, const Rows& after) const;
  void align_gap(const Rows& before, const Rows& after, std::vector<Pair>& pairs) const;
  bool is_alike(syntax::NodeIndex before, syntax::NodeIndex after) const;
  void take_whole(Pair pair);

  // Clauses about what stands right in a module or class, and in classes below.
  void tell(Pair container, const std::string& path);
  void tell_definition(Pair pair, const std::string& path);
  void tell_alone(const EditSide& side, syntax::NodeIndex row, const std::string& path,
                  std::string_view what);
  std::string name(const EditSide& side, syntax::NodeIndex definition) const;
  uint64_t hash_of(const EditSide& side, const RowHashes& hashes, syntax::NodeIndex row, bool of_body) const;

  const EditSide& before_;
  const EditSide& after_;
  RowHashes old_hashes_;
  RowHashes new_hashes_;
  std::vector<uint32_t> new_rows_;
  std::vector<std::string> clauses_;
};

}  // namespace pellucid::ide
