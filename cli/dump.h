#pragma once

// The commands that print what a phase made of a file: `ast`, `tokens`, `nodes`, `scopes`.

#include <string>
#include <vector>

#include "project.h"

namespace pellucid::cli {

enum class DumpFormat : uint8_t { Text, Json, Cpython };

struct DumpOptions {
  std::vector<std::string> paths;
  ProjectOptions project;  // the Python is that of the project
  DumpFormat format = DumpFormat::Text;
};

// The exit code: clean, whatever the files hold, unless one cannot be read.
int dump_ast(const DumpOptions& options);
int dump_tokens(const DumpOptions& options);
int dump_nodes(const DumpOptions& options);
int dump_scopes(const DumpOptions& options);

}  // namespace pellucid::cli
