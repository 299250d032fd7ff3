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
#include "source/file_system.h"
#include "source/python_version.h"
#include "source/text.h"

namespace pellucid::db {

struct FileTag;
// A file, for as long as the session knows it.
using FileId = base::Id<FileTag>;

// What each query about a file is part of (query/declaration.h).
inline uint32_t part_of(FileId file) { return file.value(); }

// What a query declares that holds something of a file, by file: nothing of one that is not there.
template <class T>
struct OfFile {
  using Key = FileId;
  using Value = base::Shared<T>;
};

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

// Input: the text of a file, coding problem included. Absent once the file is closed, and of a file that was
// not added but found (Database::at): its text is what the file system has.
struct FileText {
  using Key = FileId;
  using Value = base::Fingerprint;
  static constexpr const char* kName = "text";
  static query::Durability absent_durability(const Key&) { return query::Durability::Medium; }
};

// Input.
struct FilePath {
  using Key = FileId;
  using Value = std::string;
  static constexpr const char* kName = "path";
};

// What the name of a file makes of its module. Changes less often than its path.
struct ModuleForm {
  bool is_stub = false;     // `.pyi`
  bool is_package = false;  // `__init__.py`, `__init__.pyi`
  friend bool operator==(const ModuleForm&, const ModuleForm&) = default;
};

struct ModuleFormOf {
  using Key = FileId;
  using Value = ModuleForm;
  static constexpr const char* kName = "module_form";
  static Value compute(query::Context& context, const Key& file);
};

// For use in computes: the path of a file, of one that was found too; null if it is not there.
const std::string* path_of(query::Context& context, FileId file);

// Input, by kTheProject: how often a file has been added, removed or renamed. Who reads it may ask
// Database::added_files().
inline constexpr uint32_t kTheProject = 0;
struct ProjectChanges {
  using Key = uint32_t;
  using Value = uint32_t;
  static constexpr const char* kName = "project";
  static query::Durability absent_durability(const Key&) { return query::Durability::Medium; }
};

// Input: how often a file or folder has appeared right in the folder of this path, or vanished from it. Absent
// as long as that has not happened. Read by TrackedFiles (tracked_files.h).
struct FolderChanges {
  using Key = std::string;
  using Value = uint32_t;
  static constexpr const char* kName = "folder";
  // Of the stubs that come with Pellucid nothing changes.
  static query::Durability absent_durability(const Key& folder) {
    return source::is_packed(folder) ? query::Durability::High : query::Durability::Medium;
  }
};

struct FolderItem {
  std::string name;
  source::FileKind kind;
  base::Optional<FileId> added;  // the file, if it is an added one
  friend bool operator==(const FolderItem&, const FolderItem&) = default;
};
size_t memory_bytes(const FolderItem& item);

// What stands in a folder, sorted by name; nothing in one that is not there or cannot be read.
struct FolderOf {
  using Key = std::string;
  using Value = std::vector<FolderItem>;
  static constexpr const char* kName = "folder_list";
  static Value compute(query::Context& context, const Key& folder);
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
struct ParsedOf : OfFile<ParsedFile> {
  static constexpr const char* kName = "parsed";
  static Value compute(query::Context& context, const Key& file);
};

}  // namespace pellucid::db
