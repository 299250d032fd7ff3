#pragma once

// The file system as a compute sees it. What it asks for is noted, by folder: it runs again when something
// appears there or vanishes, and when a text that was read changes. Each folder is listed once, however often it
// is asked.

#include <algorithm>

#include "db/database.h"

namespace pellucid::db {

class TrackedFiles final : public source::FileSystem {
 public:
  // Good for the compute that it is made in.
  explicit TrackedFiles(query::Context& context) : context_(context), database_(context.host<Database>()) {}

  source::FileKind kind(std::string_view path) const override {
    if (path.empty()) return source::FileKind::Folder;
    std::string_view folder = source::folder_of(path);
    // Nothing is in a folder that is not there; it is not worth a memo of its own.
    bool is_inside = !folder.empty() && source::is_within(folder, "") && !source::is_packed(folder);
    if (is_inside && kind(folder) != source::FileKind::Folder) return source::FileKind::Absent;
    const std::vector<FolderItem>& entries = context_.get<FolderOf>(std::string(folder));
    std::string_view name = source::file_name_of(path);
    auto at = std::lower_bound(
        entries.begin(), entries.end(), name,
        [](const FolderItem& entry, std::string_view wanted) { return entry.name < wanted; });
    return at != entries.end() && at->name == name ? at->kind : source::FileKind::Absent;
  }
  std::vector<source::FolderEntry> list(std::string_view folder) const override {
    std::vector<source::FolderEntry> entries;
    for (const FolderItem& item : context_.get<FolderOf>(std::string(folder)))
      entries.push_back({item.name, item.kind});
    return entries;
  }
  source::FileContent read(std::string_view path) const override {
    if (kind(path) != source::FileKind::File) return {};
    FileId file = database_.at(path);
    context_.input<FileText>(file);
    std::string text(database_.text_read(file).view());
    return {database_.read_status(file), std::move(text), {}};
  }

 private:
  query::Context& context_;
  Database& database_;
};

}  // namespace pellucid::db
