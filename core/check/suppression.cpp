#include "check/suppression.h"

#include <algorithm>

#include "diagnostic/settings.h"

namespace pellucid::check {

using diagnostic::Diagnostic;
using diagnostic::Rule;
using source::Range;

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\f'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a stretch of a text.
class Scanner {
 public:
  Scanner(const source::Text& text, Range range) : text_(text.view()), at_(range.start), end_(range.end) {}

  uint32_t at() const { return at_; }
  bool done() const { return at_ == end_; }
  char peek() const { return done() ? '\0' : text_[at_]; }
  void skip() { ++at_; }
  void skip_spaces() {
    while (!done() && is_space(peek())) ++at_;
  }
  bool take(char c) {
    if (done() || peek() != c) return false;
    ++at_;
    return true;
  }
  // A whole word, whatever its case.
  bool take_word(std::string_view word) {
    if (end_ - at_ < word.size()) return false;
    for (size_t i = 0; i < word.size(); ++i)
      if (lower(text_[at_ + i]) != word[i]) return false;
    uint32_t behind = at_ + static_cast<uint32_t>(word.size());
    if (behind < end_ && (is_letter(text_[behind]) || is_digit(text_[behind]) ||
                          (text_[behind] & 0x80) != 0 || text_[behind] == '-' || text_[behind] == '_'))
      return false;
    at_ = behind;
    return true;
  }
  // `word`, perhaps spaces, a colon, perhaps spaces; or nothing is taken.
  bool take_label(std::string_view word) {
    uint32_t before = at_;
    if (take_word(word)) {
      skip_spaces();
      if (take(':')) {
        skip_spaces();
        return true;
      }
    }
    at_ = before;
    return false;
  }

 private:
  std::string_view text_;
  uint32_t at_;
  uint32_t end_;
};

// `[rule, rule]`; false if there are no brackets.
bool read_entries(Scanner& scan, const source::Text& text, std::vector<Suppression::Entry>& entries) {
  Scanner before = scan;
  scan.skip_spaces();
  if (!scan.take('[')) {
    scan = before;
    return false;
  }
  while (!scan.done() && scan.peek() != ']') {
    scan.skip_spaces();
    Range range = {scan.at(), scan.at()};
    for (; !scan.done() && scan.peek() != ',' && scan.peek() != ']'; scan.skip())
      if (!is_space(scan.peek())) range.end = scan.at() + 1;
    if (range.size() > 0) entries.push_back({range, diagnostic::rules_called(text.slice(range))});
    scan.take(',');
  }
  scan.take(']');
  return true;
}

// The rules whose codes begin as this one does: `F4` stands for all imports.
std::vector<Rule> rules_with_code(std::string_view code) {
  struct Code {
    std::string_view code;
    Rule rule;
  };
  static constexpr Code kCodes[] = {
#define PEL_CODE(code, rule) {code, Rule::rule},
#include "check/noqa_code.def"
#undef PEL_CODE
  };
  std::string upper(code);
  for (char& c : upper)
    if (is_letter(c)) c = static_cast<char>(c & ~0x20);
  std::vector<Rule> found;
  for (const Code& known : kCodes)
    if (known.code.starts_with(upper)) found.push_back(known.rule);
  return found;
}

// `F401, E501 F811 for reasons`: letters and then digits, one after the other.
void read_codes(Scanner& scan, const source::Text& text, std::vector<Suppression::Entry>& entries) {
  while (!scan.done()) {
    Scanner before = scan;
    while (scan.peek() == ',' || is_space(scan.peek())) scan.skip();
    Range range = {scan.at(), scan.at()};
    while (is_letter(scan.peek())) scan.skip();
    uint32_t letters = scan.at() - range.start;
    while (is_digit(scan.peek())) scan.skip();
    range.end = scan.at();
    bool ends = scan.done() || scan.peek() == ',' || is_space(scan.peek());
    bool code = letters > 0 && letters <= 6 && ends && (range.size() > letters || letters == 1);
    if (!code) {
      scan = before;
      return;
    }
    entries.push_back({range, rules_with_code(text.slice(range))});
  }
}

// What stands behind one `#`. `on_top`: nothing but comments stands before it in the file.
bool read_directive(Scanner& scan, const source::Text& text, bool on_top, bool alone, Suppression& found) {
  scan.skip_spaces();
  found.of = Suppression::Of::Others;
  if (scan.take_label("pellucid")) {
    found.of = Suppression::Of::Pellucid;
    found.whole_file = scan.take_word("ignore-file");
    if (!found.whole_file && !scan.take_word("ignore")) return false;
    if (found.whole_file && !alone) return false;
    found.everything = !read_entries(scan, text, found.entries);
    return true;
  }
  if (scan.take_label("type")) {
    if (!scan.take_word("ignore")) return false;
    found.whole_file = on_top;
    found.everything = !read_entries(scan, text, found.entries);
    // Codes that are none of ours are another checker's words for what it found here.
    std::erase_if(found.entries, [](const Suppression::Entry& entry) { return entry.rules.empty(); });
    found.everything |= found.entries.empty();
    return true;
  }
  found.whole_file = alone && (scan.take_label("flake8") || scan.take_label("ruff"));
  if (!scan.take_word("noqa")) return false;
  scan.skip_spaces();
  if (scan.take(':')) read_codes(scan, text, found.entries);
  found.everything = found.entries.empty();
  return true;
}

bool only_spaces(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_space(c) || c == '\n' || c == '\r'; });
}

bool can_be_silenced(Rule rule) { return rule != Rule::InvalidSyntax && rule != Rule::UnreadableFile; }

bool lists(const Suppression::Entry& entry, Rule rule) {
  return std::find(entry.rules.begin(), entry.rules.end(), rule) != entry.rules.end();
}

// Which comments silence a diagnostic, and which of them have.
class Silence {
 public:
  Silence(const std::vector<Suppression>& suppressions, const source::Text& text,
          const source::LineIndex& lines, const std::vector<Range>& long_rows)
      : suppressions_(suppressions), text_(text), lines_(lines), long_rows_(long_rows) {
    used_.resize(suppressions.size());
    for (size_t i = 0; i < suppressions.size(); ++i) {
      used_[i].resize(suppressions[i].entries.size() + 1);
      if (suppressions[i].whole_file) whole_file_.push_back(i);
    }
  }

  bool covers(const Diagnostic& d) {
    bool silenced = false;
    for (size_t i : whole_file_) silenced |= silences(i, d.rule);
    uint32_t last = 0xFFFFFFFF;
    for (uint32_t line : lines_for(d.range)) {
      if (line == last) continue;
      last = line;
      auto first = std::lower_bound(suppressions_.begin(), suppressions_.end(), line,
                                    [](const Suppression& s, uint32_t at) { return s.line < at; });
      for (; first != suppressions_.end() && first->line == line; ++first)
        if (!first->whole_file)
          silenced |= silences(static_cast<size_t>(first - suppressions_.begin()), d.rule);
    }
    return silenced;
  }

  // Entry `i` of the list; the one behind the last stands for the comment as a whole.
  bool used(size_t suppression, size_t i) const { return used_[suppression][i]; }

 private:
  bool silences(size_t i, Rule rule) {
    const Suppression& s = suppressions_[i];
    bool silenced = s.everything && (rule != Rule::UnusedSuppression || s.whole_file);
    for (size_t e = 0; e < s.entries.size(); ++e) {
      if (!lists(s.entries[e], rule)) continue;
      used_[i][e] = true;
      silenced = true;
    }
    if (silenced) used_[i][s.entries.size()] = true;
    return silenced;
  }

  // The line in which a comment for what stands in `line` has room: behind backslashes.
  uint32_t with_room(uint32_t line) const {
    while (line + 1 < lines_.line_count()) {
      Range range = lines_.line_range(text_, line);
      if (range.size() == 0 || text_.data()[range.end - 1] != '\\') break;
      ++line;
    }
    return line;
  }

  // Lines whose comments count for the range, ends of one thing next to each other.
  std::vector<uint32_t> lines_for(Range range) const {
    std::vector<uint32_t> found;
    auto add = [&](Range r) {
      found.push_back(with_room(lines_.line_of(r.start)));
      found.push_back(with_room(lines_.line_of(r.end > r.start ? r.end - 1 : r.end)));
    };
    add(range);
    auto behind = std::upper_bound(long_rows_.begin(), long_rows_.end(), range.start,
                                   [](uint32_t at, Range r) { return at < r.start; });
    if (behind != long_rows_.begin() && (behind - 1)->contains(range.start)) add(*(behind - 1));
    std::sort(found.begin(), found.end());
    return found;
  }

  const std::vector<Suppression>& suppressions_;
  const source::Text& text_;
  const source::LineIndex& lines_;
  const std::vector<Range>& long_rows_;
  std::vector<size_t> whole_file_;
  std::vector<std::vector<bool>> used_;
};

// The comment with the spaces before it.
Range with_spaces(const source::Text& text, Range range) {
  while (range.start > 0 && is_space(text.data()[range.start - 1])) --range.start;
  return range;
}

diagnostic::Fix removal(const source::Text& text, const Suppression& s, size_t entry, bool all_unused) {
  if (s.everything || all_unused) return {"Remove the comment", {{with_spaces(text, s.range), ""}}};
  Range range = s.entries[entry].range;
  if (entry + 1 < s.entries.size()) {
    range.end = s.entries[entry + 1].range.start;
  } else if (entry > 0) {
    range.start = s.entries[entry - 1].range.end;
  }
  return {"Remove `" + std::string(text.slice(s.entries[entry].range)) + "` from the comment", {{range, ""}}};
}

std::string unused_message(const source::Text& text, const Suppression::Entry& entry) {
  std::string_view name = text.slice(entry.range);
  if (entry.rules.empty()) return diagnostic::unknown_rule_message(name);
  if (entry.rules.size() == 1 && !can_be_silenced(entry.rules[0]))
    return "`" + std::string(name) + "` cannot be silenced by a comment";
  return "`" + std::string(name) + "` is silenced here, but nothing reports it";
}

void report_unused(const std::vector<Suppression>& suppressions, Silence& silence, const source::Text& text,
                   std::vector<Diagnostic>& diagnostics) {
  std::vector<Diagnostic> unused;
  for (size_t i = 0; i < suppressions.size(); ++i) {
    const Suppression& s = suppressions[i];
    if (s.of != Suppression::Of::Pellucid) continue;
    if (s.entries.empty()) {
      if (silence.used(i, 0)) continue;
      unused.push_back(diagnostic::report(Rule::UnusedSuppression, s.range,
                                          s.everything
                                              ? "nothing is reported here that this comment could silence"
                                              : "the list of rules to silence is empty"));
      unused.back().fix = removal(text, s, 0, true);
      continue;
    }
    auto idle = [&](size_t e) {
      return !silence.used(i, e) && !lists(s.entries[e], Rule::UnusedSuppression);
    };
    bool all = true;
    for (size_t e = 0; e < s.entries.size(); ++e) all &= idle(e);
    for (size_t e = 0; e < s.entries.size(); ++e) {
      if (!idle(e)) continue;
      unused.push_back(diagnostic::report(Rule::UnusedSuppression, s.entries[e].range,
                                          unused_message(text, s.entries[e])));
      unused.back().fix = removal(text, s, e, all);
    }
  }
  std::erase_if(unused, [&silence](const Diagnostic& d) { return silence.covers(d); });
  std::move(unused.begin(), unused.end(), std::back_inserter(diagnostics));
}

}  // namespace

std::vector<Suppression> read_suppressions(const source::Text& text, const source::LineIndex& lines,
                                           const std::vector<Range>& comments) {
  std::vector<Suppression> found;
  uint32_t seen = text.has_byte_order_mark() ? 3 : 0;
  bool on_top = true;
  for (Range comment : comments) {
    std::string_view body = text.slice(comment);
    on_top = on_top && only_spaces(text.slice({seen, comment.start}));
    seen = comment.end;
    for (size_t hash = 0; hash != std::string_view::npos;) {
      size_t next = body.find('#', hash + 1);
      Range piece = {
          comment.start + static_cast<uint32_t>(hash),
          next == std::string_view::npos ? comment.end : comment.start + static_cast<uint32_t>(next)};
      while (piece.size() > 1 && is_space(text.data()[piece.end - 1])) --piece.end;
      Scanner scan(text, {piece.start + 1, piece.end});
      Suppression suppression = {Suppression::Of::Others, piece, 0, false, false, {}};
      uint32_t line = lines.line_of(comment.start);
      bool alone = only_spaces(text.slice({lines.start_of(line), comment.start}));
      if (read_directive(scan, text, on_top, alone, suppression)) {
        suppression.line = line;
        found.push_back(std::move(suppression));
      }
      hash = next;
    }
  }
  return found;
}

std::vector<Range> long_rows(const syntax::Tree& tree, const source::Text& text) {
  using syntax::NodeKind;
  std::vector<Range> found;
  for (syntax::NodeIndex node = syntax::kRoot; node.value() < tree.size();) {
    switch (tree.kind(node)) {
      case NodeKind::Import:
      case NodeKind::ImportFrom:
      case NodeKind::StringLiteral:
      case NodeKind::BytesLiteral:
      case NodeKind::JoinedStr:
      case NodeKind::TemplateStr:
        if (text.slice(tree.range(node)).find_first_of("\r\n") != std::string_view::npos)
          found.push_back(tree.range(node));
        node = tree.subtree_end(node);
        break;
      default: node = node.next();
    }
  }
  return found;
}

void suppress(std::vector<Diagnostic>& diagnostics, const std::vector<Suppression>& suppressions,
              const source::Text& text, const source::LineIndex& lines, const std::vector<Range>& long_rows) {
  if (suppressions.empty()) return;
  Silence silence(suppressions, text, lines, long_rows);
  bool broken = false;
  std::erase_if(diagnostics, [&](const Diagnostic& d) {
    broken |= d.rule == Rule::InvalidSyntax;
    return can_be_silenced(d.rule) && silence.covers(d);
  });
  if (!broken) report_unused(suppressions, silence, text, diagnostics);
}

}  // namespace pellucid::check
