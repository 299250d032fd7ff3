#pragma once

// What a name stands for in other files, for who looks at it from this one: a trace ends where its file does, at an
// import or among the builtins.

#include <string>
#include <vector>

#include "wire/name_trace_text.h"

namespace pellucid::wire {

struct Elsewhere {
  std::string text;  // `shop/cart.py:3:7 class`, of a module `shop/cart.py module`
  std::string
      json;  // `{"path", "kind", "range"}`, a range as in name_trace_json.h; that of a module is empty
};

// In the order of files and places; empty if the name at the byte offset has nothing to do with another file.
std::vector<Elsewhere> elsewhere(project::Session& session, project::FileId file, const TraceView& view,
                                 uint32_t offset);
// As lines of a name trace, with their title; empty for none.
std::string elsewhere_text(const std::vector<Elsewhere>& places);
// A list.
std::string elsewhere_list(const std::vector<Elsewhere>& places);
// `{"path", "elsewhere"}`: of what is no name of the file itself, an attribute of a module or a part of an import.
std::string elsewhere_json(const TraceView& view, const std::vector<Elsewhere>& places);

}  // namespace pellucid::wire
