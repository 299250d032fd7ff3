#pragma once

// Renames what a name stands for in all files of the project, and says where that would change what the program
// does. A name that other files see is renamed where it is made, and in whatever takes it by that name:
//
//     shop/cart.py:      def total(): ...                def sum_up(): ...
//     shop/__init__.py:  from .cart import total         from .cart import sum_up
//     main.py:           import shop; shop.total()       import shop; shop.sum_up()
//     till.py:           from shop import total as t     from shop import sum_up as t
//
// Names of the library are not the project's to rename: what a file has of them gets an `as`.

#include <string>
#include <string_view>
#include <vector>

#include "ide/rename.h"
#include "project/session.h"

namespace pellucid::project {

// What would be renamed at the byte offset. Reads the project first, as all here: of its trees no two stand side
// by side, but a stub may be parsed beside one. Not while a lease on a tree is held.
ide::RenameTarget rename_target(Session& session, FileId file, uint32_t offset);

struct Rename {
  struct Edit {
    FileId file;
    ide::RenameEdit edit;
  };
  struct Problem {
    FileId file;
    ide::RenameProblem problem;
  };
  // File by file in the order of paths, each in the order of its text; none overlap.
  std::vector<Edit> edits;
  std::vector<Problem> problems;
  std::string refusal;  // why it cannot be done at all; there are no edits then
};

// Looks into the files that may have the name, each once.
Rename rename(Session& session, FileId file, uint32_t offset, std::string_view to);

}  // namespace pellucid::project
