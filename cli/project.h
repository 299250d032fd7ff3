#pragma once

// A project as the command sees it: a folder, and what its configuration and the command line say together.

#include <optional>
#include <string>
#include <vector>

#include "project/configuration.h"

namespace pellucid::cli {

// What the commands that look at a project let one say about it.
struct ProjectOptions {
  std::optional<std::string> project;  // its folder; the working folder unless given
  std::optional<std::string> config;   // its configuration; looked for unless given
  std::optional<source::PythonVersion> version;
  std::optional<std::string> platform;
  std::vector<std::string> select;  // rules or groups; empty for the default
  std::vector<std::string> ignore;
  std::vector<std::string> error;  // rules whose severity is set
  std::vector<std::string> warn;
};

struct Project {
  std::string folder;         // paths are shown relative to it
  std::string configuration;  // the file, as the user would write it; empty if there is none
  source::PythonVersion version = source::kDefaultPython;
  std::string platform;
  std::optional<std::string> typeshed;
  std::vector<std::string> extra_paths;
  std::vector<project::WrittenText> exclude;  // relative to the configuration's folder
  diagnostic::Settings settings;
  // Files that are its configuration, or would be if they were there, and folders that it names in vain.
  std::vector<std::string> looked_at;
  // What is wrong with options or configuration, a line each; empty if all is well.
  std::vector<std::string> problems;
};

// Reads the configuration that `--config` names, or else the nearest one in the project's folder and those
// around it: `pellucid.toml`, or a `pyproject.toml` that has [tool.pellucid]. The command line goes before
// what it says.
Project settle(const ProjectOptions& options);

}  // namespace pellucid::cli
