#pragma once

// What a file's imports bind, and attributes of that, as names of other files. In
//
//     import shop.cart
//     from shop import Cart as Basket       `Basket`: `Cart` of shop/__init__.py, wherever that has it from
//     shop.cart.total(Basket())             `total`: that of shop/cart.py; `cart`, `shop`: the files
//
// One step at a time: where a name of another file comes from in turn is another question (public_links.h).
// Asks for other files by what survives their trees. Not for use in computes.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/annotation_strings.h"
#include "exports/queries.h"
#include "flow/definition_index.h"
#include "ide/occurrences.h"
#include "query/engine.h"
#include "syntax/node.h"

namespace pellucid::ide {

// Whether the module itself has it, or had it, or has it elsewhere: a name, and no module below.
bool is_own_name(exports::MemberKind kind);

// A name of a module, or a module.
struct ImportedName {
  // None for a package without a file.
  base::Optional<db::FileId> file;
  scope::Name name = exports::kNoName;  // none for the module itself
  // How the importing file would name the module, if it is one and that is known.
  std::optional<exports::ModuleRef> module;

  bool is_module() const { return name == exports::kNoName; }
  friend bool operator==(const ImportedName&, const ImportedName&) = default;
};

class ImportedNames {
 public:
  ImportedNames(query::Engine& engine, db::FileId id, const NamedFile& file)
      : engine_(engine),
        id_(id),
        file_(file),
        definitions_(file.use_def, file.scopes.table.symbol_count()),
        strings_(file.tree, file.text, file.scopes, file.use_def, definitions_) {}
  ImportedNames(const ImportedNames&) = delete;

  // What the alias of an import binds: `a` for `import a.b`. None of a star import, and of what is not there.
  std::optional<ImportedName> of_alias(syntax::Node alias);
  // What an expression of names and attributes stands for, as far as imports bind the first name.
  std::vector<ImportedName> of_expression(syntax::Node expression);
  // What an identifier in an import or behind a dot stands for: parts of modules' names, names that are taken,
  // attributes. `is_such` says whether it is one.
  std::vector<ImportedName> of_identifier(syntax::Node identifier, bool& is_such);
  // An attribute in a string that is an annotation: `Cart` of `"shop.Cart"`.
  struct StringAttribute {
    source::Range range;
    std::vector<ImportedName> of;
    bool may_be_other;  // what it is an attribute of
  };
  // Of the string literal in the row, as far as they stand for something: going by all that is bound to its names.
  // Empty for what is no annotation. Of a name with attributes of which none `is_wanted` nothing is asked.
  std::vector<StringAttribute> in_string(
      syntax::NodeIndex row,
      const std::function<bool(std::string_view)>& is_wanted = [](std::string_view) { return true; });
  // A name that no scope of the file binds: what the last star import that has it brings.
  std::optional<ImportedName> of_star(scope::Name name);
  // What the star import with the alias brings by the name; none if it is not there.
  std::optional<ImportedName> of_star(syntax::NodeIndex alias, scope::Name name);
  // Whether the name that is read in the row may be something else than imports bind.
  bool may_be_other(syntax::NodeIndex row);

  // The module that the statement `from … import …` names.
  exports::ModuleRef module_from(syntax::Node statement);
  base::Optional<db::FileId> file_of(const exports::ModuleRef& module);
  // A name of what the import names as a module; none if it is not there.
  std::optional<ImportedName> member(const ImportedName& of, std::string_view name);
  std::string_view text_of(syntax::Node identifier) const {
    return file_.tree.text_of(file_.tree.name(identifier.index()), file_.text);
  }

 private:
  // What some of a symbol's definitions bind.
  struct OfSymbol {
    std::vector<ImportedName> imported;
    bool may_be_other = false;  // something else than imports bind
  };
  std::vector<ImportedName> of_name(syntax::Node name);
  OfSymbol of_use(const flow::Use& use);
  const OfSymbol& of_symbol(uint32_t symbol);
  OfSymbol of_definitions(std::span<const flow::DefinitionId> definitions);
  std::vector<ImportedName> members(const std::vector<ImportedName>& of, std::string_view name);
  ImportedName module(const exports::ModuleRef& module) {
    return {file_of(module), exports::kNoName, module};
  }
  std::optional<ImportedName> below(const ImportedName& of, std::string_view name);
  bool is_package_without_file(const exports::ModuleRef& module);

  query::Engine& engine_;
  db::FileId id_;
  const NamedFile& file_;
  flow::DefinitionIndex definitions_;
  check::AnnotationStrings strings_;
  std::unordered_map<uint32_t, OfSymbol> of_symbols_;
  std::optional<std::vector<ImportedName>> stars_;  // whose files are known; once they are asked for
};

}  // namespace pellucid::ide
