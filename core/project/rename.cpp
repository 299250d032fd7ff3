#include "project/rename.h"

#include <algorithm>

#include "check/import_queries.h"
#include "project/references.h"
#include "scope/lookup.h"

namespace pellucid::project {

using ide::NamedFile;
using ide::NameOfFile;
using ide::Occurrence;

namespace {

constexpr const char* kRename = "rename";
// Places in other files that may name what is renamed: what is told of them at most.
constexpr size_t kMostPlaces = 20;

// What is asked to be renamed.
struct Asked {
  ide::RenameTarget target;
  // The names that are renamed, where they are made or come into the project; empty for what no other file
  // sees.
  std::vector<NameOfFile> heads;
};

class Asking {
 public:
  Asking(Session& session, FileId id, const NamedFile& file, const std::vector<Occurrence>& all)
      : session_(session), id_(id), file_(file), all_(all) {}

  Asked run(uint32_t offset) {
    Asked asked;
    ide::AskedName name = ide::asked_name(session_.engine(), id_, file_, all_, offset);
    const Occurrence* its = name.occurrence;
    if (its == nullptr && name.names.empty()) {
      asked.target = ide::rename_target(file_, all_, offset);
      if (name.is_module)
        asked.target = {name.range, "`" + std::string(file_.text.slice(*name.range)) +
                                        "` is a module, and has its name from its file"};
      return asked;
    }
    bool is_of_file = its != nullptr && (its->entity.is_owned() || !is_own(name));
    if (is_of_file) {
      asked.target = ide::rename_target(file_, all_, offset);
      if (asked.target.refusal.empty()) asked.heads = heads_of(*its, name);
      return asked;
    }
    asked.target.range = name.range;
    for (const NameOfFile& one : name.names) {
      // What a star import brings is the file's own name only by way of the other's.
      if (its != nullptr && one.file == id_) continue;
      NameOfFile head = root_of(one);
      if (std::find(asked.heads.begin(), asked.heads.end(), head) != asked.heads.end()) continue;
      asked.heads.push_back(head);
      if (asked.target.refusal.empty()) asked.target.refusal = refusal_of(head);
    }
    return asked;
  }

 private:
  bool is_own(const ide::AskedName& name) const {
    return std::any_of(name.names.begin(), name.names.end(),
                       [this](const NameOfFile& one) { return one.file == id_; });
  }

  // Of a name that the file binds: what it takes, if that is one thing of the project, or itself.
  std::vector<NameOfFile> heads_of(const Occurrence& its, const ide::AskedName& name) {
    const scope::ScopeTable& table = file_.scopes.table;
    scope::FileScopeId owner = scope::scope_of_symbol(table, its.entity.symbol);
    if (table.scope(owner).kind == scope::ScopeKind::Class) return {};
    std::vector<NameOfFile> taken, own;
    for (const NameOfFile& one : name.names) {
      if (one.file == id_) {
        own.push_back(one);
      } else if (one.name == its.entity.name && session_.database().is_added(one.file)) {
        taken.push_back(one);
      }
    }
    if (taken.size() != 1) return own;
    NameOfFile head = root_of(taken.front());
    return refusal_of(head).empty() ? std::vector{head} : own;
  }

  NameOfFile root_of(const NameOfFile& name) {
    return ide::root_of(session_.database(), name, ide::Aliases::LeftOut, ide::Reach::Project);
  }

  std::string refusal_of(const NameOfFile& head) {
    std::string name = "`" + std::string(file_.names.text(head.name)) + "`";
    std::string path = "`" + session_.database().path(head.file) + "`";
    if (!session_.database().is_added(head.file))
      return name + " is made in " + path + ", which is no file of the project";
    if (session_.engine().get<exports::MemberOf>(head).kind == exports::MemberKind::Star)
      return name + " comes to " + path + " by a star import, which can give it no other name";
    return {};
  }

  Session& session_;
  FileId id_;
  const NamedFile& file_;
  const std::vector<Occurrence>& all_;
};

class ProjectRenamer {
 public:
  ProjectRenamer(Session& session, const std::vector<NameOfFile>& heads, std::string to)
      : session_(session),
        names_(session.analysis().names()),
        old_(names_.text(heads.front().name)),
        new_(std::move(to)),
        links_(session.database(), names_, heads, ide::Aliases::LeftOut),
        taken_(session.engine().get<check::TakenNamesOf>(db::kTheProject)) {}

  void run(Rename& found) {
    for (FileId file : links_.files()) {
      size_t first = found.edits.size();
      look_at_names(session_, file, kRename, [&](const NamedFile& named, const std::vector<Occurrence>& all) {
        ide::LinkedNames linked = ide::linked_names(session_.engine(), file, named, links_);
        take(found, file, ide::rename_linked(named, all, linked, old_, new_));
      });
      source::Range place = first < found.edits.size() ? found.edits[first].edit.range : source::Range{0, 0};
      for (std::string& message : what_is_there(file))
        found.problems.push_back({file, {place, std::move(message)}});
    }
  }

  static void take(Rename& found, FileId file, ide::RenamePlan plan) {
    for (ide::RenameEdit& edit : plan.edits) found.edits.push_back({file, std::move(edit)});
    for (ide::RenameProblem& problem : plan.problems) found.problems.push_back({file, std::move(problem)});
  }

 private:
  // What there is of the new name in a file that has the old one, besides what it binds.
  std::vector<std::string> what_is_there(FileId file) {
    std::vector<std::string> found;
    if (links_.names_of(file).empty()) return found;
    query::Engine& engine = session_.engine();
    scope::Name name = names_.intern(new_);
    std::string quoted = "`" + new_ + "`";
    exports::MemberKind kind = engine.get<exports::MemberOf>({file, name}).kind;
    if (kind == exports::MemberKind::Star) found.push_back(quoted + " comes from a star import here");
    const auto& exports = engine.get<exports::ExportsOf>(file);
    if (brings_another(file)) found.push_back("a star import brings another `" + old_ + "` here");
    bool is_package = exports && exports->is_package();
    bool has_below = is_package && engine.get<exports::ImportedFileOf>({file, {1, name}});
    if (has_below) found.push_back("the package has a module " + quoted);
    bool is_sought = taken_ && (taken_->contains({file, name}) || taken_->contains({{}, name}));
    if (is_sought && !exports::is_there(kind) && !has_below)
      found.push_back("the project looks for " + quoted + " here already");
    if (auto other = other_form(file)) {
      const auto& there = engine.get<exports::ExportsOf>(*other);
      if (there && there->find(names_.intern(old_)) != nullptr)
        found.push_back("`" + session_.database().path(*other) + "` has a `" + old_ + "` too, which stays");
    }
    return found;
  }

  // What the file binds may be what a star import has brought, at some places.
  bool brings_another(FileId file) {
    query::Engine& engine = session_.engine();
    const auto& exports = engine.get<exports::ExportsOf>(file);
    if (!exports) return false;
    scope::Name name = names_.intern(old_);
    return std::any_of(exports->stars().begin(), exports->stars().end(),
                       [&](const exports::ModuleRef& module) {
                         auto other = engine.get<exports::ImportedFileOf>({file, module});
                         return other && !links_.has({*other, name}) &&
                                exports::is_offered(engine.get<exports::StarOfferOf>({*other, name}));
                       });
  }

  // The stub of a source, or the source of a stub.
  std::optional<FileId> other_form(FileId file) {
    db::Database& database = session_.database();
    std::string path = database.path(file);
    if (path.ends_with(".pyi")) {
      path.pop_back();
    } else {
      path += 'i';
    }
    if (database.kind(path) != source::FileKind::File) return std::nullopt;
    FileId other = database.at(path);
    return database.is_added(other) ? std::optional(other) : std::nullopt;
  }

  Session& session_;
  scope::Names& names_;
  std::string old_;
  std::string new_;
  ide::PublicLinks links_;
  base::Shared<check::Takes> taken_;
};

// What no import leads to: attributes and keywords of the old name in the other files.
void note_elsewhere(Session& session, FileId asked, std::string_view old, ide::SpelledAs as, Rename& found) {
  db::Database& database = session.database();
  std::vector<FileId> others = database.added_files();
  std::erase(others, asked);
  std::sort(others.begin(), others.end(),
            [&](FileId a, FileId b) { return database.path(a) < database.path(b); });
  size_t places = 0;
  for (FileId file : others)
    for (source::Range range : ide::spelled(database.text(file), database.version(), old, as)) {
      if (places++ == kMostPlaces) {
        found.problems.push_back({file, {range, "here and further on it may be named as well"}});
        return;
      }
      found.problems.push_back({file, {range, ide::may_be_named(as)}});
    }
}

}  // namespace

ide::RenameTarget rename_target(Session& session, FileId file, uint32_t offset) {
  session.read_all();
  ide::RenameTarget target;
  look_at_names(session, file, kRename, [&](const NamedFile& named, const std::vector<Occurrence>& all) {
    target = Asking(session, file, named, all).run(offset).target;
  });
  return target;
}

Rename rename(Session& session, FileId file, uint32_t offset, std::string_view to) {
  session.read_all();
  Rename found;
  std::vector<NameOfFile> heads;
  std::optional<ide::SpelledAs> elsewhere;
  std::string old, name;
  look_at_names(session, file, kRename, [&](const NamedFile& named, const std::vector<Occurrence>& all) {
    Asked asked = Asking(session, file, named, all).run(offset);
    found.refusal = std::move(asked.target.refusal);
    if (!found.refusal.empty()) return;
    if (asked.heads.empty()) {
      ide::RenamePlan plan = ide::rename(named, all, offset, to);
      found.refusal = std::move(plan.refusal);
      elsewhere = plan.elsewhere;
      if (elsewhere) old = named.text.slice(*asked.target.range);
      return ProjectRenamer::take(found, file, std::move(plan));
    }
    source::Range range = *asked.target.range;
    const Occurrence* at = ide::occurrence_at(all, range.start);
    // In a string no name is private.
    scope::FileScopeId scope = at != nullptr && at->in_string()
                                   ? scope::kModuleScope
                                   : named.scopes.places.scope_at(syntax::node_at(named.tree, range.start));
    old = named.names.text(asked.heads.front().name);
    ide::NewName to_be = ide::new_name(named, scope, old, range, to);
    found.refusal = std::move(to_be.refusal);
    if (!found.refusal.empty() || to_be.name == old) return;
    for (ide::RenameProblem& problem : to_be.problems) found.problems.push_back({file, std::move(problem)});
    heads = std::move(asked.heads);
    name = std::move(to_be.name);
  });
  if (elsewhere && !found.edits.empty()) note_elsewhere(session, file, old, *elsewhere, found);
  if (heads.empty()) return found;
  ProjectRenamer(session, heads, std::move(name)).run(found);
  return found;
}

}  // namespace pellucid::project
