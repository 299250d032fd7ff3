#pragma once

// The file system as a compute sees it. What it asks for is noted, by folder: it runs again when something
// appears there or vanishes. A text on the file system is not noted; who needs one that changes reads
// ParsedOf.

#include "db/database.h"

namespace pellucid::db {

class TrackedFiles final : public source::FileSystem {
 public:
  // Good for the compute that it is made in.
  explicit TrackedFiles(query::Context& context) : context_(context), database_(context.host<Database>()) {}

  source::FileKind kind(std::string_view path) const override {
    note(source::folder_of(path));
    return database_.kind(path);
  }
  std::vector<source::FolderEntry> list(std::string_view folder) const override {
    return context_.get<FolderOf>(std::string(folder));
  }
  source::FileContent read(std::string_view path) const override {
    note(source::folder_of(path));
    return database_.read(path);
  }

 private:
  void note(std::string_view folder) const { context_.input<FolderChanges>(std::string(folder)); }

  query::Context& context_;
  Database& database_;
};

}  // namespace pellucid::db
