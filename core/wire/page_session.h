#pragma once

// What the page asks of a session, as plain data with positions as Monaco counts them: lines and columns from
// 1, columns and offsets in UTF-16 code units. wasm/ hands these over and adds nothing.
//
// Tables are handed over in windows of rows, the ones on the screen; each column is a vector of its own.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "lex/token.h"
#include "project/configuration.h"
#include "project/edit_report.h"
#include "project/session.h"
#include "project/stubs.h"
#include "source/memory_files.h"
#include "wire/positions.h"

namespace pellucid::wire {

// Rows of the node table, a column each. `places` holds four numbers a row: start line and column, end line
// and column.
struct NodeRows {
  std::vector<uint32_t> indices;
  std::vector<uint8_t> kinds;
  std::vector<uint8_t> flags;
  std::vector<uint8_t> roles;
  std::vector<uint32_t> starts;
  std::vector<uint32_t> ends;
  std::vector<uint32_t> places;
  std::vector<uint32_t> parents;  // base::kNoneValue for the root
  std::vector<uint32_t> subtree_ends;
  std::vector<uint32_t> payloads;
  std::vector<uint32_t> depths;
  std::string texts;  // JSON: [[payload, flags, source], …]
};

struct TokenRows {
  std::vector<uint8_t> kinds;
  std::vector<uint32_t> starts;
  std::vector<uint32_t> ends;
  std::vector<uint32_t> places;
  std::string texts;  // JSON: [source, …]
};

struct FileSummary {
  uint32_t revision;
  uint32_t bytes;
  uint32_t lines;
  uint32_t nodes;
  uint32_t tree_bytes;
  uint32_t parses;
  double parse_ms;
};

enum class Completeness : uint8_t { Alone, Whole };

struct FileProblems {
  std::string json;   // an array as in diagnostics_json.h
  uint32_t left_out;  // behind these
};

class PageSession {
 public:
  explicit PageSession(uint32_t python_minor)
      : stub_files_(no_files_, stubs_), session_(source::PythonVersion{python_minor}) {
    session_.set_file_system(&stub_files_);
    session_.database().keep_landmarks();
  }

  void set_version(uint32_t python_minor);
  uint32_t open(const std::string& path, const std::string& text);
  bool has(uint32_t file) const { return session_.has(project::FileId(file)); }
  void close(uint32_t file);
  // Of all files, the editor shows this one: its tree stays, and that of the one before may go.
  void show(uint32_t file);
  void rename(uint32_t file, const std::string& path);
  // The new revision.
  uint32_t set_text(uint32_t file, const std::string& text);
  // Edits at once to the text of revision `base`; four numbers an edit as in NodeRows::places. The new
  // revision, or 0 if `base` is not the present one or the ranges overlap: then the caller sends the whole
  // text.
  uint32_t edit(uint32_t file, uint32_t base, const std::vector<uint32_t>& places,
                const std::vector<std::string>& texts);
  uint32_t revision(uint32_t file) const;
  std::string_view text(uint32_t file);

  // Whether an import names a module that is in no file of the page, and may be in the standard library: its
  // stubs are wanted. O(files) after a change.
  bool wants_stubs();
  // The pack of the standard library's stubs (resolve/stub_pack.h), once. Why it cannot be read; empty if it
  // can.
  std::string set_stubs(std::string bytes);
  // A file that nobody has opened, such as a stub, by path; none if there is no such file. It can be shown and
  // asked about as others are, but is never changed, checked or closed.
  std::optional<uint32_t> find(const std::string& path);

  // JSON: an array as in diagnostics_json.h. Waits until every file is read.
  std::string diagnostics(uint32_t file);
  // What is to be told of a file: `most` problems of it at most; none if they are those that were told last, of
  // the same text. Alone: as far as the file itself tells, without waiting for others.
  std::optional<FileProblems> report(uint32_t file, Completeness completeness, uint32_t most);
  // Reads one file that has changed. Which; none if all are read.
  std::optional<uint32_t> read_next();
  // Parses if need be.
  FileSummary summary(uint32_t file);

  // Rows `first` … `first + count`, as far as there are.
  NodeRows nodes(uint32_t file, uint32_t first, uint32_t count);
  NodeRows nodes(uint32_t file, const std::vector<uint32_t>& indices);
  // Of the definition, expression or module that a scope of the file belongs to, by number as the question
  // `scopes` tells them, rows as above, `first` and depths counted from its own; none if there is no such
  // scope. Of a function or class whose file's tree is freed, and of what stands in one, only that definition
  // is parsed.
  NodeRows nodes_of_scope(uint32_t file, uint32_t scope, uint32_t first, uint32_t count);
  // All columns, without places, depths and texts.
  NodeRows node_columns(uint32_t file);
  // The rows of these kinds, in order; `kinds` by number of NodeKind.
  std::vector<uint32_t> nodes_of_kinds(uint32_t file, const std::vector<uint8_t>& kinds);
  // The innermost node there.
  uint32_t node_at(uint32_t file, uint32_t line, uint32_t column);
  // Innermost first, without the node itself.
  std::vector<uint32_t> ancestors(uint32_t file, uint32_t node);

  // Tokens with comments and line breaks.
  uint32_t token_count(uint32_t file);
  TokenRows tokens(uint32_t file, uint32_t first, uint32_t count);
  uint32_t token_at(uint32_t file, uint32_t line, uint32_t column);

  // In place of the configuration before; version and platform are the usual ones if it does not say.
  void configure(const project::Configuration& configuration);
  // The same from the text of a configuration file; one with a fault changes nothing. What it says and what is
  // wrong with it, JSON as `ConfigurationReport` in web/src/model/configuration.ts.
  std::string configure(const std::string& text, project::ConfigurationFile file);
  // When trees are given back: `after-check`, `never` or bytes. Whether that is a policy.
  bool set_reclaim(const std::string& policy);
  // Every tree, the shown file's too. How many.
  uint32_t free_all();
  // While watched, the session remembers what the last edit did (project/edit_watch.h).
  void watch(bool on);
  // The counters as in CONTRACTS, JSON.
  std::string statistics() const;
  // Counts up whenever a counter of trees or queries does.
  uint64_t activity() const;
  // What the page's engine panel shows, JSON as in web/src/model/engine.ts (page_engine.h).
  std::string engine_view();
  // What each policy would make of the files as they are; `budget`: bytes of the third. JSON.
  std::string compare_policies(uint32_t budget);
  uint32_t file_count() const { return files_; }

  // JSON of the answer to a question about names, see page_questions.h.
  std::string ask(uint32_t file, const std::string& question, const std::string& parameters);

  // Of all files, since the session began.
  uint32_t reparses() const { return static_cast<uint32_t>(session_.database().counters().reparses_whole); }

  // For what stands beside the page: `pellucid replay`.
  project::Session& session() { return session_; }
  const project::Session& session() const { return session_; }
  project::EditWatch* edit_watch() { return watch_.get(); }
  uint32_t edit(uint32_t file, uint32_t base, std::vector<db::TextEdit> edits);
  std::vector<diagnostic::Diagnostic> check(uint32_t file);
  std::vector<diagnostic::Diagnostic> check_alone(uint32_t file);

  // Bytes held for the page beyond the session's own: tokens and position tables.
  size_t view_bytes() const;

 private:
  // What is kept per file for as long as its revision is shown.
  struct View {
    uint32_t revision = 0;
    std::optional<Positions> positions;
    std::optional<std::vector<lex::Token>> tokens;
    std::optional<std::vector<diagnostic::Diagnostic>> told;
  };

  // The tree for as long as this lives; then the file is done with.
  class Look {
   public:
    Look(project::Session& session, project::FileId file);
    ~Look();
    const syntax::Tree& tree() const { return lease_->tree(); }

   private:
    project::Session& session_;
    project::FileId file_;
    std::optional<db::TreeLease> lease_;
  };

  project::FileId id(uint32_t file) const;
  // As part of a change.
  void set_search();
  View& view(uint32_t file);
  const Positions& positions(uint32_t file);
  const std::vector<lex::Token>& all_tokens(uint32_t file);
  void append_row(NodeRows& rows, uint32_t file, const syntax::Tree& tree, syntax::NodeIndex node);

  std::string json(uint32_t file, std::span<const diagnostic::Diagnostic> found);

  template <class Work>
  auto checking(Work work) {
    if (watch_) watch_->begin_check();
    auto done = work();
    if (watch_) watch_->end_check();
    return done;
  }

  // Makes a change that may be watched.
  template <class Make>
  auto changing(project::EditChange::Kind kind, uint32_t file, Make make) {
    if (watch_) watch_->begin_change(kind, project::FileId(file));
    auto made = make();
    if (watch_) watch_->end_change();
    return made;
  }

  std::string stub_bytes_;
  project::StubPack stubs_;
  std::vector<std::string> extra_paths_;
  source::MemoryFiles no_files_;
  project::StubFiles stub_files_;
  project::Session session_;
  uint32_t files_ = 0;
  std::unique_ptr<project::EditWatch> watch_;  // null while nobody looks
  std::optional<project::FileId> shown_;
  std::unordered_map<uint32_t, View> views_;
};

}  // namespace pellucid::wire
