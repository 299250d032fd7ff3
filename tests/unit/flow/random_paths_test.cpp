#include <array>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "support/random.h"
#include "support/walked.h"

namespace pellucid::flow {
namespace {

using tests::Lines;
using tests::Walked;

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

}  // namespace
}  // namespace pellucid::flow
