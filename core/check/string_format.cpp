#include <algorithm>
#include <optional>
#include <set>

#include "check/format_literal.h"
#include "check/literal_rules.h"
#include "check/removal.h"

namespace pellucid::check {

using diagnostic::Diagnostic;
using diagnostic::Rule;
using source::Range;
using syntax::Node;
using syntax::NodeKind;
using syntax::Role;
namespace views = syntax::views;

namespace {

// What the call hands over. `*xs` and `**m` hide how much.
struct Arguments {
  std::vector<Node> all;
  std::vector<Node> positional;
  std::vector<std::pair<std::string, Node>> named;
  bool star = false;
  bool double_star = false;

  Arguments(Node call, const syntax::Tree& tree, const source::Text& text) {
    for (Node child : call.children()) {
      if (child.role() == Role::Arg || child.role() == Role::Keyword) all.push_back(child);
      if (child.role() == Role::Arg) {
        star |= child.is(NodeKind::Starred);
        positional.push_back(child);
      } else if (child.role() == Role::Keyword) {
        if (auto name = views::Keyword(child).name()) {
          named.emplace_back(tree.text_of(tree.name(name->index()), text), child);
        } else {
          double_star = true;
        }
      }
    }
  }
};

// What the format asks for: fields without numbers have been given theirs.
struct Wanted {
  std::set<uint32_t> numbers;
  std::set<std::string_view> names;
};

// Takes arguments away that nobody reads, if they do nothing and no other gets another number by that.
std::optional<diagnostic::Fix> without(const Arguments& arguments, const std::vector<Node>& extra,
                                       const source::Text& text) {
  std::vector<Element> elements;
  size_t gone = 0;
  bool shifts = false;
  for (Node argument : arguments.all) {
    bool goes = gone < extra.size() && argument == extra[gone];
    if (goes) {
      ++gone;
      Node value = argument.role() == Role::Keyword ? *argument.child(Role::Value) : argument;
      if (!is_inert(value)) return std::nullopt;
    }
    if (argument.role() == Role::Arg) {
      // The range of an expression is that inside its parentheses.
      if (argument.has(syntax::kParenthesized)) return std::nullopt;
      if (!goes && shifts) return std::nullopt;
      shifts |= goes;
    }
    elements.push_back({argument.range(), goes});
  }
  auto edits = removal_among(elements, text);
  if (!edits) return std::nullopt;
  return diagnostic::Fix{extra.size() == 1 ? "Remove the argument" : "Remove the arguments",
                         std::move(*edits)};
}

std::vector<Range> ranges_of(const std::vector<Node>& nodes) {
  std::vector<Range> ranges;
  ranges.reserve(nodes.size());
  for (Node node : nodes) ranges.push_back(node.range());
  return ranges;
}

void also(Diagnostic& d, const std::vector<Range>& others, std::string_view message) {
  for (size_t i = 1; i < others.size(); ++i) d.related.push_back({others[i], std::string(message)});
}

}  // namespace

// `"…".format(…)`. At most one diagnostic of each rule: a call is one mistake, however many places it shows
// in.
void LiteralRules::call(Node node) {
  views::Call call(node);
  if (!call.func().is(NodeKind::Attribute) || call.func().index() != node.index().next()) return;
  views::Attribute method(call.func());
  if (tree_.text_of(tree_.name(method.attr().index()), text_) != "format") return;
  if (!method.value().is(NodeKind::StringLiteral)) return;

  FormatLiteral literal(method.value(), text_);
  BraceFormat format = parse_brace_format(literal.value());
  if (format.fault) {
    report(Rule::StringFormatInvalid, literal.in_source(format.fault->range), format.fault->message);
    return;
  }
  Wanted wanted;
  std::optional<FormatField> ordered, numbered;
  uint32_t next = 0;
  for (const FormatField& field : format.fields) {
    switch (field.by) {
      case FormatField::By::Name: wanted.names.insert(literal.slice(field.key)); break;
      case FormatField::By::Order:
        if (!ordered) ordered = field;
        wanted.numbers.insert(next++);
        break;
      case FormatField::By::Number:
        if (!numbered) numbered = field;
        wanted.numbers.insert(field.number);
        break;
    }
  }
  if (ordered && numbered) {
    bool late = ordered->range.start > numbered->range.start;
    const FormatField& second = late ? *ordered : *numbered;
    const FormatField& first = late ? *numbered : *ordered;
    report(Rule::StringFormatMixingNumbering, literal.in_source(second.range),
           late ? "a field without a number follows fields with numbers"
                : "a field with a number follows fields without")
        .related.push_back({literal.in_source(first.range), "the first of the others"});
    return;
  }

  Arguments arguments(node, tree_, text_);
  std::vector<Node> extra;
  std::vector<std::string> words;
  auto report_extra = [&](Rule rule, const std::string& one, const std::string& several) {
    if (extra.empty()) return;
    std::string said = "no field of the format uses " + (extra.size() == 1 ? one : several) + listed(words);
    Diagnostic& found = report(rule, extra[0].range(), std::move(said));
    also(found, ranges_of(extra), "not used either");
    found.fix = without(arguments, extra, text_);
    extra.clear();
    words.clear();
  };
  if (!arguments.star) {
    for (uint32_t i = 0; i < arguments.positional.size(); ++i) {
      if (wanted.numbers.contains(i)) continue;
      extra.push_back(arguments.positional[i]);
      words.push_back(std::to_string(i));
    }
    report_extra(Rule::StringFormatExtraPositionalArguments, "argument ", "the arguments ");
  }
  for (const auto& [name, keyword] : arguments.named) {
    if (wanted.names.contains(name)) continue;
    extra.push_back(keyword);
    words.push_back("`" + name + "`");
  }
  report_extra(Rule::StringFormatExtraNamedArguments, "", "");

  std::vector<Range> missing;
  std::set<std::string> seen;
  next = 0;
  for (const FormatField& field : format.fields) {
    bool by_name = field.by == FormatField::By::Name;
    uint32_t number = field.by == FormatField::By::Order ? next++ : field.number;
    std::string word = by_name                               ? in_backticks(literal.slice(field.key))
                       : field.by == FormatField::By::Number ? std::string(literal.slice(field.key))
                                                             : std::to_string(number);
    bool given = by_name ? arguments.double_star ||
                               std::any_of(arguments.named.begin(), arguments.named.end(),
                                           [&](const auto& n) { return n.first == literal.slice(field.key); })
                         : arguments.star || number < arguments.positional.size();
    if (given || !seen.insert(word).second) continue;
    missing.push_back(literal.in_source(field.range));
    words.push_back(word);
  }
  if (!missing.empty())
    also(
        report(Rule::StringFormatMissingArgument, missing[0],
               words.size() == 1 ? "the format wants argument " + words[0] + ", which is missing"
                                 : "the format wants the arguments " + listed(words) + ", which are missing"),
        missing, "missing as well");
}

}  // namespace pellucid::check
