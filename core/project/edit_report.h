#pragma once

// What the last edit did, made of an EditWatch: one plain sentence, the events as a tree, and the rows and
// symbols of a file before and after. What the page and `pellucid replay` show is computed here.
//
//     This edit re-checked 1 of 12 files: `helper`'s body changed, its name and signature did not.
//
// Looking changes nothing: trees of the old and the new text are parsed in a session of their own, so no
// counter moves.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ide/edit_comparison.h"
#include "project/edit_watch.h"
#include "query/edit_tree.h"

namespace pellucid::project {

struct EventRow {
  uint32_t depth;
  query::EventKind kind;
  std::string query;            // its name, such as `scopes`
  std::string of;               // its key: `helper.py`, `helper.py, scope 3`
  std::string what;             // `run, equal to before`
  std::string because;          // `text(helper.py) changed`; empty if there is nothing to say
  base::Optional<FileId> file;  // that the key is of
  uint64_t nanoseconds;
  bool has_run;  // itself or below it
};

struct EditCounts {
  uint64_t run = 0;
  uint64_t reused = 0;
  uint64_t cut_off = 0;  // of those run
};

class EditReport {
 public:
  // `files`: how many the project has. Both must outlive the report.
  EditReport(Session& session, const EditWatch& watch, uint32_t files);
  ~EditReport();

  // A line without a full stop; empty before the first edit that was watched.
  std::string sentence();
  std::vector<FileId> rechecked() const;
  EditCounts counts() const;
  // Events that `rows` leaves out, or that nobody has kept.
  uint64_t omitted(uint32_t limit) const;
  // In preorder; at most `limit`, those in which something ran before those in which all is as it was.
  std::vector<EventRow> rows(uint32_t limit) const;
  // Of a file whose text the edit changed, with both tables, as long as the report lives; null if it did not, or
  // if the old text was too long to keep. Made once.
  class Compared;
  const Compared* compared(FileId file);
  // Files whose text the edit changed and that are still there.
  std::vector<FileId> edited() const;
  // The label of a key: paths instead of files' numbers.
  std::string key_label(query::Ref ref) const;

 private:
  const EditChange* text_change(FileId file) const;
  std::vector<std::string> clauses();

  Session& session_;
  const EditWatch& watch_;
  uint32_t files_;
  std::unordered_map<uint32_t, std::unique_ptr<const Compared>> compared_;  // by file; null for none
};

// The texts of a file before and after the edit, parsed in sessions of their own.
class EditReport::Compared {
 public:
  Compared(Session& session, std::string_view path_before, std::string_view text_before,
           std::string_view path_after, std::string_view text_after);

  const ide::EditSide& before() const { return before_.side; }
  const ide::EditSide& after() const { return after_.side; }
  const ide::EditComparison& comparison() const { return comparison_; }

 private:
  // One text with its tree.
  struct Side {
    Side(Session& session, std::string_view path, std::string_view text);
    Session copy;
    FileId file;
    db::TreeLease lease;
    ide::EditSide side;
  };

  Side before_;
  Side after_;
  ide::EditComparison comparison_;
};

}  // namespace pellucid::project
