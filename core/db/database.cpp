#include "db/database.h"

#include <chrono>
#include <iterator>

#include "grammar/check.h"
#include "parse/parse.h"

namespace pellucid::db {

// Leases

TreeLease::~TreeLease() {
  if (database_ != nullptr) --database_->record(file_).leases;
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

void Database::set_version(source::PythonVersion version) {
  if (version == version_) return;
  version_ = version;
  for (auto& record : records_)
    if (record) forget_parse(*record);
}

FileId Database::add(std::string path, source::Decoded decoded) {
  auto record = std::make_unique<Record>();
  record->path = std::move(path);
  record->text = std::move(decoded.text);
  record->coding_problem = std::move(decoded.problem);
  records_.push_back(std::move(record));
  return FileId(static_cast<uint32_t>(records_.size()) - 1);
}

void Database::remove(FileId file) {
  PEL_CHECK(record(file).leases == 0, "file ", file, " is leased");
  records_[file.value()] = nullptr;
}

void Database::rename(FileId file, std::string path) { record(file).path = std::move(path); }

void Database::forget_parse(Record& record) {
  PEL_CHECK(record.leases == 0, record.path, " is leased");
  record.tree.reset();
  record.parsed = false;
  record.syntax_errors.clear();
  record.comments.clear();
}

void Database::set_text(FileId file, source::Decoded decoded) {
  Record& changed = record(file);
  forget_parse(changed);
  changed.text = std::move(decoded.text);
  changed.coding_problem = std::move(decoded.problem);
  changed.lines.reset();
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

// What is parsed

void Database::parse(Record& record) {
  auto start = std::chrono::steady_clock::now();
  parse::Parsed parsed = parse::parse(record.text, version_);
  std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  record.facts = {record.facts.parses + 1, elapsed.count(), parsed.tree.size(), parsed.tree.memory_bytes()};
  std::vector<diagnostic::Diagnostic> rules =
      grammar::check(parsed.tree, record.text, version_, parsed.diagnostics);
  record.tree = std::move(parsed.tree);
  record.syntax_errors = std::move(parsed.diagnostics);
  std::move(rules.begin(), rules.end(), std::back_inserter(record.syntax_errors));
  diagnostic::sort(record.syntax_errors);
  record.comments = std::move(parsed.comments);
  record.parsed = true;
}

const source::LineIndex& Database::lines(FileId file) {
  Record& asked = record(file);
  if (!asked.lines) asked.lines.emplace(asked.text);
  return *asked.lines;
}

TreeLease Database::lease(FileId file) {
  Record& asked = record(file);
  if (!asked.tree) parse(asked);
  ++asked.leases;
  return TreeLease(*this, file);
}

const std::vector<diagnostic::Diagnostic>& Database::syntax_errors(FileId file) {
  Record& asked = record(file);
  if (!asked.parsed) parse(asked);
  return asked.syntax_errors;
}

const std::vector<source::Range>& Database::comments(FileId file) {
  Record& asked = record(file);
  if (!asked.parsed) parse(asked);
  return asked.comments;
}

bool Database::free_tree(FileId file) {
  Record& asked = record(file);
  if (asked.leases == 0) asked.tree.reset();
  return !asked.tree.has_value();
}

}  // namespace pellucid::db
