#include "project.h"

#include <algorithm>
#include <filesystem>

#include "files.h"
#include "ignore.h"

namespace pellucid::cli {

namespace fs = std::filesystem;
using diagnostic::Rule;
using diagnostic::Severity;
using project::Configuration;
using project::ConfigurationFile;
using project::WrittenText;

namespace {

constexpr std::string_view kPyproject = "pyproject.toml";

struct Reading {
  bool present = false;
  Configuration configuration;
};

// As a user of the working folder would write it.
fs::path written(const fs::path& path) {
  std::error_code error;
  fs::path near = path.lexically_relative(fs::current_path(error));
  return near.empty() || *near.begin() == ".." ? path : near;
}

std::string place_in(const fs::path& file, uint32_t line, uint32_t column) {
  return file.string() + ":" + std::to_string(line) + ":" + std::to_string(column);
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
    problems.push_back(place_in(path, fault.line, fault.column) + ": " + fault.message);
  return {text.present, std::move(text.configuration)};
}

// Of one file of configuration.
class Settling {
 public:
  Settling(Project& project, const fs::path& file) : project_(project), file_(written(file)) {}

  // Whether it speaks to this checker at all.
  bool run(std::vector<std::string>& problems) {
    Reading found = read(file_, problems);
    if (!found.present) return false;
    project_.configuration = file_.string();
    Configuration& configuration = found.configuration;
    for (const WrittenText& extra : configuration.extra_paths) {
      std::string path = beside(extra.text);
      if (!is_folder(path)) missing(path, extra, "the extra path `" + extra.text + "` is no folder");
      project_.extra_paths.push_back(std::move(path));
    }
    if (configuration.typeshed) {
      std::string path = beside(configuration.typeshed->text);
      if (!is_folder(path + "/stdlib"))
        missing(path + "/stdlib", *configuration.typeshed,
                "the typeshed `" + configuration.typeshed->text + "` has no folder `stdlib`");
      project_.typeshed = std::move(path);
    }
    for (const WrittenText& pattern : configuration.exclude) {
      auto parsed = IgnorePattern::parse(pattern.text);
      if (!parsed) {
        fault(pattern, "`" + pattern.text + "` is no pattern");
      } else if (!parsed->fault().empty()) {
        fault(pattern,
              "the pattern `" + pattern.text + "` excludes nothing: " + std::string(parsed->fault()));
      }
    }
    project_.exclude = std::move(configuration.exclude);
    project_.version = configuration.version.value_or(project_.version);
    project_.platform = configuration.platform.value_or(project_.platform);
    configuration.apply(project_.settings);
    std::stable_sort(faults_.begin(), faults_.end());
    for (const auto& [place, message] : faults_)
      problems.push_back(place_in(file_, place.first, place.second) + ": " + message);
    return true;
  }

 private:
  // Paths in a configuration are relative to its file.
  std::string beside(const std::string& path) const {
    return (file_.parent_path() / path).lexically_normal().string();
  }
  // All is well again once the folder appears.
  void missing(const std::string& folder, const WrittenText& where, const std::string& message) {
    project_.looked_at.push_back(folder);
    fault(where, message);
  }
  static bool is_folder(const std::string& path) {
    std::error_code error;
    return fs::is_directory(path, error);
  }
  void fault(const WrittenText& where, const std::string& message) {
    faults_.push_back({{where.line, where.column}, message});
  }

  Project& project_;
  fs::path file_;
  std::vector<std::pair<std::pair<uint32_t, uint32_t>, std::string>> faults_;
};

void configure(const ProjectOptions& options, Project& project) {
  std::error_code error;
  if (options.config) {
    project.looked_at.push_back(*options.config);
    if (!Settling(project, *options.config).run(project.problems) && project.problems.empty())
      project.problems.push_back("`" + *options.config + "` has no table [tool.pellucid]");
    return;
  }
  fs::path at = fs::absolute(project.folder, error).lexically_normal();
  for (;; at = at.parent_path()) {
    for (std::string_view name : {std::string_view("pellucid.toml"), kPyproject}) {
      fs::path path = at / name;
      project.looked_at.push_back(path.string());
      if (!fs::is_regular_file(path, error)) continue;
      if (Settling(project, path).run(project.problems) || !project.problems.empty()) return;
    }
    if (at == at.parent_path()) return;
  }
}

// What the command line says about rules, on top of what is set already.
void layer_rules(const ProjectOptions& options, diagnostic::Settings& settings,
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

Project settle(const ProjectOptions& options) {
  Project settled;
  settled.folder = options.project.value_or(".");
  settled.platform = kThisPlatform;
  std::error_code error;
  if (!fs::is_directory(settled.folder, error)) {
    settled.problems.push_back("`" + settled.folder + "` is no folder");
    return settled;
  }
  configure(options, settled);
  layer_rules(options, settled.settings, settled.problems);
  settled.version = options.version.value_or(settled.version);
  settled.platform = options.platform.value_or(settled.platform);
  return settled;
}

}  // namespace pellucid::cli
