#pragma once

// What the call around a place takes. In
//
//     def area(width, height=1, *, unit="m"): ...
//     area(2, unit=|                 `unit` of `area(width, height=1, *, unit="m")`
//     Point(|                        the parameters of `Point.__init__`, without `self`
//     max(1, |                       each of the overloads that the stub has
//
// A call that is being written is broken code mostly, so the brackets before the place tell which it is.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "ide/occurrences.h"
#include "query/engine.h"
#include "syntax/node.h"

namespace pellucid::ide {

// The argument that a place stands in.
struct ArgumentPlace {
  uint32_t callee = 0;       // byte offset of the last name of what is called
  uint32_t position = 0;     // among the arguments before it that are given by position
  std::string_view keyword;  // of `keyword=`; else empty
};
// None outside of the brackets of a call of a name or attribute.
std::optional<ArgumentPlace> argument_at(const source::Text& text, source::PythonVersion version,
                                         uint32_t offset);

// A way to call something.
struct CallSignature {
  struct Parameter {
    source::Range range;  // in `label`
    std::string name;
    syntax::Role role;
  };
  std::string label;  // `area(width, height=1, *, unit="m")`
  std::vector<Parameter> parameters;
  std::string documentation;  // may be empty

  // Which parameter takes the argument, by position in `parameters`; none if none does.
  std::optional<uint32_t> parameter_of(const ArgumentPlace& argument) const;
  // Whether it can be called with that argument.
  bool fits(const ArgumentPlace& argument) const {
    bool is_first = argument.position == 0 && argument.keyword.empty();
    return is_first || parameter_of(argument).has_value();
  }
};

// Of a function or lambda, of a method without the parameter for its object; of a class what it has itself to
// make its objects with, overloads each: none if it leaves that to its bases. `called` stands before the brackets.
std::vector<CallSignature> signatures_of(syntax::Node definition, std::string_view called,
                                         const source::Text& text);

struct CallAt {
  ArgumentPlace argument;
  std::vector<CallSignature> signatures;
};
// None if it is not known what is called.
std::optional<CallAt> call_at(query::Engine& engine, db::Database& database, db::FileId id,
                              const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset);

}  // namespace pellucid::ide
