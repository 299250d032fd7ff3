#pragma once

// The definitions of a file as they nest: classes, functions, the variables of modules and classes.

#include <string>
#include <string_view>
#include <vector>

#include "check/name_rules.h"

namespace pellucid::ide {

enum class OutlineKind : uint8_t { Class, Function, Method, Variable, Constant, Attribute, TypeAlias };
std::string_view name_of(OutlineKind kind);

struct OutlineItem {
  OutlineKind kind;
  uint32_t depth;  // 0 for what stands in the module; what an item holds comes right behind it, one deeper
  std::string_view name;
  std::string detail;  // parameters, bases, the annotation; may be empty
  source::Range range;
  source::Range name_range;
};

// In the order of the text. A variable is listed where it is bound first. O(rows).
std::vector<OutlineItem> outline(const check::NamedFile& file);

}  // namespace pellucid::ide
