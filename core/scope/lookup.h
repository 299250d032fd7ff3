#pragma once

// What a name would mean in a scope, also one that is not written there: for names in strings, for names that
// are about to be written. Of names that are written, symbols know their owners (scope_table.h).

#include <optional>
#include <string>
#include <string_view>

#include "scope/scope_table.h"

namespace pellucid::scope {

// The position among all symbols of the file of the symbol that `name`, read in `from`, would be;
// base::kNoneValue if no scope of the file binds it. `name` is as Python knows it. O(depth).
uint32_t lookup(const ScopeTable& table, FileScopeId from, Name name);

// The scopes that a name in `from` is looked for in, innermost first, each with whether its bindings are
// seen: those of a class are from its body and from annotations right inside, and not from functions.
//
//     for (OptionalScope at = from; at; at = table.scope(*at).parent)
//       if (sees(table, from, *at)) …
//
// `at` is `from` or around it. O(depth).
bool sees(const ScopeTable& table, FileScopeId from, FileScopeId at);

// The scope whose symbol stands at the position among all symbols of the file. O(log scopes).
FileScopeId scope_of_symbol(const ScopeTable& table, uint32_t position);

// The class whose private names (`__x`) those in `scope` are; none outside of classes. O(depth).
OptionalScope private_class(const ScopeTable& table, FileScopeId scope);

// How Python knows `text` where it is written in a class called `owner` (language reference 6.2.1.1): in
// `_C`, `__x` is
// `_C__x`; none for a name that is not private.
std::optional<std::string> mangled(std::string_view owner, std::string_view text);

// How Python knows a name that is written in `scope`.
std::string known_as(const ScopeTable& table, const Names& names, FileScopeId scope, std::string_view text);

}  // namespace pellucid::scope
