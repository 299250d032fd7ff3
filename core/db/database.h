#pragma once

// The files of a session: their texts, and what was parsed from them. This room alone decides whether a tree
// exists.
//
//     db::TreeLease lease = database.lease(file);      // parses if need be
//     lease.tree().kind(node);                         // the tree stays as long as a lease does
//
// What survives a tree: the text, its line index, syntax errors, comments. A node that is remembered outside
// a tree is a NodeRef, which names the revision it is from.
//
// Must never know: policy (which trees are worth keeping), what names mean.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "diagnostic/diagnostic.h"
#include "source/decode.h"
#include "source/line_index.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/node.h"

namespace pellucid::db {

struct FileTag;
// A file, for as long as the session knows it.
using FileId = base::Id<FileTag>;

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

// How a file's last parse went.
struct ParseFacts {
  uint32_t parses = 0;
  double last_parse_ms = 0;
  uint32_t rows = 0;
  size_t tree_bytes = 0;
};

class Database;

// Keeps a file's tree alive. Move only; must not outlive the database, nor a change of the file.
class TreeLease {
 public:
  TreeLease(TreeLease&& other) noexcept : database_(other.database_), file_(other.file_) {
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
  TreeLease(Database& database, FileId file) : database_(&database), file_(file) {}

  Database* database_;
  FileId file_;
};

class Database {
 public:
  explicit Database(source::PythonVersion version) : version_(version) {}
  Database(const Database&) = delete;

  source::PythonVersion version() const { return version_; }
  // Every file is parsed anew when it is asked for next.
  void set_version(source::PythonVersion version);

  FileId add(std::string path, source::Decoded decoded);
  void remove(FileId file);
  void rename(FileId file, std::string path);
  bool has(FileId file) const;
  std::vector<FileId> files() const;

  void set_text(FileId file, source::Decoded decoded);
  // Makes all edits at once: their ranges are in the present text, in order, and do not overlap.
  void edit(FileId file, const std::vector<TextEdit>& edits);

  const std::string& path(FileId file) const { return record(file).path; }
  const source::Text& text(FileId file) const { return record(file).text; }
  Revision revision(FileId file) const { return record(file).revision; }
  const std::optional<source::CodingProblem>& coding_problem(FileId file) const {
    return record(file).coding_problem;
  }

  const source::LineIndex& lines(FileId file);
  TreeLease lease(FileId file);
  // Of parser and grammar, sorted.
  const std::vector<diagnostic::Diagnostic>& syntax_errors(FileId file);
  const std::vector<source::Range>& comments(FileId file);
  const ParseFacts& facts(FileId file) const { return record(file).facts; }

  // Frees the tree if no lease holds it. Says whether it is gone.
  bool free_tree(FileId file);
  bool is_resident(FileId file) const { return record(file).tree.has_value(); }

 private:
  friend class TreeLease;

  struct Record {
    std::string path;
    source::Text text;
    std::optional<source::CodingProblem> coding_problem;
    Revision revision{1};
    std::optional<source::LineIndex> lines;
    bool parsed = false;  // syntax_errors and comments are those of the text
    std::optional<syntax::Tree> tree;
    std::vector<diagnostic::Diagnostic> syntax_errors;
    std::vector<source::Range> comments;
    uint32_t leases = 0;
    ParseFacts facts;
  };

  Record& record(FileId file);
  const Record& record(FileId file) const;
  void parse(Record& record);
  void forget_parse(Record& record);

  source::PythonVersion version_;
  std::vector<std::unique_ptr<Record>> records_;  // by id; null once removed
};

}  // namespace pellucid::db
