#include "wire/name_trace_text.h"

#include "ide/star_imports.h"

namespace pellucid::wire {

using ide::BoundState;
using ide::NameTrace;
using ide::TraceError;
using ide::TraceHolder;
using ide::TraceRule;
using ide::TraceStep;
using scope::OptionalScope;

namespace {

// " 3", "s 3 and 7", "s 3, 7 and 9": behind "line".
std::string listed(const std::vector<std::string>& lines) {
  std::string text = lines.size() > 1 ? "s " : " ";
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) text += i + 1 < lines.size() ? ", " : " and ";
    text += lines[i];
  }
  return text;
}

}  // namespace

TraceView::TraceView(project::Session& session, project::FileId file, Columns columns, const char* asker)
    : lease_(session.database().lease(file, asker)),
      path_(session.database().path(file)),
      lines_(session.database().lines(file)),
      columns_(columns),
      positions_(session.database().text(file), lines_, columns),
      file_{lease_.tree(),
            session.database().text(file),
            session.analysis().scopes(file),
            session.analysis().use_def(file),
            session.analysis().names(),
            session.database().version(),
            session.engine().get<db::ModuleFormOf>(file),
            ide::star_offers(session.engine(), file)} {}

std::string TraceView::title(OptionalScope id) const {
  if (!id) return "the builtins";
  const scope::Scope& scope = file_.scopes.table.scope(*id);
  if (scope.kind == scope::ScopeKind::Module) return "the module";
  std::string text(scope::name_of(scope.kind));
  std::string_view name = file_.names.text(scope.name);
  if (scope.kind == scope::ScopeKind::TypeParameters) text = "the type parameters of";
  if (!name.empty()) return text + " `" + std::string(name) + "`";
  return (scope.kind == scope::ScopeKind::Annotation ? "the " : "this ") + text;
}

source::Range TraceView::range(scope::FileScopeId id) const {
  return file_.tree.range(file_.scopes.places.node(id));
}

std::string TraceView::point(uint32_t offset) const {
  LineColumn at = positions_.at(offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string TraceView::fill(TraceRule rule, const NameTrace& trace, OptionalScope scope,
                            std::optional<source::Range> evidence) const {
  std::string_view sentence = ide::sentence_of(rule);
  std::string out;
  while (!sentence.empty()) {
    size_t open = sentence.find('{');
    size_t close = sentence.find('}', open);
    out += sentence.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    std::string_view word = sentence.substr(open + 1, close - open - 1);
    if (word == "name") out += file_.names.text(trace.name);
    if (word == "scope") out += title(scope);
    if (word == "from") out += title(trace.from);
    if (word == "kind") out += scope::name_of(file_.scopes.table.scope(*scope).kind);
    if (word == "at") out += evidence ? std::to_string(lines_.line_of(evidence->start) + 1) : "?";
    sentence.remove_prefix(close + 1);
  }
  return out;
}

std::string TraceView::sentence(const NameTrace& trace, const TraceStep& step) const {
  std::string text = fill(step.rule, trace, step.scope, step.evidence);
  bool hidden = step.outcome == ide::StepOutcome::Skipped && step.evidence && step.scope &&
                file_.scopes.table.scope(*step.scope).kind == scope::ScopeKind::Class;
  if (hidden)
    text += "; the one of line " + std::to_string(lines_.line_of(step.evidence->start) + 1) + " is not meant";
  return text;
}

std::string TraceView::sentence(const NameTrace& trace, const TraceHolder& holder) const {
  return fill(holder.rule, trace, holder.scope, {});
}

std::string TraceView::answer(const NameTrace& trace) const {
  std::string name = "`" + std::string(file_.names.text(trace.name)) + "`";
  if (!trace.problems.empty()) return "Python does not compile this: " + trace.problems.front();
  if (trace.error == TraceError::SyntaxError)
    return "Python does not compile this: no function binds " + name;
  std::string error(ide::name_of(trace.error));
  if (trace.holders.empty()) return name + " is bound nowhere: " + error;
  if (trace.state == BoundState::NeverRun)
    return name + " is of " + title(trace.holders.front().scope) + ", and this line is never run";
  std::string text = name + " is ";
  bool first = true;
  for (const TraceHolder& holder : trace.holders) {
    // What is surely unbound is passed by if another scope follows.
    bool none = holder.state == BoundState::Unbound || holder.state == BoundState::Deleted;
    if (none && &holder != &trace.holders.back()) continue;
    text += (first ? "that of " : ", or else that of ") + title(holder.scope);
    first = false;
    if (holder.definitions.empty() || none) continue;
    std::vector<std::string> lines;
    for (const ide::TraceDefinition& its : holder.definitions) {
      if (flow::unbinds(its.kind)) continue;
      std::string line = std::to_string(lines_.line_of(its.range.start) + 1);
      if (lines.empty() || lines.back() != line) lines.push_back(line);
    }
    if (!lines.empty()) text += ", bound in line" + listed(lines);
  }
  if (first) text += "that of " + title(trace.holders.front().scope);
  if (trace.access == ide::NameAccess::Declare) return text;
  switch (trace.state) {
    case BoundState::Bound: break;
    case BoundState::MaybeUnbound: text += "; it may be unbound: then " + error; break;
    case BoundState::Unbound: text += "; it is unbound here: " + error; break;
    case BoundState::Deleted: text += "; it has been deleted here: " + error; break;
    case BoundState::NeverRun: break;
  }
  return text;
}

std::string name_trace_text(const TraceView& view, const NameTrace& trace) {
  std::string out = view.path() + ":" + view.point(trace.range.start) + ": ";
  std::string name(view.file().names.text(trace.name));
  static constexpr std::string_view kAccess[] = {" is read", " is bound", " is deleted", " is declared"};
  out += "`" + name + "`" + std::string(kAccess[static_cast<size_t>(trace.access)]) + " in " +
         view.title(trace.from) + "\n";
  if (trace.is_private)
    out += "  In a class, `__names` are private: this one is `" + name +
           "` to Python (language reference 6.2.1)\n";
  if (trace.in_string)
    out +=
        "  It stands in a string that is an annotation, and is looked for when somebody asks what the "
        "annotation means (PEP 484)\n";
  out += "\n  Which scope owns it\n";
  uint32_t number = 0;
  for (const TraceStep& step : trace.steps) {
    out += "  " + std::to_string(++number) + ". " + view.title(step.scope);
    if (step.scope && *step.scope != scope::kModuleScope)
      out += " (" + view.point(view.range(*step.scope).start) + ")";
    out += ": " + std::string(ide::name_of(step.outcome)) + "; " + view.sentence(trace, step) + " [" +
           std::string(ide::source_of(step.rule)) + "]\n";
  }
  if (!trace.holders.empty()) out += "\n  Whether it is bound here\n";
  for (const TraceHolder& holder : trace.holders) {
    out += "  - " + view.title(holder.scope) + ": " + std::string(ide::name_of(holder.state)) + "; " +
           view.sentence(trace, holder) + "\n";
    for (const ide::TraceDefinition& its : holder.definitions)
      out += "      " + view.point(its.range.start) + " " + std::string(flow::name_of(its.kind)) + "\n";
    for (const ide::TraceBranch& branch : holder.branches)
      out += "      " + view.point(branch.range.start) + " " + std::string(ide::text_of(branch.kind)) + " " +
             std::string(ide::name_of(branch.effect)) + "\n";
  }
  return out + "\n  " + view.answer(trace) + "\n";
}

}  // namespace pellucid::wire
