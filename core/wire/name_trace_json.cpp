#include "wire/name_trace_json.h"

#include "wire/json_stream.h"

namespace pellucid::wire {

namespace {

using scope::OptionalScope;

class Writer {
 public:
  Writer(const TraceView& view, const ide::NameTrace& trace)
      : view_(view), trace_(trace), out_(view.positions(), view.columns()) {}

  std::string run(TraceText with_text, const std::vector<Elsewhere>* elsewhere) {
    const ide::NamedFile& file = view_.file();
    out_.open('{');
    out_.text("path", view_.path());
    out_.text("name", file.names.text(trace_.name));
    out_.range("range", trace_.range);
    out_.text("python", "3." + std::to_string(file.version.minor));
    out_.flag("private", trace_.is_private);
    out_.flag("inString", trace_.in_string);
    out_.text("access", ide::name_of(trace_.access));
    scope("scope", trace_.from);
    out_.list("steps", trace_.steps, [&](const ide::TraceStep& step) {
      scope("scope", step.scope);
      out_.text("outcome", ide::name_of(step.outcome));
      out_.text("rule", ide::name_of(step.rule));
      out_.text("text", view_.sentence(trace_, step));
      out_.text("source", ide::source_of(step.rule));
      out_.range("evidence", step.evidence);
    });
    out_.list("holders", trace_.holders, [&](const ide::TraceHolder& its) { holder(its); });
    answer();
    out_.key("problems");
    out_.open('[');
    for (const std::string& problem : trace_.problems) out_.text(problem);
    out_.close(']');
    if (with_text == TraceText::Included) out_.text("asText", name_trace_text(view_, trace_));
    if (elsewhere != nullptr) {
      out_.key("elsewhere");
      out_.word(elsewhere_list(*elsewhere));
    }
    out_.close('}');
    return out_.take();
  }

 private:
  void scope(std::string_view key, OptionalScope id) {
    const ide::NamedFile& file = view_.file();
    out_.key(key);
    out_.open('{');
    out_.text("kind", id ? scope::name_of(file.scopes.table.scope(*id).kind) : "builtins");
    out_.text("name", id ? file.names.text(file.scopes.table.scope(*id).name) : "");
    out_.text("title", view_.title(id));
    if (id) {
      out_.number("id", (*id).value());
      out_.range("range", view_.range(*id));
    } else {
      out_.null("id");
      out_.null("range");
    }
    out_.close('}');
  }
  void holder(const ide::TraceHolder& its) {
    scope("scope", its.scope);
    out_.text("state", ide::name_of(its.state));
    out_.flag("later", its.later);
    out_.text("rule", ide::name_of(its.rule));
    out_.text("text", view_.sentence(trace_, its));
    out_.text("source", ide::source_of(its.rule));
    out_.list("definitions", its.definitions, [&](const ide::TraceDefinition& definition) {
      out_.text("kind", flow::name_of(definition.kind));
      out_.flag("unbinds", flow::unbinds(definition.kind));
      out_.range("range", definition.range);
    });
    out_.list("branches", its.branches, [&](const ide::TraceBranch& branch) {
      out_.text("branch", ide::text_of(branch.kind));
      out_.text("effect", ide::name_of(branch.effect));
      out_.range("range", branch.range);
    });
  }
  // The scope that the name is of: the first one that may have it, or the last that ought to.
  void answer() {
    const ide::TraceHolder* owner = nullptr;
    for (const ide::TraceHolder& its : trace_.holders) {
      bool has = its.state == ide::BoundState::Bound || its.state == ide::BoundState::MaybeUnbound;
      if (has && owner == nullptr) owner = &its;
    }
    if (owner == nullptr && !trace_.holders.empty()) owner = &trace_.holders.back();
    out_.key("answer");
    out_.open('{');
    if (owner != nullptr)
      scope("scope", owner->scope);
    else
      out_.null("scope");
    out_.text("state", ide::name_of(trace_.state));
    if (trace_.error == ide::TraceError::None)
      out_.null("error");
    else
      out_.text("error", ide::name_of(trace_.error));
    out_.text("text", view_.answer(trace_));
    out_.close('}');
  }

  const TraceView& view_;
  const ide::NameTrace& trace_;
  PlacedJson out_;
};

}  // namespace

std::string name_trace_json(const TraceView& view, const ide::NameTrace& trace, TraceText with_text,
                            const std::vector<Elsewhere>* elsewhere) {
  return Writer(view, trace).run(with_text, elsewhere);
}

}  // namespace pellucid::wire
