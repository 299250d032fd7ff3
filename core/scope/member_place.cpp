#include "scope/member_place.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "lex/literal.h"
#include "scope/lookup.h"
#include "syntax/node.h"

namespace pellucid::scope {

using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

namespace {

constexpr uint32_t kNone = base::kNoneValue;
// What is longer names nothing that one would look for.
constexpr size_t kLongKey = 200;
constexpr uint32_t kMostSteps = 16;

}  // namespace

class MemberFinder {
 public:
  MemberFinder(const syntax::Tree& tree, const source::Text& text, const Scopes& scopes, const Names& names)
      : tree_(tree), text_(text), scopes_(scopes), names_(names) {}

  Members run() {
    // What a place is of is the row behind it, so from the last row to the first that is known when it is
    // needed.
    uint32_t behind_place = kNone, behind_root = kNone, behind_steps = 0;
    for (uint32_t i = tree_.size(); i-- > 0;) {
      NodeIndex row(i);
      uint32_t place = kNone, root = kNone, steps = 0;
      NodeKind kind = tree_.kind(row);
      if (kind == NodeKind::Name) {
        root = scopes_.symbol_at_row[i];
      } else if (kind == NodeKind::Attribute || kind == NodeKind::Subscript) {
        root = behind_root;
        steps = behind_steps + 1;
        if (root != kNone && steps <= kMostSteps) place = find(Node(tree_, row), root, behind_place);
        if (place == kNone) root = kNone;
      }
      behind_place = place;
      behind_root = root;
      behind_steps = steps;
    }
    std::reverse(members_.rows.begin(), members_.rows.end());
    sort();
    return std::move(members_);
  }

 private:
  struct Step {
    MemberStep kind;
    std::string text;
  };

  std::optional<Step> step_of(Node node, FileScopeId scope) const {
    if (node.is(NodeKind::Attribute)) {
      auto attr = node.child(Role::Attr);
      if (!attr || attr->range().size() == 0) return {};
      std::string_view name = tree_.text_of(tree_.name(attr->index()), text_);
      return Step{MemberStep::Attribute, known_as(scopes_.table, names_, scope, name)};
    }
    auto slice = node.child(Role::Slice);
    if (!slice) return {};
    std::string_view source = text_.slice(slice->range());
    if (slice->is(NodeKind::StringLiteral)) {
      if (source.size() > kLongKey) return {};
      std::string key = lex::decode_string_literal(source);
      bool is_plain = std::none_of(key.begin(), key.end(), [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ';
      });
      return is_plain ? std::optional(Step{MemberStep::Key, std::move(key)}) : std::nullopt;
    }
    bool is_negative = slice->is(NodeKind::UnaryOp) && source.starts_with('-');
    std::string_view digits = source.substr(is_negative ? 1 : 0);
    bool is_number = (is_negative || slice->is(NodeKind::IntegerLiteral)) && !digits.empty() &&
                     digits.size() < 20 && digits.find_first_not_of("0123456789") == std::string_view::npos;
    return is_number ? std::optional(Step{MemberStep::Item, std::string(source)}) : std::nullopt;
  }

  uint32_t find(Node node, uint32_t root, uint32_t base) {
    FileScopeId scope = scope_of_symbol(scopes_.table, root);
    auto step = step_of(node, scope);
    if (!step) return kNone;
    std::string key = std::to_string(root) + " " + std::to_string(base) + " " +
                      std::to_string(static_cast<uint32_t>(step->kind)) + " " + step->text;
    auto [at, is_new] = numbers_.try_emplace(std::move(key), members_.table.size());
    if (is_new) {
      auto begin = static_cast<uint32_t>(members_.table.texts_.size());
      members_.table.texts_ += step->text;
      members_.table.places_.push_back({scope, ScopeSymbolId(root - scopes_.table.scope(scope).first_symbol),
                                        OptionalMemberPlace::from_raw(base), begin,
                                        static_cast<uint32_t>(members_.table.texts_.size()), step->kind});
      first_rows_.push_back(0);
    }
    uint32_t number = at->second;
    MemberPlace& place = members_.table.places_[number];
    first_rows_[number] = node.index().value();
    if (node.has(syntax::kDelete)) {
      place.deleted = true;
    } else if (node.has(syntax::kStore)) {
      place.bound = true;
      auto parent = node.parent();
      place.used |= parent && parent->is(NodeKind::AugAssign);
    } else {
      place.used = true;
    }
    members_.rows.push_back({node.index(), MemberPlaceId(number)});
    return number;
  }

  // By scope and first row; the texts with them, so that the table does not tell in which order it was made.
  void sort() {
    MemberTable& table = members_.table;
    std::vector<uint32_t> order(table.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      const MemberPlace &first = table.places_[a], &second = table.places_[b];
      if (first.scope != second.scope) return first.scope < second.scope;
      // What begins at one row, as `a.b` and `a.b.c` in `a.b.c`, goes from the outside in by rows.
      uint32_t left = tree_.start(NodeIndex(first_rows_[a])), right = tree_.start(NodeIndex(first_rows_[b]));
      return left != right ? left < right : first_rows_[a] > first_rows_[b];
    });
    std::vector<uint32_t> number(table.size());
    for (uint32_t i = 0; i < order.size(); ++i) number[order[i]] = i;
    MemberTable sorted;
    for (uint32_t old : order) {
      MemberPlace place = table.places_[old];
      std::string_view text = table.text(place);
      place.text = static_cast<uint32_t>(sorted.texts_.size());
      sorted.texts_ += text;
      place.text_end = static_cast<uint32_t>(sorted.texts_.size());
      if (place.base) place.base = MemberPlaceId(number[(*place.base).value()]);
      sorted.places_.push_back(place);
    }
    table = std::move(sorted);
    for (MemberRow& row : members_.rows) row.place = MemberPlaceId(number[row.place.value()]);
  }

  const syntax::Tree& tree_;
  const source::Text& text_;
  const Scopes& scopes_;
  const Names& names_;
  Members members_;
  std::vector<uint32_t> first_rows_;  // by place
  std::unordered_map<std::string, uint32_t> numbers_;
};

Members find_members(const syntax::Tree& tree, const source::Text& text, const Scopes& scopes,
                     const Names& names) {
  return MemberFinder(tree, text, scopes, names).run();
}

std::string MemberTable::path(MemberPlaceId id, const ScopeTable& scopes, const Names& names) const {
  std::vector<MemberPlaceId> steps;
  for (OptionalMemberPlace at = id; at; at = place(*at).base) steps.push_back(*at);
  const MemberPlace& its = place(id);
  std::string out(names.text(scopes.symbol({its.scope, its.root}).name));
  for (size_t i = steps.size(); i-- > 0;) {
    const MemberPlace& step = place(steps[i]);
    switch (step.step) {
      case MemberStep::Attribute: out += "." + std::string(text(step)); break;
      case MemberStep::Key: out += "[\"" + std::string(text(step)) + "\"]"; break;
      case MemberStep::Item: out += "[" + std::string(text(step)) + "]"; break;
    }
  }
  return out;
}

}  // namespace pellucid::scope
