#include "wire/page_session.h"

#include <algorithm>

#include "lex/tokenize.h"
#include "wire/diagnostics_json.h"
#include "wire/json_writer.h"
#include "wire/node_rows.h"
#include "wire/page_configuration.h"
#include "wire/page_engine.h"
#include "wire/page_questions.h"
#include "wire/statistics.h"

namespace pellucid::wire {

using project::FileId;
using syntax::NodeIndex;
using syntax::Tree;
using Change = project::EditChange::Kind;

namespace {

constexpr uint32_t kSourceLimit = 80;
constexpr const char* kNodeTable = "node table";  // who asks for a tree
constexpr const char* kScopeNodes = "node table of a scope";

void append_place(std::vector<uint32_t>& places, source::Range range, const Positions& positions) {
  for (uint32_t offset : {range.start, range.end}) {
    LineColumn at = positions.at(offset);
    places.push_back(at.line);
    places.push_back(at.column);
  }
}

}  // namespace

// Files

FileId PageSession::id(uint32_t file) const {
  PEL_CHECK(session_.has(FileId(file)), "no file ", file);
  return FileId(file);
}

void PageSession::set_version(uint32_t python_minor) {
  changing(Change::Configured, 0, [&] {
    session_.set_version(source::PythonVersion{python_minor});
    return true;
  });
}

uint32_t PageSession::open(const std::string& path, const std::string& text) {
  ++files_;
  return changing(Change::Opened, 0, [&] { return session_.open_characters(path, text).value(); });
}

void PageSession::close(uint32_t file) {
  views_.erase(file);
  if (shown_ == id(file)) shown_.reset();
  --files_;
  changing(Change::Closed, id(file).value(), [&] {
    session_.close(FileId(file));
    return true;
  });
}

void PageSession::show(uint32_t file) {
  if (shown_ == id(file)) return;
  session_.reclaimer().show(id(file));
  if (shown_) session_.reclaimer().hide(*shown_);
  shown_ = id(file);
}

void PageSession::rename(uint32_t file, const std::string& path) {
  views_.erase(file);
  changing(Change::Renamed, id(file).value(), [&] {
    session_.rename(FileId(file), path);
    return true;
  });
}

uint32_t PageSession::set_text(uint32_t file, const std::string& text) {
  views_.erase(file);
  changing(Change::Edited, id(file).value(), [&] {
    session_.set_characters(FileId(file), text);
    return true;
  });
  return revision(file);
}

uint32_t PageSession::edit(uint32_t file, uint32_t base, const std::vector<uint32_t>& places,
                           const std::vector<std::string>& texts) {
  PEL_CHECK(places.size() == 4 * texts.size(), places.size(), " numbers for ", texts.size(), " edits");
  std::vector<db::TextEdit> edits;
  for (size_t i = 0; i < texts.size(); ++i) {
    const uint32_t* place = &places[4 * i];
    uint32_t start = positions(file).offset_of({place[0], place[1]});
    uint32_t end = positions(file).offset_of({place[2], place[3]});
    edits.push_back({{start, end}, texts[i]});
  }
  return edit(file, base, std::move(edits));
}

uint32_t PageSession::edit(uint32_t file, uint32_t base, std::vector<db::TextEdit> edits) {
  auto edited = changing(Change::Edited, id(file).value(), [&] {
    return session_.edit(FileId(file), project::Revision(base), std::move(edits));
  });
  if (!edited) return 0;
  views_.erase(file);
  return edited->value();
}

uint32_t PageSession::revision(uint32_t file) const {
  return const_cast<project::Session&>(session_).database().revision(id(file)).value();
}

std::string_view PageSession::text(uint32_t file) { return session_.database().text(id(file)).view(); }

bool PageSession::wants_stubs() { return stub_bytes_.empty() && session_.misses_library(); }

std::string PageSession::set_stubs(std::string bytes) {
  stub_bytes_ = std::move(bytes);
  project::StubPack::Opened opened = project::StubPack::open(stub_bytes_);
  if (!opened.problem.empty()) {
    stub_bytes_.clear();
    return opened.problem;
  }
  stubs_ = opened.pack;
  changing(Change::Configured, 0, [&] {
    set_search();
    return true;
  });
  return {};
}

void PageSession::set_search() {
  std::string library = stub_bytes_.empty() ? "" : std::string(project::kStubRoot);
  session_.set_search({extra_paths_, std::move(library), {}});
}

std::optional<uint32_t> PageSession::find(const std::string& path) {
  db::Database& database = session_.database();
  if (database.kind(path) != source::FileKind::File) return std::nullopt;
  FileId found = database.at(path);
  if (database.is_added(found)) return std::nullopt;
  database.text_read(found);
  return found.value();
}

PageSession::View& PageSession::view(uint32_t file) {
  View& found = views_[file];
  if (found.revision != revision(file)) {
    found.positions.reset();
    found.tokens.reset();
    found.told.reset();
    found.revision = revision(file);
  }
  return found;
}

const Positions& PageSession::positions(uint32_t file) {
  View& found = view(file);
  if (!found.positions) {
    db::Database& database = session_.database();
    found.positions.emplace(database.text(id(file)), database.lines(id(file)), Columns::Utf16);
  }
  return *found.positions;
}

std::string PageSession::diagnostics(uint32_t file) { return json(file, check(file)); }

std::optional<FileProblems> PageSession::report(uint32_t file, Completeness completeness, uint32_t most) {
  auto found = completeness == Completeness::Alone ? check_alone(file) : check(file);
  auto& told = view(file).told;
  if (told == found) return std::nullopt;
  told = std::move(found);
  size_t shown = std::min<size_t>(told->size(), most);
  return FileProblems{json(file, std::span(*told).first(shown)), static_cast<uint32_t>(told->size() - shown)};
}

std::string PageSession::json(uint32_t file, std::span<const diagnostic::Diagnostic> found) {
  std::string all = "[";
  const std::string& path = session_.database().path(id(file));
  for (const diagnostic::Diagnostic& d : found) {
    if (all.size() > 1) all += ',';
    all += diagnostic_json(d, path, positions(file), Columns::Utf16);
  }
  return all + "]";
}

std::vector<diagnostic::Diagnostic> PageSession::check(uint32_t file) {
  return checking([&] { return session_.diagnostics(id(file)); });
}

std::vector<diagnostic::Diagnostic> PageSession::check_alone(uint32_t file) {
  return checking([&] { return session_.diagnostics_alone(id(file)); });
}

std::optional<uint32_t> PageSession::read_next() {
  auto read = checking([&] { return session_.read_next(); });
  return read ? std::optional(read->value()) : std::nullopt;
}

// The engine

void PageSession::configure(const project::Configuration& configuration) {
  diagnostic::Settings settings;
  configuration.apply(settings);
  session_.set_settings(settings);
  std::vector<std::string> extra_paths;
  for (const project::WrittenText& path : configuration.extra_paths) extra_paths.push_back(path.text);
  bool looks_elsewhere = extra_paths != extra_paths_;
  extra_paths_ = std::move(extra_paths);
  changing(Change::Configured, 0, [&] {
    session_.set_version(configuration.version.value_or(source::kDefaultPython));
    session_.database().set_platform(configuration.platform.value_or("linux"));
    if (looks_elsewhere) set_search();
    return true;
  });
}

std::string PageSession::configure(const std::string& text, project::ConfigurationFile file) {
  project::ConfigurationText read = project::read_configuration(text, file);
  if (read.faults.empty()) configure(read.configuration);
  return configuration_json(text, read, session_);
}

bool PageSession::set_reclaim(const std::string& policy) {
  auto parsed = project::parse_reclaim_policy(policy);
  if (parsed) session_.reclaimer().set_policy(*parsed);
  return parsed.has_value();
}

uint32_t PageSession::free_all() { return session_.reclaimer().free_all(); }

void PageSession::watch(bool on) {
  if (on == (watch_ != nullptr)) return;
  watch_ = on ? std::make_unique<project::EditWatch>(session_) : nullptr;
}

uint64_t PageSession::activity() const {
  const query::Counters queries = session_.database().engine().total_counters();
  return queries.run + queries.reused + session_.database().tree_events().count();
}

std::string PageSession::engine_view() { return engine_json(session_, watch_.get(), files_, shown_); }

std::string PageSession::compare_policies(uint32_t budget) { return policies_json(session_, budget); }

std::string PageSession::statistics() const { return statistics_json(session_, files_); }

FileSummary PageSession::summary(uint32_t file) {
  db::Database& database = session_.database();
  database.parsed(id(file));
  const db::FileTreeCounters& facts = database.counters(id(file));
  return {revision(file),     database.text(id(file)).size(),          database.lines(id(file)).line_count(),
          facts.rows,         static_cast<uint32_t>(facts.tree_bytes), facts.parses,
          facts.last_parse_ms};
}

// Nodes

PageSession::Look::Look(project::Session& session, project::FileId file)
    : session_(session), file_(file), lease_(session.database().lease(file, kNodeTable)) {}

PageSession::Look::~Look() {
  lease_.reset();
  session_.reclaimer().done_with(file_);
}

NodeRows PageSession::nodes(uint32_t file, uint32_t first, uint32_t count) {
  Look look(session_, id(file));
  std::vector<uint32_t> indices;
  uint32_t end = static_cast<uint32_t>(std::min<uint64_t>(uint64_t{first} + count, look.tree().size()));
  for (uint32_t i = first; i < end; ++i) indices.push_back(i);
  return nodes(file, indices);
}

NodeRows PageSession::nodes(uint32_t file, const std::vector<uint32_t>& indices) {
  Look look(session_, id(file));
  NodeRows rows;
  rows.texts = "[";
  for (uint32_t index : indices)
    if (index < look.tree().size()) append_row(rows, file, look.tree(), NodeIndex(index));
  rows.texts += "]";
  return rows;
}

NodeRows PageSession::nodes_of_scope(uint32_t file, uint32_t scope, uint32_t first, uint32_t count) {
  NodeRows rows;
  rows.texts = "[";
  const scope::Scopes& scopes = session_.analysis().scopes(id(file));
  if (scope < scopes.table.size()) {
    NodeIndex owner = scopes.places.node(scope::FileScopeId(scope));
    db::DefinitionLease lease = session_.database().lease_definition(id(file), owner, kScopeNodes);
    const Tree& tree = lease.tree();
    uint64_t end =
        std::min<uint64_t>(uint64_t{owner.value()} + first + count, tree.subtree_end(owner).value());
    for (uint64_t row = uint64_t{owner.value()} + first; row < end; ++row)
      append_row(rows, file, tree, NodeIndex(static_cast<uint32_t>(row)));
    uint32_t outside = syntax::Node(tree, owner).depth();
    for (uint32_t& depth : rows.depths) depth -= outside;
  }
  session_.reclaimer().done_with(id(file));
  rows.texts += "]";
  return rows;
}

void PageSession::append_row(NodeRows& rows, uint32_t file, const Tree& tree, NodeIndex node) {
  const source::Text& text = session_.database().text(id(file));
  const Positions& where = positions(file);
  source::Range range = tree.range(node);
  auto parent = node == tree.first() ? tree.outer_parent() : tree.parent(node);
  rows.indices.push_back(node.value());
  rows.kinds.push_back(static_cast<uint8_t>(tree.kind(node)));
  rows.flags.push_back(tree.flags(node));
  rows.roles.push_back(static_cast<uint8_t>(tree.role(node)));
  rows.starts.push_back(where.units_before(range.start));
  rows.ends.push_back(where.units_before(range.end));
  append_place(rows.places, range, where);
  rows.parents.push_back(parent.raw());
  rows.subtree_ends.push_back(tree.subtree_end(node).value());
  rows.payloads.push_back(tree.payload(node));
  rows.depths.push_back(syntax::Node(tree, node).depth());
  if (rows.texts.size() > 1) rows.texts += ",";
  rows.texts += "[";
  append_json_string(rows.texts, payload_value(tree, node, text));
  rows.texts += ",";
  append_json_string(rows.texts, flags_text(tree, node));
  rows.texts += ",";
  append_json_string(rows.texts, source_text(tree, node, text, kSourceLimit));
  rows.texts += "]";
}

NodeRows PageSession::node_columns(uint32_t file) {
  Look look(session_, id(file));
  const Tree& tree = look.tree();
  const Positions& where = positions(file);
  NodeRows rows;
  for (uint32_t index = 0; index < tree.size(); ++index) {
    NodeIndex node(index);
    rows.indices.push_back(index);
    rows.kinds.push_back(static_cast<uint8_t>(tree.kind(node)));
    rows.flags.push_back(tree.flags(node));
    rows.roles.push_back(static_cast<uint8_t>(tree.role(node)));
    rows.starts.push_back(where.units_before(tree.start(node)));
    rows.ends.push_back(where.units_before(tree.end(node)));
    rows.parents.push_back(tree.parent(node).raw());
    rows.subtree_ends.push_back(tree.subtree_end(node).value());
    rows.payloads.push_back(tree.payload(node));
  }
  return rows;
}

std::vector<uint32_t> PageSession::nodes_of_kinds(uint32_t file, const std::vector<uint8_t>& kinds) {
  Look look(session_, id(file));
  const Tree& tree = look.tree();
  bool wanted[256] = {};
  for (uint8_t kind : kinds) wanted[kind] = true;
  std::vector<uint32_t> found;
  for (uint32_t index = 0; index < tree.size(); ++index)
    if (wanted[static_cast<uint8_t>(tree.kind(NodeIndex(index)))]) found.push_back(index);
  return found;
}

uint32_t PageSession::node_at(uint32_t file, uint32_t line, uint32_t column) {
  Look look(session_, id(file));
  return syntax::node_at(look.tree(), positions(file).offset_of({line, column})).value();
}

std::vector<uint32_t> PageSession::ancestors(uint32_t file, uint32_t node) {
  Look look(session_, id(file));
  std::vector<uint32_t> found;
  if (node >= look.tree().size()) return found;
  for (syntax::Node ancestor : syntax::Node(look.tree(), NodeIndex(node)).ancestors())
    found.push_back(ancestor.index().value());
  return found;
}

// Tokens

const std::vector<lex::Token>& PageSession::all_tokens(uint32_t file) {
  View& found = view(file);
  if (!found.tokens) {
    found.tokens = lex::tokenize(session_.database().text(id(file)), session_.database().version());
  }
  return *found.tokens;
}

uint32_t PageSession::token_count(uint32_t file) { return static_cast<uint32_t>(all_tokens(file).size()); }

TokenRows PageSession::tokens(uint32_t file, uint32_t first, uint32_t count) {
  const std::vector<lex::Token>& all = all_tokens(file);
  const Positions& where = positions(file);
  std::string_view text = session_.database().text(id(file)).view();
  TokenRows rows;
  rows.texts = "[";
  auto end = static_cast<uint32_t>(std::min<uint64_t>(uint64_t{first} + count, all.size()));
  for (uint32_t i = first; i < end; ++i) {
    const lex::Token& token = all[i];
    rows.kinds.push_back(static_cast<uint8_t>(token.kind));
    rows.starts.push_back(where.units_before(token.start));
    rows.ends.push_back(where.units_before(token.end));
    append_place(rows.places, token.range(), where);
    if (rows.texts.size() > 1) rows.texts += ",";
    uint32_t length = std::min(token.end - token.start, kSourceLimit);
    while (length > 0 && (text[token.start + length] & 0xC0) == 0x80 && length < token.end - token.start)
      --length;
    append_json_string(rows.texts, text.substr(token.start, length));
  }
  rows.texts += "]";
  return rows;
}

uint32_t PageSession::token_at(uint32_t file, uint32_t line, uint32_t column) {
  uint32_t offset = positions(file).offset_of({line, column});
  const std::vector<lex::Token>& all = all_tokens(file);
  auto after = std::upper_bound(all.begin(), all.end(), offset,
                                [](uint32_t at, const lex::Token& token) { return at < token.start; });
  return after == all.begin() ? 0 : static_cast<uint32_t>(after - all.begin()) - 1;
}

std::string PageSession::ask(uint32_t file, const std::string& question, const std::string& parameters) {
  std::string found = answer(session_, id(file), question, parameters);
  session_.reclaimer().done_with(id(file));
  return found;
}

size_t PageSession::view_bytes() const {
  size_t bytes = 0;
  for (const auto& [file, view] : views_) {
    if (view.positions) bytes += view.positions->memory_bytes();
    if (view.told) bytes += diagnostic::memory_bytes(*view.told);
    if (view.tokens) bytes += view.tokens->capacity() * sizeof(lex::Token);
  }
  return bytes;
}

}  // namespace pellucid::wire
