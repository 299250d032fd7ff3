#include "ide/far_definitions.h"

#include <algorithm>

#include "ide/name_trace.h"
#include "ide/references.h"

namespace pellucid::ide {

using syntax::Node;
using syntax::NodeKind;

std::vector<FarPlace> FarDefinitions::at(uint32_t offset) {
  std::vector<FarPlace> found;
  Node at(file_.tree, syntax::node_at(file_.tree, offset));
  bool is_such = false;
  if (at.is(NodeKind::Identifier))
    for (const ImportedName& its : imported_.of_identifier(at, is_such)) append(found, its);
  const Occurrence* its = is_such ? nullptr : occurrence_at(all_, offset);
  if (its == nullptr) return in_order(std::move(found));
  append_starred(found, offset);
  if (!its->entity.is_owned()) {
    if (found.empty())
      if (auto file = imported_.file_of({0, file_.names.intern("builtins")}))
        append(found, {file, its->entity.name, {}});
    return in_order(std::move(found));
  }
  for (const DefinitionPlace& place : definitions_at(file_, all_, offset))
    if (flow::is_import(place.kind))
      if (auto imported = imported_.of_alias(*Node(file_.tree, place.row).parent())) append(found, *imported);
  return in_order(std::move(found));
}

std::vector<FarPlace> FarDefinitions::of_alias(Node alias) {
  std::vector<FarPlace> found;
  if (auto imported = imported_.of_alias(alias)) append(found, *imported);
  return in_order(std::move(found));
}

// What star imports bring there, or may.
void FarDefinitions::append_starred(std::vector<FarPlace>& found, uint32_t offset) {
  if (file_.use_def.stars().empty()) return;
  auto trace = trace_at(file_, offset);
  if (!trace) return;
  for (const TraceHolder& holder : trace->holders)
    for (const TraceDefinition& its : holder.definitions)
      if (its.star)
        if (auto brought = imported_.of_star(*its.star, trace->name)) append(found, *brought);
}

void FarDefinitions::append(std::vector<FarPlace>& found, const ImportedName& its) {
  if (!its.file) return;
  if (its.is_module()) return found.push_back({*its.file, {0, 0}, {0, 0}, std::nullopt});
  const std::optional<exports::Origin>& origin = engine_.get<exports::OriginOf>({*its.file, its.name});
  if (!origin) return;
  if (origin->name == exports::kNoName) return found.push_back({origin->file, {0, 0}, {0, 0}, std::nullopt});
  const auto& reading = engine_.get<exports::ModuleReadingOf>(origin->file);
  if (!reading) return;
  for (const exports::SymbolPlace& place : reading->places_of(origin->name))
    found.push_back({origin->file, place.range, place.whole, place});
}

std::vector<FarPlace> FarDefinitions::in_order(std::vector<FarPlace> found) {
  auto key = [](const FarPlace& one) { return std::pair(one.file.value(), one.name.start); };
  std::sort(found.begin(), found.end(),
            [&](const FarPlace& a, const FarPlace& b) { return key(a) < key(b); });
  found.erase(std::unique(found.begin(), found.end(),
                          [&](const FarPlace& a, const FarPlace& b) { return key(a) == key(b); }),
              found.end());
  return found;
}

}  // namespace pellucid::ide
