// Name traces, under the page's Python and others, and what reaches what.

#include <algorithm>

#include "ide/references.h"
#include "wire/name_trace_json.h"
#include "wire/page_names.h"

namespace pellucid::wire {

namespace {

// A text longer than this is not read once more for every version.
constexpr uint32_t kLongText = 500'000;

// The trace but for what says which Python it is of.
std::string without_version(std::string json) {
  size_t at = json.find("\"python\":\"");
  if (at == std::string::npos) return json;
  size_t end = json.find('"', at + 10);
  return json.erase(at, end - at);
}

}  // namespace

std::string PageNames::trace(uint32_t offset) {
  auto trace = ide::trace_at(file(), offset);
  if (!trace) return std::string(kNothing);
  return name_trace_json(view_, *trace, TraceText::Included);
}

std::string PageNames::trace_under(uint32_t python, LineColumn at) {
  source::PythonVersion version{python};
  if (version == file().version) return trace(positions().offset_of(at));
  if (version < source::kOldestPython || source::kNewestPython < version) return std::string(kNothing);
  project::Session other(version);
  project::FileId copy = other.open_characters(view_.path(), file().text.view());
  PageNames names(other, copy, "trace");
  // It knows this file alone.
  scope::Names& its = other.analysis().names();
  names.view_.take_stars([&](const exports::ModuleRef& module, scope::Name name) {
    scope::Names& own = file().names;
    return file().stars({module.level, own.intern(its.text(module.module))}, own.intern(its.text(name)));
  });
  return names.trace(names.positions().offset_of(at));
}

std::string PageNames::trace_versions(LineColumn at) {
  if (file().text.size() > kLongText) return std::string(kNothing);
  struct Group {
    std::string trace;
    std::string comparable;
    std::vector<uint32_t> versions;
  };
  std::vector<Group> groups;
  for (uint32_t minor = source::kOldestPython.minor; minor <= source::kNewestPython.minor; ++minor) {
    std::string trace = trace_under(minor, at);
    std::string comparable = without_version(trace);
    auto same = std::find_if(groups.begin(), groups.end(),
                             [&](const Group& group) { return group.comparable == comparable; });
    if (same == groups.end()) {
      groups.push_back({std::move(trace), std::move(comparable), {minor}});
    } else {
      same->versions.push_back(minor);
      // The page's own stands for its group.
      if (minor == file().version.minor) same->trace = std::move(trace);
    }
  }
  out_.objects(groups, [&](const Group& group) {
    out_.key("python");
    out_.open('[');
    for (uint32_t minor : group.versions) out_.element(minor);
    out_.close(']');
    out_.key("trace");
    out_.word(group.trace);
  });
  return out_.take();
}

std::string PageNames::use_def(uint32_t offset) {
  const ide::Occurrence* at = ide::occurrence_at(occurrences(), offset);
  if (at == nullptr) return std::string(kNothing);
  ide::BoundStates states(file());
  out_.open('{');
  out_.text("name", file().names.text(at->entity.name));
  out_.span("span", at->range);
  out_.text("access", ide::name_of(at->access));
  bool reads = at->reads || at->access != ide::NameAccess::Bind;
  std::vector<ide::TraceBranch> branches;
  std::vector<source::Range> reaching;
  if (at->row && reads) {
    ide::NameTrace trace = ide::trace_name(file(), *at->row);
    out_.text("state", ide::name_of(trace.state));
    for (const ide::TraceHolder& holder : trace.holders) {
      branches.insert(branches.end(), holder.branches.begin(), holder.branches.end());
      for (const ide::TraceDefinition& its : holder.definitions) reaching.push_back(its.range);
    }
  } else {
    out_.text("state", ide::name_of(reads ? states.of(*at) : ide::BoundState::Bound));
    if (!reads) reaching.push_back(at->range);
  }
  std::vector<ide::ListedDefinition> definitions;
  for (const flow::Definition& its : file().use_def.definitions()) {
    source::Range name = ide::range_of_name(file().tree, its.row);
    bool wanted = at->in_string() ? at->entity.is_owned() && its.symbol == at->entity.symbol
                                  : std::find(reaching.begin(), reaching.end(), name) != reaching.end();
    // A name at the end of its clause stands where it was bound.
    if (!wanted || (flow::unbinds(its.kind) && its.symbol != at->entity.symbol)) continue;
    definitions.push_back({its.kind, its.reachable, name, file().scopes.places.scope_at(its.row)});
  }
  out_.list("definitions", definitions, [&](const auto& its) { write_definition(its); });
  out_.list("branches", branches, [&](const ide::TraceBranch& branch) {
    out_.text("branch", ide::text_of(branch.kind));
    out_.text("effect", ide::name_of(branch.effect));
    out_.span("span", branch.range);
  });
  std::vector<ide::ListedUse> uses;
  if (at->row && at->access == ide::NameAccess::Bind)
    for (const ide::Occurrence& its : ide::uses_reached(file(), occurrences(), *at->row))
      uses.push_back(ide::listed_use(states, its));
  out_.list("uses", uses, [&](const auto& its) { write_use(its); });
  out_.close('}');
  return out_.take();
}

}  // namespace pellucid::wire
