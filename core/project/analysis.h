#pragma once

// What is known of each file's names beyond its syntax, kept for as long as the file's text and version stay.

#include <optional>
#include <unordered_map>

#include "db/database.h"
#include "flow/build.h"
#include "scope/build.h"

namespace pellucid::project {

class Analysis {
 public:
  explicit Analysis(db::Database& database) : database_(database) {}

  const scope::Names& names() const { return names_; }
  // Parses and walks the file if need be. Good until the file changes.
  const scope::Scopes& scopes(db::FileId file);
  const flow::UseDef& use_def(db::FileId file);
  void forget(db::FileId file) { files_.erase(file.value()); }
  void forget_all() { files_.clear(); }

 private:
  struct Known {
    db::Revision revision{0};
    scope::Scopes scopes;
    std::optional<flow::UseDef> use_def;
  };

  db::Database& database_;
  scope::Names names_;
  std::unordered_map<uint32_t, Known> files_;
};

}  // namespace pellucid::project
