#pragma once

// Attributes and items that a file speaks of, by what is written: in
//
//     def f(self, a):
//         self.x = a["k"].y         places of `f`: self.x (bound), a["k"] (used), a["k"].y (used)
//         del self.x                self.x (bound, deleted, used nowhere)
//
// A place is a name followed by attributes, string keys and integers. It is known by its scope, its name's
// symbol there and its path, each one step behind another place or behind the name. Which object stands there
// is not known, so two places may be one, and one place two.
//
// A MemberTable holds no positions, as scope_table.h wants it; which rows stand for which place is beside it.
// It is made when somebody asks.
//
// Must never know: what objects there are.

#include <string>
#include <string_view>
#include <vector>

#include "scope/build.h"

namespace pellucid::scope {

struct MemberPlaceTag;
using MemberPlaceId = base::Index<MemberPlaceTag>;
using OptionalMemberPlace = base::Optional<MemberPlaceId>;

enum class MemberStep : uint8_t { Attribute, Key, Item };

struct MemberPlace {
  FileScopeId scope;         // that it is evaluated in
  ScopeSymbolId root;        // the name it begins with, in that scope
  OptionalMemberPlace base;  // the place one step before; none behind the name itself
  uint32_t text;             // of the step among the table's texts
  uint32_t text_end;
  MemberStep step;
  bool used = false;
  bool bound = false;
  bool deleted = false;
  friend bool operator==(const MemberPlace&, const MemberPlace&) = default;
};

class MemberTable {
 public:
  uint32_t size() const { return static_cast<uint32_t>(places_.size()); }
  // By scope, in each in the order of the text.
  const std::vector<MemberPlace>& places() const { return places_; }
  const MemberPlace& place(MemberPlaceId id) const { return places_[id.value()]; }
  // Of one step: an attribute as Python knows it (`_C__x` for `__x` in class C), a key's characters, a
  // number.
  std::string_view text(const MemberPlace& place) const {
    return std::string_view(texts_).substr(place.text, place.text_end - place.text);
  }
  // All of it: `self.x`, `a["k"][0].y`. O(length).
  std::string path(MemberPlaceId id, const ScopeTable& scopes, const Names& names) const;

  friend bool operator==(const MemberTable&, const MemberTable&) = default;

 private:
  friend class MemberFinder;
  std::vector<MemberPlace> places_;
  std::string texts_;
};

// A row that stands for a place.
struct MemberRow {
  syntax::NodeIndex row;  // an Attribute or a Subscript
  MemberPlaceId place;
};

struct Members {
  MemberTable table;
  std::vector<MemberRow> rows;  // in the order of the rows
};

// O(rows), and a sort of what is found.
Members find_members(const syntax::Tree& tree, const source::Text& text, const Scopes& scopes,
                     const Names& names);

}  // namespace pellucid::scope
