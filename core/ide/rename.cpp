#include "ide/rename.h"

#include <algorithm>

#include "db/annotation.h"
#include "exports/reexport.h"
#include "ide/dunder.h"
#include "ide/renamer.h"
#include "lex/literal.h"
#include "scope/lookup.h"

namespace pellucid::ide {

using flow::Definition;
using flow::DefinitionKind;
using scope::FileScopeId;
using scope::Symbol;
using scope::SymbolFlag;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

namespace {

// The identifier that the text is, as Python normalises it; none if it is no identifier, or a keyword.
std::optional<std::string> identifier(std::string_view text, source::PythonVersion version) {
  // What no identifier has, and a string cannot hold as it is.
  if (text.empty() || text.find_first_of("\"'\\ \t\r\n\f#") != std::string_view::npos) return std::nullopt;
  std::string literal = "'" + std::string(text) + "'";
  db::StringAnnotation read = db::parse_annotation(literal, 0, version);
  NodeIndex last(read.tree.size() - 1);
  bool is_name =
      read.valid && read.tree.kind(last) == NodeKind::Name &&
      read.in_file(read.tree.range(last)) == source::Range{1, static_cast<uint32_t>(1 + text.size())};
  if (!is_name) return std::nullopt;
  std::string name(read.tree.text_of(read.tree.name(last), read.text));
  // `ｉｆ` is none that `if` could be mistaken for, but whoever reads it will.
  if (name != text && !identifier(name, version)) return std::nullopt;
  return name;
}

// In the order of the text, each once.
void settle(RenamePlan& plan) {
  auto by_start = [](const auto& a, const auto& b) { return a.range.start < b.range.start; };
  std::stable_sort(plan.edits.begin(), plan.edits.end(), by_start);
  plan.edits.erase(std::unique(plan.edits.begin(), plan.edits.end()), plan.edits.end());
  std::stable_sort(plan.problems.begin(), plan.problems.end(), by_start);
  auto same = [](const RenameProblem& a, const RenameProblem& b) {
    return a.range == b.range && a.message == b.message;
  };
  plan.problems.erase(std::unique(plan.problems.begin(), plan.problems.end(), same), plan.problems.end());
}

constexpr const char* kLosesName =
    "an import by its own name is there for others, and this one gets another name";

// What a package imports is there for others under any name, but for a stub's.
bool is_for_others(const NamedFile& file, Node alias) {
  bool is_package = file.form.is_package && !file.form.is_stub;
  return !is_package && file.scopes.places.scope_at(alias.index()) == scope::kModuleScope &&
         exports::is_reexport(alias, file.form.is_stub);
}

// A public name, in a file that has it.
class LinkedRenamer {
 public:
  LinkedRenamer(const NamedFile& file, const std::vector<Occurrence>& all, const LinkedNames& linked,
                std::string_view old, std::string_view to)
      : file_(file), all_(all), linked_(linked), old_(old), new_(to) {}

  RenamePlan run() {
    for (const Entity& entity : linked_.entities) {
      // What a star import brings is looked at with that.
      if (!entity.is_owned() && !linked_.stars.empty()) continue;
      if (auto target = first_of(entity)) take(entity, *target);
    }
    for (NodeIndex row : linked_.aliases) edit_alias(Node(file_.tree, row));
    for (const LinkedNames::Attribute& its : linked_.attributes) edit_attribute(its);
    for (const LinkedNames::StringAttribute& its : linked_.string_attributes) edit_string(its);
    for (const LinkedNames::Star& star : linked_.stars) check_star(star);
    settle(plan_);
    return std::move(plan_);
  }

 private:
  void take(const Entity& entity, source::Range target) {
    RenamePlan its = Renamer(file_, all_, entity, target, linked_.aliases).run(new_);
    plan_.edits.insert(plan_.edits.end(), its.edits.begin(), its.edits.end());
    plan_.problems.insert(plan_.problems.end(), its.problems.begin(), its.problems.end());
  }

  // A name that is only listed in `__all__` is one, too.
  std::optional<source::Range> first_of(const Entity& entity) const {
    for (const Occurrence& its : all_)
      if (its.entity == entity) return its.range;
    std::vector<ExportedString> listed = exported_strings(file_, all_, old_);
    return listed.empty() ? std::nullopt : std::optional(listed.front().whole);
  }

  // Where what the import binds is not renamed: `f as g`, and in the body of a class.
  void edit_alias(Node alias) {
    Node name = *alias.child(Role::Name);
    auto as = alias.child(Role::Asname);
    uint32_t position = file_.scopes.symbol_at_row[as.value_or(name).index().value()];
    const Symbol& symbol = file_.scopes.table.all_symbols()[position];
    for (const Entity& entity : linked_.entities)
      if (symbol.owner_symbol && entity.is_owned() &&
          entity.symbol == file_.scopes.table.position({*symbol.owner_scope, *symbol.owner_symbol}))
        return;
    if (is_for_others(file_, alias)) problem(name.range(), kLosesName);
    std::string written(file_.text.slice(name.range()));
    plan_.edits.push_back({name.range(), as ? std::string(new_) : std::string(new_) + " as " + written});
    if (as && file_.text.slice(as->range()) == new_)
      plan_.edits.push_back({{name.range().end, as->range().end}, ""});
  }

  void edit_attribute(const LinkedNames::Attribute& its) {
    source::Range range = file_.tree.range(its.row);
    FileScopeId scope = file_.scopes.places.scope_at(its.row);
    if (scope::known_as(file_.scopes.table, file_.names, scope, new_) != new_)
      return problem(range, "in a class `" + std::string(new_) + "` is private, and another name");
    plan_.edits.push_back({range, std::string(new_)});
    if (its.is_unsure) problem(range, "this may be an attribute of something else");
  }

  void edit_string(const LinkedNames::StringAttribute& its) {
    if (file_.text.slice(its.range) != old_)
      return problem(its.range, "the string has `" + std::string(old_) +
                                    "` with escapes or in parts, and is left as it is");
    plan_.edits.push_back({its.range, std::string(new_)});
    if (its.is_unsure) problem(its.range, "this may be an attribute of something else");
  }

  // What a star import brings by another name may meet what the file has by that.
  void check_star(const LinkedNames::Star& star) {
    source::Range range = file_.tree.range(star.row);
    bool appears = old_.starts_with('_') && !new_.starts_with('_');
    if (!star.is_brought && !appears) return;
    if (star.is_overshadowed)
      problem(range,
              "this brings `" + std::string(old_) + "`, which the file binds too, and which stays there");
    take({base::kNoneValue, star.name}, range);
    bool is_used = std::any_of(all_.begin(), all_.end(), [&](const Occurrence& its) {
      return its.entity == Entity{base::kNoneValue, star.name};
    });
    if (is_used && new_.starts_with('_') && !old_.starts_with('_'))
      problem(
          range,
          "names that begin with an underscore do not come by a star import, unless `__all__` lists them");
  }

  void problem(source::Range range, std::string message) {
    plan_.problems.push_back({range, std::move(message)});
  }

  const NamedFile& file_;
  const std::vector<Occurrence>& all_;
  const LinkedNames& linked_;
  std::string_view old_;
  std::string_view new_;
  RenamePlan plan_;
};

}  // namespace

RenameTarget rename_target(const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset) {
  const Occurrence* at = occurrence_at(all, offset);
  if (at == nullptr) return {{}, "there is no name here that could be renamed"};
  std::string name = "`" + std::string(file.text.slice(at->range)) + "`";
  if (!at->entity.is_owned()) {
    bool provided = check::is_provided(file.names.text(at->entity.name), file.version);
    return {at->range, provided ? name + " is provided by Python" : name + " is bound nowhere in this file"};
  }
  const Symbol& symbol = file.scopes.table.all_symbols()[at->entity.symbol];
  if (symbol.flags.has(SymbolFlag::Implicit)) return {at->range, name + " is made by Python"};
  for (const Occurrence& its : all) {
    if (its.entity != at->entity || !its.row) continue;
    Node row(file.tree, *its.row);
    auto alias = row.parent();
    if (alias && alias->is(NodeKind::Alias) && row.role() == Role::Name &&
        alias->children(Role::Name).count() > 1)
      return {at->range, "`import " + std::string(file.text.slice(alias->range())) + "` binds " + name +
                             ", and can give it no other name"};
  }
  return {at->range, {}};
}

NewName new_name(const NamedFile& file, FileScopeId scope, std::string_view old, source::Range range,
                 std::string_view to) {
  NewName found;
  auto quoted = [](std::string_view name) { return "`" + std::string(name) + "`"; };
  auto name = identifier(to, file.version);
  if (!name) {
    found.refusal = quoted(to) + " is no name that Python allows here";
    return found;
  }
  if (*name == "__debug__" || *name == "__class__") {
    found.refusal = quoted(*name) + " cannot be bound";
    return found;
  }
  found.name = scope::known_as(file.scopes.table, file.names, scope, *name);
  if (is_dunder(*name) && !is_dunder(old))
    found.problems.push_back({range, "names of the form " + quoted(*name) + " mean something to Python"});
  return found;
}

const char* may_be_named(SpelledAs as) {
  return as == SpelledAs::Attribute ? "this may be the attribute that is renamed, and is left as it is"
                                    : "this may name the parameter, and is left as it is";
}

RenamePlan rename(const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset,
                  std::string_view to) {
  RenameTarget target = rename_target(file, all, offset);
  if (!target.refusal.empty()) return {{}, {}, std::move(target.refusal), {}};
  const Occurrence& at = *occurrence_at(all, offset);
  // In a string no name is private.
  FileScopeId scope = at.in_string() ? scope::kModuleScope : at.scope;
  NewName name = new_name(file, scope, file.names.text(at.entity.name), at.range, to);
  if (!name.refusal.empty()) return {{}, {}, std::move(name.refusal), {}};
  RenamePlan plan = Renamer(file, all, at.entity, at.range).run(name.name);
  plan.problems.insert(plan.problems.end(), name.problems.begin(), name.problems.end());
  settle(plan);
  return plan;
}

RenamePlan rename_linked(const NamedFile& file, const std::vector<Occurrence>& all, const LinkedNames& linked,
                         std::string_view old, std::string_view to) {
  return LinkedRenamer(file, all, linked, old, to).run();
}

RenamePlan Renamer::run(std::string_view to) {
  old_ = file_.names.text(entity_.name);
  new_ = to;
  owner_ = entity_.is_owned() ? scope::scope_of_symbol(table_, entity_.symbol) : scope::kModuleScope;
  if (new_ == old_) return std::move(plan_);
  for (const Occurrence& its : all_)
    if (is_renamed(its)) edit(its);
  edit_exports();
  edit_keywords();
  name_ = file_.names.find(new_);
  if (name_) {
    check_clash();
    check_captured_uses();
    check_capturing();
  }
  check_either();
  check_attributes();
  check_left_in_class();
  settle(plan_);
  return std::move(plan_);
}

// The new name as it has to be written there; none if it cannot be.
std::optional<std::string> Renamer::spelling(const Occurrence& its) {
  if (its.in_string()) return new_;
  std::string_view written = file_.text.slice(its.range);
  if (scope::known_as(table_, file_.names, its.scope, new_) == new_) {
    auto its_class = scope::private_class(table_, its.scope);
    bool was_private = its_class && scope::known_as(table_, file_.names, its.scope, written) != written;
    if (!was_private) return new_;
    // `__x` of class C is written with two underscores again, if the new name is one of C, too.
    size_t at = new_.find("__", 1);
    if (at == std::string::npos) return new_;
    std::string inside = new_.substr(at);
    bool same = scope::known_as(table_, file_.names, its.scope, inside) == new_;
    return same ? inside : new_;
  }
  problem(its.range, "in a class " + quoted(new_) + " is private, and another name");
  return std::nullopt;
}

void Renamer::edit(const Occurrence& its) {
  auto text = spelling(its);
  if (!text) return;
  if (its.in_string() && file_.text.slice(its.range) != old_)
    return problem(its.range,
                   "the string has " + quoted(old_) + " with escapes or in parts, and is left as it is");
  if (its.row) {
    Node row(file_.tree, *its.row);
    auto parent = row.parent();
    if (parent && parent->is(NodeKind::Alias)) return edit_import(its, *parent, *text);
    bool captures =
        *text == "_" && parent && (parent->is(NodeKind::MatchAs) || parent->is(NodeKind::MatchStar));
    if (captures) problem(its.range, "`_` in a pattern binds nothing");
  }
  plan_.edits.push_back({its.range, *text});
}

void Renamer::edit_import(const Occurrence& its, Node alias, const std::string& text) {
  auto imported = alias.child(Role::Name), as = alias.child(Role::Asname);
  if (!imported) return;
  if (std::binary_search(linked_.begin(), linked_.end(), alias.index())) {
    // The import takes the new name itself; what is private in a class is written otherwise than it is known.
    plan_.edits.push_back({imported->range(), new_});
    if (as) return plan_.edits.push_back({its.range, text});
    if (text != new_) plan_.edits.push_back({{its.range.end, its.range.end}, " as " + text});
    return;
  }
  if (is_for_others(file_, alias)) problem(its.range, kLosesName);
  if (!as) {
    plan_.edits.push_back({{its.range.end, its.range.end}, " as " + text});
  } else if (file_.text.slice(imported->range()) == text && alias.children(Role::Name).count() == 1) {
    plan_.edits.push_back({{imported->range().end, as->range().end}, ""});
  } else {
    plan_.edits.push_back({its.range, text});
  }
}

void Renamer::edit_exports() {
  if (owner_ != scope::kModuleScope) return;
  for (const ExportedString& its : exported_strings(file_, all_, old_)) {
    if (its.name) {
      plan_.edits.push_back({*its.name, new_});
    } else {
      problem(its.whole,
              "the string has " + quoted(old_) + " with escapes or in parts, and is left as it is");
    }
  }
}

// Whether the call is of the function; `surely`, or of one that has its name.
bool Renamer::calls_renamed(Node callee, Node function, FileScopeId inside, bool& surely) {
  auto name = function.child(Role::Name);
  if (!name) return false;
  std::string_view called = file_.text.slice(name->range());
  bool makes = called == "__init__" || called == "__new__";
  if (callee.is(NodeKind::Attribute)) {
    auto attr = callee.child(Role::Attr);
    surely = false;
    return attr && file_.text.slice(attr->range()) == called;
  }
  if (!callee.is(NodeKind::Name)) return false;
  const Occurrence* its = occurrence_at(all_, callee.range().start);
  if (its == nullptr || !its->entity.is_owned()) return false;
  // The function, or its class.
  NodeIndex row = name->index();
  if (makes) {
    auto around = table_.scope(inside).parent;
    if (!around || table_.scope(*around).kind != scope::ScopeKind::Class) return false;
    auto class_name = Node(file_.tree, file_.scopes.places.node(*around)).child(Role::Name);
    if (!class_name) return false;
    row = class_name->index();
  }
  const Called& found = find_called(its->entity.symbol, row);
  surely = found.definitions == 1;
  return found.has_row;
}

const Renamer::Called& Renamer::find_called(uint32_t symbol, NodeIndex row) {
  auto [known, is_new] = called_.try_emplace(symbol);
  if (!is_new) return known->second;
  for (const Definition& definition : file_.use_def.definitions()) {
    if (definition.symbol != symbol || definition.kind == DefinitionKind::Annotation) continue;
    ++known->second.definitions;
    known->second.has_row |= definition.row == row;
  }
  return known->second;
}

// `f(x=1)` names the parameter `x` of `f`.
void Renamer::edit_keywords() {
  if (!entity_.is_owned()) return;
  const Symbol& symbol = table_.all_symbols()[entity_.symbol];
  if (!symbol.flags.has(SymbolFlag::Parameter)) return;
  Node function(file_.tree, file_.scopes.places.node(owner_));
  auto parameters = function.child(Role::Parameters);
  if (!function.is(NodeKind::FunctionDef) || !parameters) return;
  bool by_keyword = false;
  for (Node parameter : parameters->children()) {
    bool can = parameter.role() == Role::Positional || parameter.role() == Role::KeywordOnly;
    by_keyword |= can && file_.text.slice(range_of_name(file_.tree, parameter.index())) == old_;
  }
  if (!by_keyword) return;
  plan_.elsewhere = SpelledAs::Keyword;
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    Node keyword(file_.tree, NodeIndex(i));
    if (!keyword.is(NodeKind::Keyword)) continue;
    auto name = keyword.child(Role::Name);
    auto call = keyword.parent();
    if (!name || !call || !call->is(NodeKind::Call) || file_.text.slice(name->range()) != old_) continue;
    auto callee = call->child(Role::Func);
    bool surely = false;
    if (!callee || !calls_renamed(*callee, function, owner_, surely)) continue;
    if (surely) {
      plan_.edits.push_back({name->range(), new_});
    } else {
      problem(name->range(), may_be_named(SpelledAs::Keyword));
    }
  }
}

}  // namespace pellucid::ide
