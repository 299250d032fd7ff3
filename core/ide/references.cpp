#include "ide/references.h"

#include <algorithm>

#include "ide/name_trace.h"

namespace pellucid::ide {

using flow::Definition;
using syntax::NodeIndex;

std::vector<DefinitionPlace> definitions_at(const NamedFile& file, const std::vector<Occurrence>& all,
                                            uint32_t offset) {
  const Occurrence* at = occurrence_at(all, offset);
  if (at == nullptr) return {};
  std::vector<source::Range> wanted;
  if (at->row) {
    for (const TraceHolder& holder : trace_name(file, *at->row).holders)
      for (const TraceDefinition& its : holder.definitions)
        if (!flow::unbinds(its.kind)) wanted.push_back(its.range);
  }
  auto key = [](source::Range range) { return std::pair(range.start, range.end); };
  auto before = [&](source::Range a, source::Range b) { return key(a) < key(b); };
  std::sort(wanted.begin(), wanted.end(), before);
  std::vector<DefinitionPlace> found;
  auto add = [&](const Definition& its) {
    if (flow::unbinds(its.kind)) return;
    found.push_back(
        {range_of_name(file.tree, its.row), flow::range_of_binding(file.tree, its.row), its.kind, its.row});
  };
  for (const Definition& its : file.use_def.definitions()) {
    if (wanted.empty()
            ? its.symbol == at->entity.symbol && at->entity.is_owned()
            : std::binary_search(wanted.begin(), wanted.end(), range_of_name(file.tree, its.row), before))
      add(its);
  }
  std::sort(found.begin(), found.end(),
            [](const DefinitionPlace& a, const DefinitionPlace& b) { return a.name.start < b.name.start; });
  return found;
}

std::vector<Occurrence> references_at(const std::vector<Occurrence>& all, uint32_t offset) {
  std::vector<Occurrence> found;
  const Occurrence* at = occurrence_at(all, offset);
  if (at == nullptr) return found;
  for (const Occurrence& its : all)
    if (its.is(at->entity)) found.push_back(its);
  return found;
}

std::vector<Occurrence> uses_reached(const NamedFile& file, const std::vector<Occurrence>& all,
                                     NodeIndex row) {
  const auto& definitions = file.use_def.definitions();
  std::vector<flow::DefinitionId> made;
  for (uint32_t i = 0; i < definitions.size(); ++i)
    if (definitions[i].row == row && !flow::unbinds(definitions[i].kind))
      made.push_back(flow::DefinitionId(i));
  std::vector<Occurrence> found;
  if (made.empty()) return found;
  std::vector<bool> holds = file.use_def.values_holding(made.front());
  uint32_t symbol = definitions[made.front().value()].symbol;
  for (const Occurrence& its : all) {
    if (!its.reads || !its.is({symbol, its.entity.name})) continue;
    auto use = its.row ? file.use_def.use_at(*its.row) : base::Optional<flow::UseId>();
    // What another scope makes, code that runs later, strings, and a class that falls through to the module:
    // any definition.
    bool any = definitions[made.front().value()].foreign || !use ||
               file.use_def.uses()[(*use).value()].value == flow::kAnyOfScope ||
               file.use_def.uses()[(*use).value()].symbol != symbol;
    if (any || holds[file.use_def.uses()[(*use).value()].value.value()]) found.push_back(its);
  }
  return found;
}

}  // namespace pellucid::ide
