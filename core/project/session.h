#pragma once

// The façade: a set of files that change, and what can be asked about them. The command and the page talk to
// nothing below it. Positions are byte offsets; wire/ turns them into whatever the caller counts in.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "db/database.h"
#include "diagnostic/diagnostic.h"
#include "diagnostic/settings.h"
#include "project/analysis.h"
#include "project/reclaim.h"
#include "resolve/queries.h"
#include "source/decode.h"
#include "source/python_version.h"

namespace pellucid::project {

struct FileReading;

using db::FileId;
using db::Revision;

class Session {
 public:
  explicit Session(source::PythonVersion version = source::kDefaultPython, std::string platform = "linux")
      : database_(version, std::move(platform)), analysis_(database_), reclaimer_(database_) {
    database_.set_spent_handler([this](FileId file) { reclaimer_.done_with(file); });
  }
  Session(const Session&) = delete;

  // Files beside those that are opened, for imports: a disk, the stubs. Not owned. Before anything is opened
  // or asked.
  void set_file_system(const source::FileSystem* files) {
    files_ = files;
    database_.set_file_system(files);
  }
  // Null for none.
  const source::FileSystem* file_system() const { return files_; }
  // Where modules are looked for besides the project.
  void set_search(resolve::SearchSettings settings);
  // Null if that was never said.
  const resolve::SearchSettings* search() {
    return engine().input<resolve::SearchSettingsInput>(resolve::kTheSettings);
  }

  db::Database& database() { return database_; }
  const db::Database& database() const { return database_; }
  Analysis& analysis() { return analysis_; }
  Reclaimer& reclaimer() { return reclaimer_; }
  query::Engine& engine() { return database_.engine(); }

  // A file as it lies on a disk, or characters in UTF-8 as an editor holds them.
  FileId open(std::string path, std::string_view bytes) {
    return database_.add(std::move(path), source::decode(bytes));
  }
  FileId open_characters(std::string path, std::string_view utf8) {
    return database_.add(std::move(path), source::decode_characters(utf8));
  }
  // What a reader has read for this session's names, version and platform (file_reader.h), as read() leaves it.
  FileId open(FileReading reading);
  void close(FileId file);
  void rename(FileId file, std::string path);
  bool has(FileId file) const { return database_.has(file); }
  void set_version(source::PythonVersion version) { database_.set_version(version); }

  void set_text(FileId file, std::string_view bytes) { database_.set_text(file, source::decode(bytes)); }
  void set_text(FileId file, FileReading reading);
  void set_characters(FileId file, std::string_view utf8) {
    database_.set_text(file, source::decode_characters(utf8));
  }
  // The edits were made to the text of revision `base`: none, and no change, if that is not the present one
  // or if the ranges overlap or leave the text. In any order. The revision from now on, which is `base` if
  // the text is what it was.
  std::optional<Revision> edit(FileId file, Revision base, std::vector<db::TextEdit> edits);

  // Which rules report, and how gravely.
  const diagnostic::Settings& settings() const { return settings_; }
  void set_settings(const diagnostic::Settings& settings) { settings_ = settings; }

  // What Python itself refuses to compile, in the order of the text, whatever the settings are.
  std::vector<diagnostic::Diagnostic> syntax_errors(FileId file);
  // Takes the file from its text to all that the file alone tells, and gives its tree back. A check of several
  // files does that with each before it asks for the diagnostics of any, so that their trees never stand side
  // by side and none is parsed twice. Whether anything had to be computed.
  bool read(FileId file);
  // The same for every file that has changed; O(files) after a change, else nothing.
  void read_all();
  // A step of it: reads one file that has changed since it was read. Which; none if all are read, and then
  // `diagnostics` waits for none. Whatever changes between two steps, what was read is kept.
  std::optional<FileId> read_next();
  // Whether an import of an opened file names a module that is in no place, and no standard library is known,
  // where it may be. O(files).
  bool misses_library();
  // Everything known to be wrong with the file, as the settings and the file's comments have it, in the order
  // of the text. The file counts as checked then.
  std::vector<diagnostic::Diagnostic> diagnostics(FileId file);
  // As much of it as the file alone tells, without waiting for any other: what others have to say of its
  // imports is left open.
  std::vector<diagnostic::Diagnostic> diagnostics_alone(FileId file);

  // Heap bytes by category, in no order of size: text, lines, trees, and what is remembered of each query
  // with its keys and dependencies. O(files and memos).
  std::vector<std::pair<std::string, size_t>> memory() const;

 private:
  // What of it the settings report. The file counts as checked then.
  std::vector<diagnostic::Diagnostic> reported(FileId file, std::vector<diagnostic::Diagnostic> found);
  void forget_module(FileId file);

  const source::FileSystem* files_ = nullptr;
  db::Database database_;
  Analysis analysis_;
  Reclaimer reclaimer_;
  diagnostic::Settings settings_;
  std::optional<query::Revision> all_read_in_;
  // How far read_next() has come in the revision that it is at work in.
  struct Reading {
    query::Revision revision{0};
    std::vector<FileId> files;
    size_t next = 0;
  };
  Reading reading_;
  std::unordered_set<uint32_t> closed_;  // files of which something may be remembered still
  size_t closed_bytes_ = 0;              // of their texts
};

}  // namespace pellucid::project
