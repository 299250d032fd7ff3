#include "check/literal_rules.h"

#include <algorithm>

#include "check/check.h"
#include "source/utf8.h"

namespace pellucid::check {

using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Operator;
using syntax::Role;

std::vector<diagnostic::Diagnostic> LiteralRules::run() {
  for (uint32_t row = 0; row < tree_.size(); ++row) look_at(NodeIndex(row));
  return std::move(diagnostics_);
}

void LiteralRules::look_at(NodeIndex row) {
  switch (tree_.kind(row)) {
    case NodeKind::Dict: return dictionary(Node(tree_, row));
    case NodeKind::Compare: return comparison(Node(tree_, row));
    case NodeKind::JoinedStr:
    case NodeKind::TemplateStr: return interpolated(Node(tree_, row));
    case NodeKind::Raise: return raise(Node(tree_, row));
    case NodeKind::Assert: return asserted(Node(tree_, row));
    case NodeKind::If:
    case NodeKind::ElifClause:
    case NodeKind::While:
    case NodeKind::IfExp:
      if (auto test = Node(tree_, row).child(Role::Test)) tested(*test);
      return;
    case NodeKind::BinOp: {
      // The left operand is the next row.
      NodeKind left = tree_.kind(row.next());
      if (tree_.op(row) == Operator::Modulo &&
          (left == NodeKind::StringLiteral || left == NodeKind::BytesLiteral))
        percent(Node(tree_, row));
      if (tree_.op(row) == Operator::RightShift && left == NodeKind::Name) right_shift(Node(tree_, row));
      return;
    }
    case NodeKind::Call:
      // The function is the next row, and what a method is taken from the one behind it.
      if (tree_.kind(row.next()) == NodeKind::Attribute &&
          tree_.kind(row.next().next()) == NodeKind::StringLiteral)
        call(Node(tree_, row));
      return;
    default: return;
  }
}

bool LiteralRules::is_name(Node node, std::string_view name) const {
  return node.is(NodeKind::Name) && tree_.text_of(tree_.name(node.index()), text_) == name;
}

std::string in_backticks(std::string_view text) {
  constexpr size_t kMost = 40;
  size_t end = text.size();
  if (end > kMost) {
    end = kMost;
    while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  }
  std::string out = "`";
  for (char c : text.substr(0, end)) {
    if (static_cast<uint8_t>(c) < 0x20 || c == 0x7F) {
      source::append_utf8(out, source::kReplacementCharacter);
    } else {
      out.push_back(c);
    }
  }
  return out + (end < text.size() ? "…`" : "`");
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 < words.size() ? ", " : " and ";
    out += words[i];
  }
  return out;
}

std::string count_of(size_t number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

void leave_broken_lines(std::vector<diagnostic::Diagnostic>& diagnostics,
                        const std::vector<diagnostic::Diagnostic>& errors, const source::LineIndex& lines) {
  if (errors.empty()) return;
  std::erase_if(diagnostics, [&](const diagnostic::Diagnostic& d) {
    uint32_t line = lines.line_of(d.range.start);
    auto error = std::lower_bound(
        errors.begin(), errors.end(), lines.start_of(line),
        [](const diagnostic::Diagnostic& e, uint32_t start) { return e.range.start < start; });
    return error != errors.end() && lines.line_of(error->range.start) == line;
  });
}

std::vector<diagnostic::Diagnostic> literal_rules(const syntax::Tree& tree, const source::Text& text) {
  return LiteralRules(tree, text).run();
}

}  // namespace pellucid::check
