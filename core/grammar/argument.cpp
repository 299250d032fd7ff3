// Arguments of calls and class headers, parameters, type parameters.

#include "grammar/checker.h"

namespace pellucid::grammar {

bool Checker::first_seen(NameIndex name, Node where) {
  Seen& seen = seen_[name.value()];
  if (seen.round == round_) return false;
  seen = {round_, where.index().value()};
  return true;
}

// Nothing can be wrong with arguments as long as none has a keyword, so the first of those looks at them all.
void Checker::keyword(Node node) {
  Node parent = *node.parent();
  if (parent.child(Role::Keyword) == node) arguments(parent);
}

void Checker::arguments(Node node) {
  std::optional<Node> keyword, unpacked;
  start_round();
  for (Node argument : node.children()) {
    switch (argument.role()) {
      case Role::Arg:
      case Role::Base:
        if (argument.is(NodeKind::Starred)) {
          if (unpacked)
            report(argument, "an argument unpacked with `*` cannot follow one unpacked with `**`")
                .related.push_back({unpacked->range(), "this one is unpacked with `**`"});
        } else if (unpacked) {
          report(argument, "a positional argument cannot follow one unpacked with `**`")
              .related.push_back({unpacked->range(), "this one is unpacked with `**`"});
        } else if (keyword) {
          report(argument, "a positional argument cannot follow a keyword argument")
              .related.push_back({keyword->range(), "the keyword argument"});
        }
        break;
      case Role::Keyword:
        if (auto name = argument.child(Role::Name)) {
          keyword = argument;
          if (!first_seen(name_of(*name), *name)) {
            Node first(tree_, NodeIndex(seen_[name_of(*name).value()].row));
            report(*name, "the keyword " + quoted(name_of(*name)) + " is given twice")
                .related.push_back({first.range(), "given here first"});
          }
        } else {
          unpacked = argument;
        }
        break;
      default: break;
    }
  }
}

void Checker::parameters(Node node) {
  std::optional<Node> with_default;
  start_round();
  for (Node parameter : node.children()) {
    Node where = parameter.child(Role::Name).value_or(parameter);
    if (name_of(parameter).value() != static_cast<uint32_t>(lex::WellKnown::Missing) &&
        !first_seen(name_of(parameter), where)) {
      Node first(tree_, NodeIndex(seen_[name_of(parameter).value()].row));
      report(where, quoted(name_of(parameter)) + " is a parameter already")
          .related.push_back({first.range(), "the first one"});
    }
    bool positional = parameter.role() == Role::Positional || parameter.role() == Role::PositionalOnly;
    if (!positional) continue;
    if (parameter.child(Role::Default)) {
      with_default = parameter;
    } else if (with_default) {
      report(where, "a parameter without a default cannot follow one with a default")
          .related.push_back({with_default->range(), "this one has a default"});
    }
  }
}

void Checker::type_parameters(Node node) {
  std::optional<Node> with_default;
  for (Node parameter : node.children()) {
    if (parameter.child(Role::Default)) {
      with_default = parameter;
    } else if (with_default) {
      report(parameter, "a type parameter without a default cannot follow one with a default")
          .related.push_back({with_default->range(), "this one has a default"});
    }
  }
}

void Checker::integer(Node node) {
  std::string_view spelled = text_.slice(node.range());
  if (spelled[0] == '0') return;
  uint32_t digits = 0;
  for (char c : spelled) digits += c != '_';
  if (digits > kMostDigits)
    report(node, "a decimal number can have at most 4300 digits; write it in hexadecimal");
}

}  // namespace pellucid::grammar
