#pragma once

// A project as the command sees it: a folder, and what its configuration and the command line say together.

#include <optional>
#include <string>
#include <vector>

#include "check.h"
#include "project/configuration.h"

namespace pellucid::cli {

struct Project {
  std::string folder;  // paths are shown relative to it
  source::PythonVersion version = source::kDefaultPython;
  std::string platform;
  std::optional<std::string> typeshed;
  std::vector<std::string> extra_paths;
  diagnostic::Settings settings;
  // What is wrong with options or configuration, a line each; empty if all is well.
  std::vector<std::string> problems;
};

// Reads the configuration that `--config` names, or else the nearest one in the project's folder and those
// around it: `pellucid.toml`, or a `pyproject.toml` that has [tool.pellucid]. The command line goes before
// what it says.
Project settle(const CheckOptions& options);

}  // namespace pellucid::cli
