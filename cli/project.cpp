#include "project.h"

#include <filesystem>

#include "files.h"

namespace pellucid::cli {

namespace fs = std::filesystem;
using diagnostic::Rule;
using diagnostic::Severity;
using project::Configuration;
using project::ConfigurationFile;

namespace {

constexpr std::string_view kPyproject = "pyproject.toml";

struct Reading {
  bool present = false;
  Configuration configuration;
};

// As a user of the working folder would write it.
std::string written(const fs::path& path) {
  std::error_code error;
  fs::path near = path.lexically_relative(fs::current_path(error));
  return near.empty() || *near.begin() == ".." ? path.string() : near.string();
}

Reading read(const fs::path& path, std::vector<std::string>& problems) {
  Read file = read_file(path.string());
  if (!file.problem.empty()) {
    problems.push_back("cannot read `" + path.string() + "`: " + file.problem);
    return {};
  }
  auto kind = path.filename() == kPyproject ? ConfigurationFile::Pyproject : ConfigurationFile::Pellucid;
  project::ConfigurationText text = project::read_configuration(file.bytes, kind);
  for (const project::ConfigurationFault& fault : text.faults)
    problems.push_back(written(path) + ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column) +
                       ": " + fault.message);
  return {text.present, std::move(text.configuration)};
}

// Paths in a configuration are relative to its file.
void resolve_paths(Configuration& configuration, const fs::path& path, std::vector<std::string>& problems) {
  fs::path folder = path.parent_path();
  for (std::string& extra : configuration.extra_paths) extra = (folder / extra).lexically_normal().string();
  if (!configuration.typeshed) return;
  configuration.typeshed = (folder / *configuration.typeshed).lexically_normal().string();
  std::error_code error;
  if (!fs::is_directory(fs::path(*configuration.typeshed) / "stdlib", error))
    problems.push_back(written(path) + ": the typeshed `" + *configuration.typeshed +
                       "` has no folder `stdlib`");
}

Configuration find(const CheckOptions& options, const std::string& folder,
                   std::vector<std::string>& problems) {
  std::error_code error;
  if (options.config) {
    Reading found = read(*options.config, problems);
    if (!found.present && problems.empty())
      problems.push_back("`" + *options.config + "` has no table [tool.pellucid]");
    resolve_paths(found.configuration, *options.config, problems);
    return std::move(found.configuration);
  }
  fs::path at = fs::absolute(folder, error).lexically_normal();
  for (;; at = at.parent_path()) {
    for (std::string_view name : {std::string_view("pellucid.toml"), kPyproject}) {
      fs::path path = at / name;
      if (!fs::is_regular_file(path, error)) continue;
      Reading found = read(path, problems);
      if (!found.present && problems.empty()) continue;
      resolve_paths(found.configuration, path, problems);
      return std::move(found.configuration);
    }
    if (at == at.parent_path()) return {};
  }
}

// What the command line says about rules, on top of what is set already.
void layer_rules(const CheckOptions& options, diagnostic::Settings& settings,
                 std::vector<std::string>& problems) {
  auto called = [&problems](const std::string& name) {
    std::vector<Rule> rules = diagnostic::rules_called(name);
    if (rules.empty()) problems.push_back(diagnostic::unknown_rule_message(name));
    return rules;
  };
  std::vector<Rule> selected;
  for (const std::string& name : options.select)
    for (Rule rule : called(name)) selected.push_back(rule);
  if (!options.select.empty()) settings.select(selected);
  const std::pair<const std::vector<std::string>&, Severity> layers[] = {{options.error, Severity::Error},
                                                                         {options.warn, Severity::Warning},
                                                                         {options.ignore, Severity::Ignore}};
  for (const auto& [names, severity] : layers)
    for (const std::string& name : names)
      for (Rule rule : called(name)) settings.set(rule, severity);
}

// The system that this program was built for.
constexpr std::string_view kThisPlatform =
#if defined(__APPLE__)
    "darwin";
#elif defined(_WIN32)
    "win32";
#else
    "linux";
#endif

}  // namespace

Project settle(const CheckOptions& options) {
  Project settled;
  settled.folder = options.project.value_or(".");
  std::error_code error;
  if (!fs::is_directory(settled.folder, error)) {
    settled.problems.push_back("`" + settled.folder + "` is no folder");
    return settled;
  }
  Configuration configuration = find(options, settled.folder, settled.problems);
  configuration.apply(settled.settings);
  layer_rules(options, settled.settings, settled.problems);
  settled.version = options.version.value_or(configuration.version.value_or(source::kDefaultPython));
  settled.platform = options.platform.value_or(configuration.platform.value_or(std::string(kThisPlatform)));
  settled.typeshed = configuration.typeshed;
  settled.extra_paths = configuration.extra_paths;
  return settled;
}

}  // namespace pellucid::cli
