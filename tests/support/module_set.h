#pragma once

// The files of a file system as modules that import one another: read when they are first asked for, and what
// they offer found by running all of them until nothing changes. The query engine gets the same in its own
// way.

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/check.h"
#include "exports/public_names.h"
#include "flow/build.h"
#include "grammar/check.h"
#include "parse/parse.h"
#include "resolve/resolver.h"
#include "source/decode.h"

namespace pellucid::tests {

struct LoadedModule {
  std::string path;
  std::optional<resolve::ModuleOfFile> module;
  std::unique_ptr<source::Text> text;
  std::unique_ptr<parse::Parsed> parsed;
  scope::Scopes scopes;
  flow::UseDef use_def;
  exports::Exports exports;
  std::vector<syntax::NodeIndex> import_rows;
  exports::DunderAll all;
  exports::StarNames star;

  std::string own_name() const { return module ? module->name.text() : ""; }
};

class ModuleSet {
 public:
  ModuleSet(const source::FileSystem& files, const resolve::SearchPaths& paths,
            const resolve::StubVersions& versions, const resolve::Target& target)
      : files_(files), paths_(paths), target_(target), resolver_(files, paths, versions, target) {}

  scope::Names& names() { return names_; }
  const resolve::Resolver& resolver() const { return resolver_; }
  scope::Name name(std::string_view text) { return names_.intern(text); }
  bool root_is_package() const { return files_.kind("__init__.py") == source::FileKind::File; }

  // Null if there is no such file.
  LoadedModule* file(const std::string& path) {
    auto [at, is_new] = loaded_.try_emplace(path);
    if (is_new) load(path, at->second);
    return at->second.get();
  }

  bool is_loaded(const std::string& path) const { return loaded_.contains(path); }

  // What a module's reference means in the file.
  resolve::Resolution resolve(const LoadedModule& from, const exports::ModuleRef& ref) {
    resolve::ImportedModule import{ref.level, std::string(names_.text(ref.module))};
    resolve::AbsoluteName absolute = resolve::absolute_name(import, from.module, root_is_package());
    if (!absolute.name) {
      resolve::Resolution none;
      none.missing = resolve::MissingModule{absolute.reason, {}, {}};
      return none;
    }
    return resolver_.resolve(*absolute.name);
  }
  LoadedModule* module(const LoadedModule& from, const exports::ModuleRef& ref) {
    resolve::Resolution found = resolve(from, ref);
    return found.has_file() ? file(found.file) : nullptr;
  }

  // Reads what the modules so far take names from, and finds what each offers.
  void solve() {
    for (bool more = true; more;) {
      size_t before = loaded_.size();
      std::vector<LoadedModule*> all;
      for (auto& [path, loaded] : loaded_)
        if (loaded) all.push_back(loaded.get());
      for (LoadedModule* each : all) {
        for (const exports::ModuleRef& star : each->exports.stars()) module(*each, star);
        for (const exports::AllStep& step : each->exports.all_steps())
          if (step.kind == exports::AllStepKind::AddAll) module(*each, step.module);
      }
      more = loaded_.size() != before;
    }
    for (auto& [path, loaded] : loaded_) {
      if (!loaded) continue;
      loaded->all = {exports::AllState::Known, {}};
      loaded->star = {};
    }
    uint32_t rounds = 0;
    for (bool changed = true; changed && rounds < 1000; ++rounds) {
      changed = false;
      for (auto& [path, loaded] : loaded_) {
        if (!loaded) continue;
        Others others(*this, *loaded);
        exports::DunderAll all = dunder_all(loaded->exports, others);
        exports::StarNames star = star_names(loaded->exports, all, loaded->own_name(), names_, others);
        changed |= all != loaded->all || star != loaded->star;
        loaded->all = std::move(all);
        loaded->star = std::move(star);
      }
    }
    PEL_CHECK(rounds < 1000, "no fixpoint");
  }

  // After solve().
  exports::Member member(const LoadedModule& of, std::string_view text) {
    Others others(*this, of);
    return find_member(of.exports, of.own_name(), names_.intern(text), names_, others);
  }
  exports::Offer offers(const LoadedModule& of, std::string_view text) {
    Others others(*this, of);
    return star_offers(of.exports, of.all, of.own_name(), names_.intern(text), names_, others);
  }
  // In the order of their texts.
  std::vector<std::string> texts(const std::vector<scope::Name>& these) const {
    std::vector<std::string> sorted;
    for (scope::Name each : these) sorted.emplace_back(names_.text(each));
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }

 private:
  class Others final : public exports::OtherModules {
   public:
    Others(ModuleSet& set, const LoadedModule& from) : set_(set), from_(from) {}
    exports::DunderAll dunder_all(const exports::ModuleRef& module) override {
      const LoadedModule* other = set_.module(from_, module);
      return other ? other->all : exports::DunderAll{exports::AllState::AtLeast, {}};
    }
    exports::StarNames star_names(const exports::ModuleRef& module) override {
      const LoadedModule* other = set_.module(from_, module);
      return other ? other->star : exports::StarNames{{}, true};
    }
    exports::Offer star_offers(const exports::ModuleRef& module, scope::Name name) override {
      const LoadedModule* other = set_.module(from_, module);
      if (other == nullptr) return exports::Offer::Perhaps;
      if (other->star.contains(name)) return exports::Offer::Yes;
      bool is_private =
          set_.names_.text(name).starts_with('_') && other->all.state == exports::AllState::None;
      return other->star.is_open && !is_private ? exports::Offer::Perhaps : exports::Offer::No;
    }

   private:
    ModuleSet& set_;
    const LoadedModule& from_;
  };

  void load(const std::string& path, std::unique_ptr<LoadedModule>& into) {
    source::FileContent content = files_.read(path);
    if (content.status != source::ReadStatus::Read) return;
    into = std::make_unique<LoadedModule>();
    LoadedModule& it = *into;
    it.path = path;
    it.module = module_of_file(path, paths_);
    it.text = std::make_unique<source::Text>(std::move(source::decode(content.bytes).text));
    it.parsed = std::make_unique<parse::Parsed>(parse::parse(*it.text, target_.version));
    it.scopes = scope::build(it.parsed->tree, *it.text, target_.version, names_);
    it.use_def = flow::build(it.parsed->tree, *it.text, it.scopes, {target_.version, target_.platform});
    bool is_package = it.module && it.module->is_package;
    exports::Reading reading = exports::read(
        {it.parsed->tree, *it.text, it.scopes, it.use_def, path.ends_with(".pyi"), is_package}, names_);
    it.exports = std::move(reading.exports);
    it.import_rows = std::move(reading.import_rows);
  }

  const source::FileSystem& files_;
  const resolve::SearchPaths& paths_;
  const resolve::Target& target_;
  resolve::Resolver resolver_;
  scope::Names names_;
  std::map<std::string, std::unique_ptr<LoadedModule>> loaded_;
};

}  // namespace pellucid::tests
