#include "project/analysis.h"

namespace pellucid::project {

const scope::Scopes& Analysis::scopes(db::FileId file) {
  auto [at, is_new] = files_.try_emplace(file.value());
  Known& known = at->second;
  if (is_new || known.revision != database_.revision(file)) {
    db::TreeLease lease = database_.lease(file);
    known.scopes = scope::build(lease.tree(), database_.text(file), database_.version(), names_);
    known.use_def.reset();
    known.revision = database_.revision(file);
  }
  return known.scopes;
}

const flow::UseDef& Analysis::use_def(db::FileId file) {
  const scope::Scopes& its = scopes(file);
  Known& known = files_.at(file.value());
  if (!known.use_def) {
    db::TreeLease lease = database_.lease(file);
    known.use_def = flow::build(lease.tree(), database_.text(file), its, {database_.version(), "linux"});
  }
  return *known.use_def;
}

}  // namespace pellucid::project
