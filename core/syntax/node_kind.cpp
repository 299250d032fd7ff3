#include "syntax/node_kind.h"

#include <array>

namespace pellucid::syntax {

namespace {

#define PEL_ONE(accessor, role, category) PEL_FIELD(accessor, role, One, category)
#define PEL_OPTIONAL(accessor, role, category) PEL_FIELD(accessor, role, Optional, category)
#define PEL_MANY(accessor, role, category) PEL_FIELD(accessor, role, Many, category)
#define PEL_MIXED(accessor, role, category) PEL_FIELD(accessor, role, Mixed, category)

// Those of all kinds, one after the other.
constexpr Field kFields[] = {
#define PEL_NODE(name, category, payload, example)
#define PEL_FIELD(accessor, role, multiplicity, category) \
  {#accessor, Role::role, Multiplicity::multiplicity, Category::category},
#define PEL_END(name)
#include "syntax/node_kind.def"
#undef PEL_NODE
#undef PEL_FIELD
#undef PEL_END
};

constexpr uint8_t kFieldCounts[] = {
#define PEL_NODE(name, category, payload, example) 0
#define PEL_FIELD(accessor, role, multiplicity, category) +1
#define PEL_END(name) ,
#include "syntax/node_kind.def"
#undef PEL_NODE
#undef PEL_FIELD
#undef PEL_END
};

constexpr std::array<KindEntry, kNodeKindCount> entries() {
  std::array<KindEntry, kNodeKindCount> kinds = {{
#define PEL_NODE(name, category, payload, example) {#name, Category::category, Payload::payload, example, {}},
#define PEL_FIELD(accessor, role, multiplicity, category)
#define PEL_END(name)
#include "syntax/node_kind.def"
#undef PEL_FIELD
  }};
  const Field* at = kFields;
  for (size_t i = 0; i < kinds.size(); ++i) {
    kinds[i].fields = {at, kFieldCounts[i]};
    at += kFieldCounts[i];
  }
  return kinds;
}

#include "syntax/undef_node_macros.h"

}  // namespace

const KindEntry& entry(NodeKind kind) {
  static constexpr std::array<KindEntry, kNodeKindCount> kEntries = entries();
  return kEntries[static_cast<size_t>(kind)];
}

std::string_view name_of(Role role) {
  static constexpr std::string_view kNames[] = {
#define PEL_ROLE(name, text) text,
#include "syntax/role.def"
#undef PEL_ROLE
  };
  return kNames[static_cast<size_t>(role)];
}

std::string_view name_of(Category category) {
  static constexpr std::string_view kNames[] = {"module",  "statement", "expression",
                                                "pattern", "clause",    "identifier"};
  return kNames[static_cast<size_t>(category)];
}

std::string_view spelling_of(Operator op) {
  static constexpr std::string_view kSpellings[] = {
#define PEL_UNARY(name, text, cpython) text,
#define PEL_BINARY(name, text, cpython) text,
#define PEL_BOOLEAN(name, text, cpython) text,
#define PEL_COMPARISON(name, text, cpython) text,
#include "syntax/operator.def"
#undef PEL_UNARY
#undef PEL_BINARY
#undef PEL_BOOLEAN
#undef PEL_COMPARISON
  };
  return kSpellings[static_cast<size_t>(op)];
}

std::string_view cpython_name_of(Operator op) {
  static constexpr std::string_view kNames[] = {
#define PEL_UNARY(name, text, cpython) cpython,
#define PEL_BINARY(name, text, cpython) cpython,
#define PEL_BOOLEAN(name, text, cpython) cpython,
#define PEL_COMPARISON(name, text, cpython) cpython,
#include "syntax/operator.def"
#undef PEL_UNARY
#undef PEL_BINARY
#undef PEL_BOOLEAN
#undef PEL_COMPARISON
  };
  return kNames[static_cast<size_t>(op)];
}

}  // namespace pellucid::syntax
