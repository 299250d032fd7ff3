#include "grammar/check.h"

#include <algorithm>

#include "base/check.h"
#include "grammar/checker.h"
#include "lex/characters.h"

namespace pellucid::grammar {

std::string_view describe(NodeKind kind) {
  switch (kind) {
    case NodeKind::Call: return "a call";
    case NodeKind::BinOp:
    case NodeKind::UnaryOp: return "an operator expression";
    case NodeKind::BoolOp: return "an `and`/`or` expression";
    case NodeKind::Compare: return "a comparison";
    case NodeKind::Lambda: return "a `lambda`";
    case NodeKind::IfExp: return "a conditional expression";
    case NodeKind::Dict: return "a dictionary";
    case NodeKind::Set: return "a set";
    case NodeKind::ListComp: return "a list comprehension";
    case NodeKind::SetComp: return "a set comprehension";
    case NodeKind::DictComp: return "a dictionary comprehension";
    case NodeKind::GeneratorExp: return "a generator expression";
    case NodeKind::Await: return "an `await` expression";
    case NodeKind::Yield:
    case NodeKind::YieldFrom: return "a `yield` expression";
    case NodeKind::JoinedStr: return "an f-string";
    case NodeKind::TemplateStr: return "a template string";
    case NodeKind::NoneLiteral: return "`None`";
    case NodeKind::TrueLiteral: return "`True`";
    case NodeKind::FalseLiteral: return "`False`";
    case NodeKind::EllipsisLiteral: return "`...`";
    case NodeKind::NamedExpr: return "an assignment expression";
    case NodeKind::Starred: return "an unpacked value";
    case NodeKind::Tuple: return "a tuple";
    case NodeKind::List: return "a list";
    case NodeKind::Slice: return "a slice";
    default: return "a literal";
  }
}

std::vector<diagnostic::Diagnostic> Checker::run() {
  seen_.resize(tree_.name_count());
  push({Around::Module, tree_.size(), 0});
  // The `__future__` imports of the prologue count for the whole file, so they are read first.
  for (Node statement : Node(tree_, syntax::kRoot).children()) {
    bool docstring = statement.index().value() == 1 && statement.is(NodeKind::Expr) &&
                     views::Expr(statement).value().is(NodeKind::StringLiteral);
    bool future = is_future_import(statement);
    if (!docstring && !future) break;
    future_prologue_end_ = tree_.subtree_end(statement.index()).value();
    if (!future) continue;
    for (Node alias : statement.children(Role::Name))
      if (auto name = alias.child(Role::Name))
        future_annotations_ |= name_text(name_of(*name)) == "annotations";
  }
  for (uint32_t row = 0; row < tree_.size(); ++row) {
    if (row >= next_change_) change_contexts(row);
    NodeIndex index(row);
    NodeKind kind = tree_.kind(index);
    switch (kind) {
      // By far the most rows are of these kinds, and hardly anything can be wrong with them.
      case NodeKind::Name:
      case NodeKind::Identifier:
        if (tree_.payload(index) == static_cast<uint32_t>(lex::WellKnown::Debug))
          debug_name(Node(tree_, index));
        continue;
      case NodeKind::Attribute:
      case NodeKind::Subscript:
      case NodeKind::Expr:
      case NodeKind::Assign: continue;
      default: break;
    }
    Role role = tree_.role(index);
    if (role == Role::Target || role == Role::OptionalVars) target(Node(tree_, index));
    visit(Node(tree_, index));
  }
  change_contexts(tree_.size());
  return std::move(diagnostics_);
}

void Checker::visit(Node node) {
  switch (node.kind()) {
    case NodeKind::FunctionDef:
    case NodeKind::ClassDef:
    case NodeKind::Lambda: function_contexts(node); break;
    case NodeKind::For:
      if (node.has(syntax::kAsync)) async_statement(node);
      loop_contexts(node);
      break;
    case NodeKind::While: loop_contexts(node); break;
    case NodeKind::With:
      if (node.has(syntax::kAsync)) async_statement(node);
      with_contexts(node);
      break;
    case NodeKind::Try:
      handlers(node);
      try_contexts(node);
      break;
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp: comprehension_contexts(node); break;
    case NodeKind::AnnAssign:
      annotated_target(node);
      annotation_contexts(node);
      break;
    case NodeKind::TypeAlias: annotation_contexts(node); break;
    case NodeKind::Return: return_statement(node); break;
    case NodeKind::Break:
    case NodeKind::Continue: break_or_continue(node); break;
    case NodeKind::Yield:
    case NodeKind::YieldFrom: yield(node); break;
    case NodeKind::Await: await(node); break;
    case NodeKind::NamedExpr: named_expression(node); break;
    case NodeKind::Import: lazy_import(node); break;
    case NodeKind::ImportFrom:
      import_from(node);
      lazy_import(node);
      break;
    case NodeKind::Keyword: keyword(node); break;
    case NodeKind::Parameters: parameters(node); break;
    case NodeKind::Parameter:
      if (name_of(node).value() == static_cast<uint32_t>(lex::WellKnown::Debug)) debug_name(node);
      annotation_contexts(node);
      break;
    case NodeKind::TypeParameters: type_parameters(node); break;
    case NodeKind::TypeVar:
    case NodeKind::TypeVarTuple:
    case NodeKind::ParamSpec: annotation_contexts(node); break;
    case NodeKind::Starred: star(node); break;
    case NodeKind::IntegerLiteral:
      if (node.range().size() > kMostDigits) integer(node);
      break;
    case NodeKind::Match: match_statement(node); break;
    case NodeKind::MatchValue:
    case NodeKind::MatchSequence:
    case NodeKind::MatchMapping:
    case NodeKind::MatchClass:
    case NodeKind::MatchOr: pattern(node); break;
    default: break;
  }
}

namespace {

// Where the lines of offsets begin, asked for in order: a long line with many problems is read once.
class LineStarts {
 public:
  explicit LineStarts(std::string_view text) : text_(text) {}

  uint32_t of(uint32_t offset) {
    PEL_CHECK(offset >= seen_, "offset ", offset, " is asked for after ", seen_);
    uint32_t at = offset;
    while (at > seen_ && !lex::is_line_break(text_[at - 1])) --at;
    if (at > seen_) start_ = at;
    seen_ = offset;
    return start_;
  }

 private:
  std::string_view text_;
  uint32_t seen_ = 0;
  uint32_t start_ = 0;
};

}  // namespace

std::vector<diagnostic::Diagnostic> check(const syntax::Tree& tree, const source::Text& text,
                                          source::PythonVersion version,
                                          const std::vector<diagnostic::Diagnostic>& reported) {
  std::vector<diagnostic::Diagnostic> found = Checker(tree, text, version).run();
  diagnostic::sort(found);
  // What the parser could not make sense of makes no sense here either.
  LineStarts starts(text.view());
  LineStarts starts_of_reported(text.view());
  std::erase_if(found, [&](const diagnostic::Diagnostic& d) {
    uint32_t start = starts.of(d.range.start);
    auto next =
        std::lower_bound(reported.begin(), reported.end(), start,
                         [](const diagnostic::Diagnostic& r, uint32_t at) { return r.range.start < at; });
    return next != reported.end() && starts_of_reported.of(next->range.start) == start;
  });
  return found;
}

}  // namespace pellucid::grammar
