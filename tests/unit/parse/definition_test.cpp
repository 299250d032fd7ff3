#include "parse/definition.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "grammar/check.h"
#include "support/parsed.h"
#include "support/random.h"
#include "support/random_program.h"
#include "syntax/verify.h"

namespace pellucid::parse {
namespace {

using syntax::NodeIndex;

// What came of parsing each definition of a text alone.
struct Tried {
  uint32_t equal = 0;
  uint32_t has_error = 0;
  uint32_t differs = 0;
  std::string faults;

  explicit Tried(std::string_view source, source::PythonVersion version = source::kDefaultPython) {
    source::Text text(source);
    Parsed whole = parse(text, version);
    std::vector<diagnostic::Diagnostic> errors = grammar::check(whole.tree, text, version, whole.diagnostics);
    errors.insert(errors.end(), whole.diagnostics.begin(), whole.diagnostics.end());
    diagnostic::sort(errors);
    Landmarks landmarks(whole.tree, text);
    for (const DefinitionPlace& place : landmarks.definitions()) {
      auto result = parse_definition(text, version, landmarks, place, errors);
      if (auto* refusal = std::get_if<Refusal>(&result)) {
        ++(*refusal == Refusal::HasError ? has_error : differs);
        continue;
      }
      const auto& slice = *std::get_if<syntax::Tree>(&result);
      ++equal;
      for (const auto& some : {syntax::verify(slice, text), syntax::verify_slice(slice, whole.tree, text)})
        for (const std::string& fault : some) faults += fault + "\n";
    }
  }
};

bool all_equal(std::string_view source, uint32_t definitions,
               source::PythonVersion version = source::kDefaultPython) {
  Tried tried(source, version);
  CHECK(tried.faults == "");
  return tried.equal == definitions && tried.has_error == 0 && tried.differs == 0;
}

TEST_CASE("definitions in all places") {
  CHECK(all_equal("x = 1\ndef f(a, *b: int, c=x) -> y: return a.b[c]\n", 1));
  CHECK(all_equal("class C(B, metaclass=M):\n    x = 1\n    def f(self):\n        def g(): pass\n", 3));
  CHECK(all_equal("@d\n@e(1)  # c\nasync def f():\n    await g()\n@d\nclass C: x = 1\n", 2));
  CHECK(all_equal(
      "class C:\n    @d\n    # c\n\n    @e\n    def f(self):\n        @d\n        async def g(): pass\n", 3));
  CHECK(all_equal("if a:\n\t@d\n\tclass C:\n\t\t@e\n\t\tdef f(): pass\n\t@d\n\tdef g(): pass\n", 3));
  CHECK(all_equal("if a:\n    \\\n  @d\n    def f(): pass\n", 1));
  CHECK(all_equal("if a:\n    def f(): pass\nelif b:\n    def f(): 1\nelse:\n    class C: ...\n", 3));
  CHECK(all_equal("try:\n\tdef f():\n\t\tpass\nfinally:\n\tdef g():\n\t        x\n", 2));
  CHECK(all_equal("while 1:\n  for x in y:\n    with z:\n      def f():\n        return\n", 1));
  CHECK(all_equal("match x:\n    case [a, b]:\n        def f(match, case): match.x(case)\n", 1));
  CHECK(all_equal("def f[T: int, *Ts, **P = [int]](x: T): ...\nclass C[T](B[T]): pass\n", 2));
  CHECK(all_equal("def f():\n    return f'{(lambda x: x)(1)!r:>{w}}' f\"{'a'}\"\n", 1));
  CHECK(all_equal("def f():\n    x = \\\n        1\n\n# c\n    # d\n    return (\nx)\n", 1));
  CHECK(all_equal("if x:\n    \\\ndef f():\n        pass\n", 1));
  CHECK(all_equal("\f\ndef f():\n    a\n\f\n    b\n\f    def g(): pass\n", 2));
  CHECK(all_equal("def f():\r\n    a\r\n    if b:\r\n\r\n        c\r\n\r\nx = 1", 1));
  CHECK(all_equal("def f():\n    'a'  'b' \\\n 'c'", 1));
  CHECK(all_equal("def f():\n    \"\"\"a\nb\n\"\"\"\n    def g():\n        '''c\n'''\n", 2));
  CHECK(all_equal("class C:\n    def __init__(self): pass\n", 2));
  CHECK(
      all_equal("\xEF\xBB\xBF"
                "def f(): pass\n",
                1));
}

TEST_CASE("names have the numbers of the whole text") {
  CHECK(all_equal("a = b = c\ndef f(c, d, b): return a.e\n", 1));
  // NFKC: the letter pair is one name with `fi`.
  CHECK(
      all_equal("fi = 1\n\xEF\xAC\x81x = 2\ndef f(\xEF\xAC\x81, \xC3\xA9): return \xEF\xAC\x81x, fix\n", 1));
  CHECK(
      all_equal("def a_name_of_more_than_sixteen_letters(): pass\n"
                "def f(): a_name_of_more_than_sixteen_letters()\n",
                2));
  CHECK(all_equal("def f(type, match, _): match = type; print(_)\n", 1));
}

TEST_CASE("what follows a definition is not looked at") {
  CHECK(all_equal("def f(): pass\nx = '''", 1));
  CHECK(all_equal("def f():\n    return 1\nx = (\n", 1));
}

TEST_CASE("what stands around a definition does not matter, errors in it do") {
  struct {
    const char* source;
    uint32_t equal, has_error;
  } cases[] = {
      {"x = (\ndef f():\n    return 1\n", 1, 0},
      {"x = = 1\ndef f():\n    return 1\ny = $\n", 1, 0},
      {"class C:\n    x = )\n    def f(self): pass\n", 1, 1},
      {"def f(:\n    pass\ndef g(): pass\n", 1, 1},
      {"if x: def f(): pass\n", 0, 1},
      {"x = 1; def f(): pass\n", 0, 1},
      {"x = 1\n    def f(): pass\n", 0, 1},
      {"def f(): return 1 $\n", 1, 0},
      {"def f():\nx = 1\n", 0, 1},
      {"def f():\n    x = '''\n", 0, 1},
      {"def f():\n    if x:\n\ty\n", 0, 1},
      {"return\ndef f(): yield\n", 1, 0},
      {"class C:\n    return\n    def f(self): await x\n", 0, 2},
  };
  for (const auto& its : cases) {
    CAPTURE(its.source);
    Tried tried(its.source);
    CHECK(tried.faults == "");
    CHECK(tried.equal == its.equal);
    CHECK(tried.has_error == its.has_error);
    CHECK(tried.differs == 0);
  }
}

TEST_CASE("what the version lacks is an error like others") {
  Tried tried("def f[T](): pass\ndef g(): pass\n", source::PythonVersion{11});
  CHECK(tried.has_error == 1);
  CHECK(tried.equal == 1);
}

TEST_CASE("every definition of random programs equals its slice") {
  uint32_t definitions = 0;
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    Tried tried(tests::RandomProgram(seed).source());
    CAPTURE(seed);
    CHECK(tried.faults == "");
    CHECK(tried.differs == 0);
    definitions += tried.equal;
  }
  CHECK(definitions > 1000);
}

// Pieces of definitions, put together without sense.
constexpr std::string_view kPieces[] = {
    "def f(a):\n",
    "class C:\n",
    "    ",
    "    ",
    "        ",
    "\n",
    "\n",
    "return x\n",
    "pass\n",
    "x = 1\n",
    "def g(",
    "):",
    ")",
    "(",
    "[",
    "]",
    "{",
    "}",
    "'",
    "'''",
    "f'{",
    "}'",
    "lambda x: ",
    "async ",
    "@d\n",
    "if a:\n",
    "else:\n",
    "else if b:\n",
    "esle:\n",
    "try:\n",
    "except E:\n",
    "match x:\n",
    "case 1:\n",
    "with (a as b,",
    "\t",
    "\\\n",
    "\f",
    "# c\n",
    ";",
    ",",
    "print x",
    "$",
    "\xE2\x82\xAC",
    "\xFF",
    ":",
    "=",
    "await ",
    "await y\n",
    "for x in y:\n",
    "import a\n",
    "type T = int\n",
    "def h[T](x: T) -> y: ...\n",
    "class D(B): z\n",
};

TEST_CASE("every definition of broken programs equals its slice, if it is parsed alone at all") {
  uint32_t equal = 0, has_error = 0;
  for (uint64_t seed = 1; seed <= 4000; ++seed) {
    tests::Random random(seed);
    std::string source = random.joined(kPieces, 5 + random.below(40));
    Tried tried(source);
    CAPTURE(seed);
    CAPTURE(source);
    CHECK(tried.faults == "");
    CHECK(tried.differs == 0);
    equal += tried.equal;
    has_error += tried.has_error;
  }
  CHECK(equal > 500);
  CHECK(has_error > 500);
}

TEST_CASE("every definition of programs with a fault or two equals its slice, if it is parsed alone at all") {
  uint32_t equal = 0;
  for (uint64_t seed = 1; seed <= 1000; ++seed) {
    tests::Random random(seed);
    std::string source = tests::RandomProgram(seed).source();
    for (uint32_t faults = 1 + random.below(3); faults > 0; --faults) {
      uint32_t at = random.below(static_cast<uint32_t>(source.size()));
      if (random.below(2) == 0)
        source.erase(at, 1 + random.below(4));
      else
        source.insert(at, kPieces[random.below(std::size(kPieces))]);
    }
    Tried tried(source);
    CAPTURE(seed);
    CAPTURE(source);
    CHECK(tried.faults == "");
    CHECK(tried.differs == 0);
    equal += tried.equal;
  }
  CHECK(equal > 1000);
}

TEST_CASE("the innermost definition around a row") {
  //  0 Module  1 Assign  2 Name x  3 IntegerLiteral  4 ClassDef  5 Identifier C  6 FunctionDef  7 Identifier f
  //  8 Parameters  9 Pass  10 Pass  11 Expr  12 Name y
  tests::Parsed p("x = 1\nclass C:\n    def f(): pass\n    pass\ny\n");
  Landmarks landmarks(p.tree(), p.text);
  auto around = [&](uint32_t row) {
    const DefinitionPlace* found = landmarks.definition_around(NodeIndex(row));
    return found != nullptr ? static_cast<int>(found->row.value()) : -1;
  };
  int expected[] = {-1, -1, -1, -1, 4, 4, 6, 6, 6, 6, 4, -1, -1};
  CHECK(p.tree().size() == std::size(expected));
  for (uint32_t row = 0; row < std::size(expected); ++row) CHECK(around(row) == expected[row]);
}

}  // namespace
}  // namespace pellucid::parse
