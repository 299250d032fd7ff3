#include "lex/lexer.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "source/utf8.h"
#include "support/random.h"
#include "support/token_stream.h"

namespace pellucid::lex {
namespace {

using namespace std::string_view_literals;
using source::PythonVersion;

// `Name:x Equal Integer:1 Newline EndOfFile`. A tilde before a token says that it is synthetic.
std::string rendered(const source::Text& text, const std::vector<Token>& tokens) {
  std::string out;
  for (const Token& token : tokens) {
    if (!out.empty()) out += ' ';
    if (token.flags & kSynthetic) out += '~';
    out += identifier_of(token.kind);
    switch (token.kind) {
      case TokenKind::Name:
      case TokenKind::Integer:
      case TokenKind::Float:
      case TokenKind::Imaginary:
      case TokenKind::String:
      case TokenKind::FStringStart:
      case TokenKind::FStringMiddle:
      case TokenKind::Comment:
      case TokenKind::Unknown:
        out += ':';
        out += text.slice(token.range());
        break;
      default: break;
    }
  }
  return out;
}

struct Case {
  std::string_view source;
  std::string_view tokens;
  std::vector<std::string_view> problems = {};  // a part of each message, in order
};

void check(const Case& c, PythonVersion version = source::kDefaultPython, Trivia trivia = Trivia::Leave) {
  CAPTURE(c.source);
  source::Text text(c.source);
  tests::Lexed lexed = tests::lex_all(text, version, trivia);
  CHECK(rendered(text, lexed.tokens) == c.tokens);
  CHECK(lexed.notes.problems.size() == c.problems.size());
  for (size_t i = 0; i < std::min(lexed.notes.problems.size(), c.problems.size()); ++i) {
    INFO(lexed.notes.problems[i].message);
    CHECK(lexed.notes.problems[i].message.find(c.problems[i]) != std::string::npos);
  }
  for (size_t i = c.problems.size(); i < lexed.notes.problems.size(); ++i)
    FAIL_CHECK("not expected: " << lexed.notes.problems[i].message);
  for (const std::string& fault : tests::stream_faults(text, lexed)) FAIL_CHECK(fault);
}

TEST_CASE("names, keywords and soft keywords") {
  check({"", "EndOfFile"});
  check({"x", "Name:x Newline EndOfFile"});
  check({"x\n", "Name:x Newline EndOfFile"});
  check({"if iffy", "If Name:iffy Newline EndOfFile"});
  check({"match type _ case lazy", "Name:match Name:type Name:_ Name:case Name:lazy Newline EndOfFile"});
  check({"exactly_16_bytes a_word_longer_than_sixteen_bytes",
         "Name:exactly_16_bytes Name:a_word_longer_than_sixteen_bytes Newline EndOfFile"});
  check({"h\xC3\xA9 = \xE4\xB8\xAD\n", "Name:h\xC3\xA9 Equal Name:\xE4\xB8\xAD Newline EndOfFile"});
  check({"\xEF\xBB\xBFx\n", "Name:x Newline EndOfFile"});
  check({"x in\xFF y", "Name:x In Name:y Newline EndOfFile"});
  check({"\xEF\xBD\x89n",
         "Name:\xEF\xBD\x89n Newline EndOfFile"});  // `in` with a wide letter, a name to CPython
}

TEST_CASE("identifiers that differ only in their normal form are one name") {
  source::Text text("\xEF\xAC\x81le file \xEF\xBD\x86ile fire\n");
  tests::Lexed lexed = tests::lex_all(text, source::kDefaultPython);
  REQUIRE(lexed.tokens.size() == 6);
  CHECK(lexed.names.text_of(lexed.tokens[0].payload) == "file");
  CHECK(lexed.tokens[1].payload == lexed.tokens[0].payload);
  CHECK(lexed.tokens[2].payload == lexed.tokens[0].payload);
  CHECK(lexed.tokens[3].payload != lexed.tokens[0].payload);
}

TEST_CASE("the longest operator wins") {
  check(
      {"a**=b//=c>>=d<<=e->f:=g...h.i",
       "Name:a DoubleStarEqual Name:b DoubleSlashEqual Name:c RightShiftEqual Name:d LeftShiftEqual Name:e Arrow "
       "Name:f ColonEqual Name:g Ellipsis Name:h Dot Name:i Newline EndOfFile"});
  check(
      {"a<b<=c<<d<>e!=f==g=h",
       "Name:a Less Name:b LessEqual Name:c LeftShift Name:d LessGreater Name:e NotEqual Name:f EqualEqual Name:g "
       "Equal Name:h Newline EndOfFile"});
  check(
      {"@a@=b%c%=d&e&=f|g|=h^i^=~j;",
       "At Name:a AtEqual Name:b Percent Name:c PercentEqual Name:d Ampersand Name:e AmpersandEqual Name:f Pipe "
       "Name:g PipeEqual Name:h Caret Name:i CaretEqual Tilde Name:j Semicolon Newline EndOfFile"});
  check({"a..b", "Name:a Dot Dot Name:b Newline EndOfFile"});
  check({"....", "Ellipsis Dot Newline EndOfFile"});
}

TEST_CASE("numbers") {
  check({"0 00 1_000 0x_fF 0O17 0b_1_0",
         "Integer:0 Integer:00 Integer:1_000 Integer:0x_fF Integer:0O17 "
         "Integer:0b_1_0 Newline EndOfFile"});
  check({"1. .5 1e5 1E-5 1_0.0_1e+1_0 0e0 00.5",
         "Float:1. Float:.5 Float:1e5 Float:1E-5 Float:1_0.0_1e+1_0 Float:0e0 Float:00.5 Newline EndOfFile"});
  check({"1j 1.5J .5j 1e3j 010j",
         "Imaginary:1j Imaginary:1.5J Imaginary:.5j Imaginary:1e3j Imaginary:010j Newline "
         "EndOfFile"});
  check({"1if x else 2", "Integer:1 If Name:x Else Integer:2 Newline EndOfFile"});
  check({"1..real", "Float:1. Dot Name:real Newline EndOfFile"});
  check({"010", "Integer:010 Newline EndOfFile", {"start with `0`"}});
  check({"1__0", "Integer:1__0 Newline EndOfFile", {"underscore"}});
  check({"1_", "Integer:1_ Newline EndOfFile", {"underscore"}});
  check({"0x", "Integer:0x Newline EndOfFile", {"hexadecimal"}});
  check({"0b2", "Integer:0b2 Newline EndOfFile", {"`2` is not a digit of binary"}});
  check({"1abc", "Integer:1abc Newline EndOfFile", {"`abc` cannot follow a number"}});
}

TEST_CASE("strings") {
  check({R"('a' "b" '' '\'' "it's")",
         R"(String:'a' String:"b" String:'' String:'\'' String:"it's" Newline EndOfFile)"});
  check({R"(r'\'' u'a' Rb'\x' BR"")",
         R"(String:r'\'' String:u'a' String:Rb'\x' String:BR"" Newline EndOfFile)"});
  check({"'''a\n'b''c'''", "String:'''a\n'b''c''' Newline EndOfFile"});
  check({"'a\\\nb'", "String:'a\\\nb' Newline EndOfFile"});
  check({"ur'a'", "Name:ur String:'a' Newline EndOfFile"});
  check({"'a\nb", "String:'a Newline Name:b Newline EndOfFile", {"closing `'`"}});
  check({"\"\"\"a\nb", "String:\"\"\"a\nb Newline EndOfFile", {"triple-quoted string is never closed"}});
  check({R"('\x1')", R"(String:'\x1' Newline EndOfFile)", {"2 hexadecimal digits"}});
  check({R"('\U00110000')", R"(String:'\U00110000' Newline EndOfFile)", {"above U+10FFFF"}});
  check({R"(b'\u1' r'\x1')", R"(String:b'\u1' String:r'\x1' Newline EndOfFile)"});
  check({R"('\N')", R"(String:'\N' Newline EndOfFile)", {"name of a character"}});
  check({"b'\xC3\xA9'", "String:b'\xC3\xA9' Newline EndOfFile", {"ASCII"}});
}

TEST_CASE("strings with replacement fields") {
  check(
      {"f'a{x!r:>{w}}b'",
       "FStringStart:f' FStringMiddle:a LeftBrace Name:x Exclamation Name:r Colon FStringMiddle:> LeftBrace Name:w "
       "RightBrace RightBrace FStringMiddle:b FStringEnd Newline EndOfFile"});
  check({"f''", "FStringStart:f' FStringEnd Newline EndOfFile"});
  check({"f'{{}}'", "FStringStart:f' FStringMiddle:{{}} FStringEnd Newline EndOfFile"});
  check({"f'{x=}'", "FStringStart:f' LeftBrace Name:x Equal RightBrace FStringEnd Newline EndOfFile"});
  check({"f'{x!=y}'",
         "FStringStart:f' LeftBrace Name:x NotEqual Name:y RightBrace FStringEnd Newline EndOfFile"});
  check({"f'{a[\"b\"]}'",
         "FStringStart:f' LeftBrace Name:a LeftBracket String:\"b\" RightBracket RightBrace "
         "FStringEnd Newline EndOfFile"});
  // In brackets of its own a colon or walrus is Python's.
  check(
      {"f'{(x:=1)}{x:=5}'",
       "FStringStart:f' LeftBrace LeftParenthesis Name:x ColonEqual Integer:1 RightParenthesis RightBrace LeftBrace "
       "Name:x Colon FStringMiddle:=5 RightBrace FStringEnd Newline EndOfFile"});
  check({"f'{f'{1}'}'",
         "FStringStart:f' LeftBrace FStringStart:f' LeftBrace Integer:1 RightBrace FStringEnd "
         "RightBrace FStringEnd Newline EndOfFile"});
  check({"f'''{\nx\n}'''", "FStringStart:f''' LeftBrace Name:x RightBrace FStringEnd Newline EndOfFile"});
  check({"rt'\\{x}'",
         "FStringStart:rt' FStringMiddle:\\ LeftBrace Name:x RightBrace FStringEnd Newline EndOfFile"});
  check(
      {"f'\\N{EM DASH}{x}'",
       "FStringStart:f' FStringMiddle:\\N{EM DASH} LeftBrace Name:x RightBrace FStringEnd Newline EndOfFile"});
  check({"f'}'", "FStringStart:f' FStringMiddle:} FStringEnd Newline EndOfFile", {"`}`"}});
  check({"f'a\nb",
         "FStringStart:f' FStringMiddle:a ~FStringEnd Newline Name:b Newline EndOfFile",
         {"closing `'`"}});
  check({"f'{x'",
         "FStringStart:f' LeftBrace Name:x ~RightBrace FStringEnd Newline EndOfFile",
         {"expected `}`"}});
  check({"f'{x:>'",
         "FStringStart:f' LeftBrace Name:x Colon FStringMiddle:> ~RightBrace FStringEnd Newline EndOfFile",
         {"expected `}`"}});
}

TEST_CASE("before Python 3.12 a replacement field held no quote, backslash or comment of its own") {
  for (std::string_view source : {"f'{'a'}'", "f'{\"\\n\"}'", "f'{x\n}'", "f'''{x # c\n}'''"}) {
    CAPTURE(source);
    source::Text text(source);
    auto problems = [&text](uint32_t minor) {
      tests::Lexed lexed = tests::lex_all(text, PythonVersion{minor});
      CHECK(tests::stream_faults(text, lexed) == std::vector<std::string>());
      return lexed.notes.problems;
    };
    CHECK(problems(12).empty());
    REQUIRE(problems(11).size() == 1);
    CHECK(problems(11)[0].message.find("requires Python 3.12") != std::string::npos);
  }
}

TEST_CASE("lines, indentation and brackets") {
  check({"if a:\n  b\nc", "If Name:a Colon Newline Indent Name:b Newline Dedent Name:c Newline EndOfFile"});
  check({"a:\n b:\n  c",
         "Name:a Colon Newline Indent Name:b Colon Newline Indent Name:c Newline Dedent Dedent "
         "EndOfFile"});
  check({"a\n\n  # c\n \nb", "Name:a Newline Name:b Newline EndOfFile"});
  check({"a:\n\tb\n        c",
         "Name:a Colon Newline Indent Name:b Newline Name:c Newline Dedent EndOfFile",
         {"tabs and spaces are mixed"}});
  check({"a:\n  b\n \f  c", "Name:a Colon Newline Indent Name:b Newline Name:c Newline Dedent EndOfFile"});
  check({"(a,\n  b)\nc",
         "LeftParenthesis Name:a Comma Name:b RightParenthesis Newline Name:c Newline EndOfFile"});
  check({"a \\\n  b", "Name:a Name:b Newline EndOfFile"});
  check({"a\r\nb\rc\n", "Name:a Newline Name:b Newline Name:c Newline EndOfFile"});
  check({"a:\n    b\n  c",
         "Name:a Colon Newline Indent Name:b Newline Name:c Newline Dedent EndOfFile",
         {"does not match any outer block"}});
  check({"a \\ b", "Name:a Name:b Newline EndOfFile", {"backslash"}});
}

TEST_CASE("brackets that do not match are balanced and reported once") {
  check({"(a", "LeftParenthesis Name:a ~RightParenthesis ~Newline EndOfFile", {"`(` is never closed"}});
  check({"(a]", "LeftParenthesis Name:a RightParenthesis Newline EndOfFile", {"`]` does not match `(`"}});
  check({"a)", "Name:a Newline EndOfFile", {"`)` has no matching opening bracket"}});
  check({"([a)",
         "LeftParenthesis LeftBracket Name:a ~RightBracket RightParenthesis Newline EndOfFile",
         {"`[` is never closed"}});
  // A statement that no expression can hold ends the line before it.
  check({"f(a\nreturn b",
         "Name:f LeftParenthesis Name:a ~RightParenthesis ~Newline Return Name:b Newline EndOfFile",
         {"`(` is never closed"}});
  check(
      {"x = [\ndef f(): pass",
       "Name:x Equal LeftBracket ~RightBracket ~Newline Def Name:f LeftParenthesis RightParenthesis Colon Pass "
       "Newline EndOfFile",
       {"`[` is never closed"}});
}

TEST_CASE("characters without a meaning are left out and reported") {
  check({"a $ b", "Name:a Name:b Newline EndOfFile", {"`$` (U+0024)"}});
  check({"a\xE2\x82\xAC", "Name:a Newline EndOfFile", {"(U+20AC)"}});
  check(
      {"x = \xE2\x80\x9C"
       "a",
       "Name:x Equal Name:a Newline EndOfFile",
       {"did you mean `\"`?"}});
  // Decoding reports these (source/decode.h).
  check({"a \xFF b"sv, "Name:a Name:b Newline EndOfFile"});
  check({"a \0 b"sv, "Name:a Name:b Newline EndOfFile"});
}

TEST_CASE("comments are noted, and with trivia they are tokens too") {
  source::Text text("# a\nx  # b\r\n(\n# c\n)");
  tests::Lexed lexed = tests::lex_all(text, source::kDefaultPython);
  std::vector<std::string> comments;
  for (source::Range range : lexed.notes.comments) comments.emplace_back(text.slice(range));
  CHECK(comments == std::vector<std::string>{"# a", "# b", "# c"});
  check({"# a\nx # b\n\n$",
         "Comment:# a LineBreak Name:x Comment:# b Newline LineBreak Unknown:$ Newline EndOfFile",
         {"U+0024"}},
        source::kDefaultPython, Trivia::Emit);
}

TEST_CASE("limits are CPython's, and reaching one is a problem that says so") {
  auto problems = [](const std::string& source) {
    source::Text text(source);
    tests::Lexed lexed = tests::lex_all(text, source::kDefaultPython);
    CHECK(tests::stream_faults(text, lexed) == std::vector<std::string>());
    std::string all;
    for (const diagnostic::Diagnostic& problem : lexed.notes.problems) all += problem.message + "\n";
    return all;
  };
  auto nested = [](uint32_t depth) { return std::string(depth, '[') + std::string(depth, ']') + "\n"; };
  CHECK(problems(nested(kMaxBrackets)).empty());
  CHECK(problems(nested(kMaxBrackets + 1)).find("the limit is 200") != std::string::npos);
  CHECK(problems(nested(100000)).find("the limit is 200") != std::string::npos);

  auto blocks = [](uint32_t depth) {
    std::string source;
    for (uint32_t i = 0; i <= depth; ++i) source += std::string(i, ' ') + (i < depth ? "if x:\n" : "y\n");
    return source;
  };
  CHECK(problems(blocks(kMaxIndents - 1)).empty());
  CHECK(problems(blocks(kMaxIndents)).find("the limit is 100") != std::string::npos);

  std::string strings;
  for (int i = 0; i < 1000; ++i) strings += "f'{";
  CHECK(problems(strings).find("the limit is 150") != std::string::npos);
}

// The way a parser reads a statement again (parse/recovery.cpp).
TEST_CASE("lexing starts over at a statement and gives the same tokens again") {
  source::Text text("if a:\n    b = (1\n    c\n    d = 'x\n");
  tests::Lexed whole = tests::lex_all(text, source::kDefaultPython);
  LexNotes notes;
  NameTable names;
  names.reset(text.view(), 0);
  WordMap words(text);
  Lexer lexer(text, words, source::kDefaultPython, names, notes);
  Token tokens[64];
  uint32_t count = lexer.fill(tokens, 64);
  CHECK(count == whole.tokens.size());
  uint32_t offset = static_cast<uint32_t>(text.view().find('b'));

  lexer.restart(offset, {{0, 0}, {4, 4}});
  uint32_t again = lexer.fill(tokens, 64);
  REQUIRE(again + 5 == whole.tokens.size());  // without `if a:`, its line end and the indentation
  for (uint32_t i = 0; i < again; ++i) CHECK(tests::same_token(tokens[i], whole.tokens[i + 5]));
  CHECK(notes.problems.size() == whole.notes.problems.size());

  // With the brackets given up before the line of `c`.
  lexer.restart_breaking_at(offset, {{0, 0}, {4, 4}}, static_cast<uint32_t>(text.view().find("    c")));
  count = lexer.fill(tokens, 64);
  CHECK(
      rendered(text, {tokens, tokens + count}) ==
      "Name:b Equal LeftParenthesis Integer:1 ~RightParenthesis ~Newline Name:c Newline Name:d Equal String:'x "
      "Newline Dedent EndOfFile");
}

// ---- Any input ----

constexpr std::string_view kPieces[] = {
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "f'",
    "f\"",
    "f'''",
    "'",
    "\"",
    "'''",
    "{x!r:>",
    "}}",
    "{{",
    ":",
    "=",
    "!",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n\t",
    "\r\n",
    "\r",
    "\\\n",
    "\\",
    "#",
    " ",
    "x",
    "long_name_of_many_letters",
    "def ",
    "return ",
    "class ",
    "async def ",
    "with ",
    "0",
    "1_0",
    "0x",
    "1e",
    ".",
    "...",
    "->",
    "$",
    "\xC3\xA9",
    "\xEF\xAC\x81",
    "\xE2\x80\x9C",
    "\xFF",
    std::string_view("\0", 1),
    "\f",
    "rb'",
    "t\"",
    "\\N{",
    "\\x",
};

void check_any(std::string_view bytes, PythonVersion version) {
  source::Text text(bytes);
  tests::Lexed lexed = tests::lex_all(text, version);
  std::vector<std::string> faults = tests::stream_faults(text, lexed);
  for (const std::string& fault : faults)
    FAIL_CHECK(fault << " in " << doctest::toString(std::string(bytes)));

  // How many tokens are asked for at a time does not show.
  tests::Lexed in_small_batches = tests::lex_all(text, version, Trivia::Leave, 5);
  REQUIRE(in_small_batches.tokens.size() == lexed.tokens.size());
  for (size_t i = 0; i < std::min(lexed.tokens.size(), in_small_batches.tokens.size()); ++i) {
    bool same = tests::same_token(lexed.tokens[i], in_small_batches.tokens[i]);
    if (!same) FAIL_CHECK("token " << i << " of " << std::string(bytes));
  }

  // Trivia stand between the tokens and change none of them.
  tests::Lexed with_trivia = tests::lex_all(text, version, Trivia::Emit);
  for (const std::string& fault : tests::stream_faults(text, with_trivia))
    FAIL_CHECK(fault << ", with trivia");
  std::erase_if(with_trivia.tokens, [](const Token& token) { return tests::is_trivia(token.kind); });
  CHECK(rendered(text, with_trivia.tokens) == rendered(text, lexed.tokens));
}

TEST_CASE("the stream is in order and balanced whatever the input") {
  tests::Random random(10);
  for (int round = 0; round < 4000; ++round)
    check_any(random.joined(kPieces, random.below(40)), {8 + random.below(8)});
  for (int round = 0; round < 500; ++round) check_any(random.bytes(random.below(100)), {8 + random.below(8)});
}

}  // namespace
}  // namespace pellucid::lex
