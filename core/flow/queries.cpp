#include "flow/queries.h"

#include "db/database.h"
#include "flow/build.h"
#include "scope/queries.h"

namespace pellucid::flow {

base::Shared<UseDef> UseDefOf::compute(query::Context& context, const db::FileId& file) {
  // Statements and literals may be others where rows and symbols are the same: `return x`, `x`.
  if (!context.get<db::ParsedOf>(file)) return {};
  const base::Shared<scope::Scopes>& scopes = context.get<scope::ScopesOf>(file);
  const db::EnvironmentState* environment = context.input<db::Environment>(db::kTheEnvironment);
  if (!scopes || environment == nullptr) return {};
  auto& database = context.host<db::Database>();
  db::TreeLease lease = database.lease(file, kName);
  bool is_stub = context.get<db::ModuleFormOf>(file).is_stub;
  return base::Shared<UseDef>(build(lease.tree(), database.text(file), *scopes,
                                    {environment->version, environment->platform, is_stub}));
}

}  // namespace pellucid::flow
