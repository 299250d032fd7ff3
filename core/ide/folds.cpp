#include "ide/folds.h"

#include <algorithm>

#include "syntax/node.h"

namespace pellucid::ide {

using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

namespace {

bool is_import(NodeKind kind) { return kind == NodeKind::Import || kind == NodeKind::ImportFrom; }

// What has brackets or quotes of its own.
bool is_enclosed(NodeKind kind) {
  switch (kind) {
    case NodeKind::Call:
    case NodeKind::List:
    case NodeKind::Tuple:
    case NodeKind::Set:
    case NodeKind::Dict:
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp:
    case NodeKind::Subscript:
    case NodeKind::StringLiteral:
    case NodeKind::JoinedStr:
    case NodeKind::TemplateStr:
    case NodeKind::ImportFrom:
    case NodeKind::Parameters: return true;
    default: return false;
  }
}

class Folder {
 public:
  Folder(const syntax::Tree& tree, const source::Text& text, const source::LineIndex& lines,
         std::span<const source::Range> comments)
      : tree_(tree), text_(text), lines_(lines) {
    for (source::Range its : comments)
      if (is_blank({lines_.start_of(line_of(its.start)), its.start}))
        comment_lines_.push_back(line_of(its.start));
  }

  std::vector<Fold> run() {
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      Node node(tree_, NodeIndex(i));
      if (is_enclosed(node.kind())) enclosed(node);
      syntax::Category category = syntax::entry(node.kind()).category;
      if (category == syntax::Category::Statement || category == syntax::Category::Clause) blocks(node);
    }
    imports(Node(tree_, NodeIndex(0)));
    comments();
    std::sort(found_.begin(), found_.end(), [](const Fold& a, const Fold& b) {
      return a.first != b.first ? a.first < b.first : a.last > b.last;
    });
    auto same = [](const Fold& a, const Fold& b) { return a.first == b.first; };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    return std::move(found_);
  }

 private:
  // From 0.
  uint32_t line_of(uint32_t offset) const { return lines_.line_of(offset); }

  void add(uint32_t first, uint32_t last, FoldKind kind = FoldKind::Region) {
    if (first < last) found_.push_back({first + 1, last + 1, kind});
  }

  // The line with the closing bracket stays.
  void enclosed(Node node) {
    source::Range range = node.range();
    uint32_t last = line_of(range.end);
    bool is_string =
        node.is(NodeKind::StringLiteral) || node.is(NodeKind::JoinedStr) || node.is(NodeKind::TemplateStr);
    if (last > 0) add(line_of(range.start), is_string ? last : last - 1);
  }

  bool is_blank(source::Range range) const {
    return text_.slice(range).find_first_not_of(" \t\f") == std::string_view::npos;
  }

  bool is_code(uint32_t line) const {
    return !is_blank(lines_.line_range(text_, line)) &&
           !std::binary_search(comment_lines_.begin(), comment_lines_.end(), line);
  }

  // Behind the last line of code before its first statement, which is its header's last.
  void blocks(Node node) {
    for (Role role : {Role::Body, Role::Orelse, Role::Finalbody, Role::Case}) {
      std::optional<source::Range> whole;
      for (Node child : node.children(role)) {
        // A lambda's body is none, and neither is that of a comprehension.
        if (syntax::entry(child.kind()).category == syntax::Category::Expression) break;
        whole = {whole ? whole->start : child.range().start, child.range().end};
      }
      if (!whole) continue;
      uint32_t header = line_of(whole->start);
      if (!is_blank({lines_.start_of(header), whole->start})) continue;
      while (header > 0 && !is_code(header - 1)) --header;
      if (header > 0) add(header - 1, line_of(whole->end));
    }
  }

  void imports(Node module) {
    std::optional<source::Range> run;
    auto end = [&] {
      if (run) add(line_of(run->start), line_of(run->end), FoldKind::Imports);
      run.reset();
    };
    for (Node child : module.children()) {
      if (!is_import(child.kind())) {
        end();
        continue;
      }
      run = {run ? run->start : child.range().start, child.range().end};
    }
    end();
  }

  void comments() {
    for (size_t i = 0; i < comment_lines_.size(); ++i) {
      uint32_t first = comment_lines_[i], last = first;
      while (i + 1 < comment_lines_.size() && comment_lines_[i + 1] == last + 1) last = comment_lines_[++i];
      add(first, last, FoldKind::Comment);
    }
  }

  const syntax::Tree& tree_;
  const source::Text& text_;
  const source::LineIndex& lines_;
  std::vector<uint32_t> comment_lines_;  // from 0, of comments that stand alone on theirs
  std::vector<Fold> found_;
};

}  // namespace

std::vector<Fold> folds(const syntax::Tree& tree, const source::Text& text, const source::LineIndex& lines,
                        std::span<const source::Range> comments) {
  return Folder(tree, text, lines, comments).run();
}

}  // namespace pellucid::ide
