#pragma once

// The inside of rename.h.

#include <span>
#include <unordered_map>

#include "ide/rename.h"
#include "syntax/node.h"

namespace pellucid::ide {

class Renamer {
 public:
  // `target`: where what is said of the name as a whole points to. `linked`: the aliases whose import takes the
  // renamed name, in order; has to live as long.
  Renamer(const NamedFile& file, const std::vector<Occurrence>& all, const Entity& entity,
          source::Range target, std::span<const syntax::NodeIndex> linked = {})
      : file_(file),
        table_(file.scopes.table),
        all_(all),
        target_(target),
        entity_(entity),
        linked_(linked) {}

  // As Python knows it.
  RenamePlan run(std::string_view to);

 private:
  // Edits (rename.cpp)
  void edit(const Occurrence& its);
  void edit_import(const Occurrence& its, syntax::Node alias, const std::string& text);
  std::optional<std::string> spelling(const Occurrence& its);
  void edit_exports();
  void edit_keywords();
  bool calls_renamed(syntax::Node callee, syntax::Node function, scope::FileScopeId inside, bool& surely);
  // The definitions of what is called; `row`: of the function or class whose parameter is renamed.
  struct Called {
    uint32_t definitions = 0;
    bool has_row = false;
  };
  const Called& find_called(uint32_t symbol, syntax::NodeIndex row);

  // What would be otherwise (rename_check.cpp)
  void check_clash();
  void check_captured_uses();
  void check_capturing();
  void check_either();
  void check_attributes();
  void check_left_in_class();
  bool would_capture(const Occurrence& its) const;
  bool may_fall_through(const Occurrence& its) const;

  const scope::Symbol* find(scope::FileScopeId scope, scope::Name name) const {
    auto found = table_.find(scope, name);
    return found ? &table_.symbol({scope, *found}) : nullptr;
  }
  bool is_renamed(const Occurrence& its) const { return its.entity == entity_; }
  void problem(source::Range range, std::string message) {
    plan_.problems.push_back({range, std::move(message)});
  }
  std::string quoted(std::string_view name) const { return "`" + std::string(name) + "`"; }

  const NamedFile& file_;
  const scope::ScopeTable& table_;
  const std::vector<Occurrence>& all_;
  source::Range target_;
  Entity entity_;
  std::span<const syntax::NodeIndex> linked_;
  scope::FileScopeId owner_{0};
  std::string old_;  // both as Python knows them
  std::string new_;
  base::Optional<scope::Name> name_;             // of the new one, if any file has it
  std::unordered_map<uint32_t, Called> called_;  // by symbol
  RenamePlan plan_;
};

}  // namespace pellucid::ide
