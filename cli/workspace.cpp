#include "workspace.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

namespace pellucid::cli {

namespace fs = std::filesystem;

namespace {

// As the core names it: relative to the project where it lies in it, else absolute.
std::string path_in_project(const fs::path& path, const fs::path& project) {
  std::error_code error;
  fs::path absolute = fs::absolute(path, error).lexically_normal();
  fs::path root = fs::absolute(project, error).lexically_normal();
  if (!root.has_filename()) root = root.parent_path();
  fs::path relative = absolute.lexically_relative(root);
  std::string text = relative.empty() || *relative.begin() == ".." ? absolute.string() : relative.string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text == "." ? std::string() : text;
}

// Of a virtual environment: `lib/python3.12/site-packages`, of several the last.
std::optional<fs::path> site_packages(const fs::path& environment) {
  std::error_code error;
  if (!fs::exists(environment / "pyvenv.cfg", error)) return std::nullopt;
  std::vector<fs::path> found;
  for (fs::directory_iterator at(environment / "lib", error), end; !error && at != end; at.increment(error)) {
    fs::path packages = at->path() / "site-packages";
    std::error_code ignored;
    if (fs::is_directory(packages, ignored)) found.push_back(packages);
  }
  if (found.empty()) return std::nullopt;
  return *std::max_element(found.begin(), found.end());
}

// What is installed for the project: in the environment that is active, else in `.venv` of its folder.
std::vector<std::string> installed(const fs::path& project) {
  std::vector<fs::path> environments;
  if (const char* active = std::getenv("VIRTUAL_ENV"); active != nullptr && *active != '\0')
    environments.emplace_back(active);
  environments.push_back(project / ".venv");
  for (const fs::path& environment : environments)
    if (auto packages = site_packages(environment)) return {path_in_project(*packages, project)};
  return {};
}

}  // namespace

Workspace::Workspace(const Project& project, const std::string& stubs)
    : disk_(project.folder),
      noted_(disk_),
      files_(noted_, pack_),
      session_(project.version, project.platform) {
  project::SearchSettings search;
  for (const std::string& extra : project.extra_paths)
    search.extra_paths.push_back(path_in_project(extra, project.folder));
  if (project.typeshed) {
    search.standard_library = path_in_project(fs::path(*project.typeshed) / "stdlib", project.folder);
  } else {
    packed_ = std::make_unique<MappedFile>(stubs);
    problem_ = packed_->problem();
    if (problem_.empty()) {
      project::StubPack::Opened opened = project::StubPack::open(packed_->bytes());
      pack_ = opened.pack;
      problem_ = opened.problem;
    }
    if (problem_.empty()) search.standard_library = project::kStubRoot;
    if (!problem_.empty())
      problem_ = "cannot read the stubs of the standard library, `" + stubs + "`: " + problem_;
  }
  search.site_packages = installed(project.folder);
  session_.set_file_system(&files_);
  session_.set_search(std::move(search));
  session_.set_settings(project.settings);
}

}  // namespace pellucid::cli
