#include "ide/member_list.h"

#include <unordered_map>

#include "scope/lookup.h"
#include "scope/member_place.h"
#include "syntax/node.h"

namespace pellucid::ide {

using flow::DefinitionKind;
using scope::FileScopeId;
using syntax::Node;
using syntax::NodeKind;
using syntax::Role;

namespace {

DefinitionKind kind_of(Node member) {
  if (member.has(syntax::kDelete)) return DefinitionKind::Delete;
  bool unpacks = false;
  for (Node up : member.ancestors()) {
    switch (up.kind()) {
      case NodeKind::Tuple:
      case NodeKind::List: unpacks = true; continue;
      case NodeKind::Starred: continue;
      case NodeKind::AugAssign: return DefinitionKind::AugmentedAssignment;
      case NodeKind::AnnAssign:
        return up.child(Role::Value) ? DefinitionKind::AnnotatedAssignment : DefinitionKind::Annotation;
      case NodeKind::For: return DefinitionKind::For;
      case NodeKind::Comprehension: return DefinitionKind::Comprehension;
      case NodeKind::WithItem: return DefinitionKind::With;
      default: return unpacks ? DefinitionKind::Unpacking : DefinitionKind::Assignment;
    }
  }
  return DefinitionKind::Assignment;
}

}  // namespace

std::vector<ListedMember> list_members(const NamedFile& file, FileScopeId scope) {
  const scope::ScopeTable& table = file.scopes.table;
  scope::Members members = scope::find_members(file.tree, file.text, file.scopes, file.names);
  // The lists' position by what the name stands for and the path.
  std::unordered_map<std::string, size_t> known;
  std::vector<size_t> place_of(members.table.size(), SIZE_MAX);
  std::vector<bool> is_seen(members.table.size());
  std::vector<ListedMember> list;
  for (const scope::MemberRow& row : members.rows) {
    const scope::MemberPlace& place = members.table.place(row.place);
    const scope::Symbol& root = table.symbol({place.scope, place.root});
    if (!is_seen[row.place.value()]) {
      is_seen[row.place.value()] = true;
      bool is_owned = root.owner_scope == scope::OptionalScope(scope);
      if (!is_owned && place.scope != scope) continue;
      std::string path = members.table.path(row.place, table, file.names);
      std::string owner = root.owner_symbol
                              ? std::to_string(table.position({*root.owner_scope, *root.owner_symbol}))
                              : std::string();
      auto [at, is_new] = known.try_emplace(std::move(owner.append(" ").append(path)), list.size());
      if (is_new) list.push_back({std::move(path), root, {}, {}});
      place_of[row.place.value()] = at->second;
    }
    size_t at = place_of[row.place.value()];
    if (at == SIZE_MAX) continue;
    Node node(file.tree, row.row);
    bool binds = node.has(syntax::kStore) || node.has(syntax::kDelete);
    DefinitionKind kind = kind_of(node);
    if (binds) list[at].definitions.push_back({kind, true, node.range(), place.scope});
    if (!binds || kind == DefinitionKind::AugmentedAssignment)
      list[at].uses.push_back({node.range(), place.scope});
  }
  return list;
}

}  // namespace pellucid::ide
