#include "check/import_graph.h"

#include <algorithm>

#include "base/check.h"
#include "base/id.h"

namespace pellucid::check {

using resolve::ModuleName;
using resolve::Resolution;

std::vector<LoadedFile> loaded_files(const exports::ModuleImport& import, const ModuleName& target,
                                     std::string_view member, const ModuleName& own,
                                     const LoadingView& view) {
  std::vector<LoadedFile> files;
  if (import.for_types) return files;
  auto add = [&](const ModuleName& module) {
    Resolution found = view.resolve(module);
    if (!found.found()) return false;
    bool is_projects = found.place == resolve::PlaceKind::Project || found.place == resolve::PlaceKind::Extra;
    if (!found.has_file() || !is_projects || found.is_stub() || module == own) return true;
    LoadedFile loaded{found.file, module};
    if (std::find(files.begin(), files.end(), loaded) == files.end()) files.push_back(std::move(loaded));
    return true;
  };
  // Packages around the importer have begun to load before it, and need not be complete.
  auto is_around = [&own](const ModuleName& module) { return own.is_within(module); };
  uint32_t parts = target.part_count();
  for (uint32_t i = 1; i < parts; ++i)
    if (!is_around(target.head(i)) && !add(target.head(i))) return files;
  bool needs_target = true;
  if (import.form == exports::ImportForm::Member) {
    Resolution found = view.resolve(target);
    // Nothing is below what is not there, whatever names are taken from it.
    if (!found.found()) return files;
    bool is_member = found.has_file() && view.has_member(found.file, member);
    if (!is_member) {
      add(target.join(member));
      needs_target = !is_around(target);
    }
  } else if (import.form == exports::ImportForm::Module) {
    needs_target = !is_around(target) || target.empty();
  }
  if (needs_target) add(target);
  return files;
}

ImportGraph::ImportGraph(std::vector<std::vector<Node>> targets) : targets_(std::move(targets)) {
  for (const std::vector<Node>& each : targets_)
    for (Node to : each) PEL_CHECK(to < targets_.size(), "node ", to, " of ", targets_.size());
  find_circles();
  sources_.resize(targets_.size());
  for (Node from = 0; from < targets_.size(); ++from)
    for (Node to : targets_[from])
      if (circles_[from] == circles_[to]) sources_[to].push_back(from);
}

// Tarjan's strongly connected components, with a stack of its own: chains of imports are as long as projects
// are big.
void ImportGraph::find_circles() {
  struct Visit {
    Node node;
    size_t next = 0;
  };
  uint32_t count = static_cast<uint32_t>(targets_.size());
  std::vector<uint32_t> order(count, base::kNoneValue), low(count, 0);
  circles_.assign(count, base::kNoneValue);
  std::vector<Node> open;
  std::vector<Visit> visits;
  uint32_t next_order = 0, next_circle = 0;
  for (Node root = 0; root < count; ++root) {
    if (order[root] != base::kNoneValue) continue;
    visits.push_back({root});
    while (!visits.empty()) {
      Visit& visit = visits.back();
      Node node = visit.node;
      if (visit.next == 0 && order[node] == base::kNoneValue) {
        order[node] = low[node] = next_order++;
        open.push_back(node);
      }
      if (visit.next < targets_[node].size()) {
        Node to = targets_[node][visit.next++];
        if (order[to] == base::kNoneValue) {
          visits.push_back({to});
        } else if (circles_[to] == base::kNoneValue) {
          low[node] = std::min(low[node], order[to]);
        }
        continue;
      }
      if (low[node] == order[node]) {
        Node member;
        do {
          member = open.back();
          open.pop_back();
          circles_[member] = next_circle;
        } while (member != node);
        ++next_circle;
      }
      visits.pop_back();
      if (!visits.empty()) low[visits.back().node] = std::min(low[visits.back().node], low[node]);
    }
  }
}

bool ImportGraph::in_one_circle(Node a, Node b) const { return circles_[a] == circles_[b]; }

std::vector<uint32_t> ImportGraph::steps_to(Node to) const {
  std::vector<uint32_t> steps(targets_.size(), base::kNoneValue);
  steps[to] = 0;
  std::vector<Node> queue = {to};
  for (size_t i = 0; i < queue.size(); ++i) {
    for (Node before : sources_[queue[i]]) {
      if (steps[before] != base::kNoneValue) continue;
      steps[before] = steps[queue[i]] + 1;
      queue.push_back(before);
    }
  }
  return steps;
}

std::vector<ImportGraph::Node> ImportGraph::way(Node from, const std::vector<uint32_t>& steps) const {
  std::vector<Node> way;
  if (steps[from] == base::kNoneValue) return way;
  way.push_back(from);
  while (steps[way.back()] > 0) {
    const std::vector<Node>& targets = targets_[way.back()];
    uint32_t left = steps[way.back()] - 1;
    way.push_back(
        *std::find_if(targets.begin(), targets.end(), [&](Node next) { return steps[next] == left; }));
  }
  return way;
}

}  // namespace pellucid::check
