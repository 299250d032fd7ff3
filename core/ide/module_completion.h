#pragma once

// What other files have to offer where a name is written: modules, names of modules. Of a module whose names are
// wanted the file is read, if nobody has yet, and those that it imports everything from; no others.

#include <string>
#include <string_view>
#include <vector>

#include "ide/completion.h"
#include "ide/import_place.h"
#include "ide/imported_names.h"

namespace pellucid::ide {

class ModuleCompletion {
 public:
  ModuleCompletion(query::Engine& engine, db::FileId id, const NamedFile& file)
      : engine_(engine), id_(id), file_(file), imported_(engine, id, file) {}

  // In an import statement: ImportPlace::Kind::Module and Member.
  std::vector<CompletionItem> at(const ImportPlace& place);
  // Attributes of what `name.first.second` stands for, if that is a module; `name`: the row of a Name.
  std::vector<CompletionItem> attributes(syntax::Node name, const std::vector<std::string_view>& chain);

 private:
  void add_modules_below(const resolve::ModuleName& package);
  void add_names_of(db::FileId file);
  void add_loaded_below(db::FileId file);
  CompletionKind kind_in(db::FileId file, const exports::ModuleReading& reading, scope::Name name);
  void add(std::string name, CompletionKind kind, std::string origin);
  std::vector<CompletionItem> take();

  query::Engine& engine_;
  db::FileId id_;
  const NamedFile& file_;
  ImportedNames imported_;
  std::vector<CompletionItem> items_;
};

}  // namespace pellucid::ide
