#include "project/edit_report.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace pellucid::project {

using query::EventKind;

namespace {

// Of what happened, as many as one reads.
constexpr size_t kClauses = 3;
constexpr std::string_view kName = ", name ";
// Texts longer than this are not compared: two parses of them would be noticed.
constexpr size_t kComparedBytes = 2 << 20;

std::string listed(const std::vector<std::string>& clauses) {
  std::string text;
  for (size_t i = 0; i < std::min(clauses.size(), kClauses); ++i) text += (i == 0 ? "" : "; ") + clauses[i];
  size_t more = clauses.size() - std::min(clauses.size(), kClauses);
  if (more > 0) text += "; and " + std::to_string(more) + " more change" + (more == 1 ? "" : "s");
  return text;
}

}  // namespace

EditReport::EditReport(Session& session, const EditWatch& watch, uint32_t files)
    : session_(session), watch_(watch), files_(files) {}

EditReport::~EditReport() = default;

EditReport::Compared::Side::Side(Session& session, std::string_view path, std::string_view text)
    : copy(session.database().version(), session.database().platform()),
      file(copy.open_characters(std::string(path), text)),
      lease(copy.database().lease(file, "comparison")),
      side{lease.tree(), copy.database().text(file), copy.analysis().scopes(file), copy.analysis().names()} {}

EditReport::Compared::Compared(Session& session, std::string_view path_before, std::string_view text_before,
                               std::string_view path_after, std::string_view text_after)
    : before_(session, path_before, text_before),
      after_(session, path_after, text_after),
      comparison_(ide::compare_edit(before_.side, after_.side)) {}

const EditChange* EditReport::text_change(FileId file) const {
  for (const EditChange& change : watch_.changes())
    if (change.kind == EditChange::Kind::Edited && change.file == file) return &change;
  return nullptr;
}

const EditReport::Compared* EditReport::compared(FileId file) {
  auto [known, is_new] = compared_.try_emplace(file.value());
  const EditChange* change = is_new ? text_change(file) : nullptr;
  if (change == nullptr || !change->text || !session_.has(file)) return known->second.get();
  std::string_view is = session_.database().text(file).view();
  if (std::max(change->text->size(), is.size()) <= kComparedBytes)
    known->second = std::make_unique<const Compared>(session_, change->path, *change->text,
                                                     session_.database().path(file), is);
  return known->second.get();
}

std::vector<FileId> EditReport::edited() const {
  std::vector<FileId> files;
  for (const EditChange& change : watch_.changes())
    if (change.kind == EditChange::Kind::Edited && session_.has(change.file)) files.push_back(change.file);
  return files;
}

std::vector<std::string> EditReport::clauses() {
  std::vector<std::string> all;
  for (const EditChange& change : watch_.changes()) {
    std::string quoted = "`" + change.path + "`";
    bool is_there = session_.has(change.file);
    std::string path = is_there ? session_.database().path(change.file) : change.path;
    switch (change.kind) {
      case EditChange::Kind::Opened: all.push_back("`" + path + "` is new"); break;
      case EditChange::Kind::Closed: all.push_back(quoted + " is gone"); break;
      case EditChange::Kind::Renamed:
        all.push_back(quoted.append(" is now `").append(path).append("`"));
        break;
      case EditChange::Kind::Configured: all.push_back("the configuration changed"); break;
      case EditChange::Kind::Edited: {
        if (!is_there) break;
        const Compared* its = compared(change.file);
        if (its == nullptr) {
          all.push_back(quoted + " changed");
        } else if (its->comparison().clauses.empty()) {
          all.push_back("in " + quoted + " only comments, blank space or line ends changed");
        } else {
          const std::vector<std::string>& clauses = its->comparison().clauses;
          all.insert(all.end(), clauses.begin(), clauses.end());
        }
      }
    }
  }
  return all;
}

std::string EditReport::sentence() {
  if (watch_.edits() == 0) return {};
  std::string text = "this edit re-checked " + std::to_string(rechecked().size()) + " of " +
                     std::to_string(files_) + (files_ == 1 ? " file" : " files");
  std::string what = listed(clauses());
  return what.empty() ? text : text + ": " + what;
}

std::vector<FileId> EditReport::rechecked() const {
  std::vector<FileId> files;
  for (uint32_t file : watch_.rechecked())
    if (session_.has(FileId(file))) files.emplace_back(file);
  return files;
}

EditCounts EditReport::counts() const {
  EditCounts counts;
  for (uint32_t i = 0; i < watch_.events().size(); ++i) {
    EventKind kind = watch_.events()[i].kind;
    counts.run += kind == EventKind::Ran || kind == EventKind::CutOff;
    counts.cut_off += kind == EventKind::CutOff;
    counts.reused += kind == EventKind::Reused;
  }
  return counts;
}

std::string EditReport::key_label(query::Ref ref) const {
  const query::Engine& engine = session_.database().engine();
  std::string key = engine.describe_key(ref);
  uint32_t file = engine.whole(ref);
  if (file == base::kNoneValue || !session_.has(FileId(file))) return key;
  std::string number = std::to_string(file);
  std::string rest = key.starts_with(number) ? key.substr(number.size()) : ", " + key;
  // A name is a number to whoever describes a key.
  uint32_t name = 0;
  if (rest.starts_with(kName)) {
    std::from_chars(rest.data() + kName.size(), rest.data() + rest.size(), name);
    rest = ", " + std::string(session_.analysis().names().text(scope::Name(name)));
  }
  return session_.database().path(FileId(file)) + rest;
}

uint64_t EditReport::omitted(uint32_t limit) const {
  const query::EventLog& events = watch_.events();
  return events.dropped() + (events.size() > limit ? events.size() - limit : 0);
}

std::vector<EventRow> EditReport::rows(uint32_t limit) const {
  if (watch_.edits() == 0) return {};
  const query::Engine& engine = session_.database().engine();
  std::vector<query::EditRow> tree = query::edit_tree(watch_.events(), watch_.revision());
  // Subtrees from the end to the beginning: what ran below a row.
  std::vector<bool> has_run(tree.size());
  std::vector<bool> below;  // by depth: something ran among the rows behind, down to that depth
  for (size_t i = tree.size(); i-- > 0;) {
    uint32_t depth = tree[i].depth;
    EventKind kind = tree[i].event.kind;
    below.resize(std::max<size_t>(below.size(), depth + 2));
    has_run[i] = below[depth + 1] || (kind != EventKind::Reused && kind != EventKind::Forgotten);
    std::fill(below.begin() + depth + 1, below.end(), false);
    if (has_run[i]) below[depth] = true;
  }
  // Trees that ran first; a row's depth says where it hangs, so only whole trees change places.
  std::vector<EventRow> rows;
  std::set<uint64_t> changed;
  for (bool wanted : {true, false}) {
    bool takes = false;
    for (size_t i = 0; i < tree.size() && rows.size() < limit; ++i) {
      const query::Event& event = tree[i].event;
      if (tree[i].depth == 0) takes = has_run[i] == wanted;
      if (!takes) continue;
      // An input that changed twice has changed.
      if (event.kind == EventKind::InputChanged && !changed.insert(event.subject.value()).second) continue;
      uint32_t file = engine.whole(event.subject);
      base::Optional<FileId> of;
      if (file != base::kNoneValue && session_.has(FileId(file))) of = FileId(file);
      std::string cause;
      if (event.cause.has_value())
        cause = std::string(engine.name(event.cause.query())) + "(" + key_label(event.cause) + ")";
      rows.push_back({tree[i].depth, event.kind, engine.name(event.subject.query()), key_label(event.subject),
                      query::what_happened(event), query::because(event, cause), of, event.duration,
                      has_run[i]});
    }
  }
  return rows;
}

}  // namespace pellucid::project
