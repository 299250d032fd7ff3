// What is bound and never read.

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "check/name_checker.h"
#include "exports/reexport.h"

namespace pellucid::check {

namespace {

constexpr size_t kLongModule = 200;

// Whether Python looks for it in a module: language reference 3.2 ("Modules"), 3.3 ("Customizing module attribute
// access") and 7.11 (star imports), and PEP 810.
bool is_read_by_python(std::string_view name) {
  constexpr std::array<std::string_view, 16> kNames = {
      "__all__",  "__annotate__", "__annotations__", "__builtins__", "__cached__",       "__class__",
      "__dir__",  "__doc__",      "__file__",        "__getattr__",  "__lazy_modules__", "__loader__",
      "__name__", "__package__",  "__path__",        "__spec__"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

void NameChecker::check_bindings() {
  for (uint32_t symbol = 0; symbol < symbols_.size(); ++symbol) {
    if (use_counts_[symbol] != 0 || definitions_[symbol].empty()) continue;
    std::optional<std::vector<DefinitionId>> at_end;
    std::span<const DefinitionId> its = definitions_[symbol];
    // `import a.b` leaves the `a` of `import a`: how many of the last ones do.
    size_t submodules = its.size();
    while (submodules > 0 && is_submodule_import(file_.use_def.definitions()[its[submodules - 1].value()]))
      --submodules;
    for (size_t i = 0; i < its.size(); ++i) {
      const Definition& definition = file_.use_def.definitions()[its[i].value()];
      if (!is_import(definition.kind)) continue;
      if (!at_end) at_end = file_.use_def.reaching(file_.use_def.at_end(symbol));
      // One that is replaced before the end is another rule's business.
      bool lasts = std::binary_search(at_end->begin(), at_end->end(), its[i]) || its.size() == 1 ||
                   is_submodule_import(definition) ||
                   (definition.kind == DefinitionKind::Import && i + 1 >= submodules);
      if (lasts) unused_import(symbol, its[i]);
    }
    unused_local(symbol);
  }
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    NodeKind kind = file_.tree.kind(NodeIndex(i));
    if (kind == NodeKind::ExceptHandler) unused_exception(node(NodeIndex(i)));
    if (kind == NodeKind::Global || kind == NodeKind::Nonlocal) unused_declaration(node(NodeIndex(i)));
  }
}

Node NameChecker::statement_of(NodeIndex row) const {
  Node at = node(row);
  while (syntax::entry(at.kind()).category != syntax::Category::Statement) at = *at.parent();
  return at;
}

bool NameChecker::is_future_import(NodeIndex row) const {
  Node statement = statement_of(row);
  auto module = statement.child(Role::Module);
  return statement.is(NodeKind::ImportFrom) && module &&
         file_.tree.name(module->index()).value() == static_cast<uint32_t>(lex::WellKnown::Future);
}

// `os.path`, `a.b as c`, `.m.name`: what an alias imports.
std::string NameChecker::import_text(NodeIndex row) const {
  Node alias = file_.tree.kind(row) == NodeKind::Alias ? node(row) : *node(row).parent();
  Node statement = *alias.parent();
  std::string text;
  if (statement.is(NodeKind::ImportFrom)) {
    text.append(std::min<size_t>(file_.tree.payload(statement.index()), kLongModule), '.');
    bool first = true;
    // It is told with each name that is taken from it: neither all of those nor all of a long one are gone through.
    for (Node part : statement.children()) {
      if (part.role() != Role::Module || text.size() > kLongModule) break;
      if (!first) text += '.';
      first = false;
      text += file_.tree.text_of(file_.tree.name(part.index()), file_.text).substr(0, 2 * kLongModule);
    }
    if (text.size() > kLongModule) {
      text.resize(kLongModule);
      while ((text.back() & 0xC0) == 0x80) text.pop_back();
      text.back() = '.';
      text += "..";
    }
    if (file_.tree.is_leaf(alias.index())) return quoted(text);
    if (!first) text += '.';
  }
  bool first = true;
  for (Node part : alias.children(Role::Name)) {
    if (!first) text += '.';
    first = false;
    text += file_.tree.text_of(file_.tree.name(part.index()), file_.text);
  }
  if (auto as = alias.child(Role::Asname))
    text += " as " + std::string(file_.tree.text_of(file_.tree.name(as->index()), file_.text));
  return quoted(text);
}

void NameChecker::unused_import(uint32_t symbol, DefinitionId id) {
  const Definition& definition = file_.use_def.definitions()[id.value()];
  if (is_future_import(definition.row) || definition.foreign) return;
  bool module = scope_of(symbol) == scope::kModuleScope;
  if (scope(scope_of(symbol)).kind == ScopeKind::Class || calls_locals(scope_of(symbol))) return;
  Node alias = *node(definition.row).parent();
  bool is_for_others = file_.form.is_package || exports::is_reexport(alias, file_.form.is_stub);
  if (module && (is_for_others || is_read_by_python(name_of(symbol)))) return;
  Diagnostic& found =
      report(Rule::UnusedImport, alias.range(), import_text(definition.row) + " is imported and never used");
  found.fix = removal_of_import(alias, "the import");
  if (module) {
    Question question{QuestionKind::UnusedImport, symbols_[symbol].name};
    question.definition = id.value();
    leave_open(question);
  }
  report_shadows(symbol, definition.row);
}

// Inner scopes that bind the name of an import which is not used: they may have meant it.
void NameChecker::report_shadows(uint32_t symbol, NodeIndex import) {
  const scope::ScopeTable& table = file_.scopes.table;
  auto earlier = [this](uint32_t a, uint32_t b) {
    return symbols_[a].name.value() < symbols_[b].name.value();
  };
  if (by_name_.empty()) {
    by_name_.resize(symbols_.size());
    std::iota(by_name_.begin(), by_name_.end(), 0);
    std::stable_sort(by_name_.begin(), by_name_.end(), earlier);
    last_inside_.resize(table.size());
    for (uint32_t id = table.size(); id-- > 0;) {
      uint32_t last = std::max(last_inside_[id], id);
      last_inside_[id] = last;
      if (auto up = scope(FileScopeId(id)).parent) {
        uint32_t& around = last_inside_[(*up).value()];
        around = std::max(around, last);
      }
    }
  }
  auto same = std::equal_range(by_name_.begin(), by_name_.end(), symbol, earlier);
  // Symbols are in the order of their scopes: those of the scopes inside.
  uint32_t last = last_inside_[scope_of(symbol).value()];
  auto begin = std::upper_bound(same.first, same.second, symbol);
  auto end = std::lower_bound(begin, same.second, scope(FileScopeId(last)).symbol_end);
  for (auto at = begin; at != end; ++at) {
    uint32_t other = *at;
    if (!symbols_[other].binds()) continue;
    if (definitions_[other].empty()) continue;
    scope::OptionalScope up = scope(scope_of(other)).parent;
    while (up) {
      auto found = table.find(*up, symbols_[symbol].name);
      if (found && table.symbol({*up, *found}).binds()) break;
      up = scope(*up).parent;
    }
    if (!up || *up != scope_of(symbol)) continue;
    const Definition& first = file_.use_def.definitions()[definitions_[other].front().value()];
    if (first.kind == DefinitionKind::For || first.foreign) continue;
    report(Rule::RedefinedWhileUnused, file_.tree.range(first.row),
           quoted(name_of(symbol)) + " hides an import of the same name, which is never used")
        .related.push_back({file_.tree.range(import), "imported here"});
  }
}

void NameChecker::unused_local(uint32_t symbol) {
  FileScopeId owner = scope_of(symbol);
  ScopeKind kind = scope(owner).kind;
  if (kind != ScopeKind::Function && kind != ScopeKind::Lambda) return;
  if (calls_locals(owner)) return;
  const Symbol& its = symbols_[symbol];
  if (its.flags.has_any({SymbolFlag::Parameter, SymbolFlag::DeclaredGlobal, SymbolFlag::DeclaredNonlocal}))
    return;
  std::string_view name = name_of(symbol);
  if (name.starts_with("__") && name.ends_with("__")) return;
  if (name == "_" || name == "__tracebackhide__" || name == "__traceback_info__" ||
      name == "__traceback_supplement__")
    return;
  const Definition* last = nullptr;
  bool only_annotations = true;
  for (DefinitionId id : definitions_[symbol]) {
    const Definition& definition = file_.use_def.definitions()[id.value()];
    only_annotations &= definition.kind == DefinitionKind::Annotation;
    switch (definition.kind) {
      case DefinitionKind::Assignment:
      case DefinitionKind::AnnotatedAssignment:
      case DefinitionKind::With: last = &definition; break;
      case DefinitionKind::Annotation: break;
      case DefinitionKind::Unpacking:
        if (!unpacks_literal(definition)) return;
        last = &definition;
        break;
      default: return;  // bound in a way that says something else, such as a loop's variable
    }
  }
  if (only_annotations) {
    if (is_read_[symbol]) return;  // unbound, which is reported there
    const Definition& first = file_.use_def.definitions()[definitions_[symbol].front().value()];
    report(Rule::UnusedAnnotation, file_.tree.range(first.row), quoted(name) + " is annotated and never used")
        .fix = removal(*node(first.row).parent(), "the annotation");
    return;
  }
  if (last == nullptr) return;
  Diagnostic& found =
      report(Rule::UnusedVariable, file_.tree.range(last->row), quoted(name) + " is assigned and never used");
  found.fix = removal_of_variable(symbol);
}

// `a, b = 1, 2` unpacks nothing that had to be taken as it came; `a, b = both = 1, 2` keeps it whole, too.
bool NameChecker::unpacks_literal(const Definition& definition) const {
  Node statement = statement_of(definition.row);
  auto value = statement.child(Role::Value);
  if (!value || !value->is(NodeKind::Tuple)) return false;
  for (Node target : statement.children(Role::Target))
    if (!target.is(NodeKind::Tuple) && !target.is(NodeKind::List)) return false;
  for (Node element : value->children())
    if (element.is(NodeKind::Starred)) return false;
  return true;
}

// What `as` binds is gone behind the clause, so only what stands in it can use it.
void NameChecker::unused_exception(Node handler) {
  auto name = handler.child(Role::Name);
  if (!name) return;
  uint32_t symbol = file_.scopes.symbol_at_row[name->index().value()];
  if (symbol == base::kNoneValue || calls_locals(scope_of(symbol))) return;
  auto owner = [this](uint32_t position) {
    const Symbol& its = symbols_[position];
    return its.owner_symbol ? file_.scopes.table.position({*its.owner_scope, *its.owner_symbol})
                            : base::kNoneValue;
  };
  uint32_t end = file_.tree.subtree_end(handler.index()).value();
  for (uint32_t i = name->index().value() + 1; i < end; ++i) {
    NodeIndex row(i);
    if (file_.tree.kind(row) != NodeKind::Name || file_.tree.has(row, syntax::kStore)) continue;
    uint32_t other = file_.scopes.symbol_at_row[i];
    // A function inside may have one of its own.
    if (other != base::kNoneValue && owner(other) == owner(symbol)) return;
  }
  Diagnostic& found = report(Rule::UnusedVariable, name->range(),
                             quoted(name_of(symbol)) + " is bound to the exception and never used");
  found.fix = removal_of_as(*name);
}

void NameChecker::unused_declaration(Node statement) {
  for (Node identifier : statement.children()) {
    uint32_t symbol = file_.scopes.symbol_at_row[identifier.index().value()];
    if (symbol == base::kNoneValue || scope_of(symbol) == scope::kModuleScope) continue;
    if (symbols_[symbol].binds()) continue;
    std::string_view word = statement.is(NodeKind::Global) ? "global" : "nonlocal";
    Diagnostic& found =
        report(Rule::UnusedGlobalDeclaration, identifier.range(),
               quoted(name_of(symbol)) + " is declared `" + std::string(word) + "` and never assigned here");
    // Without `global x` a function around that binds `x` would be meant.
    if (statement.is(NodeKind::Global) && is_bound_around(symbol)) continue;
    found.fix = removal_of_declaration(statement, identifier);
  }
}

bool NameChecker::is_bound_around(uint32_t symbol) const {
  for (scope::OptionalScope at = scope(scope_of(symbol)).parent; at && *at != scope::kModuleScope;
       at = scope(*at).parent) {
    auto found = file_.scopes.table.find(*at, symbols_[symbol].name);
    if (found && scope::is_function_like(scope(*at).kind) && file_.scopes.table.symbol({*at, *found}).binds())
      return true;
  }
  return false;
}

void NameChecker::check_star_imports() {
  for (NodeIndex star : star_imports_) {
    report(Rule::StarImport, file_.tree.range(star),
           "everything is imported from " + import_text(star) + ": where names come from cannot be seen");
    Question question{QuestionKind::UnusedStar};
    question.star = number_of_star(star);
    questions_.stars.push_back(module_taken_from(file_, star));
    // In a stub it is for others (typing specification, "import conventions").
    if (file_.form.is_package || file_.form.is_stub) continue;
    report(Rule::UnusedImport, file_.tree.range(star), "nothing from " + import_text(star) + " is used");
    leave_open(question);
  }
  for (NodeIndex star : file_.use_def.stars()) questions_.followed.push_back(number_of_star(star));
  auto& reads = questions_.reads;
  auto before = [](const OpenQuestions::Read& a, const OpenQuestions::Read& b) {
    return std::pair(a.name.value(), a.value.value()) < std::pair(b.name.value(), b.value.value());
  };
  std::sort(reads.begin(), reads.end(), before);
  reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
}

// Which of the file's, in the order of the text.
uint32_t NameChecker::number_of_star(NodeIndex star) const {
  auto at = std::lower_bound(star_imports_.begin(), star_imports_.end(), star);
  return static_cast<uint32_t>(at - star_imports_.begin());
}

}  // namespace pellucid::check
