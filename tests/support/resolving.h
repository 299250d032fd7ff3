#pragma once

// A project of strings, and what module names in it are.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "resolve/near_names.h"
#include "resolve/resolver.h"
#include "source/memory_files.h"

namespace pellucid::tests {

inline constexpr std::string_view kTestLibrary = "typeshed/stdlib";

struct Resolving {
  source::MemoryFiles files;
  resolve::SearchSettings settings{{}, std::string(kTestLibrary), {}};
  resolve::StubVersions versions;
  resolve::Target target;
  resolve::SearchPaths paths;

  // Files without text, by their paths.
  explicit Resolving(std::initializer_list<std::string_view> empty = {}) {
    for (std::string_view path : empty) files.write(path, "");
    paths = resolve::find_search_paths(files, settings);
  }
  void write(std::string_view path, std::string text = "") {
    files.write(path, std::move(text));
    paths = resolve::find_search_paths(files, settings);
  }
  // A line of VERSIONS, and an empty stub.
  void library(std::string_view module, std::string_view range, std::string_view stub) {
    list_ += std::string(module) + ": " + std::string(range) + "\n";
    versions = resolve::StubVersions::parse(list_);
    write(source::join_path(kTestLibrary, stub));
  }
  void places(std::vector<std::string> extra, std::vector<std::string> site = {}) {
    settings.extra_paths = std::move(extra);
    settings.site_packages = std::move(site);
    paths = resolve::find_search_paths(files, settings);
  }

  resolve::Resolver resolver() const { return resolve::Resolver(files, paths, versions, target); }
  resolve::Resolution resolve(std::string_view name) const {
    return resolver().resolve(resolve::ModuleName(name));
  }

  // `module a.py`, `package a/__init__.py`, `namespace package a lib/a`, `opaque`, `not yet a.b 3.11`
  std::string found(std::string_view name) const { return text_of(resolve(name)); }
  static std::string text_of(const resolve::Resolution& r) {
    if (r.missing) {
      std::string text = std::string(name_of(r.missing->reason)) + " " + r.missing->module.text();
      bool versioned =
          r.missing->reason == resolve::Absence::NotYet || r.missing->reason == resolve::Absence::NoLonger;
      return versioned ? text + " " + r.missing->version.to_string() : text;
    }
    std::string text(name_of(*r.kind));
    if (r.has_file()) return text + " " + r.file;
    for (const resolve::Portion& portion : r.portions) text += " " + portion.folder;
    return text;
  }
  // What is suggested for a module that is missing.
  std::string near(std::string_view name) const {
    resolve::Resolution r = resolve(name);
    resolve::Resolution parent = resolver().resolve(r.missing->module.parent());
    return near_module(*r.missing, parent, files, paths, versions, target).name;
  }

 private:
  std::string list_;
};

}  // namespace pellucid::tests
