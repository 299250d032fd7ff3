#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "project/session.h"
#include "source/memory_files.h"

namespace pellucid::tests {

// A project whose files are opened, over a file system with a small library.
struct Project {
  source::MemoryFiles disk;
  project::Session session;

  Project() {
    disk.write("typeshed:stdlib/VERSIONS", "os: 3.0-\ntyping: 3.0-\ntomllib: 3.11-\n");
    disk.write("typeshed:stdlib/os.pyi", "def getcwd() -> str: ...\n");
    disk.write("typeshed:stdlib/typing.pyi", "class Any: ...\nTYPE_CHECKING: bool\n");
    disk.write("typeshed:stdlib/tomllib.pyi", "def loads(text: str) -> dict: ...\n");
    session.set_file_system(&disk);
    session.set_search({{}, "typeshed:stdlib", {}});
  }
  db::FileId open(std::string path, std::string_view text) { return session.open(std::move(path), text); }
  void edit(db::FileId file, std::string_view text) { session.set_text(file, text); }
  // `rule: message` of each, in order.
  std::string of(db::FileId file) {
    std::string out;
    for (const diagnostic::Diagnostic& d : session.diagnostics(file))
      out += std::string(diagnostic::entry(d.rule).id) + ": " + d.message + "\n";
    return out;
  }
  template <class Query>
  uint64_t runs() {
    return session.engine().counters(session.engine().index<Query>()).run;
  }
};

}  // namespace pellucid::tests
