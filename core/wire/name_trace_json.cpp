#include "wire/name_trace_json.h"

#include "wire/json_writer.h"

namespace pellucid::wire {

namespace {

using scope::OptionalScope;

class Writer {
 public:
  Writer(const TraceView& view, const ide::NameTrace& trace) : view_(view), trace_(trace) {}

  std::string run() {
    const ide::TracedFile& file = view_.file();
    out_ = "{\"path\":";
    append_json_string(out_, view_.path());
    text("name", file.names.text(trace_.name));
    key("range");
    range(trace_.range);
    text("python", "3." + std::to_string(file.version.minor));
    key("private");
    out_ += trace_.is_private ? "true" : "false";
    text("access", ide::name_of(trace_.access));
    key("scope");
    scope(trace_.from);
    key("steps");
    list(trace_.steps, [&](const ide::TraceStep& step) {
      out_ += "\"scope\":";
      scope(step.scope);
      text("outcome", ide::name_of(step.outcome));
      text("rule", ide::name_of(step.rule));
      text("text", view_.sentence(trace_, step));
      text("source", ide::source_of(step.rule));
      key("evidence");
      if (step.evidence)
        range(*step.evidence);
      else
        out_ += "null";
    });
    key("holders");
    list(trace_.holders, [&](const ide::TraceHolder& its) { holder(its); });
    answer();
    key("problems");
    out_ += '[';
    for (size_t i = 0; i < trace_.problems.size(); ++i) {
      if (i > 0) out_ += ',';
      append_json_string(out_, trace_.problems[i]);
    }
    return out_ + "]}\n";
  }

 private:
  void key(std::string_view name) { out_ += ",\"" + std::string(name) + "\":"; }
  void text(std::string_view name, std::string_view value) {
    key(name);
    append_json_string(out_, value);
  }
  void point(uint32_t offset) {
    LineColumn at = view_.positions().at(offset);
    out_ += "{\"line\":" + std::to_string(at.line) + ",\"column\":" + std::to_string(at.column) +
            ",\"offset\":" + std::to_string(offset) + "}";
  }
  void range(source::Range its) {
    out_ += "{\"start\":";
    point(its.start);
    out_ += ",\"end\":";
    point(its.end);
    out_ += '}';
  }
  void scope(OptionalScope id) {
    const ide::TracedFile& file = view_.file();
    out_ += "{\"kind\":";
    append_json_string(out_, id ? scope::name_of(file.scopes.table.scope(*id).kind) : "builtins");
    text("name", id ? file.names.text(file.scopes.table.scope(*id).name) : "");
    text("title", view_.title(id));
    key("range");
    if (id)
      range(view_.range(*id));
    else
      out_ += "null";
    out_ += '}';
  }
  template <class Item, class Write>
  void list(const std::vector<Item>& items, Write write) {
    out_ += '[';
    for (size_t i = 0; i < items.size(); ++i) {
      out_ += i > 0 ? ",{" : "{";
      write(items[i]);
      out_ += '}';
    }
    out_ += ']';
  }
  void holder(const ide::TraceHolder& its) {
    out_ += "\"scope\":";
    scope(its.scope);
    text("state", ide::name_of(its.state));
    key("later");
    out_ += its.later ? "true" : "false";
    text("rule", ide::name_of(its.rule));
    text("text", view_.sentence(trace_, its));
    text("source", ide::source_of(its.rule));
    key("definitions");
    list(its.definitions, [&](const ide::TraceDefinition& definition) {
      out_ += "\"kind\":";
      append_json_string(out_, flow::name_of(definition.kind));
      key("unbinds");
      out_ += flow::unbinds(definition.kind) ? "true" : "false";
      key("range");
      range(definition.range);
    });
    key("branches");
    list(its.branches, [&](const ide::TraceBranch& branch) {
      out_ += "\"branch\":";
      append_json_string(out_, ide::text_of(branch.kind));
      text("effect", ide::name_of(branch.effect));
      key("range");
      range(branch.range);
    });
  }
  // The scope that the name is of: the first one that may have it, or the one that ought to.
  void answer() {
    key("answer");
    out_ += "{\"scope\":";
    const ide::TraceHolder* owner = nullptr;
    for (const ide::TraceHolder& its : trace_.holders) {
      bool has = its.state == ide::BoundState::Bound || its.state == ide::BoundState::MaybeUnbound;
      if (has && owner == nullptr) owner = &its;
    }
    if (owner == nullptr && !trace_.holders.empty()) owner = &trace_.holders.front();
    if (owner != nullptr)
      scope(owner->scope);
    else
      out_ += "null";
    text("state", ide::name_of(trace_.state));
    key("error");
    if (trace_.error == ide::TraceError::None)
      out_ += "null";
    else
      append_json_string(out_, ide::name_of(trace_.error));
    text("text", view_.answer(trace_));
    out_ += '}';
  }

  const TraceView& view_;
  const ide::NameTrace& trace_;
  std::string out_;
};

}  // namespace

std::string name_trace_json(const TraceView& view, const ide::NameTrace& trace) {
  return Writer(view, trace).run();
}

}  // namespace pellucid::wire
