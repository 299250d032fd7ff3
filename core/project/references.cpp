#include "project/references.h"

#include <algorithm>

#include "ide/references.h"
#include "ide/star_imports.h"

namespace pellucid::project {

using ide::Occurrence;

void look_at_names(Session& session, FileId file, const char* asker, const LookAtNames& look) {
  db::Database& database = session.database();
  const scope::Scopes& scopes = session.analysis().scopes(file);
  const flow::UseDef& use_def = session.analysis().use_def(file);
  {
    db::TreeLease lease = database.lease(file, asker);
    ide::NamedFile named{lease.tree(),
                         database.text(file),
                         scopes,
                         use_def,
                         session.analysis().names(),
                         database.version(),
                         session.engine().get<db::ModuleFormOf>(file),
                         ide::star_offers(session.engine(), file)};
    look(named, ide::occurrences(named));
  }
  session.reclaimer().done_with(file);
}

namespace {

constexpr const char* kAsker = "references";

// The public names at the place and where they have come from; what the file alone has is put out at once.
std::vector<ide::NameOfFile> starts(Session& session, FileId file, uint32_t offset,
                                    std::vector<Reference>& own) {
  std::vector<ide::NameOfFile> names;
  look_at_names(session, file, kAsker, [&](const ide::NamedFile& named, const std::vector<Occurrence>& all) {
    names = ide::asked_name(session.engine(), file, named, all, offset).names;
    for (const Occurrence& its : ide::references_at(all, offset))
      own.push_back({file, its.range, its.access, its.in_string()});
  });
  std::vector<ide::NameOfFile> found;
  for (const ide::NameOfFile& name : names) {
    found.push_back(name);
    found.push_back(ide::root_of(session.database(), name, ide::Aliases::Followed, ide::Reach::Anywhere));
  }
  return found;
}

class Collector {
 public:
  Collector(Session& session, const ide::PublicLinks& links) : session_(session), links_(links) {}

  void read(FileId file) {
    look_at_names(
        session_, file, kAsker,
        [&](const ide::NamedFile& named, const std::vector<Occurrence>& all) { read(file, named, all); });
  }
  std::vector<Reference> take() { return std::move(found_); }

 private:
  void read(FileId file, const ide::NamedFile& named, const std::vector<Occurrence>& all) {
    size_t first = found_.size();
    ide::LinkedNames linked = ide::linked_names(session_.engine(), file, named, links_);
    auto add = [&](source::Range range, ide::NameAccess access, bool in_string) {
      found_.push_back({file, range, access, in_string});
    };
    for (const Occurrence& its : all)
      if (std::any_of(linked.entities.begin(), linked.entities.end(),
                      [&](const ide::Entity& entity) { return its.is(entity); }))
        add(its.range, its.access, its.in_string());
    for (syntax::NodeIndex row : linked.aliases) {
      syntax::Node alias(named.tree, row);
      // Without an `as` the name is the one that is bound.
      if (alias.child(syntax::Role::Asname))
        add(alias.child(syntax::Role::Name)->range(), ide::NameAccess::Read, false);
    }
    for (const ide::LinkedNames::Attribute& its : linked.attributes) {
      syntax::Node attribute = *syntax::Node(named.tree, its.row).parent();
      ide::NameAccess access = attribute.has(syntax::kStore)    ? ide::NameAccess::Bind
                               : attribute.has(syntax::kDelete) ? ide::NameAccess::Delete
                                                                : ide::NameAccess::Read;
      add(named.tree.range(its.row), access, false);
    }
    for (const ide::LinkedNames::StringAttribute& its : linked.string_attributes)
      add(its.range, ide::NameAccess::Read, true);
    for (const ide::NameOfFile& name : links_.names_of(file))
      for (const ide::ExportedString& its : ide::exported_strings(named, all, named.names.text(name.name)))
        add(its.name.value_or(its.whole), ide::NameAccess::Read, true);
    auto from = found_.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(from, found_.end(),
              [](const Reference& a, const Reference& b) { return a.range.start < b.range.start; });
    found_.erase(std::unique(from, found_.end(),
                             [](const Reference& a, const Reference& b) { return a.range == b.range; }),
                 found_.end());
  }

  Session& session_;
  const ide::PublicLinks& links_;
  std::vector<Reference> found_;
};

}  // namespace

std::vector<Reference> references(Session& session, FileId file, uint32_t offset) {
  session.read_all();
  std::vector<Reference> own;
  std::vector<ide::NameOfFile> names = starts(session, file, offset, own);
  if (names.empty()) return own;
  ide::PublicLinks links(session.database(), session.analysis().names(), names, ide::Aliases::Followed);
  Collector collector(session, links);
  for (FileId its : links.files()) collector.read(its);
  return collector.take();
}

}  // namespace pellucid::project
