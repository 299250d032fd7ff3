#include "db/database.h"

#include <algorithm>
#include <chrono>
#include <iterator>

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

FileId Database::add(std::string path, source::Decoded decoded) {
  FileId file(static_cast<uint32_t>(records_.size()));
  auto added = std::make_unique<Record>();
  added->file = file;
  added->path = std::move(path);
  engine_.set<FilePath>(file, added->path);
  take_text(*added, std::move(decoded));
  records_.push_back(std::move(added));
  return file;
}

void Database::remove(FileId file) {
  forget_parse(record(file));
  records_[file.value()] = nullptr;
  engine_.remove<FileText>(file);
  engine_.remove<FilePath>(file);
}

void Database::rename(FileId file, std::string path) {
  record(file).path = path;
  engine_.set<FilePath>(file, std::move(path));
}

void Database::take_text(Record& record, source::Decoded decoded) {
  record.text = std::move(decoded.text);
  record.coding_problem = std::move(decoded.problem);
  record.lines.reset();
  record.fingerprint = fingerprint_of(record.text, record.coding_problem);
  engine_.set<FileText>(record.file, record.fingerprint);
}

void Database::set_text(FileId file, source::Decoded decoded) {
  Record& changed = record(file);
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
  if (!asked.lines) asked.lines.emplace(asked.text);
  return *asked.lines;
}

size_t Database::text_bytes() const {
  size_t bytes = 0;
  for (const auto& record : records_)
    if (record) bytes += record->text.size() + source::Text::kPadding + record->path.capacity();
  return bytes;
}

size_t Database::line_bytes() const {
  size_t bytes = 0;
  for (const auto& record : records_)
    if (record && record->lines) bytes += record->lines->memory_bytes();
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
}

void Database::ensure_tree(Record& record, const char* asker) {
  if (record.tree) return;
  bool again = static_cast<bool>(record.parsed);
  auto begin = std::chrono::steady_clock::now();
  parse::Parsed parsed = parse::parse(record.text, version());
  std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - begin;

  FileTreeCounters& its = record.counters;
  its.last_asker = asker;
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

base::Shared<ParsedFile> Database::parse_for_query(FileId file) {
  if (!has(file)) return {};
  Record& asked = record(file);
  if (!asked.parsed) ensure_tree(asked, ParsedOf::kName);
  return asked.parsed;
}

bool Database::free_tree(FileId file) {
  Record& asked = record(file);
  if (asked.leases > 0) return !asked.tree.has_value();
  if (asked.tree) {
    ++asked.counters.trees_freed;
    ++counters_.trees_freed;
    asked.freed_in = engine_.revision();
    events_.add(TreeEventKind::Freed, file, "", asked.counters.tree_bytes);
    drop_tree(asked);
  }
  return true;
}

// Queries

size_t ParsedFile::memory_bytes() const {
  return diagnostic::memory_bytes(syntax_errors) + comments.capacity() * sizeof(source::Range);
}

base::Shared<ParsedFile> ParsedOf::compute(query::Context& context, const FileId& file) {
  context.input<Environment>(kTheEnvironment);
  if (context.input<FileText>(file) == nullptr) return {};
  return context.host<Database>().parse_for_query(file);
}

}  // namespace pellucid::db
