#include "project/analysis.h"

namespace pellucid::project {

const scope::Scopes& Analysis::scopes(db::FileId file) {
  auto [at, is_new] = files_.try_emplace(file.value());
  Known& known = at->second;
  if (is_new || known.revision != database_.revision(file)) {
    db::TreeLease lease = database_.lease(file);
    known.scopes = scope::build(lease.tree(), database_.text(file), database_.version(), names_);
    known.revision = database_.revision(file);
  }
  return known.scopes;
}

}  // namespace pellucid::project
