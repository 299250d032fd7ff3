#include <algorithm>
#include <iterator>
#include <map>
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

// What stands behind the `%`, as far as the source shows it.
enum class Values : uint8_t {
  Unknown,  // a name, a call, …
  Tuple,    // as many values as it has elements
  Dict,     // values by name, or one value
  Single,   // one value that has no names: a number, a string
  // One value that Python takes for a mapping, so that a format without conversions accepts it; but it has no
  // names: a list.
  List,
};

Values kind_of(Node right) {
  switch (right.kind()) {
    case NodeKind::Tuple:
      for (Node element : right.children())
        if (element.is(NodeKind::Starred) || element.is(NodeKind::Missing)) return Values::Unknown;
      return Values::Tuple;
    case NodeKind::Dict:
    case NodeKind::DictComp: return Values::Dict;
    case NodeKind::List:
      for (Node element : right.children())
        if (element.is(NodeKind::Starred)) return Values::Unknown;
      return Values::List;
    case NodeKind::ListComp: return Values::List;
    case NodeKind::IntegerLiteral:
    case NodeKind::FloatLiteral:
    case NodeKind::ImaginaryLiteral:
    case NodeKind::StringLiteral:
    case NodeKind::JoinedStr:
    case NodeKind::NoneLiteral:
    case NodeKind::TrueLiteral:
    case NodeKind::FalseLiteral:
    case NodeKind::EllipsisLiteral:
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::Lambda: return Values::Single;
    default: return Values::Unknown;
  }
}

std::string words_for(Values values) {
  return values == Values::Tuple ? "a tuple" : values == Values::List ? "a list" : "a single value";
}

// One `%` operation: its format and what is put into it.
class PercentOperation {
 public:
  PercentOperation(Node node, const source::Text& text)
      : text_(text),
        operation_(node),
        right_(operation_.right()),
        literal_(operation_.left(), text),
        bytes_(operation_.left().is(NodeKind::BytesLiteral)) {}

  std::vector<Diagnostic> run() {
    PercentFormat format =
        parse_percent_format(literal_.value(), bytes_ ? PercentOf::Bytes : PercentOf::String);
    if (format.fault) {
      report(Rule::PercentFormatInvalid, literal_.in_source(format.fault->range), format.fault->message);
      return std::move(found_);
    }
    if (!read(format)) return std::move(found_);
    if (named_.value_or(false)) {
      names();
    } else {
      count();
    }
    return std::move(found_);
  }

 private:
  Diagnostic& report(Rule rule, Range range, std::string message) {
    found_.push_back(diagnostic::report(rule, range, std::move(message)));
    return found_.back();
  }

  // Sorts the conversions; false if the format mixes both kinds.
  bool read(const PercentFormat& format) {
    std::optional<Conversion> first;
    for (const Conversion& conversion : format.conversions) {
      if (conversion.percent) continue;
      Range range = literal_.in_source(conversion.range);
      if (!conversion.known)
        report(Rule::PercentFormatUnsupportedCharacter, range,
               "there is no conversion " + in_backticks(literal_.slice(conversion.letter)));
      bool has_name = conversion.name.has_value();
      if (!first) {
        first = conversion;
        named_ = has_name;
      }
      if (conversion.stars > 0 && *named_)
        report(Rule::PercentFormatStarRequiresSequence, range,
               "`*` takes the next value of a tuple, but this format takes its values by name");
      if (has_name != *named_) {
        report(Rule::PercentFormatMixedPositionalAndNamed, range,
               has_name ? "a conversion with a name follows conversions without"
                        : "a conversion without a name follows conversions with names")
            .related.push_back({literal_.in_source(first->range), "the first of the others"});
        return false;
      }
      for (uint32_t i = 0; i < conversion.stars + 1; ++i) wanted_.push_back(conversion);
    }
    return true;
  }

  // `%s %s`
  void count() {
    Values values = kind_of(right_);
    if (values == Values::Dict && wanted_.size() > 1)
      report(Rule::PercentFormatExpectedSequence, right_.range(),
             "the format takes " + count_of(wanted_.size(), "value") + " in order, but a dictionary is one");
    if (values == Values::Unknown || values == Values::Dict) return;
    std::vector<Range> given;
    if (values == Values::Tuple) {
      for (Node element : right_.children()) given.push_back(element.range());
    } else {
      given.push_back(right_.range());
      if (values == Values::List && wanted_.empty()) return;
    }
    if (given.size() == wanted_.size()) return;
    bool more = given.size() > wanted_.size();
    Range range = more ? given[wanted_.size()] : literal_.in_source(wanted_[given.size()].range);
    report(Rule::PercentFormatPositionalCountMismatch, range,
           "the format takes " + count_of(wanted_.size(), "value") + ", but gets " +
               std::to_string(given.size()));
  }

  // `%(a)s %(b)s`
  void names() {
    Values values = kind_of(right_);
    if (values == Values::Unknown) return;
    if (values != Values::Dict) {
      report(Rule::PercentFormatExpectedMapping, right_.range(),
             "the format takes its values by name, out of a dictionary, but gets " + words_for(values));
      return;
    }
    NodeKind key_kind = bytes_ ? NodeKind::BytesLiteral : NodeKind::StringLiteral;
    std::map<std::string, Range> given;
    if (right_.is(NodeKind::DictComp)) return;
    for (Node child : right_.children()) {
      if (child.role() == Role::Unpacked) return;
      if (child.role() != Role::Key) continue;
      if (!child.is(key_kind)) return;
      std::string_view source = text_.slice(child.range());
      given.emplace(bytes_ ? lex::decode_bytes_literal(source) : lex::decode_string_literal(source),
                    child.range());
    }
    std::set<std::string_view> used;
    std::vector<std::pair<std::string, Range>> missing;
    for (const Conversion& conversion : wanted_) {
      std::string_view name = literal_.slice(*conversion.name);
      if (used.insert(name).second && !given.contains(std::string(name)))
        missing.emplace_back(name, literal_.in_source(conversion.range));
    }
    std::vector<std::pair<std::string, Range>> extra;
    for (const auto& [name, range] : given)
      if (!used.contains(name)) extra.emplace_back(name, range);
    std::sort(extra.begin(), extra.end(),
              [](const auto& a, const auto& b) { return a.second.start < b.second.start; });
    if (Diagnostic* found = list(Rule::PercentFormatExtraNamedArguments, extra, "the format does not use ",
                                 "not used either"))
      found->fix = without(extra);
    list(Rule::PercentFormatMissingArgument, missing, "the dictionary lacks ", "missing as well");
  }

  // Takes the values of these keys out of the dictionary, if they do nothing.
  std::optional<diagnostic::Fix> without(const std::vector<std::pair<std::string, Range>>& extra) const {
    std::vector<Element> pairs;
    for (Node key : right_.children(Role::Key)) {
      // The value stands behind its key. The range of either is that inside its parentheses.
      Node value(key.tree(), key.tree().subtree_end(key.index()));
      bool goes =
          std::any_of(extra.begin(), extra.end(), [&](const auto& its) { return its.second == key.range(); });
      if (key.has(syntax::kParenthesized) || value.has(syntax::kParenthesized)) return std::nullopt;
      if (goes && !is_inert(value)) return std::nullopt;
      pairs.push_back({{key.range().start, value.range().end}, goes});
    }
    auto edits = removal_among(pairs, text_);
    if (!edits) return std::nullopt;
    return diagnostic::Fix{
        extra.size() == 1 ? "Remove it from the dictionary" : "Remove them from the dictionary",
        std::move(*edits)};
  }

  Diagnostic* list(Rule rule, const std::vector<std::pair<std::string, Range>>& names, std::string_view said,
                   std::string_view also) {
    if (names.empty()) return nullptr;
    std::vector<std::string> words;
    words.reserve(names.size());
    for (const auto& [name, range] : names) words.push_back(in_backticks(name));
    Diagnostic& d = report(rule, names[0].second, std::string(said) + listed(words));
    for (size_t i = 1; i < names.size(); ++i) d.related.push_back({names[i].second, std::string(also)});
    return &d;
  }

  const source::Text& text_;
  views::BinOp operation_;
  Node right_;
  FormatLiteral literal_;
  bool bytes_;
  std::vector<Diagnostic> found_;
  // The conversions have names; none if there is no conversion.
  std::optional<bool> named_;
  // What takes a value, in order: a conversion once for itself and once for each of its stars.
  std::vector<Conversion> wanted_;
};

}  // namespace

void LiteralRules::percent(Node node) {
  std::vector<Diagnostic> found = PercentOperation(node, text_).run();
  std::move(found.begin(), found.end(), std::back_inserter(diagnostics_));
}

}  // namespace pellucid::check
