#include "db/database.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "grammar/check.h"
#include "parse/parse.h"

namespace pellucid::db {

namespace {

base::Fingerprint fingerprint_of(const source::Text& text,
                                 const std::optional<source::CodingProblem>& problem) {
  base::Fingerprint found = base::fingerprint(text.view());
  // A byte that cannot be read may be read as the same character as one that can.
  if (problem) found.high ^= base::fingerprint(problem->message).low | 1;
  return found;
}

}  // namespace

// Leases

TreeLease::~TreeLease() {
  if (database_ == nullptr) return;
  --database_->record(file_).leases;
  if (is_of_compute_ && --database_->compute_leases_ == 0) database_->leased_by_compute_ = {};
}

const syntax::Tree& TreeLease::tree() const { return *database_->record(file_).tree; }

Revision TreeLease::revision() const { return database_->record(file_).revision; }

syntax::Node TreeLease::at(const NodeRef& ref) const {
  PEL_CHECK(ref.file == file_, "a node of file ", ref.file, " asked of file ", file_);
  PEL_CHECK(ref.revision == revision(), "a node of revision ", ref.revision, " asked of revision ",
            revision());
  syntax::Node node(tree(), ref.node);
#ifndef NDEBUG
  PEL_CHECK(node.kind() == ref.kind && node.range() == ref.range, "row ", ref.node, " is another node");
#endif
  return node;
}

NodeRef TreeLease::ref(syntax::NodeIndex node) const {
  NodeRef ref = {file_, revision(), node};
#ifndef NDEBUG
  ref.kind = tree().kind(node);
  ref.range = tree().range(node);
#endif
  return ref;
}

// The project

Database::Database(source::PythonVersion version, std::string platform)
    : environment_{version, std::move(platform)} {
  engine_.attach(*this);
  engine_.set<Environment>(kTheEnvironment, environment_, query::Durability::Medium);
}

void Database::set_version(source::PythonVersion version) {
  if (version == environment_.version) return;
  environment_.version = version;
  engine_.set<Environment>(kTheEnvironment, environment_, query::Durability::Medium);
  for (auto& record : records_)
    if (record) forget_parse(*record);
}

void Database::set_platform(std::string platform) {
  environment_.platform = std::move(platform);
  engine_.set<Environment>(kTheEnvironment, environment_, query::Durability::Medium);
}

// Files

Database::Record& Database::record(FileId file) {
  PEL_CHECK(has(file), "no file ", file);
  return *records_[file.value()];
}

const Database::Record& Database::record(FileId file) const {
  PEL_CHECK(has(file), "no file ", file);
  return *records_[file.value()];
}

bool Database::has(FileId file) const {
  return file.value() < records_.size() && records_[file.value()] != nullptr;
}

std::vector<FileId> Database::files() const {
  std::vector<FileId> ids;
  for (uint32_t i = 0; i < records_.size(); ++i)
    if (records_[i]) ids.push_back(FileId(i));
  return ids;
}

Database::Record& Database::make(std::string path) {
  auto made = std::make_unique<Record>();
  made->file = FileId(static_cast<uint32_t>(records_.size()));
  made->path = std::move(path);
  text_bytes_ += made->path.size();
  records_.push_back(std::move(made));
  return *records_.back();
}

FileId Database::add(std::string path, source::Decoded decoded) {
  Record& added = make(std::move(path));
  added.is_added = true;
  added_ids_.push_back(added.file);
  engine_.set<FilePath>(added.file, added.path);
  take_text(added, std::move(decoded));
  return put(added);
}

FileId Database::add(std::string path, ParsedText parsed) {
  Record& added = make(std::move(path));
  added.is_added = true;
  added_ids_.push_back(added.file);
  engine_.set<FilePath>(added.file, added.path);
  take_parsed(added, std::move(parsed));
  return put(added);
}

FileId Database::put(const Record& record) {
  appeared(record.path);
  added_[record.path].push_back(record.file);
  count_changes(record.path);
  return record.file;
}

void Database::take_away(FileId file, const std::string& path) {
  auto at = added_.find(path);
  PEL_CHECK(at != added_.end(), path, " is not among the added files");
  std::erase(at->second, file);
  if (at->second.empty()) added_.erase(at);
  vanished(path);
}

void Database::remove(FileId file) {
  Record& removed = record(file);
  forget_parse(removed);
  forget_text(removed);
  text_bytes_ -= removed.path.size();
  std::string path = std::move(removed.path);
  bool was_added = removed.is_added;
  records_[file.value()] = nullptr;
  engine_.remove<FileText>(file);
  engine_.remove<FilePath>(file);
  if (was_added) {
    added_ids_.erase(std::lower_bound(added_ids_.begin(), added_ids_.end(), file,
                                      [](FileId a, FileId b) { return a.value() < b.value(); }));
    take_away(file, path);
  } else {
    found_.erase(path);
  }
}

ParsedText Database::release(FileId file) {
  Record& released = record(file);
  PEL_CHECK(released.parsed && released.leases == 0, released.path, " cannot be released");
  ParsedText parsed = {
      forget_text(released),     released.fingerprint,       std::move(released.coding_problem),
      std::move(released.lines), std::move(released.parsed), std::move(released.tree),
      released.counters};
  if (parsed.tree) counters_.bytes_resident -= parsed.counters.tree_bytes;
  released.tree.reset();
  remove(file);
  return parsed;
}

void Database::rename(FileId file, std::string path) {
  Record& renamed = record(file);
  PEL_CHECK(renamed.is_added, renamed.path, " was found, not added");
  if (renamed.path == path) return;
  text_bytes_ += path.size() - renamed.path.size();
  take_away(file, std::exchange(renamed.path, path));
  put(renamed);
  engine_.set<FilePath>(file, std::move(path));
}

// Which files there are

source::FileKind Database::kind(std::string_view path) const {
  if (added_.contains(path)) return source::FileKind::File;
  if (path.empty()) return source::FileKind::Folder;
  std::string inside = source::join_path(path, "");
  auto below = added_.lower_bound(inside);
  if (below != added_.end() && below->first.starts_with(inside)) return source::FileKind::Folder;
  return outer_ != nullptr ? outer_->kind(path) : source::FileKind::Absent;
}

std::vector<FolderItem> Database::list(std::string_view folder) const {
  std::map<std::string, FolderItem, std::less<>> found;
  auto add = [&found](std::string_view name, source::FileKind kind, base::Optional<FileId> added) {
    found.insert_or_assign(std::string(name), FolderItem{std::string(name), kind, added});
  };
  if (outer_ != nullptr)
    for (const source::FolderEntry& entry : outer_->list(folder)) add(entry.name, entry.kind, {});
  std::string inside = folder.empty() ? std::string() : source::join_path(folder, "");
  for (auto at = added_.lower_bound(inside); at != added_.end() && at->first.starts_with(inside);) {
    std::string_view rest = std::string_view(at->first).substr(inside.size());
    size_t slash = rest.find('/');
    std::string_view name = rest.substr(0, slash);
    bool is_here = !name.empty() && !(folder.empty() && (name == ".." || source::is_packed(at->first)));
    if (slash == std::string_view::npos) {
      if (is_here) add(name, source::FileKind::File, at->second.back());
      ++at;
      continue;
    }
    if (is_here && !found.contains(name)) add(name, source::FileKind::Folder, {});
    // Behind everything in that folder: `0` follows `/`.
    at = added_.lower_bound(inside + std::string(name) + '0');
  }
  std::vector<FolderItem> items;
  items.reserve(found.size());
  for (auto& [name, item] : found) items.push_back(std::move(item));
  return items;
}

source::FileContent Database::read(std::string_view path) const {
  if (auto at = added_.find(path); at != added_.end())
    return {source::ReadStatus::Read, std::string(text(at->second.back()).view()), {}};
  return outer_ != nullptr ? outer_->read(path) : source::FileContent{};
}

FileId Database::at(std::string_view path) {
  if (auto at = added_.find(path); at != added_.end()) return at->second.back();
  if (auto at = found_.find(path); at != found_.end()) return at->second;
  Record& found = make(std::string(path));
  found_.emplace(found.path, found.file);
  return found.file;
}

void Database::refresh(std::string_view path) {
  // The folders around it may have come or gone with it.
  for (std::string_view at = path; !at.empty(); at = source::folder_of(at)) {
    count_changes(at);
    if (at == "/") break;
  }
  auto at = found_.find(path);
  if (at == found_.end()) return;
  Record& changed = record(at->second);
  if (!changed.is_read) return;
  forget_parse(changed);
  forget_text(changed);
  read_text(changed);
  engine_.set<FileText>(changed.file, changed.fingerprint);
  changed.revision = changed.revision.next();
}

// A file that is not added yet is about to be, with the folders that it brings.
void Database::appeared(std::string_view path) { count_unknown_folders(path); }

void Database::vanished(std::string_view path) {
  count_changes(path);
  count_unknown_folders(path);
}

// The folders around `path` that are none, as far as anybody knows. Where no file system is behind the
// database that goes up to `/`, which is its own folder.
void Database::count_unknown_folders(std::string_view path) {
  for (std::string_view folder = source::folder_of(path); !folder.empty();
       folder = source::folder_of(folder)) {
    if (kind(folder) == source::FileKind::Folder) break;
    count_changes(folder);
    if (folder == "/") break;
  }
}

void Database::count_changes(std::string_view path) {
  std::string folder(source::folder_of(path));
  engine_.set<ProjectChanges>(kTheProject, ++project_changes_, query::Durability::Medium);
  const uint32_t* count = engine_.input<FolderChanges>(folder);
  engine_.set<FolderChanges>(folder, count != nullptr ? *count + 1 : 1, query::Durability::Medium);
}

// Texts

const source::Text& Database::text_read(FileId file) {
  read_text(record(file));
  return text(file);
}

// All texts come and go by these two.
void Database::put_text(Record& record, source::Text text) {
  forget_text(record);
  record.is_read = true;
  record.lines.reset();
  record.text = std::move(text);
  text_bytes_ += record.text.size() + source::Text::kPadding;
}

source::Text Database::forget_text(Record& record) {
  if (std::exchange(record.is_read, false)) text_bytes_ -= record.text.size() + source::Text::kPadding;
  return std::exchange(record.text, {});
}

void Database::read_text(Record& record) {
  if (record.is_read) return;
  source::FileContent content = outer_ != nullptr ? outer_->read(record.path) : source::FileContent{};
  record.read_status = content.status;
  source::Decoded decoded = source::decode(content.bytes);
  put_text(record, std::move(decoded.text));
  record.coding_problem = std::move(decoded.problem);
  record.fingerprint = fingerprint_of(record.text, record.coding_problem);
}

void Database::take_text(Record& record, source::Decoded decoded) {
  put_text(record, std::move(decoded.text));
  record.coding_problem = std::move(decoded.problem);
  record.fingerprint = fingerprint_of(record.text, record.coding_problem);
  engine_.set<FileText>(record.file, record.fingerprint);
}

void Database::take_parsed(Record& record, ParsedText parsed) {
  PEL_CHECK(parsed.parsed->version == version(), record.path, " was parsed for another version");
  put_text(record, std::move(parsed.text));
  record.coding_problem = std::move(parsed.coding_problem);
  record.lines = std::move(parsed.lines);
  record.fingerprint = parsed.fingerprint;
  record.parsed = std::move(parsed.parsed);
  record.tree = std::move(parsed.tree);
  engine_.set<FileText>(record.file, record.fingerprint);
  if (!record.tree) record.freed_in = engine_.revision();

  const FileTreeCounters& theirs = parsed.counters;
  FileTreeCounters& its = record.counters;
  its.parses += theirs.parses;
  its.trees_freed += theirs.trees_freed;
  its.last_asker = theirs.last_asker;
  its.last_parse_ms = theirs.last_parse_ms;
  its.rows = theirs.rows;
  its.tree_bytes = theirs.tree_bytes;
  counters_.parses += theirs.parses;
  counters_.trees_freed += theirs.trees_freed;
  if (record.tree) counters_.bytes_resident += theirs.tree_bytes;
  counters_.bytes_peak = std::max(counters_.bytes_peak, counters_.bytes_resident);
  events_.add(TreeEventKind::Parsed, record.file, theirs.last_asker, theirs.tree_bytes, theirs.last_parse_ms);
  if (!record.tree) events_.add(TreeEventKind::Freed, record.file, "", theirs.tree_bytes);
}

void Database::set_text(FileId file, ParsedText parsed) {
  Record& changed = record(file);
  PEL_CHECK(changed.is_added, changed.path, " was found, not added");
  if (changed.fingerprint == parsed.fingerprint) return;
  forget_parse(changed);
  take_parsed(changed, std::move(parsed));
  changed.revision = changed.revision.next();
}

void Database::set_text(FileId file, source::Decoded decoded) {
  Record& changed = record(file);
  PEL_CHECK(changed.is_added, changed.path, " was found, not added");
  if (changed.fingerprint == fingerprint_of(decoded.text, decoded.problem)) return;
  forget_parse(changed);
  take_text(changed, std::move(decoded));
  changed.revision = changed.revision.next();
}

void Database::edit(FileId file, const std::vector<TextEdit>& edits) {
  Record& edited = record(file);
  std::string_view old = edited.text.view();
  std::string characters;
  uint32_t at = 0;
  for (const TextEdit& edit : edits) {
    PEL_CHECK(at <= edit.range.start && edit.range.start <= edit.range.end && edit.range.end <= old.size(),
              "edit of ", edit.range.start, "..", edit.range.end, " behind ", at, " in ", old.size(),
              " bytes");
    characters.append(old.substr(at, edit.range.start - at));
    characters.append(edit.text);
    at = edit.range.end;
  }
  characters.append(old.substr(at));
  set_text(file, source::decode_characters(characters));
}

const source::LineIndex& Database::lines(FileId file) {
  Record& asked = record(file);
  read_text(asked);
  if (!asked.lines) asked.lines.emplace(asked.text);
  return *asked.lines;
}

size_t Database::line_bytes() const {
  size_t bytes = 0;
  for (const auto& record : records_)
    if (record && record->lines) bytes += record->lines->memory_bytes();
  return bytes;
}

size_t Database::landmark_bytes() const {
  size_t bytes = 0;
  for (const auto& record : records_)
    if (record && record->landmarks) bytes += record->landmarks->memory_bytes();
  return bytes;
}

// Trees

void Database::drop_tree(Record& record) {
  PEL_CHECK(record.leases == 0, record.path, " is leased");
  if (!record.tree) return;
  counters_.bytes_resident -= record.counters.tree_bytes;
  record.tree.reset();
}

void Database::forget_parse(Record& record) {
  if (record.tree) events_.add(TreeEventKind::Replaced, record.file, "", record.counters.tree_bytes);
  drop_tree(record);
  record.parsed = {};
  record.landmarks.reset();
}

void Database::ensure_tree(Record& record, const char* asker, const char* refusal) {
  if (record.tree) return;
  read_text(record);
  bool again = static_cast<bool>(record.parsed);
  auto begin = std::chrono::steady_clock::now();
  parse::Parsed parsed = parse::parse(record.text, version());
  std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - begin;

  FileTreeCounters& its = record.counters;
  its.last_asker = asker;
  its.last_refusal = refusal;
  its.last_parse_ms = elapsed.count();
  its.rows = parsed.tree.size();
  its.tree_bytes = parsed.tree.memory_bytes();
  counters_.bytes_resident += its.tree_bytes;
  counters_.bytes_peak = std::max(counters_.bytes_peak, counters_.bytes_resident);
  events_.add(again ? TreeEventKind::Reparsed : TreeEventKind::Parsed, record.file, asker, its.tree_bytes,
              elapsed.count());
  if (again) {
    ++its.reparses_whole;
    ++counters_.reparses_whole;
    if (record.freed_in == engine_.revision()) {
      ++its.reparses_within_revision;
      ++counters_.reparses_within_revision;
    }
  } else {
    ++its.parses;
    ++counters_.parses;
    std::vector<diagnostic::Diagnostic> rules =
        grammar::check(parsed.tree, record.text, version(), parsed.diagnostics);
    std::move(rules.begin(), rules.end(), std::back_inserter(parsed.diagnostics));
    diagnostic::sort(parsed.diagnostics);
    record.parsed = base::Shared<ParsedFile>(
        ParsedFile{record.fingerprint, version(), std::move(parsed.diagnostics), std::move(parsed.comments)});
  }
  record.tree = std::move(parsed.tree);
}

TreeLease Database::lease(FileId file, const char* asker) {
  Record& asked = record(file);
  bool in_compute = engine_.is_computing();
  if (in_compute) {
    PEL_CHECK(!leased_by_compute_ || *leased_by_compute_ == file, "a tree of file ", file,
              " asked for while one of file ", leased_by_compute_.raw(), " is held");
    leased_by_compute_ = file;
    ++compute_leases_;
  }
  ensure_tree(asked, asker);
  ++asked.leases;
  return TreeLease(*this, file, in_compute);
}

std::variant<syntax::Tree, parse::Refusal> Database::parse_slice(Record& record, syntax::NodeIndex row,
                                                                 const char* asker) {
  const parse::DefinitionPlace* place = record.landmarks->definition_around(row);
  if (place == nullptr) return parse::Refusal::Outside;
  auto begin = std::chrono::steady_clock::now();
  auto result = parse::parse_definition(record.text, version(), *record.landmarks, *place,
                                        record.parsed->syntax_errors);
  const auto* slice = std::get_if<syntax::Tree>(&result);
  if (slice == nullptr) return result;
  std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - begin;
  FileTreeCounters& its = record.counters;
  ++its.reparses_partial;
  ++counters_.reparses_partial;
  its.last_asker = asker;
  its.last_refusal = "";
  counters_.bytes_peak = std::max(counters_.bytes_peak, counters_.bytes_resident + slice->memory_bytes());
  events_.add(TreeEventKind::ReparsedInPart, record.file, asker, slice->memory_bytes(), elapsed.count());
  return result;
}

DefinitionLease Database::lease_definition(FileId file, syntax::NodeIndex row, const char* asker) {
  PEL_CHECK(!engine_.is_computing(), "a definition of file ", file, " asked for by a compute");
  Record& asked = record(file);
  const char* refusal = "";
  if (!asked.tree && asked.landmarks) {
    auto result = parse_slice(asked, row, asker);
    if (auto* slice = std::get_if<syntax::Tree>(&result)) return DefinitionLease(std::move(*slice));
    refusal = parse::words_of(*std::get_if<parse::Refusal>(&result));
  }
  ensure_tree(asked, asker, refusal);
  TreeLease whole = lease(file, asker);
  syntax::OptionalNode around;
  for (syntax::OptionalNode up = row; up && !around; up = whole.tree().parent(*up))
    if (syntax::is_definition(whole.tree().kind(*up))) around = up;
  return DefinitionLease(std::move(whole), around);
}

base::Shared<ParsedFile> Database::parse_for_query(FileId file) {
  if (!has(file)) return {};
  Record& asked = record(file);
  if (!asked.parsed) ensure_tree(asked, ParsedOf::kName);
  return asked.parsed;
}

void Database::spent(FileId file) {
  if (!is_added(file) && spent_handler_) spent_handler_(file);
}

bool Database::free_tree(FileId file) {
  Record& asked = record(file);
  if (asked.leases > 0) return !asked.tree.has_value();
  if (asked.tree) {
    ++asked.counters.trees_freed;
    ++counters_.trees_freed;
    asked.freed_in = engine_.revision();
    events_.add(TreeEventKind::Freed, file, "", asked.counters.tree_bytes);
    if (keeps_landmarks_ && !asked.landmarks) asked.landmarks.emplace(*asked.tree, asked.text);
    drop_tree(asked);
  }
  return true;
}

// Queries

size_t ParsedFile::memory_bytes() const {
  return diagnostic::memory_bytes(syntax_errors) + comments.capacity() * sizeof(source::Range);
}

// Of a file that was added the path is an input; that of one that was found never changes.
const std::string* path_of(query::Context& context, FileId file) {
  if (const std::string* path = context.input<FilePath>(file)) return path;
  const Database& database = context.host<Database>();
  return database.has(file) && !database.is_added(file) ? &database.path(file) : nullptr;
}

ModuleForm ModuleFormOf::compute(query::Context& context, const FileId& file) {
  const std::string* path = path_of(context, file);
  if (path == nullptr) return {};
  std::string_view name = source::file_name_of(*path);
  return {name.ends_with(".pyi"), name == "__init__.py" || name == "__init__.pyi"};
}

size_t memory_bytes(const FolderItem& item) {
  return item.name.capacity() <= std::string().capacity() ? 0 : item.name.capacity() + 1;
}

std::vector<FolderItem> FolderOf::compute(query::Context& context, const std::string& folder) {
  context.input<FolderChanges>(folder);
  return context.host<Database>().list(folder);
}

base::Shared<ParsedFile> ParsedOf::compute(query::Context& context, const FileId& file) {
  context.input<Environment>(kTheEnvironment);
  auto& database = context.host<Database>();
  if (context.input<FileText>(file) == nullptr && (!database.has(file) || database.is_added(file))) return {};
  return database.parse_for_query(file);
}

}  // namespace pellucid::db
