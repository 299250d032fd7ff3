#include "project/session.h"

#include <algorithm>
#include <tuple>
#include <type_traits>

#include "check/import_queries.h"
#include "check/queries.h"
#include "exports/queries.h"

namespace pellucid::project {

std::optional<Revision> Session::edit(FileId file, Revision base, std::vector<db::TextEdit> edits) {
  if (base != database_.revision(file)) return std::nullopt;
  std::stable_sort(edits.begin(), edits.end(), [](const db::TextEdit& a, const db::TextEdit& b) {
    return a.range.start < b.range.start || (a.range.start == b.range.start && a.range.end < b.range.end);
  });
  uint32_t at = 0;
  for (const db::TextEdit& edit : edits) {
    if (edit.range.start < at || edit.range.end < edit.range.start ||
        edit.range.end > database_.text(file).size())
      return std::nullopt;
    at = edit.range.end;
  }
  database_.edit(file, edits);
  return database_.revision(file);
}

namespace {

constexpr uint32_t kClosedBeforeCollecting = 64;

// What is remembered by file.
using OfOneFile =
    std::tuple<db::ParsedOf, scope::ScopesOf, scope::ScopeTableOf, scope::ScopeKeysOf, flow::UseDefOf,
               check::SyntaxErrorsOf, check::IsPackage, check::RuleFindingsOf, check::DiagnosticsOf,
               exports::ModuleReadingOf, exports::ExportsOf, exports::DunderAllOf, exports::StarNamesOf,
               check::ImportSitesOf, check::ImportShapesOf, check::ImportFaultsOf, check::LoadsOf,
               check::WaysBackOf, check::TakesOf, check::VerdictsOf, resolve::ModuleOfFileOf,
               resolve::ScriptFolderOf>;

// Whether anything but the parser and the grammar is asked for.
bool asks_for_rules(const diagnostic::Settings& settings) {
  for (const diagnostic::RuleEntry& rule : diagnostic::all_rules())
    if (rule.rule != diagnostic::Rule::InvalidSyntax && settings.reports(rule.rule)) return true;
  return false;
}

}  // namespace

std::vector<diagnostic::Diagnostic> Session::syntax_errors(FileId file) {
  return engine().get<check::SyntaxErrorsOf>(file)->diagnostics;
}

void Session::set_search(resolve::SearchSettings settings) {
  engine().set<resolve::SearchSettingsInput>(resolve::kTheSettings, std::move(settings),
                                             query::Durability::Medium);
}

void Session::read(FileId file) {
  engine().get<check::RuleFindingsOf>(file);
  engine().get<check::ImportSitesOf>(file);
  engine().get<check::SyntaxErrorsOf>(file);
  reclaimer_.done_with(file);
}

void Session::read_all() {
  if (all_read_in_ == engine().revision()) return;
  for (FileId file : database_.added_files()) read(file);
  all_read_in_ = engine().revision();
}

bool Session::misses_library() {
  read_all();
  for (FileId file : database_.added_files()) {
    const base::Shared<check::ImportFaults>& faults = engine().get<check::ImportFaultsOf>(file);
    if (faults && faults->misses_library) return true;
  }
  return false;
}

std::vector<diagnostic::Diagnostic> Session::diagnostics(FileId file) {
  if (asks_for_rules(settings_)) read_all();
  const base::Shared<check::Findings>& found = asks_for_rules(settings_)
                                                   ? engine().get<check::DiagnosticsOf>(file)
                                                   : engine().get<check::SyntaxErrorsOf>(file);
  std::vector<diagnostic::Diagnostic> all = found->diagnostics;
  settings_.apply(all);
  diagnostic::sort(all);
  reclaimer_.done_with(file);
  return all;
}

void Session::close(FileId file) {
  if (const std::optional<resolve::ModuleOfFile>& module = engine().get<resolve::ModuleOfFileOf>(file))
    engine().forget<resolve::ModuleOf>(module->name);
  reclaimer_.forget(file);
  database_.remove(file);
  auto forget = [&]<class... Queries>(std::type_identity<std::tuple<Queries...>>) {
    (engine().forget<Queries>(file), ...);
  };
  forget(std::type_identity<OfOneFile>());
  engine().forget_where<scope::SymbolTableOf>([file](const auto& key) { return key.file == file; });
  engine().forget_where<exports::StarOfferOf>([file](const auto& key) { return key.file == file; });
  engine().forget_where<exports::MemberOf>([file](const auto& key) { return key.file == file; });
  // The inputs' keys are found by going through everything that was read, so not each time.
  if (++closed_ < kClosedBeforeCollecting) return;
  closed_ = 0;
  engine().collect_absent_inputs();
}

std::vector<std::pair<std::string, size_t>> Session::memory() const {
  std::vector<std::pair<std::string, size_t>> found = {{"texts", database_.text_bytes()},
                                                       {"lines", database_.line_bytes()},
                                                       {"trees", database_.counters().bytes_resident},
                                                       {"names", analysis_.names().memory_bytes()},
                                                       {"scope_keys", analysis_.scope_keys().memory_bytes()}};
  const query::Engine& engine = database_.engine();
  for (uint32_t i = 0; i < engine.query_count(); ++i) {
    query::QueryIndex query(i);
    found.emplace_back(engine.name(query), engine.memory(query).bytes());
  }
  found.emplace_back("cycles", engine.group_memory().bytes());
  return found;
}

}  // namespace pellucid::project
