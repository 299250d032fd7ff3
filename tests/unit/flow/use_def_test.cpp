#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "flow/build.h"
#include "scope/build.h"
#include "support/parsed.h"
#include "support/random.h"

namespace pellucid::flow {
namespace {

using syntax::NodeIndex;
using syntax::NodeKind;

// A source with its scopes and flow. Lines count from 1.
struct Walked {
  tests::Parsed parsed;
  scope::Names names;
  scope::Scopes scopes;
  UseDef use_def;

  explicit Walked(std::string_view source)
      : parsed(source),
        scopes(scope::build(parsed.tree(), parsed.text, source::kDefaultPython, names)),
        use_def(build(parsed.tree(), parsed.text, scopes, {})) {}

  uint32_t line(NodeIndex row) const {
    std::string_view before = parsed.text.view().substr(0, parsed.tree().start(row));
    return static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  }
  // The use of the name on the line; the one at its end, if there are several.
  const Use& use(std::string_view name, uint32_t on_line) const {
    const Use* found = nullptr;
    for (const Use& use : use_def.uses())
      if (line(use.row) == on_line && parsed.text.slice(parsed.tree().range(use.row)) == name) found = &use;
    REQUIRE(found != nullptr);
    return *found;
  }
  // The lines of the definitions that reach it; deletions are negative; 0 for "may be unbound".
  std::set<int> reaching(std::string_view name, uint32_t on_line) const {
    const Use& its = use(name, on_line);
    std::set<int> lines;
    bool deleted = false;
    for (DefinitionId id : use_def.reaching(its.value)) {
      const Definition& definition = use_def.definitions()[id.value()];
      int at = static_cast<int>(line(definition.row));
      deleted |= unbinds(definition.kind);
      lines.insert(unbinds(definition.kind) ? -at : at);
    }
    Boundness bound = use_def.boundness(its.value);
    CHECK((!bound.may_be_deleted || deleted));
    if (bound.may_be_unbound) lines.insert(0);
    return lines;
  }
};

using Lines = std::set<int>;

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

// Programs of few statements, which an interpreter runs along every path: a branch goes both ways, a loop
// runs no, one or two rounds, and any statement of a `try` may raise.

enum class Does : uint8_t { Assign, Print, Del, If, While, For, Try, Break, Continue, Return, Raise, Pass };

struct Line {
  Does does;
  uint32_t line = 0;
  char name = 'a';
  std::vector<Line> body, orelse, handler, cleanup;
};

class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  std::vector<Line> program() {
    add("def f():", 0);
    std::vector<Line> lines = block(1, false);
    return lines;
  }
  const std::string& source() const { return source_; }

 private:
  void add(const std::string& text, uint32_t depth) {
    source_ += std::string(depth * 4, ' ') + text + "\n";
    ++line_;
  }
  std::vector<Line> block(uint32_t depth, bool in_loop) {
    std::vector<Line> lines;
    uint32_t count = 1 + random_.below(3);
    for (uint32_t i = 0; i < count; ++i) lines.push_back(statement(depth, in_loop));
    return lines;
  }
  Line statement(uint32_t depth, bool in_loop) {
    Line its;
    its.name = static_cast<char>('a' + random_.below(3));
    std::string name(1, its.name);
    uint32_t kinds = depth < 4 ? 16 : 10;
    uint32_t kind = random_.below(kinds);
    its.line = line_ + 1;
    if (kind < 3) {
      its.does = Does::Assign;
      add(name + " = 1", depth);
    } else if (kind < 6) {
      its.does = Does::Print;
      add("print(" + name + ")", depth);
    } else if (kind == 6) {
      its.does = Does::Del;
      add("del " + name, depth);
    } else if (kind < 9 && in_loop) {
      its.does = kind == 7 ? Does::Break : Does::Continue;
      add(kind == 7 ? "break" : "continue", depth);
    } else if (kind < 9) {
      its.does = Does::Pass;
      add("pass", depth);
    } else if (kind == 9) {
      its.does = random_.below(2) == 0 ? Does::Return : Does::Raise;
      add(its.does == Does::Return ? "return" : "raise", depth);
    } else if (kind < 12) {
      its.does = Does::If;
      add("if q():", depth);
      its.body = block(depth + 1, in_loop);
      if (random_.below(2) == 0) {
        add("else:", depth);
        its.orelse = block(depth + 1, in_loop);
      }
    } else if (kind < 14) {
      its.does = kind == 12 ? Does::While : Does::For;
      add(kind == 12 ? "while q():" : "for " + name + " in q():", depth);
      its.body = block(depth + 1, true);
      if (random_.below(3) == 0) {
        add("else:", depth);
        its.orelse = block(depth + 1, in_loop);
      }
    } else {
      its.does = Does::Try;
      add("try:", depth);
      its.body = block(depth + 1, in_loop);
      uint32_t form = random_.below(3);
      if (form != 0) {
        add("except E:", depth);
        its.handler = block(depth + 1, in_loop);
        if (random_.below(2) == 0) {
          add("else:", depth);
          its.orelse = block(depth + 1, in_loop);
        }
      }
      if (form != 1) {
        add("finally:", depth);
        its.cleanup = block(depth + 1, in_loop);
      }
    }
    return its;
  }

  tests::Random random_;
  std::string source_;
  uint32_t line_ = 0;
};

// All ways at once, as sets of states. A state is the line that bound each name last: 0 for none, and
// negative for a deletion.
using State = std::array<int, 3>;
using States = std::set<State>;

struct Ends {
  States falls, breaks, continues, returns, raises;
};

void merge(States& into, const States& from) { into.insert(from.begin(), from.end()); }

class Interpreter {
 public:
  std::map<std::pair<uint32_t, char>, Lines> seen;  // by line and name of a `print`

  Ends block(const std::vector<Line>& lines, States states) {
    Ends ends;
    for (const Line& line : lines) {
      Ends its = statement(line, states);
      merge(ends.breaks, its.breaks);
      merge(ends.continues, its.continues);
      merge(ends.returns, its.returns);
      merge(ends.raises, its.raises);
      states = its.falls;
    }
    ends.falls = std::move(states);
    return ends;
  }

 private:
  Ends statement(const Line& line, const States& states) {
    Ends ends;
    if (states.empty()) return ends;
    auto at = static_cast<size_t>(line.name - 'a');
    auto set = [&](int value) {
      for (State state : states) {
        state[at] = value;
        ends.falls.insert(state);
      }
    };
    ends.raises = states;  // anything may fail before it has done something
    switch (line.does) {
      case Does::Assign: set(static_cast<int>(line.line)); break;
      case Does::Pass: ends.falls = states; break;
      case Does::Print:
        for (const State& state : states) seen[{line.line, line.name}].insert(state[at]);
        ends.falls = states;  // flow does not go by what a failed read would stop
        break;
      case Does::Del:
        for (State state : states) {
          state[at] = -static_cast<int>(line.line);
          ends.falls.insert(state);
        }
        break;
      case Does::Break: ends.breaks = states; break;
      case Does::Continue: ends.continues = states; break;
      case Does::Return: ends.returns = states; break;
      case Does::Raise: break;
      case Does::If: {
        Ends body = block(line.body, states), orelse = block(line.orelse, states);
        for (Ends* its : {&body, &orelse}) {
          merge(ends.falls, its->falls);
          merge(ends.breaks, its->breaks);
          merge(ends.continues, its->continues);
          merge(ends.returns, its->returns);
          merge(ends.raises, its->raises);
        }
        break;
      }
      case Does::While:
      case Does::For: loop(line, states, ends); break;
      case Does::Try: attempt(line, states, ends); break;
    }
    return ends;
  }

  void loop(const Line& line, const States& states, Ends& ends) {
    States head = states, left = states;
    for (uint32_t round = 0; round < 2; ++round) {
      States entering;
      for (State state : head) {
        if (line.does == Does::For) state[static_cast<size_t>(line.name - 'a')] = static_cast<int>(line.line);
        entering.insert(state);
      }
      Ends body = block(line.body, entering);
      merge(ends.falls, body.breaks);
      merge(ends.returns, body.returns);
      merge(ends.raises, body.raises);
      head = std::move(body.falls);
      merge(head, body.continues);
      merge(left, head);
    }
    Ends orelse = block(line.orelse, left);
    merge(ends.falls, orelse.falls);
    merge(ends.breaks, orelse.breaks);
    merge(ends.continues, orelse.continues);
    merge(ends.returns, orelse.returns);
    merge(ends.raises, orelse.raises);
  }

  void attempt(const Line& line, const States& states, Ends& ends) {
    Ends body = block(line.body, states);
    Ends all = block(line.orelse, body.falls);
    merge(all.breaks, body.breaks);
    merge(all.continues, body.continues);
    merge(all.returns, body.returns);
    merge(body.raises, states);
    if (line.handler.empty()) {
      merge(all.raises, body.raises);
    } else {
      Ends handler = block(line.handler, body.raises);
      merge(all.falls, handler.falls);
      merge(all.breaks, handler.breaks);
      merge(all.continues, handler.continues);
      merge(all.returns, handler.returns);
      merge(all.raises, handler.raises);
      merge(all.raises, body.raises);  // of another type
    }
    auto clean = [&](const States& from, States Ends::*way) {
      Ends its = block(line.cleanup, from);
      merge(ends.*way, its.falls);
      merge(ends.breaks, its.breaks);
      merge(ends.continues, its.continues);
      merge(ends.returns, its.returns);
      merge(ends.raises, its.raises);
    };
    clean(all.falls, &Ends::falls);
    clean(all.breaks, &Ends::breaks);
    clean(all.continues, &Ends::continues);
    clean(all.returns, &Ends::returns);
    clean(all.raises, &Ends::raises);
  }
};

TEST_CASE("what some path brings to a use is among what reaches it") {
  uint32_t uses = 0, exact = 0;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    Generator generator(seed);
    std::vector<Line> program = generator.program();
    Interpreter interpreter;
    interpreter.block(program, {State{0, 0, 0}});
    Walked walked(generator.source());
    CAPTURE(seed);
    CAPTURE(generator.source());
    for (const auto& [place, brought] : interpreter.seen) {
      const uint32_t line = place.first;
      const auto& name = place.second;
      CAPTURE(line);
      const Use& use = walked.use(std::string_view(&name, 1), line);
      if (use.value == kNoOwner) continue;  // nobody binds it
      CHECK(use.value != kUnreachable);
      Lines found = walked.reaching(std::string_view(&name, 1), line);
      for (int its : brought) CHECK_MESSAGE(found.contains(its), its);
      if (*brought.begin() < 0) CHECK(found.contains(0));
      ++uses;
      Lines wanted = brought;
      if (*brought.begin() < 0) wanted.insert(0);
      exact += found == wanted;
    }
  }
  // Nearly always nothing else is: what stands behind a `finally` does not tell its ways apart.
  CHECK(uses > 3000);
  CHECK(exact * 10 > uses * 9);
  MESSAGE(exact << " of " << uses << " uses get what some path brings, and nothing else");
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
