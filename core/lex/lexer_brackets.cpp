// The lexer's part for what is open: brackets, replacement fields, strings with such fields.

#include <string>

#include "lex/characters.h"
#include "lex/lexer.h"

namespace pellucid::lex {

// `p` is at an opening bracket beyond the limit.
const char* Lexer::too_many_brackets(const char* p) {
  problem(p, p + 1, "too many nested brackets: the limit is 200, and the rest of the line is not checked");
  while (p < end_ && !is_line_break(*p)) ++p;
  close_down_to(0, after_line_break(p), Mode::LineStart);
  return p;
}

const char* Lexer::close(const char* p, Frame frame, TokenKind kind) {
  // Brackets match within their replacement field or, outside strings, within the logical line.
  auto is_open_bracket = [](Frame f) { return f <= Frame::Brace; };
  uint32_t depth = depth_;
  while (depth > 0 && contexts_[depth - 1].frame != frame && is_open_bracket(contexts_[depth - 1].frame))
    --depth;
  bool found = depth > 0 && contexts_[depth - 1].frame == frame;
  if (!found && frame == Frame::Brace && depth > 0 && contexts_[depth - 1].frame == Frame::Field) {
    frame = Frame::Field;
    found = true;
  }
  if (found && depth == depth_) {
    if (frame == Frame::Field && !innermost().has_spec) check_field_for_old_versions(p);
    --depth_;
    --brackets_;
    emit(kind, p, p + 1);
    if (frame == Frame::Field) mode_ = Mode::StringText;
    return p + 1;
  }
  if (found) {
    report_unclosed(depth);
    close_down_to(depth, p, Mode::Tokens);
    return p;
  }
  std::string spelled(spelling_of(kind));
  if (depth_ > 0 && is_open_bracket(innermost().frame)) {
    Context top = innermost();
    diagnostic::Diagnostic& d = problem(p, p + 1, spelled + " does not match `" + begin_[top.start] + "`");
    d.related.push_back(
        {{top.start, top.start + 1}, std::string("`") + begin_[top.start] + "` was opened here"});
    --depth_;
    --brackets_;
    emit(kClosers[static_cast<size_t>(top.frame)], p, p + 1);
    return p + 1;
  }
  problem(p, p + 1, spelled + " has no matching opening bracket");
  return p + 1;
}

// What is open from `depth` on was meant to be closed by now.
void Lexer::report_unclosed(uint32_t depth) {
  const Context& inner = innermost();
  // A string that lacks its end, or any other trouble inside, has most likely swallowed the bracket.
  if (!notes_.problems.empty() && last_problem_ >= inner.start) return;
  for (uint32_t i = depth_; i-- > depth;) {
    const Context& context = contexts_[i];
    if (context.frame != Frame::InterpolatedString) continue;
    problem(begin_ + context.start, begin_ + context.start + context.length, "this string is never closed");
    return;
  }
  auto spelled = [this](const Context& context) { return std::string("`") + begin_[context.start] + "`"; };
  diagnostic::Diagnostic& d =
      problem(begin_ + inner.start, begin_ + inner.start + 1, spelled(inner) + " is never closed");
  for (uint32_t i = depth_ - 1; i-- > depth;) {
    const Context& context = contexts_[i];
    d.related.push_back({{context.start, context.start + 1}, spelled(context) + " is not closed either"});
  }
}

void Lexer::close_down_to(uint32_t depth, const char* resume, Mode mode) {
  closing_depth_ = depth;
  closing_mode_ = mode;
  mode_ = Mode::Closing;
  if (mode == Mode::LineStart) break_at_ = nullptr;  // the brackets it was for are given up
  resume_ = resume;
}

const char* Lexer::close_one(const char* p) {
  const char* at = begin_ + last_end();
  if (depth_ == closing_depth_) {
    if (closing_mode_ == Mode::LineStart) {
      next_flags_ = kSynthetic;
      emit(TokenKind::Newline, at, at);
    }
    mode_ = closing_mode_;
    return resume_;
  }
  Context top = innermost();
  --depth_;
  next_flags_ = kSynthetic;
  switch (top.frame) {
    case Frame::Parenthesis: emit(TokenKind::RightParenthesis, at, at); break;
    case Frame::Bracket: emit(TokenKind::RightBracket, at, at); break;
    case Frame::Brace:
    case Frame::Field: emit(TokenKind::RightBrace, at, at); break;
    case Frame::FieldSpec: next_flags_ = 0; return p;
    case Frame::InterpolatedString:
      --strings_;
      emit(TokenKind::FStringEnd, at, at, 0, top.string | kUnterminated);
      return p;
  }
  --brackets_;
  return p;
}

// `:` and `!` directly in a replacement field are the field's own.
const char* Lexer::field_punctuation(const char* p) {
  if (*p == ':') {
    check_field_for_old_versions(p);
    next_flags_ |= kOpensFormat;
    emit(TokenKind::Colon, p, p + 1);
    innermost().has_spec = true;
    contexts_[depth_++] = {Frame::FieldSpec, false, false, 0, offset(p), 1};
    mode_ = Mode::StringText;
  } else {
    emit(TokenKind::Exclamation, p, p + 1);
  }
  return p + 1;
}

}  // namespace pellucid::lex
