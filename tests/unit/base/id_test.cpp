#include "base/id.h"

#include <concepts>
#include <type_traits>
#include <unordered_set>

#include <doctest/doctest.h>

namespace pellucid::base {
namespace {

struct ScopeTag;
struct SymbolTag;
using Scope = Id<ScopeTag>;
using Symbol = Id<SymbolTag>;
using Row = Index<ScopeTag>;

// What the types are for: mixing them up does not compile.
static_assert(!std::is_convertible_v<uint32_t, Scope> && !std::is_convertible_v<Scope, uint32_t>);
static_assert(!std::is_constructible_v<Scope, Symbol> && !std::equality_comparable_with<Scope, Symbol>);
static_assert(!std::is_constructible_v<Row, Scope> && !std::totally_ordered<Scope>);
static_assert(std::totally_ordered<Row>);
static_assert(!std::is_constructible_v<Optional<Scope>, Symbol>);
static_assert(sizeof(Optional<Scope>) == sizeof(Scope) && sizeof(Scope) == 4);

TEST_CASE("an optional id is none until it is given one") {
  Optional<Scope> none;
  CHECK(!none);
  CHECK(none == Optional<Scope>::from_raw(kNoneValue));
  CHECK(none.value_or(Scope(3)) == Scope(3));

  Optional<Scope> zero = Scope(0);
  CHECK(zero.has_value());
  CHECK(*zero == Scope(0));
  CHECK(zero != none);
  CHECK(zero.value_or(Scope(3)) == Scope(0));
  CHECK(Optional<Scope>::from_raw(zero.raw()) == zero);
}

TEST_CASE("an index is a position: it can be ordered and stepped") {
  CHECK(Row(4) < Row(5));
  CHECK(Row(4).next() == Row(5));
  CHECK(Row(0xFFFFFFFE) > Row(0));
}

TEST_CASE("ids can be looked up by hash") {
  std::unordered_set<Scope> scopes;
  for (uint32_t i = 0; i < 1000; ++i) scopes.insert(Scope(i));
  CHECK(scopes.size() == 1000);
  CHECK(scopes.contains(Scope(999)));
  CHECK(!scopes.contains(Scope(1000)));
}

}  // namespace
}  // namespace pellucid::base
