#include <algorithm>

#include <doctest/doctest.h>

#include "support/walked.h"

namespace pellucid::flow {
namespace {

using syntax::NodeIndex;
using tests::Lines;
using tests::Walked;

std::string repeated(uint32_t count, const auto& line) {
  std::string out;
  for (uint32_t i = 0; i < count; ++i) out += line(i);
  return out;
}

TEST_CASE("straight lines and branches") {
  Walked one("x = 1\nx = 2\nprint(x)\n");
  CHECK(one.reaching("x", 3) == Lines{2});
  Walked branch("if a:\n    x = 1\nprint(x)\n");
  CHECK(branch.reaching("x", 3) == Lines{0, 2});
  Walked both("if a:\n    x = 1\nelif b:\n    x = 2\nelse:\n    x = 3\nprint(x)\n");
  CHECK(both.reaching("x", 7) == Lines{2, 4, 6});
  Walked left("def f(a):\n    if a:\n        return\n    else:\n        x = 1\n    print(x)\n");
  CHECK(left.reaching("x", 6) == Lines{5});
}

TEST_CASE("loops") {
  Walked loop("for i in y:\n    print(x)\n    x = 1\nprint(x)\n");
  CHECK(loop.reaching("x", 2) == Lines{0, 3});
  CHECK(loop.reaching("x", 4) == Lines{0, 3});
  Walked orelse("for i in y:\n    if i:\n        x = 1\n        break\nelse:\n    x = 2\nprint(x)\n");
  CHECK(orelse.reaching("x", 7) == Lines{3, 6});
  Walked forever("while True:\n    x = 1\n    if y:\n        break\nprint(x)\n");
  CHECK(forever.reaching("x", 5) == Lines{2});
  Walked again("x = 0\nwhile y:\n    if x:\n        x = 1\n        continue\n    x = 2\nprint(x)\n");
  CHECK(again.reaching("x", 3) == Lines{1, 4, 6});
  CHECK(again.reaching("x", 7) == Lines{1, 4, 6});
}

TEST_CASE("try") {
  Walked caught(
      "try:\n    x = 1\n    f()\n    x = 2\nexcept E:\n    print(x)\nelse:\n    print(x)\nprint(x)\n");
  CHECK(caught.reaching("x", 6) == Lines{0, 2, 4});
  CHECK(caught.reaching("x", 8) == Lines{4});
  Walked cleaned("try:\n    x = 1\nfinally:\n    print(x)\n    y = 1\nprint(x, y)\n");
  CHECK(cleaned.reaching("x", 4) == Lines{0, 2});
  CHECK(cleaned.reaching("x", 6) == Lines{2});
  CHECK(cleaned.reaching("y", 6) == Lines{5});
  Walked gone("try:\n    f()\nexcept E as e:\n    print(e)\nprint(e)\n");
  CHECK(gone.reaching("e", 4) == Lines{3});
  CHECK(gone.reaching("e", 5) == Lines{-3, 0});
  // What leaves the loop passes the `finally` on its way.
  Walked leaves(
      "for i in y:\n    try:\n        break\n    finally:\n        x = 1\nelse:\n    x = 2\nprint(x)\n");
  CHECK(leaves.reaching("x", 8).contains(5));
  Walked returns("def f():\n    try:\n        x = 1\n        return\n    finally:\n        print(x)\n");
  CHECK(returns.reaching("x", 6) == Lines{0, 3});
}

TEST_CASE("match, with and del") {
  Walked match("match y:\n    case [x]:\n        pass\n    case 1:\n        x = 2\nprint(x)\n");
  CHECK(match.reaching("x", 6) == Lines{0, 2, 5});
  Walked whole("match y:\n    case [x]:\n        pass\n    case x:\n        pass\nprint(x)\n");
  CHECK(whole.reaching("x", 6).count(4) == 1);
  Walked gone("x = 1\nif y:\n    del x\nprint(x)\n");
  CHECK(gone.reaching("x", 4) == Lines{-3, 0, 1});
  Walked with("with a as x:\n    print(x)\nprint(x)\n");
  CHECK(with.reaching("x", 3) == Lines{1});
}

TEST_CASE("alternatives of a pattern leave out one another") {
  Walked two("match y:\n    case ([x, 1]\n          | A(x)):\n        print(x)\nprint(x)\n");
  CHECK(two.reaching("x", 4) == Lines{2, 3});
  CHECK(two.reaching("x", 5) == Lines{0, 2, 3});
  Walked nested(
      "x = 0\nmatch y:\n    case [([x]\n          | {'k': x}\n          | {'k': ([x]\n"
      "          | P(a=x))})] as z:\n        print(x, z)\nprint(x)\n");
  CHECK(nested.reaching("x", 7) == Lines{3, 4, 5, 6});
  CHECK(nested.reaching("x", 8) == Lines{1, 3, 4, 5, 6});
  CHECK(nested.reaching("z", 7) == Lines{6});
  Walked stars("match y:\n    case (['a', *x]\n          | {**x}):\n        print(x)\n");
  CHECK(stars.reaching("x", 4) == Lines{2, 3});
}

// What the name on the line comes to, if star imports bring it as `offers` says, in order: the lines of definitions
// and star imports, and 0 for "may be unbound".
Lines reached(const Walked& walked, std::string_view name, uint32_t on_line, std::vector<Offer> offers) {
  const Use& use = walked.use(name, on_line);
  ValueId value = use.value;
  if (value == kNoOwner) value = walked.use_def.starred(*walked.use_def.use_at(use.row));
  const UseDef& use_def = walked.use_def;
  Reached found = use_def.reached(value, [&](StarIndex star) { return offers[star.value()]; });
  Lines lines;
  for (DefinitionId id : found.definitions)
    lines.insert(static_cast<int>(walked.line(walked.use_def.definitions()[id.value()].row)));
  for (StarIndex star : found.stars)
    lines.insert(static_cast<int>(walked.line(walked.use_def.stars()[star.value()])));
  if (found.bound.may_be_unbound) lines.insert(0);
  return lines;
}

TEST_CASE("star imports replace what was there, if they bring it") {
  constexpr Offer no = Offer::No, perhaps = Offer::Perhaps, yes = Offer::Yes;
  Walked behind("x = 1\nfrom m import *\nprint(x, y)\n");
  CHECK(behind.reaching("x", 3) == Lines{1});  // for who does not ask
  CHECK(reached(behind, "x", 3, {no}) == Lines{1});
  CHECK(reached(behind, "x", 3, {perhaps}) == Lines{1, 2});
  CHECK(reached(behind, "x", 3, {yes}) == Lines{2});
  CHECK(reached(behind, "y", 3, {no}) == Lines{0});
  CHECK(reached(behind, "y", 3, {perhaps}) == Lines{0, 2});
  CHECK(reached(behind, "y", 3, {yes}) == Lines{2});
  Walked before("print(y)\nfrom m import *\nx = 1\nprint(x)\n");
  CHECK(reached(before, "x", 4, {yes}) == Lines{3});
  CHECK(reached(before, "y", 1, {yes}) == Lines{0});
  Walked branch("x = 1\nif a:\n    from m import *\nprint(x, y)\n");
  CHECK(reached(branch, "x", 4, {yes}) == Lines{1, 3});
  CHECK(reached(branch, "y", 4, {yes}) == Lines{0, 3});
  Walked two("from m import *\nfrom n import *\nprint(x)\n");
  CHECK(reached(two, "x", 3, {yes, no}) == Lines{1});
  CHECK(reached(two, "x", 3, {yes, perhaps}) == Lines{1, 2});
  CHECK(reached(two, "x", 3, {perhaps, perhaps}) == Lines{0, 1, 2});
  CHECK(reached(two, "x", 3, {perhaps, no}) == Lines{0, 1});
  CHECK(reached(two, "x", 3, {yes, yes}) == Lines{2});
  Walked loop("x = 1\nwhile a:\n    print(x, y)\n    from m import *\nprint(x, y)\n");
  for (uint32_t line : {3u, 5u}) {
    CHECK(reached(loop, "x", line, {yes}) == Lines{1, 4});
    CHECK(reached(loop, "y", line, {yes}) == Lines{0, 4});
    CHECK(reached(loop, "x", line, {perhaps}) == Lines{1, 4});
  }
  Walked caught("x = 1\ntry:\n    from m import *\n    f()\nexcept E:\n    print(x, y)\nprint(y)\n");
  CHECK(reached(caught, "x", 6, {yes}) == Lines{1, 3});
  CHECK(reached(caught, "y", 6, {yes}) == Lines{0, 3});
  Walked later("def f():\n    print(y)\nfrom m import *\n");
  CHECK(reached(later, "y", 2, {yes}) == Lines{3});
  Walked of_class("from m import *\nclass C:\n    x = x\n");
  ValueId starred = of_class.use_def.starred(*of_class.use_def.use_at(of_class.use("x", 3).row));
  CHECK(starred != kNoOwner);
  Walked of_function("from m import *\ndef f():\n    print(x)\n    x = 1\n");
  CHECK(reached(of_function, "x", 3, {yes}) == Lines{0});
}

TEST_CASE("a star import in a finally, and very many of them") {
  constexpr Offer yes = Offer::Yes;
  Walked last("x = 1\ntry:\n    f()\nfinally:\n    from m import *\nprint(x)\n");
  CHECK(last.reaching("x", 6) == Lines{1});
  CHECK(reached(last, "x", 6, {Offer::No}) == Lines{1});
  CHECK(reached(last, "x", 6, {Offer::Perhaps}) == Lines{1, 5});
  CHECK(reached(last, "x", 6, {yes}) == Lines{5});
  Walked ways(
      "for i in y:\n    x = 1\n    try:\n        if i: break\n        x = 2\n    finally:\n"
      "        if i: x = 3\n        from m import *\nelse:\n    x = 4\nprint(x, z)\n");
  CHECK(reached(ways, "x", 11, {Offer::No}) == Lines{2, 7, 10});
  CHECK(reached(ways, "x", 11, {yes}) == Lines{8, 10});
  CHECK(reached(ways, "z", 11, {yes}) == Lines{0, 8});
  Walked round("x = 1\ntry:\n    f()\nfinally:\n    while a:\n        from m import *\nprint(x)\n");
  CHECK(reached(round, "x", 7, {yes}) == Lines{1});
  Walked many(repeated(3000, [](uint32_t i) { return "x" + std::to_string(i) + " = 1\nfrom m import *\n"; }));
  CHECK(many.use_def.stars().size() > 100);
  CHECK(many.use_def.stars().size() < 3000);
  Walked some("x = 1\n" + repeated(2000, [](uint32_t) { return std::string("from m import *\n"); }) +
              "print(x)\n");
  CHECK(reached(some, "x", 2002, std::vector<Offer>(2000, yes)) == Lines{2001});
}

TEST_CASE("star imports in a try in a try make no more values than others") {
  constexpr uint32_t kDeep = 40;
  std::string text = repeated(1000, [](uint32_t i) { return "x" + std::to_string(i) + " = 1\n"; });
  for (uint32_t depth = 0; depth < kDeep; ++depth) text += std::string(depth, ' ') + "try:\n";
  text += repeated(100, [](uint32_t) { return std::string(kDeep, ' ') + "from m import *\n"; });
  for (uint32_t depth = kDeep; depth-- > 0;) text += std::string(depth, ' ') + "except E: pass\n";
  Walked walked(text);
  CHECK(walked.use_def.stars().size() == 100);
  CHECK(walked.use_def.value_count() < 2'500'000);
}

TEST_CASE("a guard that fails leaves what its pattern has bound") {
  Walked whole("match y:\n    case x if x:\n        pass\n    case _:\n        print(x)\nprint(x)\n");
  CHECK(whole.reaching("x", 5) == Lines{2});
  CHECK(whole.reaching("x", 6) == Lines{2});
  Walked part("match y:\n    case [x] if x:\n        pass\n    case _:\n        print(x)\n");
  CHECK(part.reaching("x", 5) == Lines{0, 2});
  Walked test("match y:\n    case 1 if a and (x := y):\n        print(x)\n    case 2:\n        print(x)\n");
  CHECK(test.reaching("x", 3) == Lines{2});
  CHECK(test.reaching("x", 5) == Lines{0, 2});
  Walked never("match y:\n    case x if False:\n        print(1)\n    case x:\n        print(2)\n");
  CHECK(never.use_def.dead_statements().size() == 1);
}

TEST_CASE("what `finally` does, it does to each way through it") {
  Walked both("try:\n    f()\nfinally:\n    if a:\n        x = 1\n    else:\n        x = 2\nprint(x)\n");
  CHECK(both.reaching("x", 8) == Lines{5, 7});
  Walked some("x = 0\ntry:\n    f()\nfinally:\n    if a:\n        x = 1\nprint(x)\n");
  CHECK(some.reaching("x", 7) == Lines{1, 6});
  Walked loop(
      "while True:\n    x = 0\n    try:\n        break\n    finally:\n        if a: x = 1\nprint(x)\n");
  CHECK(loop.reaching("x", 7) == Lines{2, 6});
  Walked round("x = 0\ntry:\n    f()\nfinally:\n    for i in y:\n        x = i\nprint(x)\n");
  CHECK(round.reaching("x", 7) == Lines{1, 6});
  Walked apart(
      "while True:\n    try:\n        if a:\n            x = 1\n            break\n        x = 2\n"
      "    finally:\n        f()\nprint(x)\n");
  CHECK(apart.reaching("x", 9) == Lines{4});
  Walked gone("x = 0\ntry:\n    f()\nfinally:\n    del x\nprint(x)\n");
  CHECK(gone.reaching("x", 6) == Lines{-5, 0});
  Walked nested(
      "while a:\n    try:\n        try:\n            x = 0\n            break\n        finally:\n"
      "            y = 1\n    finally:\n        if b: y = 2\nelse:\n    x = y = 3\nprint(x, y)\n");
  CHECK(nested.reaching("x", 12) == Lines{4, 11});
  CHECK(nested.reaching("y", 12) == Lines{7, 9, 11});
}

TEST_CASE("what `with` may suppress") {
  Walked suppressed("with suppress(E):\n    x = f()\nprint(x)\n");
  CHECK(suppressed.reaching("x", 3) == Lines{0, 2});
  Walked returns("def f():\n    with suppress(E):\n        x = f()\n        return x\n    print(x)\n");
  CHECK(returns.reaching("x", 5) == Lines{0, 3});
  Walked plain("with open(p):\n    x = f()\nprint(x)\n");
  CHECK(plain.reaching("x", 3) == Lines{2});
  Walked ends("with open(p):\n    raise E\nprint(1)\n");
  CHECK(ends.use_def.dead_statements().size() == 1);
  // Of a manager that nothing is known of, only that code behind it may be run.
  Walked unknown("with lock:\n    x = f()\nprint(x)\n");
  CHECK(unknown.reaching("x", 3) == Lines{2});
  Walked left("with lock:\n    x = f()\n    raise E\nprint(x)\n");
  CHECK(left.reaching("x", 4) == Lines{2});
  Walked branches(
      "with lock:\n    if a:\n        x = 1\n        raise E\n    with open(x):\n        x = 2\n"
      "        try:\n            sys.exit()\n        finally:\n            y = 3\nprint(x, y)\n");
  CHECK(branches.reaching("x", 11) == Lines{3, 6});
  CHECK(branches.reaching("y", 11) == Lines{0, 10});
  Walked forever("with lock:\n    while True:\n        x = 1\nprint(x)\n");
  CHECK(forever.reaching("x", 4) == Lines{0, 3});
  Walked many("with lock:\n    x = 0\n" +
              repeated(100, [](uint32_t) { return "    if a:\n        x = 1\n        raise E\n"; }) +
              "    raise E\nprint(x)\n");
  CHECK(many.reaching("x", 304).contains(2));
  Walked several("with a as x, suppress(E), b as y:\n    pass\nprint(x, y)\n");
  CHECK(several.reaching("x", 3) == Lines{1});
  CHECK(several.reaching("y", 3) == Lines{0, 1});
  Walked dead("def f():\n    return\n    with lock:\n        raise E\n    print(x)\n");
  CHECK(dead.use_def.dead_statements().size() == 1);
}

TEST_CASE("calls that never return") {
  auto reaching = [](const std::string& before, const std::string& call) {
    Walked walked(before + "def g(a):\n    if a:\n        x = 1\n    else:\n        " + call +
                  "\n    print(x)\n");
    auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 6;
    return !walked.reaching("x", line).contains(0);
  };
  CHECK(reaching("import sys\n", "sys.exit()"));
  CHECK(reaching("def fail():\n    raise E\n", "fail()"));
  CHECK(reaching("def fail():\n    while True: f()\n", "fail()"));
  CHECK(reaching("def stop():\n    fail()\ndef fail():\n    raise E\n", "stop()"));
  CHECK(reaching("def fail(a):\n    if a: raise E\n    else: exit()\n", "fail(1)"));
  CHECK(!reaching("def fail(a):\n    if a: raise E\n", "fail(1)"));
  CHECK(!reaching("def fail(a):\n    if a: return\n    raise E\n", "fail(1)"));
  CHECK(!reaching("def fail():\n    raise E\n    yield\n", "fail()"));
  CHECK(!reaching("async def fail():\n    raise E\n", "fail()"));
  CHECK(!reaching("@wrapped\ndef fail():\n    raise E\n", "fail()"));
  CHECK(!reaching("def fail():\n    raise E\nfail = print\n", "fail()"));
  CHECK(!reaching("def fail():\n    raise E\n", "y = fail"));

  auto method = [](const std::string& members, const std::string& call, const std::string& bases = "") {
    std::string before = members + "class C" + bases + ":\n";
    Walked walked(before +
                  "    def g(self, a):\n        if a:\n            x = 1\n        else:\n            " +
                  call + "\n        print(x)\n");
    auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 6;
    return !walked.reaching("x", line).contains(0);
  };
  std::string base =
      "class A:\n    def stop(self): raise E\n    def later(self): raise NotImplementedError\n";
  CHECK(method(base, "self.stop()", "(A)"));
  CHECK(!method(base, "other.stop()", "(A)"));
  CHECK(!method(base, "self.stop()"));
  CHECK(!method(base, "self.later()", "(A)"));
  CHECK(method("", "self.skipTest('no')", "(unittest.TestCase)"));
  CHECK(method("class A(TestCase): pass\n", "self.fail('no')", "(A)"));
  CHECK(!method("", "self.fail('no')"));
  CHECK(!method("class A(TestCase):\n    def fail(self): pass\n", "self.fail('no')", "(A)"));
}

TEST_CASE("statements that are never run") {
  auto dead = [](std::string_view source) {
    Walked walked(source);
    std::vector<uint32_t> lines;
    for (NodeIndex row : walked.use_def.dead_statements()) lines.push_back(walked.line(row));
    return lines;
  };
  using List = std::vector<uint32_t>;
  CHECK(dead("if False:\n    f()\n    g()\nelse:\n    h()\n") == List{2});
  CHECK(dead("if True:\n    f()\nelif x:\n    g()\nelse:\n    h()\n") == List{4, 6});
  CHECK(dead("while True:\n    f()\nelse:\n    g()\nh()\n") == List{4, 5});
  CHECK(dead("def f():\n    return\n    if x:\n        g()\n    def h():\n        i()\n") == List{3});
  CHECK(dead("try:\n    raise E\nexcept E:\n    f()\nelse:\n    g()\n") == List{6});
}

TEST_CASE("assignment expressions") {
  Walked both("if a and (x := b):\n    print(x)\nelse:\n    print(x)\n");
  CHECK(both.reaching("x", 2) == Lines{1});
  CHECK(both.reaching("x", 4) == Lines{0, 1});
  Walked either("if a or (x := b):\n    print(x)\nelse:\n    print(x)\n");
  CHECK(either.reaching("x", 2) == Lines{0, 1});
  CHECK(either.reaching("x", 4) == Lines{1});
  Walked loop("while (x := f()):\n    print(x)\nprint(x)\n");
  CHECK(loop.reaching("x", 2) == Lines{1});
  CHECK(loop.reaching("x", 3) == Lines{1});
}

TEST_CASE("what runs later gets any definition of the name") {
  Walked later("def f():\n    return x\nx = 1\n");
  CHECK(later.use("x", 2).value == kAnyOfScope);
  Walked unreachable("def f():\n    return\n    print(x)\nx = 1\n");
  CHECK(unreachable.use("x", 3).value == kUnreachable);
  CHECK(unreachable.use_def.dead_statements().size() == 1);
  Walked nobody("print(x)\n");
  CHECK(nobody.use("x", 1).value == kNoOwner);
}

TEST_CASE("a class body runs each round with nothing bound") {
  Walked loop("for i in y:\n    class C:\n        print(x)\n        x = 1\n");
  CHECK(loop.reaching("x", 3) == Lines{0});
}

TEST_CASE("long programs") {
  auto ends = [](const std::string& source) {
    Walked walked(source);
    return walked.use_def.memory_bytes();
  };
  auto branches = [](uint32_t count) {
    return "def f(a):\n" + repeated(count, [](uint32_t i) {
             return "    if a == " + std::to_string(i) + ":\n        x = 1\n    print(x)\n";
           });
  };
  auto chain = [](uint32_t count) {
    return "def f(a):\n    if a:\n        x = 0\n" +
           repeated(count,
                    [](uint32_t i) { return "    elif a == " + std::to_string(i) + ":\n        x = 1\n"; }) +
           "    print(x)\n";
  };
  auto breaks = [](uint32_t count) {
    return "def f(a):\n    for i in a:\n" +
           repeated(count,
                    [](uint32_t i) {
                      return "        if i: x = " + std::to_string(i) + "\n        if a: break\n";
                    }) +
           "    print(x)\n";
  };
  auto loops = [](uint32_t count) {
    return "def f(a):\n" +
           repeated(count, [](uint32_t) { return "    for i in a:\n        x = i\n    print(x)\n"; });
  };
  auto tries = [](uint32_t count) {
    return "def f(a):\n" +
           repeated(count, [](uint32_t) { return "    try: x = a\n    except E: pass\n    print(x)\n"; });
  };
  auto straight = [](uint32_t count) {
    return "def f(a):\n" + repeated(count, [](uint32_t i) { return "    x" + std::to_string(i) + " = a\n"; });
  };
  // Twice the program takes twice the room; what takes more than that would run out of it here.
  auto grows_in_step = [&](auto program, uint32_t count) {
    size_t small = ends(program(count / 8)), large = ends(program(count));
    CHECK(large < small * 17);
  };
  grows_in_step(branches, 10'000);
  grows_in_step(chain, 10'000);
  grows_in_step(breaks, 10'000);
  grows_in_step(loops, 10'000);
  grows_in_step(tries, 10'000);
  grows_in_step(straight, 50'000);
  auto methods = [](uint32_t count) {
    return "class C(TestCase):\n    def stop(self): raise E\n" + repeated(count, [](uint32_t i) {
             return "    def m" + std::to_string(i) + "(self):\n        self.stop()\n        self.fail()\n";
           });
  };
  grows_in_step(methods, 10'000);
}

}  // namespace
}  // namespace pellucid::flow
