#pragma once

// A project of a few files in front of a small library. A `$` in one of them, which Python has no use for, marks
// the place that is meant.

#include <string>
#include <utility>
#include <vector>

#include "project/session.h"
#include "source/memory_files.h"
#include "wire/positions.h"

namespace pellucid::tests {

using PathsAndTexts = std::vector<std::pair<std::string, std::string>>;

class ProjectFiles {
 public:
  explicit ProjectFiles(PathsAndTexts files) {
    disk.write("typeshed:stdlib/VERSIONS", "builtins: 3.0-\nos: 3.0-\nposixpath: 3.0-\nsys: 3.0-\n");
    disk.write("typeshed:stdlib/builtins.pyi", "def len(x, /) -> int: ...\n");
    disk.write("typeshed:stdlib/sys.pyi", "platform: str\n");
    disk.write("typeshed:stdlib/posixpath.pyi", "def join(a, *b): ...\n");
    disk.write("typeshed:stdlib/os/__init__.pyi",
               "from . import path as _path\ndef getcwd() -> str: ...\nclass DirEntry: ...\n");
    disk.write("typeshed:stdlib/os/path.pyi", "from posixpath import *\n");
    session.set_file_system(&disk);
    session.set_search({{}, "typeshed:stdlib", {}});
    for (auto& [path, text] : files) {
      size_t mark = text.find('$');
      if (mark != std::string::npos) text.erase(mark, 1);
      project::FileId file = session.open(path, text);
      if (mark == std::string::npos) continue;
      asked = file;
      at = static_cast<uint32_t>(mark);
    }
  }
  ProjectFiles(const ProjectFiles&) = delete;

  // `line:column`
  std::string place(project::FileId file, uint32_t offset) {
    db::Database& database = session.database();
    wire::Positions positions(database.text(file), database.lines(file), wire::Columns::CodePoints);
    wire::LineColumn point = positions.at(offset);
    return std::to_string(point.line) + ":" + std::to_string(point.column);
  }

  source::MemoryFiles disk;
  project::Session session;
  project::FileId asked{0};  // the file with the mark
  uint32_t at = 0;
};

}  // namespace pellucid::tests
