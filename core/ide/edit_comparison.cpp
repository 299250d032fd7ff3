#include "ide/edit_comparison.h"

#include <unordered_map>

#include "flow/binding_range.h"
#include "ide/row_matcher.h"

namespace pellucid::ide {

using scope::FileScopeId;
using scope::Symbol;

namespace {

// Rows that are the same follow one another on both sides, so both can be walked at once.
void make_runs(const std::vector<uint32_t>& new_rows, uint32_t new_count, EditComparison& found) {
  std::vector<bool> is_old(new_count);
  for (uint32_t row : new_rows)
    if (row != base::kNoneValue) is_old[row] = true;
  uint32_t before = 0, after = 0;
  auto add = [&](RowState state) {
    RowRun* last = found.rows.empty() ? nullptr : &found.rows.back();
    bool goes_on = last != nullptr && last->state == state;
    goes_on ? void(++last->count) : found.rows.push_back({state, before, after, 1});
  };
  auto old_count = static_cast<uint32_t>(new_rows.size());
  while (before < old_count || after < new_count) {
    if (before < old_count && new_rows[before] == base::kNoneValue) {
      add(RowState::Gone);
      ++before, ++found.rows_gone;
    } else if (after < new_count && !is_old[after]) {
      add(RowState::New);
      ++after, ++found.rows_new;
    } else {
      PEL_CHECK(before < old_count && new_rows[before] == after, "rows out of order: ", before, ", ", after);
      add(RowState::Same);
      ++(before == after ? found.rows_same : found.rows_moved);
      ++before, ++after;
    }
  }
}

struct NamedScope {
  std::string key;    // its way from the module
  std::string title;  // for people
};

std::vector<NamedScope> named_scopes(const EditSide& side) {
  const scope::ScopeTable& table = side.scopes.table;
  std::vector<NamedScope> named;
  std::vector<std::string> paths;
  for (uint32_t i = 0; i < table.size(); ++i) {
    const scope::Scope& its = table.scope(FileScopeId(i));
    std::string kind(scope::name_of(its.kind));
    std::string text(side.names.text(its.name));
    std::string key, path = text;
    if (its.parent) {
      key = named[(*its.parent).value()].key;
      key.append("/").append(kind).append(" ").append(text).append(" ").append(std::to_string(its.nth));
      const std::string& around = paths[(*its.parent).value()];
      if (path.empty())
        path = around;
      else if (!around.empty())
        path.insert(0, around + ".");
    }
    paths.push_back(its.parent ? path : "");
    if (its.parent && !path.empty()) kind.append(" ").append(path);
    named.push_back({std::move(key), std::move(kind)});
  }
  return named;
}

bool is_same(const Symbol& was, const Symbol& is, const std::vector<NamedScope>& old_scopes,
             const std::vector<NamedScope>& new_scopes) {
  if (was.flags != is.flags || was.owner != is.owner) return false;
  if (was.owner_scope.has_value() != is.owner_scope.has_value()) return false;
  return !was.owner_scope ||
         old_scopes[(*was.owner_scope).value()].key == new_scopes[(*is.owner_scope).value()].key;
}

using MaybeRange = std::optional<source::Range>;

// By position among all symbols of the file, where each is named first in its scope.
std::vector<MaybeRange> first_names(const EditSide& side) {
  std::vector<MaybeRange> ranges(side.scopes.table.all_symbols().size());
  for (uint32_t i = 0; i < side.tree.size(); ++i) {
    uint32_t symbol = side.scopes.symbol_at_row[i];
    if (symbol != base::kNoneValue && !ranges[symbol])
      ranges[symbol] = flow::range_of_name(side.tree, syntax::NodeIndex(i));
  }
  return ranges;
}

void compare_symbols(const EditSide& before, const EditSide& after, EditComparison& found) {
  std::vector<MaybeRange> ranges = first_names(after);
  auto range_of = [&](uint32_t scope, uint32_t number) {
    return ranges[after.scopes.table.scope(FileScopeId(scope)).first_symbol + number];
  };
  std::vector<NamedScope> old_scopes = named_scopes(before), new_scopes = named_scopes(after);
  std::unordered_map<std::string_view, uint32_t> known;
  for (uint32_t i = 0; i < old_scopes.size(); ++i) known.emplace(old_scopes[i].key, i);
  std::vector<bool> is_met(old_scopes.size());
  auto list_alone = [&](const EditSide& side, uint32_t scope, const std::string& title, SymbolState state) {
    uint32_t number = 0;
    for (const Symbol& symbol : side.scopes.table.symbols(FileScopeId(scope))) {
      bool is_new = state == SymbolState::New;
      found.symbols.push_back({state, title, std::string(side.names.text(symbol.name)),
                               is_new ? base::kNoneValue : number, is_new ? number : base::kNoneValue,
                               is_new ? range_of(scope, number) : MaybeRange()});
      ++number;
    }
  };
  for (uint32_t i = 0; i < new_scopes.size(); ++i) {
    const std::string& title = new_scopes[i].title;
    auto old = known.find(new_scopes[i].key);
    if (old == known.end()) {
      list_alone(after, i, title, SymbolState::New);
      continue;
    }
    is_met[old->second] = true;
    auto was = before.scopes.table.symbols(FileScopeId(old->second));
    std::unordered_map<std::string_view, uint32_t> numbers;
    for (uint32_t number = 0; number < was.size(); ++number)
      numbers.emplace(before.names.text(was[number].name), number);
    uint32_t number = 0;
    for (const Symbol& is : after.scopes.table.symbols(FileScopeId(i))) {
      std::string_view name = after.names.text(is.name);
      auto same = numbers.find(name);
      if (same == numbers.end()) {
        found.symbols.push_back(
            {SymbolState::New, title, std::string(name), base::kNoneValue, number, range_of(i, number)});
      } else if (!is_same(was[same->second], is, old_scopes, new_scopes)) {
        found.symbols.push_back(
            {SymbolState::Changed, title, std::string(name), same->second, number, range_of(i, number)});
      } else if (same->second != number) {
        found.symbols.push_back(
            {SymbolState::Moved, title, std::string(name), same->second, number, range_of(i, number)});
      } else {
        ++found.symbols_same;
      }
      if (same != numbers.end()) numbers.erase(same);
      ++number;
    }
    for (uint32_t gone = 0; gone < was.size(); ++gone) {
      std::string_view name = before.names.text(was[gone].name);
      if (numbers.contains(name))
        found.symbols.push_back({SymbolState::Gone, title, std::string(name), gone, base::kNoneValue, {}});
    }
  }
  for (uint32_t i = 0; i < old_scopes.size(); ++i)
    if (!is_met[i]) list_alone(before, i, old_scopes[i].title, SymbolState::Gone);
}

}  // namespace

std::string_view name_of(SymbolState state) {
  switch (state) {
    case SymbolState::Moved: return "moved";
    case SymbolState::Changed: return "changed";
    case SymbolState::Gone: return "gone";
    case SymbolState::New: return "new";
  }
  return "";
}

EditComparison compare_edit(const EditSide& before, const EditSide& after) {
  EditComparison found;
  RowMatcher rows(before, after);
  make_runs(rows.new_rows(), after.tree.size(), found);
  found.clauses = rows.clauses();
  compare_symbols(before, after, found);
  return found;
}

}  // namespace pellucid::ide
