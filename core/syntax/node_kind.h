#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace pellucid::syntax {

enum class NodeKind : uint8_t {
#define PEL_NODE(name, category, payload, example) name,
#define PEL_ONE(accessor, role, category)
#define PEL_OPTIONAL(accessor, role, category)
#define PEL_MANY(accessor, role, category)
#define PEL_MIXED(accessor, role, category)
#define PEL_END(name)
#include "syntax/node_kind.def"
#include "syntax/undef_node_macros.h"
  Count,
};

inline constexpr uint32_t kNodeKindCount = static_cast<uint32_t>(NodeKind::Count);

enum class Role : uint8_t {
#define PEL_ROLE(name, text) name,
#include "syntax/role.def"
#undef PEL_ROLE
  Count,
};

enum class Category : uint8_t { Module, Statement, Expression, Pattern, Clause, Identifier };

enum class Payload : uint8_t { None, Name, Operator, Header, Level, Conversion, Singleton };

enum class Operator : uint8_t {
#define PEL_UNARY(name, text, cpython) name,
#define PEL_BINARY(name, text, cpython) name,
#define PEL_BOOLEAN(name, text, cpython) name,
#define PEL_COMPARISON(name, text, cpython) Compare##name,
#include "syntax/operator.def"
#undef PEL_UNARY
#undef PEL_BINARY
#undef PEL_BOOLEAN
#undef PEL_COMPARISON
};

// One byte a row. The lower half means the same for every kind that has it; the upper half belongs to the
// kind.
enum NodeFlag : uint8_t {
  kStore = 1,          // Name, Attribute, Subscript, Starred, List, Tuple: assigned to …
  kDelete = 2,         // … or deleted; loaded if neither
  kParenthesized = 4,  // an expression stands in parentheses that are not part of its range
  kHasError = 8,       // the parser reported an error in this row itself, not in its children

  kAsync = 16,          // FunctionDef, For, With, Comprehension
  kStar = 32,           // Try: its handlers are `except*`
  kLazy = 64,           // Import, ImportFrom (PEP 810)
  kInParentheses = 64,  // With: the items stand in parentheses
  kDebug = 16,          // ReplacementField: `{x=}`
  kRaw = 32,            // StringText: of a raw string
};

// A comparator holds the operator before it, from Operator::CompareEqual on, in the upper half of its flags.
inline constexpr uint32_t kComparisonShift = 4;

constexpr uint8_t comparison_flags(Operator op) {
  return static_cast<uint8_t>((static_cast<uint32_t>(op) - static_cast<uint32_t>(Operator::CompareEqual))
                              << kComparisonShift);
}
constexpr Operator comparison_of(uint8_t flags) {
  return static_cast<Operator>((flags >> kComparisonShift) + static_cast<uint32_t>(Operator::CompareEqual));
}

enum class Multiplicity : uint8_t { One, Optional, Many, Mixed };

// One declaration of node_kind.def.
struct Field {
  std::string_view accessor;
  Role role;
  Multiplicity multiplicity;
  Category category;
};

struct KindEntry {
  std::string_view name;
  Category category;
  Payload payload;
  std::string_view example;
  std::span<const Field> fields;
};

const KindEntry& entry(NodeKind kind);

// What a slice of a table can be of (tree.h).
constexpr bool is_definition(NodeKind kind) {
  return kind == NodeKind::FunctionDef || kind == NodeKind::ClassDef;
}

std::string_view name_of(Role role);
std::string_view name_of(Category category);
std::string_view spelling_of(Operator op);      // `not in`
std::string_view cpython_name_of(Operator op);  // `NotIn`

}  // namespace pellucid::syntax
