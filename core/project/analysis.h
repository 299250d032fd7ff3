#pragma once

// What is known of each file's names, asked of the engine.

#include "db/database.h"
#include "flow/queries.h"
#include "scope/queries.h"

namespace pellucid::project {

class Analysis {
 public:
  explicit Analysis(db::Database& database) : database_(database) {
    database_.engine().attach(names_);
    database_.engine().attach(keys_);
  }
  Analysis(const Analysis&) = delete;

  scope::Names& names() { return names_; }
  const scope::Names& names() const { return names_; }
  const scope::ScopeKeys& scope_keys() const { return keys_; }
  // Good until any file changes.
  const scope::Scopes& scopes(db::FileId file) { return *database_.engine().get<scope::ScopesOf>(file); }
  const flow::UseDef& use_def(db::FileId file) { return *database_.engine().get<flow::UseDefOf>(file); }

 private:
  db::Database& database_;
  scope::Names names_;
  scope::ScopeKeys keys_;
};

}  // namespace pellucid::project
