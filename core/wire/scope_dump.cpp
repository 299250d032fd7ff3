// The scopes of a file as text and JSON.

#include <algorithm>
#include <functional>

#include "scope/member_place.h"
#include "wire/cpython_symtable.h"
#include "wire/dump.h"
#include "wire/json_writer.h"
#include "wire/positions.h"

namespace pellucid::wire {

namespace {

using project::FileId;
using project::Session;
using scope::FileScopeId;
using scope::Owner;
using scope::Scope;
using scope::Symbol;
using scope::SymbolFlag;

struct InScope {
  bool operator()(const scope::MemberPlace& place, FileScopeId id) const { return place.scope < id; }
  bool operator()(FileScopeId id, const scope::MemberPlace& place) const { return id < place.scope; }
};

struct Shown {
  Shown(Session& session, FileId file)
      : lease(session.database().lease(file)),
        scopes(session.analysis().scopes(file)),
        names(session.analysis().names()),
        members(scope::find_members(lease.tree(), session.database().text(file), scopes, names)),
        path(session.database().path(file)),
        lines(session.database().lines(file)),
        positions(session.database().text(file), lines, Columns::CodePoints) {}

  std::string place(FileScopeId id) const {
    source::Range range = lease.tree().range(scopes.places.node(id));
    return point(range.start) + "-" + point(range.end);
  }
  std::string point(uint32_t offset) const {
    LineColumn at = positions.at(offset);
    return std::to_string(at.line) + ":" + std::to_string(at.column);
  }
  // `function f`, `module`.
  std::string title(FileScopeId id) const {
    const Scope& scope = scopes.table.scope(id);
    std::string text(scope::name_of(scope.kind));
    if (scope.name != scope::known(scope::KnownName::None)) text += " " + std::string(names.text(scope.name));
    return text;
  }
  std::string flags(const Symbol& symbol) const {
    std::string text;
    for (uint32_t i = 0; i < static_cast<uint32_t>(SymbolFlag::Count); ++i) {
      auto flag = static_cast<SymbolFlag>(i);
      if (!symbol.flags.has(flag)) continue;
      if (!text.empty()) text += ", ";
      text += scope::name_of(flag);
    }
    return text;
  }
  std::string owner(const Symbol& symbol) const {
    switch (symbol.owner) {
      case Owner::Local: return "local";
      case Owner::Global: return "of the module";
      case Owner::Declared: return "of the module, by declaration";
      case Owner::Enclosing: return "of " + title(*symbol.owner_scope);
      case Owner::Unknown: return "builtin or unknown";
    }
    return {};
  }

  std::string flags(const scope::MemberPlace& place) const {
    std::string text;
    for (auto [is_set, flag] :
         {std::pair(place.used, SymbolFlag::Used), std::pair(place.bound, SymbolFlag::Assigned),
          std::pair(place.deleted, SymbolFlag::Deleted)}) {
      if (is_set) text += (text.empty() ? "" : ", ") + std::string(scope::name_of(flag));
    }
    return text;
  }
  // The scope's member places as they stand in the table.
  std::span<const scope::MemberPlace> places(FileScopeId id) const {
    const std::vector<scope::MemberPlace>& all = members.table.places();
    auto its = std::equal_range(all.begin(), all.end(), id, InScope());
    return {all.data() + (its.first - all.begin()), static_cast<size_t>(its.second - its.first)};
  }
  std::string path_of(const scope::MemberPlace& place) const {
    auto number = static_cast<uint32_t>(&place - members.table.places().data());
    return members.table.path(scope::MemberPlaceId(number), scopes.table, names);
  }

  db::TreeLease lease;
  const scope::Scopes& scopes;
  const scope::Names& names;
  scope::Members members;
  const std::string& path;
  const source::LineIndex& lines;
  Positions positions;
};

}  // namespace

std::string cpython_scopes(Session& session, FileId file) {
  Shown shown(session, file);
  std::string out = "{\"path\":";
  append_json_string(out, shown.path);
  out += ",\"scope\":";
  append_cpython_symtable(out, shown.lease.tree(), shown.scopes.table, shown.scopes.places, shown.names,
                          shown.lines, session.database().version());
  return out + "}\n";
}

std::string scopes_json(Session& session, FileId file) {
  Shown shown(session, file);
  std::string out = "{\"path\":";
  append_json_string(out, shown.path);
  out += ",\"scopes\":[";
  for (uint32_t i = 0; i < shown.scopes.table.size(); ++i) {
    FileScopeId id(i);
    const Scope& scope = shown.scopes.table.scope(id);
    source::Range range = shown.lease.tree().range(shown.scopes.places.node(id));
    if (i > 0) out += ',';
    out += "{\"kind\":";
    append_json_string(out, scope::name_of(scope.kind));
    out += ",\"name\":";
    append_json_string(out, shown.names.text(scope.name));
    out += ",\"parent\":" + (scope.parent ? std::to_string((*scope.parent).value()) : "null");
    out += ",\"range\":[" + std::to_string(range.start) + "," + std::to_string(range.end) + "],\"symbols\":[";
    bool first = true;
    for (const Symbol& symbol : shown.scopes.table.symbols(id)) {
      if (!first) out += ',';
      first = false;
      out += "{\"name\":";
      append_json_string(out, shown.names.text(symbol.name));
      out += ",\"flags\":";
      append_json_string(out, shown.flags(symbol));
      out +=
          ",\"owner\":" + (symbol.owner_scope ? std::to_string((*symbol.owner_scope).value()) : "null") + "}";
    }
    out += "],\"places\":[";
    first = true;
    for (const scope::MemberPlace& place : shown.places(id)) {
      out += first ? "{\"path\":" : ",{\"path\":";
      first = false;
      append_json_string(out, shown.path_of(place));
      out += ",\"flags\":";
      append_json_string(out, shown.flags(place));
      out += "}";
    }
    out += "]}";
  }
  return out + "]}\n";
}

std::string scopes_text(Session& session, FileId file) {
  Shown shown(session, file);
  const scope::ScopeTable& table = shown.scopes.table;
  std::vector<std::vector<FileScopeId>> children(table.size());
  for (uint32_t i = 1; i < table.size(); ++i)
    children[(*table.scope(FileScopeId(i)).parent).value()].push_back(FileScopeId(i));
  std::string out = shown.path + "\n";
  struct Step {
    FileScopeId scope;
    uint32_t depth;
  };
  std::vector<Step> stack = {{scope::kModuleScope, 0}};
  while (!stack.empty()) {
    Step step = stack.back();
    stack.pop_back();
    std::string indent(2 * step.depth + 2, ' ');
    out += indent + shown.title(step.scope) + "  " + shown.place(step.scope) + "\n";
    size_t width = 0;
    for (const Symbol& symbol : table.symbols(step.scope))
      width = std::max(width, shown.names.text(symbol.name).size());
    for (const Symbol& symbol : table.symbols(step.scope)) {
      std::string name(shown.names.text(symbol.name));
      name.append(width - name.size(), ' ');
      for (const std::string& part :
           {indent, std::string("    "), name, std::string("  "), shown.flags(symbol), std::string("; "),
            shown.owner(symbol), std::string("\n")})
        out += part;
    }
    for (const scope::MemberPlace& place : shown.places(step.scope))
      out += indent + "    " + shown.path_of(place) + "  " + shown.flags(place) + "\n";
    const auto& inner = children[step.scope.value()];
    for (size_t i = inner.size(); i-- > 0;) stack.push_back({inner[i], step.depth + 1});
  }
  return out;
}

}  // namespace pellucid::wire
