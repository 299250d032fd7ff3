#pragma once

// What stands for the same as a name, in all files of the project.

#include <functional>
#include <vector>

#include "ide/linked_names.h"
#include "project/session.h"

namespace pellucid::project {

struct Reference {
  FileId file;
  source::Range range;
  ide::NameAccess access;
  bool in_string;
};

// Of the name, attribute or part of an import at the byte offset: itself included, file by file in the order
// of paths, each in the order of its text. What no other file can see is looked for in its own alone. Of the
// others only those are looked into whose imports may lead to it; each is parsed once at most, behind the one
// that is asked about, and no two trees of the project stand side by side: all of it is read first. A stub that
// nobody has read may be parsed beside one. Not while a lease on a tree is held.
std::vector<Reference> references(Session& session, FileId file, uint32_t offset);

// Hands a file's names to `look`, with what they stand for; then the file is done with. `asker` as in
// db/database.h.
using LookAtNames = std::function<void(const ide::NamedFile& file, const std::vector<ide::Occurrence>& all)>;
void look_at_names(Session& session, FileId file, const char* asker, const LookAtNames& look);

}  // namespace pellucid::project
