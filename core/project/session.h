#pragma once

// The façade: a set of files that change, and what can be asked about them. The command and the page talk to
// nothing below it. Positions are byte offsets; wire/ turns them into whatever the caller counts in.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "diagnostic/diagnostic.h"
#include "diagnostic/settings.h"
#include "project/analysis.h"
#include "source/decode.h"
#include "source/python_version.h"

namespace pellucid::project {

using db::FileId;
using db::Revision;

class Session {
 public:
  explicit Session(source::PythonVersion version = source::kDefaultPython)
      : database_(version), analysis_(database_) {}

  db::Database& database() { return database_; }
  Analysis& analysis() { return analysis_; }

  // A file as it lies on a disk, or characters in UTF-8 as an editor holds them.
  FileId open(std::string path, std::string_view bytes) {
    return database_.add(std::move(path), source::decode(bytes));
  }
  FileId open_characters(std::string path, std::string_view utf8) {
    return database_.add(std::move(path), source::decode_characters(utf8));
  }
  void close(FileId file) {
    analysis_.forget(file);
    database_.remove(file);
  }
  void rename(FileId file, std::string path) { database_.rename(file, std::move(path)); }
  bool has(FileId file) const { return database_.has(file); }
  void set_version(source::PythonVersion version) {
    analysis_.forget_all();
    database_.set_version(version);
  }

  void set_text(FileId file, std::string_view bytes) { database_.set_text(file, source::decode(bytes)); }
  void set_characters(FileId file, std::string_view utf8) {
    database_.set_text(file, source::decode_characters(utf8));
  }
  // The edits were made to the text of revision `base`: none, and no change, if that is not the present one
  // or if the ranges overlap or leave the text. In any order.
  std::optional<Revision> edit(FileId file, Revision base, std::vector<db::TextEdit> edits);

  // Which rules report, and how gravely.
  const diagnostic::Settings& settings() const { return settings_; }
  void set_settings(const diagnostic::Settings& settings) { settings_ = settings; }

  // What Python itself refuses to compile, in the order of the text, whatever the settings are.
  std::vector<diagnostic::Diagnostic> syntax_errors(FileId file);
  // Everything known to be wrong with the file, as the settings and the file's comments have it, in the order
  // of the text.
  std::vector<diagnostic::Diagnostic> diagnostics(FileId file);

 private:
  // What the rules of check/ report, silenced or not.
  std::vector<diagnostic::Diagnostic> rule_diagnostics(FileId file);

  db::Database database_;
  Analysis analysis_;
  diagnostic::Settings settings_;
};

}  // namespace pellucid::project
