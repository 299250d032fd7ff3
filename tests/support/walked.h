#pragma once

// A source walked for what reaches each use, asked by names and lines.

#include <algorithm>
#include <set>
#include <string_view>

#include <doctest/doctest.h>

#include "flow/build.h"
#include "scope/build.h"
#include "support/parsed.h"

namespace pellucid::tests {

using Lines = std::set<int>;

// A source with its scopes and flow. Lines count from 1.
struct Walked {
  Parsed parsed;
  scope::Names names;
  scope::Scopes scopes;
  flow::UseDef use_def;

  explicit Walked(std::string_view source)
      : parsed(source),
        scopes(scope::build(parsed.tree(), parsed.text, source::kDefaultPython, names)),
        use_def(flow::build(parsed.tree(), parsed.text, scopes, {})) {}

  uint32_t line(syntax::NodeIndex row) const {
    std::string_view before = parsed.text.view().substr(0, parsed.tree().start(row));
    return static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  }
  // The use of the name on the line; the one at its end, if there are several.
  const flow::Use& use(std::string_view name, uint32_t on_line) const {
    const flow::Use* found = nullptr;
    for (const flow::Use& use : use_def.uses())
      if (line(use.row) == on_line && parsed.text.slice(parsed.tree().range(use.row)) == name) found = &use;
    REQUIRE(found != nullptr);
    return *found;
  }
  // The lines of the definitions that reach it; deletions are negative; 0 for "may be unbound".
  Lines reaching(std::string_view name, uint32_t on_line) const {
    const flow::Use& its = use(name, on_line);
    Lines lines;
    bool deleted = false;
    for (flow::DefinitionId id : use_def.reaching(its.value)) {
      const flow::Definition& definition = use_def.definitions()[id.value()];
      int at = static_cast<int>(line(definition.row));
      deleted |= flow::unbinds(definition.kind);
      lines.insert(flow::unbinds(definition.kind) ? -at : at);
    }
    flow::Boundness bound = use_def.boundness(its.value);
    CHECK((!bound.may_be_deleted || deleted));
    if (bound.may_be_unbound) lines.insert(0);
    return lines;
  }
};

}  // namespace pellucid::tests
