// What is done to `__all__` (language reference 7.11; typing specification, "library interface"):
//
//     __all__ = ["a", "b"] + cart.__all__
//     __all__ += ("c",)
//     __all__.extend(prices.__all__)
//     __all__.remove("b")

#include <algorithm>

#include "exports/builder.h"
#include "lex/literal.h"

namespace pellucid::exports {

void ExportsBuilder::step(AllStepKind kind, bool maybe, Name name, ModuleRef module) {
  result_.all_steps_.push_back({kind, maybe, name, module});
}

void ExportsBuilder::read_dunder_all() {
  Name name = scope::known(scope::KnownName::DunderAll);
  if (!file_.scopes.table.find(scope::kModuleScope, name)) return;
  uint32_t branches_end = 0;  // what stands before it may not run
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    Node at = node(NodeIndex(i));
    switch (at.kind()) {
      case NodeKind::If:
      case NodeKind::For:
      case NodeKind::While:
      case NodeKind::Try:
      case NodeKind::Match:
        branches_end = std::max(branches_end, file_.tree.subtree_end(at.index()).value());
        break;
      case NodeKind::Assign:
      case NodeKind::AnnAssign:
      case NodeKind::AugAssign:
      case NodeKind::Delete:
      case NodeKind::Call:
      case NodeKind::Subscript:
      case NodeKind::Alias:
        if (is_module_scope(at.index()) && !dead_.contains(at.index())) read_statement(at, i < branches_end);
        break;
      default: break;
    }
  }
  const PublicSymbol* symbol = result_.find(name);
  if (symbol == nullptr || result_.all_steps_.empty()) return;
  for (const flow::Definition& definition : file_.use_def.definitions()) {
    if (definition.symbol == base::kNoneValue || !definition.reachable) continue;
    if (file_.scopes.table.all_symbols()[definition.symbol].name != name) continue;
    // A function or a loop does it.
    if (definition.foreign || definition.kind == flow::DefinitionKind::For ||
        definition.kind == flow::DefinitionKind::Unpacking)
      return step(AllStepKind::Open, true);
  }
}

bool ExportsBuilder::is_dunder_all(const std::optional<Node>& node) const {
  return node && node->is(NodeKind::Name) && text_of(*node) == "__all__" && is_module_scope(node->index());
}

void ExportsBuilder::read_statement(Node at, bool maybe) {
  auto value = at.child(Role::Value);
  switch (at.kind()) {
    case NodeKind::Assign:
    case NodeKind::AnnAssign: {
      bool is_target = false;
      for (Node target : at.children(Role::Target)) is_target |= is_dunder_all(target);
      if (!is_target || !value) return;
      if (!mentions_itself(*value)) step(AllStepKind::Begin, maybe);
      return collect(*value, maybe);
    }
    case NodeKind::AugAssign:
      if (!is_dunder_all(at.child(Role::Target)) || !value) return;
      if (file_.tree.op(at.index()) != syntax::Operator::Add) return step(AllStepKind::Open, maybe);
      return collect(*value, maybe);
    case NodeKind::Delete:
      for (Node target : at.children(Role::Target))
        if (is_dunder_all(target)) step(AllStepKind::End, maybe);
      return;
    case NodeKind::Call: {
      auto func = at.child(Role::Func);
      if (func && func->is(NodeKind::Attribute) && is_dunder_all(func->child(Role::Value)))
        read_call(at, maybe);
      return;
    }
    case NodeKind::Subscript:
      // `__all__[:0] = …`, `del __all__[-1]`
      if (is_dunder_all(value) && (at.has(syntax::kStore) || at.has(syntax::kDelete)))
        step(AllStepKind::Open, maybe);
      return;
    default: {  // Alias: `from m import __all__`
      auto bound = at.child(Role::Asname);
      if (!bound) bound = at.child(Role::Name);
      const Binding* binding = bound ? binding_at(bound->index()) : nullptr;
      if (binding == nullptr || binding->name != scope::known(scope::KnownName::DunderAll)) return;
      step(AllStepKind::Begin, maybe);
      if (binding->source == SymbolSource::Member && names_.text(binding->member) == "__all__") {
        step(AllStepKind::AddAll, maybe, kNoName, binding->module);
      } else {
        step(AllStepKind::Open, maybe);
      }
    }
  }
}

void ExportsBuilder::read_call(Node call, bool maybe) {
  auto attr = call.child(Role::Func)->child(Role::Attr);
  std::string_view method = attr ? text_of(*attr) : std::string_view();
  std::vector<Node> arguments;
  for (Node argument : call.children(Role::Arg)) arguments.push_back(argument);
  auto literal = [&](const Node& argument) { return argument.is(NodeKind::StringLiteral); };
  if (method == "extend" && arguments.size() == 1) return collect(arguments[0], maybe);
  if (method == "append" && arguments.size() == 1) return collect_one(arguments[0], maybe);
  if (method == "insert" && arguments.size() == 2) return collect_one(arguments[1], maybe);
  if (method == "remove" && arguments.size() == 1 && literal(arguments[0])) {
    std::string name = lex::decode_string_literal(file_.text.slice(arguments[0].range()));
    return step(AllStepKind::Remove, maybe, names_.intern(name));
  }
  if (method == "clear" && arguments.empty()) return step(AllStepKind::Begin, maybe);
  for (std::string_view harmless : {"sort", "reverse", "copy", "index", "count"})
    if (method == harmless) return;
  step(AllStepKind::Open, maybe);
}

// One element.
void ExportsBuilder::collect_one(Node element, bool maybe) {
  if (element.is(NodeKind::Starred)) {
    if (auto value = element.child(Role::Value)) collect(*value, maybe);
  } else if (element.is(NodeKind::StringLiteral)) {
    std::string name = lex::decode_string_literal(file_.text.slice(element.range()));
    step(AllStepKind::Add, maybe, names_.intern(name));
  } else {
    step(AllStepKind::Open, maybe);
  }
}

// All elements of a sequence. Recursive by brackets, which the parser bounds; sums and conditions, which it does
// not, are a loop.
void ExportsBuilder::collect(Node value, bool maybe) {
  struct Term {
    Node node;
    bool maybe;
  };
  std::vector<Term> waiting = {{value, maybe}};  // the next one last
  while (!waiting.empty()) {
    Term term = waiting.back();
    waiting.pop_back();
    switch (term.node.kind()) {
      case NodeKind::BinOp:
        if (file_.tree.op(term.node.index()) == syntax::Operator::Add) {
          waiting.push_back({*term.node.child(Role::Right), term.maybe});
          waiting.push_back({*term.node.child(Role::Left), term.maybe});
        } else {
          step(AllStepKind::Open, term.maybe);
        }
        break;
      case NodeKind::IfExp:
        for (Role role : {Role::Orelse, Role::Body})
          if (auto branch = term.node.child(role)) waiting.push_back({*branch, true});
        break;
      default: collect_term(term.node, term.maybe);
    }
  }
}

void ExportsBuilder::collect_term(Node term, bool maybe) {
  switch (term.kind()) {
    case NodeKind::List:
    case NodeKind::Tuple:
    case NodeKind::Set:
      for (Node element : term.children(Role::Elt)) collect_one(element, maybe);
      break;
    case NodeKind::Call: {
      auto func = term.child(Role::Func), argument = term.child(Role::Arg);
      std::string_view called = func && func->is(NodeKind::Name) ? text_of(*func) : std::string_view();
      bool keeps = called == "list" || called == "tuple" || called == "set" || called == "sorted";
      if (keeps && term.children(Role::Arg).count() == 1 && !argument->is(NodeKind::Starred)) {
        collect(*argument, maybe);
      } else if (!keeps || argument) {
        step(AllStepKind::Open, maybe);
      }
      break;
    }
    case NodeKind::Attribute: {
      auto attr = term.child(Role::Attr), owner = term.child(Role::Value);
      std::optional<ModuleRef> module;
      if (attr && owner && text_of(*attr) == "__all__") module = module_of(*owner);
      step(module ? AllStepKind::AddAll : AllStepKind::Open, maybe, kNoName, module.value_or(ModuleRef{}));
      break;
    }
    default:
      if (!is_dunder_all(term)) step(AllStepKind::Open, maybe);
  }
}

// `cart` and `shop.cart`, where an import that came before bound the first name.
std::optional<ModuleRef> ExportsBuilder::module_of(Node expression) const {
  std::vector<std::string_view> attributes;
  while (expression.is(NodeKind::Attribute)) {
    auto attr = expression.child(Role::Attr), owner = expression.child(Role::Value);
    if (!attr || !owner) return std::nullopt;
    attributes.push_back(text_of(*attr));
    expression = *owner;
  }
  if (!expression.is(NodeKind::Name)) return std::nullopt;
  auto name = names_.find(text_of(expression));
  auto its = name ? bindings_of_.find(*name) : bindings_of_.end();
  if (its == bindings_of_.end()) return std::nullopt;
  auto behind = std::partition_point(its->second.begin(), its->second.end(),
                                     [&](uint32_t at) { return bindings_[at].row <= expression.index(); });
  if (behind == its->second.begin()) return std::nullopt;
  const Binding& binding = bindings_[*(behind - 1)];
  std::string text(names_.text(binding.module.module));
  auto append = [&text](std::string_view part) {
    if (!text.empty()) text += '.';
    text += part;
  };
  if (binding.source == SymbolSource::Member) append(names_.text(binding.member));
  for (size_t k = attributes.size(); k-- > 0;) append(attributes[k]);
  return ModuleRef{binding.module.level, names_.intern(text)};
}

// `__all__ = __all__ + […]`
bool ExportsBuilder::mentions_itself(Node value) const {
  for (uint32_t i = value.index().value(); i < file_.tree.subtree_end(value.index()).value(); ++i)
    if (is_dunder_all(node(NodeIndex(i)))) return true;
  return false;
}

}  // namespace pellucid::exports
