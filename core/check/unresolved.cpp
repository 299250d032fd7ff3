// Names that are read and not, or not surely, bound.

#include <algorithm>
#include <bit>

#include "check/name_checker.h"

namespace pellucid::check {

void NameChecker::check_uses() {
  made_.assign(symbols_.size(), {});
  for (const Definition& its : file_.use_def.definitions()) {
    if (its.symbol == base::kNoneValue) continue;
    Made& made = made_[its.symbol];
    bool annotates = its.kind == DefinitionKind::Annotation;
    made.annotates |= annotates;
    made.binds |= !annotates && !flow::unbinds(its.kind);
    made.elsewhere |= (its.foreign || !its.reachable) && !flow::unbinds(its.kind);
  }
  for (uint32_t i = 0; i < file_.use_def.uses().size(); ++i) check_use(flow::UseId(i));
}

void NameChecker::check_use(flow::UseId id) {
  const flow::Use& use = file_.use_def.uses()[id.value()];
  if (use.value == flow::kUnreachable) return;
  std::string_view name = name_of(use.symbol);
  note_read(id);
  if (use.value == flow::kNoOwner) {
    if (is_provided(name, file_.version)) return;
    if (name.empty() || has_open_globals_ || installs(name)) return;
    if (name == "__path__" && file_.form.is_package) return;
    ScopeKind kind = scope(file_.scopes.places.scope_at(use.row)).kind;
    if (kind == ScopeKind::Class && (name == "__module__" || name == "__qualname__")) return;
    return unresolved(id, name);
  }
  if (use.value == flow::kAnyOfScope) {
    // A scope that runs later sees what there is by then; if there is never anything, it is as good as
    // unbound.
    // As text an annotation may name what is only declared, and so may a stub.
    bool as_text = scope(file_.scopes.places.scope_at(use.row)).unevaluated;
    auto is_made = [&](uint32_t symbol) {
      const Made& made = made_[symbol];
      return made.binds || (made.annotates && (as_text || file_.form.is_stub));
    };
    if (is_made(use.symbol)) return;
    if (symbols_[use.symbol].owner_scope && !symbols_[use.symbol].owner_symbol) return;  // `__class__`
    const flow::Fallback* module = file_.use_def.fallback_of(id);
    if (module != nullptr && is_made(module->symbol)) return;
    if (!is_provided(name, file_.version)) unresolved(id, name);
    return;
  }
  flow::Boundness bound = file_.use_def.boundness(use.value);
  if (!bound.may_be_unbound) return;
  bool in_class = scope(scope_of(use.symbol)).kind == ScopeKind::Class;
  bool goes_on = in_class || scope_of(use.symbol) == scope::kModuleScope;
  if (goes_on && is_provided(name, file_.version)) return;
  if (is_bound_elsewhere(use.symbol)) return;
  // A class of a stub may bind it further down.
  if (file_.form.is_stub && (made_[use.symbol].binds || made_[use.symbol].annotates)) return;
  // In a class body a name that the class has not bound yet is the module's.
  if (const flow::Fallback* module = file_.use_def.fallback_of(id)) {
    if (is_bound_elsewhere(module->symbol)) return;
    if (module->value == flow::kAnyOfScope && made_[module->symbol].binds) return;
    flow::Boundness behind = file_.use_def.boundness(module->value);
    if (module->value != flow::kAnyOfScope && !behind.may_be_unbound) return;
    bound.may_be_bound |= behind.may_be_bound && module->value != flow::kAnyOfScope;
    bound.may_be_deleted |= behind.may_be_deleted;
  }
  if (!bound.may_be_bound) return unresolved(id, name);
  if (expects_name_error(use.row)) return;
  source::Range range = file_.tree.range(use.row);
  report(Rule::PossiblyUnresolvedReference, range,
         quoted(name) + (bound.may_be_deleted ? " may have been deleted here" : " may be unbound here"));
  if (flow::ValueId value = file_.use_def.behind_stars(id, file_.scopes.table); value != flow::kNoOwner) {
    Question question{QuestionKind::FromStar, symbols_[use.symbol].name};
    question.value = value;
    Diagnostic likely = diagnostics_.back();
    leave_open(question, std::nullopt, std::move(likely));
  }
}

// A star import is used where it may have brought what is read.
void NameChecker::note_read(flow::UseId id) {
  flow::ValueId value = file_.use_def.behind_stars(id, file_.scopes.table);
  if (value != flow::kNoOwner)
    questions_.reads.push_back({symbols_[file_.use_def.uses()[id.value()].symbol].name, value});
}

// A function that declares it global and binds it may have done so before. If it is bound in a branch that is dead
// here, it is there on other platforms or versions.
bool NameChecker::is_bound_elsewhere(uint32_t symbol) const { return made_[symbol].elsewhere; }

// The first in the text, but for what another scope deletes; null if there is none.
const Definition* NameChecker::first_definition(uint32_t symbol) const {
  for (DefinitionId id : definitions_[symbol]) {
    const Definition& its = file_.use_def.definitions()[id.value()];
    if (!its.foreign || !flow::unbinds(its.kind)) return &its;
  }
  return nullptr;
}

void NameChecker::unresolved(flow::UseId id, std::string_view name) {
  const flow::Use& use = file_.use_def.uses()[id.value()];
  if (expects_name_error(use.row)) return;
  source::Range range = file_.tree.range(use.row);
  flow::Boundness bound = file_.use_def.boundness(use.value);
  std::string message;
  const Definition* first = use.value != flow::kNoOwner ? first_definition(use.symbol) : nullptr;
  bool is_local = first != nullptr && use.value != flow::kAnyOfScope;
  // No star import binds what a function has for itself.
  bool is_functions = is_local && scope::is_function_like(scope(scope_of(use.symbol)).kind);
  if (bound.may_be_deleted) {
    message = quoted(name) + " has been deleted";
  } else if (is_functions) {
    message = quoted(name) + " is local to this function and not bound yet";
  } else if (is_local) {
    message = quoted(name) + " is not bound yet";
  } else {
    message = quoted(name) + " is not defined";
  }
  // A file with so many faults needs other help.
  bool suggests = !is_local && suggestions_++ < kMostSuggestions;
  std::string_view similar = suggests ? similar_name(use.row, name) : std::string_view();
  if (!similar.empty()) message += "; did you mean " + quoted(similar) + "?";
  Diagnostic& found = report(Rule::UnresolvedReference, range, std::move(message));
  if (!similar.empty())
    found.fix = diagnostic::Fix{"Replace with " + quoted(similar), {{range, std::string(similar)}}};
  flow::ValueId value = file_.use_def.behind_stars(id, file_.scopes.table);
  if (!is_functions && (value != flow::kNoOwner || has_other_stars())) {
    Diagnostic certain = std::move(found);
    diagnostics_.pop_back();
    bool in_place = function_around(file_.scopes.places.scope_at(use.row)) == scope::kModuleScope;
    return may_be_from_star(symbols_[use.symbol].name, value, in_place ? Runs::InPlace : Runs::Later, range,
                            std::move(certain));
  }
  if (!is_local) return;
  bool declares = first->kind == DefinitionKind::Annotation;
  found.related.push_back({file_.tree.range(first->row), declares ? "only declared here" : "bound here"});
}

// What the file puts among the builtins: `builtins.name = …`, and `gettext.install(…, names=["ngettext"])`,
// or the `install` of a translation, which bring `_` and the names they are given.
std::vector<LoadedSubmodule> loaded_submodules(const NamedFile& file) {
  std::vector<LoadedSubmodule> found;
  for (uint32_t i = 0; file.form.is_package && i < file.tree.size(); ++i) {
    if (file.tree.kind(NodeIndex(i)) != NodeKind::ImportFrom) continue;
    uint32_t level = file.tree.payload(NodeIndex(i));
    bool is_first = true;
    for (Node part : Node(file.tree, NodeIndex(i)).children(Role::Module)) {
      bool is_below = level == 1 ? is_first : level == 0 && !is_first;
      is_first = false;
      if (is_below)
        found.push_back({file.tree.text_of(file.tree.name(part.index()), file.text), part.index()});
    }
  }
  return found;
}

void NameChecker::find_installed_names() {
  for (const LoadedSubmodule& its : loaded_submodules(file_)) installed_.insert(its.name);
  bool translates = false;
  for (const Definition& definition : file_.use_def.definitions())
    translates |= definition.kind == DefinitionKind::Import && definition.symbol != base::kNoneValue &&
                  symbols_[definition.symbol].name == scope::known(scope::KnownName::Gettext);
  if (!translates && !file_.scopes.table.has(scope::known(scope::KnownName::Builtins))) return;
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    Node attribute = node(NodeIndex(i));
    if (!attribute.is(NodeKind::Attribute)) continue;
    if (!attribute.has(syntax::kStore) && !(translates && attribute.role() == Role::Func)) continue;
    auto value = attribute.child(Role::Value), attr = attribute.child(Role::Attr);
    if (!value || !attr || !value->is(NodeKind::Name)) continue;
    if (attribute.has(syntax::kStore) && text_of(*value) == "builtins") installed_.insert(text_of(*attr));
    if (!translates || text_of(*attr) != "install" || attribute.role() != Role::Func) continue;
    installed_.insert("_");
    for (Node keyword : attribute.parent()->children(Role::Keyword)) {
      auto names = keyword.child(Role::Value);
      if (!names) continue;
      for (Node element : names->children())
        if (auto name = name_in_string(element)) installed_.insert(*name);
    }
  }
}

// try: x
// except NameError: …
void NameChecker::find_expected_name_errors() {
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    if (file_.tree.kind(NodeIndex(i)) != NodeKind::Try) continue;
    Node statement = node(NodeIndex(i));
    bool expects = false;
    for (Node handler : statement.children(Role::Handler)) {
      auto type = handler.child(Role::Type);
      if (!type) continue;
      uint32_t end = file_.tree.subtree_end(type->index()).value();
      for (uint32_t row = type->index().value(); row < end && !expects; ++row) {
        NodeIndex at(row);
        expects = file_.tree.kind(at) == NodeKind::Name &&
                  file_.tree.text_of(file_.tree.name(at), file_.text) == "NameError";
      }
    }
    if (!expects) continue;
    uint32_t end = i + 1;
    for (Node child : statement.children(Role::Body)) end = file_.tree.subtree_end(child.index()).value();
    expected_name_errors_.push_back(
        {i + 1, end, function_around(file_.scopes.places.scope_at(NodeIndex(i)))});
  }
}

// The function, lambda or module whose code the scope runs in.
FileScopeId NameChecker::function_around(FileScopeId at) const {
  while (scope(at).parent && scope(at).kind != ScopeKind::Function && scope(at).kind != ScopeKind::Lambda)
    at = *scope(at).parent;
  return at;
}

bool NameChecker::expects_name_error(NodeIndex row) const {
  // They begin in order, and there are few.
  for (const ExpectedNameError& its : expected_name_errors_) {
    if (its.begin > row.value()) return false;
    if (row.value() < its.end && function_around(file_.scopes.places.scope_at(row)) == its.function)
      return true;
  }
  return false;
}

namespace {

// A bit for each letter that the word has, as good as.
uint64_t letters_of(std::string_view word) {
  uint64_t letters = 0;
  for (char c : word) letters |= uint64_t{1} << (static_cast<unsigned char>(c) % 64);
  return letters;
}

// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; at most
// `limit` + 1.
uint32_t edits_between(std::string_view a, std::string_view b, uint32_t limit) {
  if (a.size() > 40 || b.size() > 40) return limit + 1;
  size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer - shorter > limit) return limit + 1;
  // Each brings a letter and takes one at most.
  if (static_cast<uint32_t>(std::popcount(letters_of(a) ^ letters_of(b))) > 2 * limit) return limit + 1;
  uint32_t rows[3][42];  // of the words' beginnings, by length; the last three lengths of `a`
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<uint32_t>(j);
  uint32_t last_least = 0;
  for (size_t i = 1; i <= a.size(); ++i) {
    uint32_t* now = rows[i % 3];
    const uint32_t* last = rows[(i - 1) % 3];
    const uint32_t* before = rows[(i + 1) % 3];
    now[0] = static_cast<uint32_t>(i);
    uint32_t least = now[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      uint32_t same = a[i - 1] == b[j - 1] ? 0 : 1;
      uint32_t best = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + same});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = std::min(best, before[j - 2] + 1);
      now[j] = best;
      least = std::min(least, best);
    }
    // From two such rows none leads back to less.
    if (least > limit && last_least > limit) return limit + 1;
    last_least = least;
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

// The name in reach that was probably meant.
std::string_view NameChecker::similar_name(NodeIndex row, std::string_view name) const {
  if (name.size() < 3) return {};
  uint32_t limit = name.size() < 6 ? 1 : 2;
  uint32_t best = limit + 1;
  std::string_view found;
  const scope::ScopeTable& table = file_.scopes.table;
  FileScopeId from = file_.scopes.places.scope_at(row);
  for (scope::OptionalScope at = from; at; at = table.scope(*at).parent) {
    if (table.scope(*at).kind == ScopeKind::Class && *at != from) continue;
    for (const Symbol& symbol : table.symbols(*at)) {
      if (!symbol.binds()) continue;
      std::string_view candidate = file_.names.text(symbol.name);
      if (candidate == name) continue;
      uint32_t edits = edits_between(name, candidate, limit);
      if (edits < best) {
        best = edits;
        found = candidate;
      }
    }
  }
  static constexpr std::string_view kBuiltins[] = {
#define PEL_BUILTIN(name, since) name,
#include "check/builtin_name.def"
#undef PEL_BUILTIN
  };
  for (std::string_view candidate : kBuiltins) {
    uint32_t edits = edits_between(name, candidate, limit);
    if (edits < best) {
      best = edits;
      found = candidate;
    }
  }
  return found;
}

}  // namespace pellucid::check
