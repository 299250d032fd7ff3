#pragma once

// The inputs that everything known of a project depends on, and the query that parses. Values that others
// compare: a text by its fingerprint, what was parsed by the text and the version that it was parsed from,
// never by its tree, which may be gone.

#include <string>
#include <vector>

#include "base/fingerprint.h"
#include "base/id.h"
#include "base/shared.h"
#include "diagnostic/diagnostic.h"
#include "query/engine.h"
#include "source/python_version.h"
#include "source/text.h"

namespace pellucid::db {

struct FileTag;
// A file, for as long as the session knows it.
using FileId = base::Id<FileTag>;

// The Python that the project is for.
struct EnvironmentState {
  source::PythonVersion version = source::kDefaultPython;
  std::string platform = "linux";  // sys.platform
  friend bool operator==(const EnvironmentState&, const EnvironmentState&) = default;
};

// Input; its only key is kTheEnvironment.
inline constexpr uint32_t kTheEnvironment = 0;
struct Environment {
  using Key = uint32_t;
  using Value = EnvironmentState;
  static constexpr const char* kName = "environment";
};

// Input: the text of a file, coding problem included. Absent once the file is closed.
struct FileText {
  using Key = FileId;
  using Value = base::Fingerprint;
  static constexpr const char* kName = "text";
};

// Input.
struct FilePath {
  using Key = FileId;
  using Value = std::string;
  static constexpr const char* kName = "path";
};

// What survives a tree.
struct ParsedFile {
  base::Fingerprint text;
  source::PythonVersion version;
  std::vector<diagnostic::Diagnostic> syntax_errors;  // of parser and grammar, sorted
  std::vector<source::Range> comments;

  size_t memory_bytes() const;
  friend bool operator==(const ParsedFile& a, const ParsedFile& b) {
    return a.text == b.text && a.version == b.version;
  }
};

// Nothing for a file that is not there.
struct ParsedOf {
  using Key = FileId;
  using Value = base::Shared<ParsedFile>;
  static constexpr const char* kName = "parsed";
  static Value compute(query::Context& context, const Key& file);
};

}  // namespace pellucid::db
