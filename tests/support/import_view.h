#pragma once

// What the rules about imports ask of a ModuleSet.

#include <map>
#include <string>
#include <vector>

#include "check/import_graph.h"
#include "check/import_rules.h"
#include "support/module_set.h"

namespace pellucid::tests {

class SetView final : public check::ImportView {
 public:
  SetView(ModuleSet& set, const source::FileSystem& files, const resolve::SearchPaths& paths,
          const resolve::StubVersions& versions, const resolve::Target& target, const LoadedModule& from)
      : set_(set), files_(files), paths_(paths), versions_(versions), target_(target), from_(from) {}

  base::Shared<resolve::FoundModule> resolve(const resolve::ImportedModule& import) override {
    return base::Shared<resolve::FoundModule>(resolve::FoundModule{resolution_of(import), {}});
  }
  resolve::Resolution resolution_of(const resolve::ImportedModule& import) {
    resolve::Resolution found = set_.resolve(from_, {import.level, set_.name(import.module)});
    if (found.found() || import.level > 0) return found;
    std::string folder = resolve::script_folder(files_, from_.path);
    resolve::Resolution beside = set_.resolver().resolve_beside(folder, resolve::ModuleName(import.module));
    return beside.found() ? beside : found;
  }
  exports::Member member(const std::string& file, scope::Name name) override {
    if (!set_.is_loaded(file)) {
      set_.file(file);
      set_.solve();
    }
    return set_.member(*set_.file(file), set_.names().text(name));
  }
  std::vector<std::string> member_names(const std::string& file) override {
    std::vector<scope::Name> names;
    for (const exports::PublicSymbol& symbol : set_.file(file)->exports.symbols())
      if (is_there(symbol.state) && !symbol.is_private_import) names.push_back(symbol.name);
    return set_.texts(names);
  }
  resolve::NearName near_module(const resolve::MissingModule& missing) override {
    resolve::Resolution parent = set_.resolver().resolve(missing.module.parent());
    return resolve::near_module(missing, parent, files_, paths_, versions_, target_);
  }

 private:
  ModuleSet& set_;
  const source::FileSystem& files_;
  const resolve::SearchPaths& paths_;
  const resolve::StubVersions& versions_;
  const resolve::Target& target_;
  const LoadedModule& from_;
};

// By import of the file, the way back to it through the files of the set.
inline check::WaysBack ways_back(ModuleSet& set, const std::vector<LoadedModule*>& modules,
                                 const LoadedModule& of) {
  std::map<std::string, uint32_t> nodes;
  for (LoadedModule* each : modules) nodes.emplace(each->path, static_cast<uint32_t>(nodes.size()));
  check::LoadingView view{[&](const resolve::ModuleName& name) { return set.resolver().resolve(name); },
                          [&](const std::string& file, std::string_view name) {
                            LoadedModule* module = set.file(file);
                            if (module == nullptr) return false;
                            exports::MemberKind kind = set.member(*module, name).kind;
                            return exports::is_there(kind) && kind != exports::MemberKind::Submodule;
                          }};
  auto loaded = [&](const LoadedModule& from, const exports::ModuleImport& import) {
    std::vector<check::LoadedFile> files;
    resolve::ImportedModule written{import.module.level, std::string(set.names().text(import.module.module))};
    resolve::AbsoluteName target = resolve::absolute_name(written, from.module, set.root_is_package());
    if (!target.name || !from.module) return files;
    return loaded_files(import, *target.name, set.names().text(import.member), from.module->name, view);
  };
  std::vector<std::vector<uint32_t>> targets(nodes.size());
  std::vector<std::string> names(nodes.size());
  for (LoadedModule* each : modules) {
    uint32_t node = nodes.at(each->path);
    names[node] = each->own_name();
    for (const exports::ModuleImport& import : each->exports.imports())
      for (const check::LoadedFile& file : loaded(*each, import))
        if (nodes.contains(file.file)) targets[node].push_back(nodes.at(file.file));
  }
  check::ImportGraph graph(targets);
  check::WaysBack ways;
  uint32_t own = nodes.at(of.path);
  for (const exports::ModuleImport& import : of.exports.imports()) {
    std::vector<uint32_t> shortest;
    for (const check::LoadedFile& file : loaded(of, import)) {
      if (!nodes.contains(file.file) || !graph.in_one_circle(own, nodes.at(file.file))) continue;
      std::vector<uint32_t> way = graph.way(nodes.at(file.file), graph.steps_to(own));
      if (shortest.empty() || way.size() < shortest.size()) shortest = way;
    }
    ways.emplace_back();
    for (uint32_t node : shortest) ways.back().push_back(names[node]);
  }
  return ways;
}

}  // namespace pellucid::tests
