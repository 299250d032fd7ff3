#pragma once

// Random programs of nested scopes that share a few names: functions, classes, lambdas, comprehensions,
// declarations, branches. They parse; what the compiler says of their scopes is left to chance. A seed gives the
// same program everywhere: pieces are drawn in the order of a braced list, which is that of the text.

#include <initializer_list>
#include <string>

#include "support/random.h"

namespace pellucid::tests {

class RandomProgram {
 public:
  explicit RandomProgram(uint64_t seed) : random_(seed) { block(0, 2 + random_.below(6), Inside::Module); }

  const std::string& source() const { return source_; }

 private:
  enum class Inside { Module, Class, Function };

  std::string name() { return std::string(1, "abcd"[random_.below(4)]); }
  bool chance(uint32_t in) { return random_.below(in) == 0; }

  using Pieces = std::initializer_list<std::string>;
  static std::string joined(Pieces pieces) {
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    return text;
  }

  std::string expression(uint32_t depth = 0) {
    uint32_t below = depth + 1;
    switch (random_.below(depth > 2 ? 3 : 12)) {
      case 0: return "1";
      case 3: return joined({"(lambda ", name(), "=", expression(below), ": ", expression(below), ")"});
      case 4:
        return joined({"[", expression(below), " for ", name(), " in ", expression(below),
                       chance(2) ? joined({" if ", expression(below)}) : std::string(), "]"});
      case 5:
        return joined({"{", name(), " for ", name(), " in ", name(), " for ", name(), " in ", name(), "}"});
      case 6: return joined({expression(below), ".", name()});
      case 7: return joined({name(), "(", name(), "=", expression(below), ")"});
      case 8: return joined({"(", expression(below), " if ", name(), " else ", expression(below), ")"});
      case 9: return joined({"f'{", name(), "}'"});
      default: return name();
    }
  }

  void line(uint32_t depth, Pieces pieces) { source_ += std::string(2 * depth, ' ') + joined(pieces) + "\n"; }

  void block(uint32_t depth, uint32_t count, Inside inside) {
    for (uint32_t i = 0; i < count; ++i) statement(depth, inside);
  }
  void inner(uint32_t depth, Inside inside) { block(depth + 1, 1 + random_.below(3), inside); }

  void annotation(uint32_t depth) {
    std::string quote = chance(2) ? "'" : "", value = chance(2) ? " = " + name() : "";
    line(depth, {name(), ": ", quote, name(), quote, value});
  }

  void statement(uint32_t depth, Inside inside) {
    switch (random_.below(depth > 3 ? 8 : 16)) {
      case 0:
      case 1:
      case 2: return line(depth, {name(), " = ", expression()});
      case 3: return line(depth, {name(), " += ", expression()});
      case 4: return line(depth, {"print(", expression(), ")"});
      case 5:
        if (chance(3)) return line(depth, {"del ", name()});
        return line(depth, {name(), ", ", name(), " = ", expression()});
      case 6:
        if (chance(2)) return annotation(depth);
        return line(depth, {"import m as ", name()});
      case 7:
        if (inside == Inside::Function && chance(2))
          return line(depth, {chance(2) ? "global " : "nonlocal ", name()});
        return line(depth, {"print(", name(), ")"});
      case 8:
      case 9:
      case 10:
        line(depth, {"def ", name(), "(", name(), chance(2) ? joined({"=", expression(1)}) : std::string(),
                     chance(2) ? joined({", *, e: ", name(), "=", name()}) : std::string(), "):"});
        return inner(depth, Inside::Function);
      case 11:
      case 12: line(depth, {"class ", name(), "(", name(), "):"}); return inner(depth, Inside::Class);
      case 13: line(depth, {"for ", name(), " in ", expression(), ":"}); return inner(depth, inside);
      case 14:
        line(depth, {"try:"});
        inner(depth, inside);
        line(depth, {"except E as ", name(), ":"});
        return inner(depth, inside);
      default:
        line(depth, {"if ", expression(), ":"});
        inner(depth, inside);
        if (chance(2)) return;
        line(depth, {"else:"});
        return inner(depth, inside);
    }
  }

  Random random_;
  std::string source_;
};

}  // namespace pellucid::tests
