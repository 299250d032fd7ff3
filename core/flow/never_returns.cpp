// Calls that never return: `sys.exit()` and its like, and functions of the same file all of whose ways end in
// a `raise` or in another such call. What types alone can tell comes in through the Environment.

#include <algorithm>

#include "flow/walker.h"

namespace pellucid::flow {

namespace {

// Each round may find functions that call those of the round before, and hardly any file needs three.
constexpr uint32_t kMostRounds = 8;
constexpr uint32_t kMostBases = 20;

}  // namespace

UseDef build(const syntax::Tree& tree, const source::Text& text, const scope::Scopes& scopes,
             const Environment& environment) {
  std::vector<NodeIndex> ending_calls = environment.ending_calls;
  std::sort(ending_calls.begin(), ending_calls.end());
  for (uint32_t round = 0;; ++round) {
    Walker walker(tree, text, scopes, environment, ending_calls);
    walker.run();
    std::vector<NodeIndex> found = walker.calls_that_never_return();
    if (round == kMostRounds || found.size() == ending_calls.size()) return walker.take_result();
    ending_calls = std::move(found);
  }
}

// `sys.exit()`, `os._exit()`, `os.abort()`, `exit()`, `quit()`, or a call found in the round before.
bool Walker::never_returns(Node statement) {
  auto call = statement.child(Role::Value);
  if (!call || !call->is(NodeKind::Call)) return false;
  auto func = call->child(Role::Func);
  if (!func) return false;
  if (std::binary_search(ending_calls_.begin(), ending_calls_.end(), call->index())) return true;
  if (func->is(NodeKind::Attribute) && is_method_of_test_case(*func)) return true;
  if (func->is(NodeKind::Name) || func->is(NodeKind::Attribute)) calls_.push_back(call->index());
  if (func->is(NodeKind::Name)) {
    std::string_view name = name_text(*func);
    if (name != "exit" && name != "quit") return false;
    uint32_t position = scopes_.symbol_at_row[func->index().value()];
    return position != base::kNoneValue && !scopes_.table.all_symbols()[position].owner_scope;
  }
  if (is_sys_attribute(*func, "exit")) return true;
  if (!func->is(NodeKind::Attribute)) return false;
  auto value = func->child(Role::Value), attr = func->child(Role::Attr);
  if (!value || !attr || !value->is(NodeKind::Name) || name_text(*value) != "os") return false;
  return name_text(*attr) == "_exit" || name_text(*attr) == "abort";
}

// At the end of a function's body. A method that raises NotImplementedError waits to be overridden, a call of
// a generator or coroutine runs none of it, and a decorator makes something else of it.
void Walker::note_if_endless(Node function, bool entered) {
  if (reachable_ || returns_ || yields_ || !entered || function.has(syntax::kAsync)) return;
  for (Node decorator : function.children(Role::Decorator))
    if (!decorator.is(NodeKind::Name) ||
        (name_text(decorator) != "staticmethod" && name_text(decorator) != "classmethod"))
      return;
  bool method = function.parent()->is(NodeKind::ClassDef);
  uint32_t end = tree_.subtree_end(function.index()).value();
  for (uint32_t row = function.index().value(); method && row < end; ++row) {
    NodeIndex at(row);
    if (tree_.kind(at) == NodeKind::Name && name_text(Node(tree_, at)) == "NotImplementedError") return;
  }
  endless_.push_back(function.index());
}

std::vector<NodeIndex> Walker::calls_that_never_return() {
  std::vector<NodeIndex> found = ending_calls_;
  std::sort(endless_.begin(), endless_.end());
  for (NodeIndex row : calls_) {
    if (std::binary_search(ending_calls_.begin(), ending_calls_.end(), row)) continue;
    Node func = *Node(tree_, row).child(Role::Func);
    bool ends = func.is(NodeKind::Name) ? is_endless(function_called(func)) : is_endless_method(func);
    if (ends) found.push_back(row);
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool Walker::is_endless(const std::optional<Node>& function) const {
  return function && std::binary_search(endless_.begin(), endless_.end(), function->index());
}

// The function or class that a name always is, if it is bound once.
std::optional<Node> Walker::function_called(Node name) {
  uint32_t position = scopes_.symbol_at_row[name.index().value()];
  if (position == base::kNoneValue) return std::nullopt;
  const scope::Symbol& symbol = scopes_.table.all_symbols()[position];
  if (!symbol.owner_symbol) return std::nullopt;
  return only_definition(scopes_.table.position({*symbol.owner_scope, *symbol.owner_symbol}));
}

std::optional<Node> Walker::only_definition(uint32_t symbol) {
  if (only_definitions_.empty()) {
    only_definitions_.assign(values_.size(), kNoDefinition);
    for (uint32_t i = 0; i < result_.definitions_.size(); ++i) {
      uint32_t its = result_.definitions_[i].symbol;
      if (its == base::kNoneValue) continue;
      only_definitions_[its] = only_definitions_[its] == kNoDefinition ? i : kSeveralDefinitions;
    }
  }
  uint32_t only = only_definitions_[symbol];
  if (only == kNoDefinition || only == kSeveralDefinitions) return std::nullopt;
  const Definition& definition = result_.definitions_[only];
  if (definition.kind != DefinitionKind::Function && definition.kind != DefinitionKind::Class)
    return std::nullopt;
  return Node(tree_, definition.row).parent();
}

namespace {

bool ends_a_test(std::string_view method) { return method == "fail" || method == "skipTest"; }

}  // namespace

// Of `self.name` in a method, the class; none of any other attribute.
std::optional<Node> Walker::class_of_self(Node attribute) const {
  auto value = attribute.child(Role::Value);
  if (!value || !value->is(NodeKind::Name)) return std::nullopt;
  std::optional<Node> method;
  for (Node ancestor : attribute.ancestors()) {
    if (ancestor.is(NodeKind::FunctionDef)) method = ancestor;
    if (!ancestor.is(NodeKind::ClassDef)) continue;
    auto parameters = method ? method->child(Role::Parameters) : std::nullopt;
    if (!parameters || tree_.is_leaf(parameters->index())) return std::nullopt;
    NodeIndex first = parameters->index().next();
    if (tree_.name(first) != tree_.name(value->index())) return std::nullopt;
    return ancestor;
  }
  return std::nullopt;
}

// The name of the method, if the class itself has it.
std::optional<Node> Walker::method_of(Node cls, Node name) {
  auto key = [](NodeIndex of, lex::NameIndex called) {
    return static_cast<uint64_t>(of.value()) << 32 | called.value();
  };
  if (methods_.empty()) {
    methods_.emplace(~uint64_t{0}, syntax::kRoot);  // so it is asked once
    for (uint32_t row = 0; row < tree_.size(); ++row) {
      Node function(tree_, NodeIndex(row));
      auto its = function.is(NodeKind::FunctionDef) ? function.child(Role::Name) : std::nullopt;
      if (its && function.parent()->is(NodeKind::ClassDef))
        methods_.emplace(key(function.parent()->index(), tree_.name(its->index())), its->index());
    }
  }
  auto found = methods_.find(key(cls.index(), tree_.name(name.index())));
  return found == methods_.end() ? std::nullopt : std::optional<Node>(Node(tree_, found->second));
}

bool Walker::has_test_case_base(Node cls) const {
  for (Node base : cls.children(Role::Base)) {
    auto last = base.is(NodeKind::Attribute) ? base.child(Role::Attr) : std::optional<Node>(base);
    if (last && (last->is(NodeKind::Name) || last->is(NodeKind::Identifier)) &&
        name_text(*last).ends_with("TestCase"))
      return true;
  }
  return false;
}

// `self.fail()`, where it shows without a look at other classes of the file.
bool Walker::is_method_of_test_case(Node attribute) {
  auto attr = attribute.child(Role::Attr);
  if (!attr || !ends_a_test(name_text(*attr))) return false;
  auto cls = class_of_self(attribute);
  return cls && has_test_case_base(*cls) && !method_of(*cls, *attr);
}

// `self.stop()` in a method: what the class or one of its bases in this file has by that name.
bool Walker::is_endless_method(Node attribute) {
  auto attr = attribute.child(Role::Attr);
  if (!attr) return false;
  bool of_test_case = ends_a_test(name_text(*attr));
  if (!of_test_case && endless_.empty()) return false;
  auto owner = class_of_self(attribute);
  if (!owner) return false;
  std::vector<Node> open = {*owner};
  for (uint32_t i = 0; i < open.size() && i < kMostBases; ++i) {
    Node cls = open[i];
    if (auto its = method_of(cls, *attr)) {
      uint32_t symbol = scopes_.symbol_at_row[its->index().value()];
      return symbol != base::kNoneValue && is_endless(only_definition(symbol));
    }
    if (of_test_case && has_test_case_base(cls)) return true;
    for (Node base : cls.children(Role::Base)) {
      auto its = base.is(NodeKind::Name) ? function_called(base) : std::nullopt;
      if (its && its->is(NodeKind::ClassDef)) open.push_back(*its);
    }
  }
  return false;
}

}  // namespace pellucid::flow
