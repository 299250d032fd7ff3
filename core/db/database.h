#pragma once

// The files of a session: their texts, and what was parsed from them. This room alone decides whether a tree
// exists, and everything above the tree is asked for through its engine, as queries that start from the
// inputs in queries.h.
//
//     db::TreeLease lease = database.lease(file, "hover");      // parses if need be
//     lease.tree().kind(node);                                  // the tree stays as long as a lease does
//
// What survives a tree: the text, its line index, syntax errors, comments, and the landmarks by which one
// definition can be parsed alone (parse/landmarks.h). A node that is remembered outside a tree is a NodeRef,
// which names the revision it is from.
//
//     db::DefinitionLease lease = database.lease_definition(file, row, "hover");   // costs what the definition is
//     lease.tree().kind(row);                                                      // long, not its module
//
// Freeing a tree and parsing it again is invisible to the engine: no revision moves and no result changes.
// Within a compute a tree is leased after ParsedOf was read, so that the text is a dependency; it is never
// held while another file's is asked for, so that the trees of a project never stand side by side.
//
// Must never know: policy (which trees are worth keeping), what names mean.

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "db/queries.h"
#include "db/tree_counters.h"
#include "parse/definition.h"
#include "parse/landmarks.h"
#include "source/decode.h"
#include "source/file_system.h"
#include "source/line_index.h"
#include "syntax/node.h"

namespace pellucid::db {

struct RevisionTag;
// A state of one file's text; the first is 1.
using Revision = base::Index<RevisionTag>;

// A node, kept outside its tree. Good for the revision it names and for no other.
struct NodeRef {
  FileId file;
  Revision revision;
  syntax::NodeIndex node;
#ifndef NDEBUG
  syntax::NodeKind kind = syntax::NodeKind::Module;
  source::Range range = {0, 0};
#endif
};

// Replaces a range of the text.
struct TextEdit {
  source::Range range;
  std::string text;
};

// A text with what was parsed from it, on its way from one database to another.
struct ParsedText {
  source::Text text;
  base::Fingerprint fingerprint;
  std::optional<source::CodingProblem> coding_problem;
  std::optional<source::LineIndex> lines;
  base::Shared<ParsedFile> parsed;
  std::optional<syntax::Tree> tree;  // none once it is freed
  FileTreeCounters counters;
};

class Database;

// Keeps a file's tree alive. Move only; must not outlive the database, nor a change of the file.
class TreeLease {
 public:
  TreeLease(TreeLease&& other) noexcept
      : database_(other.database_), file_(other.file_), is_of_compute_(other.is_of_compute_) {
    other.database_ = nullptr;
  }
  TreeLease& operator=(TreeLease&&) = delete;
  ~TreeLease();

  const syntax::Tree& tree() const;
  FileId file() const { return file_; }
  Revision revision() const;
  // The node behind a reference; a reference to another file or revision is a broken invariant, in every
  // build.
  syntax::Node at(const NodeRef& ref) const;
  NodeRef ref(syntax::NodeIndex node) const;

 private:
  friend class Database;
  TreeLease(Database& database, FileId file, bool is_of_compute)
      : database_(&database), file_(file), is_of_compute_(is_of_compute) {}

  Database* database_;
  FileId file_;
  bool is_of_compute_;
};

// Keeps the rows of a definition: the file's tree if it is there, else a slice of it that was parsed for this
// lease. A row has the same number in both, so who reads it need not know which it is. Move only; must not
// outlive the database, nor a change of the file.
class DefinitionLease {
 public:
  const syntax::Tree& tree() const { return slice_ ? *slice_ : whole_->tree(); }
  // Whether there are no rows but those of the definition.
  bool is_slice() const { return slice_.has_value(); }
  // None if the row stands in no definition; then the tree is whole.
  syntax::OptionalNode definition() const { return definition_; }

 private:
  friend class Database;
  DefinitionLease(TreeLease whole, syntax::OptionalNode definition)
      : whole_(std::move(whole)), definition_(definition) {}
  explicit DefinitionLease(syntax::Tree slice) : slice_(std::move(slice)), definition_(slice_->first()) {}

  std::optional<TreeLease> whole_;
  std::optional<syntax::Tree> slice_;
  syntax::OptionalNode definition_;
};

class Database {
 public:
  explicit Database(source::PythonVersion version, std::string platform = "linux");
  Database(const Database&) = delete;

  query::Engine& engine() { return engine_; }
  const query::Engine& engine() const { return engine_; }

  source::PythonVersion version() const { return environment_.version; }
  const std::string& platform() const { return environment_.platform; }
  // Every file is parsed anew when it is asked for next.
  void set_version(source::PythonVersion version);
  void set_platform(std::string platform);

  // The files there are beside those that are added; not owned. Null for none. Whoever has read from the one
  // before must not be asked any more: to be set before anything is.
  void set_file_system(const source::FileSystem* files) { outer_ = files; }

  // A file that is added stands in front of one of the same path on the file system. Of two that are added
  // with one path, imports find the later one.
  FileId add(std::string path, source::Decoded decoded);
  // What another database has read for the same version of Python; counted as if it were parsed here.
  FileId add(std::string path, ParsedText parsed);
  // What the file system has of its path is found again from then on.
  void remove(FileId file);
  // Removes a file that was parsed, and hands out what there is of it. No lease holds its tree.
  ParsedText release(FileId file);
  void rename(FileId file, std::string path);
  bool has(FileId file) const;
  // Added, and not only found.
  bool is_added(FileId file) const { return has(file) && record(file).is_added; }
  std::vector<FileId> files() const;

  // Those that are added, in order.
  const std::vector<FileId>& added_files() const { return added_ids_; }

  // Added files and those of the file system. What a query asks goes through TrackedFiles.
  source::FileKind kind(std::string_view path) const;
  std::vector<FolderItem> list(std::string_view folder) const;
  source::FileContent read(std::string_view path) const;
  // The text of a file, read from the file system if it was found and has not been.
  const source::Text& text_read(FileId file);
  // What the file system has said when it was read.
  source::ReadStatus read_status(FileId file) const { return record(file).read_status; }
  // The file of a path that kind() knows as a file; the same one for as long as it is that. Its text is read
  // when it is first asked for. From within computes too.
  FileId at(std::string_view path);
  // The file system's own text of a path has changed, or whether there is one.
  void refresh(std::string_view path);

  // The same text again changes nothing, not even the revision.
  void set_text(FileId file, source::Decoded decoded);
  void set_text(FileId file, ParsedText parsed);
  // Makes all edits at once: their ranges are in the present text, in order, and do not overlap.
  void edit(FileId file, const std::vector<TextEdit>& edits);

  const std::string& path(FileId file) const { return record(file).path; }
  // Of a file that was found, once ParsedOf or lease() has asked for it.
  const source::Text& text(FileId file) const { return record(file).text; }
  Revision revision(FileId file) const { return record(file).revision; }
  const std::optional<source::CodingProblem>& coding_problem(FileId file) const {
    return record(file).coding_problem;
  }
  const source::LineIndex& lines(FileId file);

  // `asker`: a query's name, or what of the page or command wants it; a literal. It is counted with a
  // reparse.
  TreeLease lease(FileId file, const char* asker = "request");
  // Trees that are freed from now on leave landmarks behind. For who shows files: a check of them, which asks for no
  // definition again, is spared the making.
  void keep_landmarks() { keeps_landmarks_ = true; }
  // At least the innermost FunctionDef or ClassDef around the row, a row of the present text's table. If the
  // tree has been freed and left landmarks, that definition is parsed alone, unless it must not be (parse/definition.h): then the
  // whole file is, and counted with the reason. Not from within computes.
  DefinitionLease lease_definition(FileId file, syntax::NodeIndex row, const char* asker);
  // From outside of computes; they read ParsedOf.
  const ParsedFile& parsed(FileId file) { return *engine_.get<ParsedOf>(file); }
  const std::vector<diagnostic::Diagnostic>& syntax_errors(FileId file) { return parsed(file).syntax_errors; }
  const std::vector<source::Range>& comments(FileId file) { return parsed(file).comments; }

  // A compute says that nothing more will be asked of the tree of a file that was only found: it is not
  // checked.
  void spent(FileId file);
  // Who decides what becomes of such trees; called from within computes.
  void set_spent_handler(std::function<void(FileId)> handler) { spent_handler_ = std::move(handler); }

  // Frees the tree if no lease holds it. Says whether it is gone.
  bool free_tree(FileId file);
  bool is_resident(FileId file) const { return record(file).tree.has_value(); }

  // At some time trees of other databases took as much as this; counted into the peak.
  void note_trees_elsewhere(size_t bytes) {
    counters_.bytes_peak = std::max(counters_.bytes_peak, counters_.bytes_resident + bytes);
  }

  const FileTreeCounters& counters(FileId file) const { return record(file).counters; }
  const TreeCounters& counters() const { return counters_; }
  const TreeEvents& tree_events() const { return events_; }
  // Texts with their paths, and line indices; trees are in counters(), the rest is the engine's.
  size_t text_bytes() const { return text_bytes_; }
  size_t line_bytes() const;
  size_t landmark_bytes() const;

 private:
  friend class TreeLease;
  friend struct ParsedOf;

  struct Record {
    FileId file{0};
    bool is_added = false;
    bool is_read = false;  // its text is here; always, of an added file
    source::ReadStatus read_status = source::ReadStatus::Read;
    std::string path;
    source::Text text;
    base::Fingerprint fingerprint;
    std::optional<source::CodingProblem> coding_problem;
    Revision revision{1};
    std::optional<source::LineIndex> lines;
    std::optional<syntax::Tree> tree;           // of this text and the present version
    base::Shared<ParsedFile> parsed;            // the same; kept when the tree is freed
    std::optional<parse::Landmarks> landmarks;  // the same; once the tree has been freed, if they are kept
    query::Revision freed_in{0};                // the engine's, when the tree was freed last
    uint32_t leases = 0;
    FileTreeCounters counters;
  };

  Record& record(FileId file);
  const Record& record(FileId file) const;
  Record& make(std::string path);
  void put_text(Record& record, source::Text text);
  source::Text forget_text(Record& record);
  void take_text(Record& record, source::Decoded decoded);
  void take_parsed(Record& record, ParsedText parsed);
  void read_text(Record& record);
  void appeared(std::string_view path);
  void vanished(std::string_view path);
  void count_unknown_folders(std::string_view path);
  void count_changes(std::string_view path);
  FileId put(const Record& record);
  void take_away(FileId file, const std::string& path);
  // `refusal`: why a definition could not be parsed alone, if one was wanted.
  void ensure_tree(Record& record, const char* asker, const char* refusal = "");
  std::variant<syntax::Tree, parse::Refusal> parse_slice(Record& record, syntax::NodeIndex row,
                                                         const char* asker);
  base::Shared<ParsedFile> parse_for_query(FileId file);
  void drop_tree(Record& record);
  void forget_parse(Record& record);

  EnvironmentState environment_;
  const source::FileSystem* outer_ = nullptr;
  bool keeps_landmarks_ = false;
  uint32_t project_changes_ = 0;
  size_t text_bytes_ = 0;
  std::function<void(FileId)> spent_handler_;
  std::vector<std::unique_ptr<Record>> records_;  // by id; null once removed
  // The added files; of several with one path imports find the last.
  std::map<std::string, std::vector<FileId>, std::less<>> added_;
  std::vector<FileId> added_ids_;                     // in order
  std::map<std::string, FileId, std::less<>> found_;  // those of the file system that were asked for
  base::Optional<FileId> leased_by_compute_;
  uint32_t compute_leases_ = 0;
  TreeCounters counters_;
  TreeEvents events_;
  query::Engine engine_;
};

}  // namespace pellucid::db
