// Whatever was done to an engine before, it answers as a fresh one does, and as the rules of circles say.

#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sheet.h"
#include "support/random.h"

namespace pellucid::query::sheet {
namespace {

using Formulas = std::vector<std::optional<Formula>>;

enum class Shape {
  Acyclic,   // operands are lower numbers
  Anything,  // what is read does not depend on values; values may go round and round
  Monotone,  // what is read does depend on values; all functions are monotone
  Wild,      // both
};

Formula random_formula(tests::Random& random, Shape shape, uint32_t cell, uint32_t cells) {
  static constexpr Op kByShape[4][4] = {{Op::Sum, Op::Min, Op::Union, Op::If},
                                        {Op::Sum, Op::Min, Op::Union, Op::Sum},
                                        {Op::Union, Op::Guard, Op::Union, Op::Guard},
                                        {Op::Sum, Op::Min, Op::Guard, Op::If}};
  Formula formula;
  formula.op = kByShape[static_cast<int>(shape)][random.below(4)];
  formula.constant = random.below(kValues);
  if (formula.op == Op::Union) formula.constant = 1u << random.below(6);
  uint32_t limit = shape == Shape::Acyclic ? cell : cells;
  uint32_t count = formula.op == Op::If ? 3 : random.below(4);
  for (uint32_t i = 0; i < count && limit > 0; ++i) formula.operands.push_back(random.below(limit));
  return formula;
}

void put(Engine& engine, Formulas& formulas, uint32_t cell, std::optional<Formula> formula,
         Durability durability = Durability::Low) {
  formulas[cell] = formula;
  if (formula) {
    engine.set<Cell>(cell, *formula, durability);
  } else {
    engine.remove<Cell>(cell);
  }
}

std::vector<uint32_t> ask_all(const Formulas& formulas, uint32_t first) {
  Engine engine;
  auto cells = static_cast<uint32_t>(formulas.size());
  for (uint32_t i = 0; i < cells; ++i)
    if (formulas[i]) engine.set<Cell>(i, *formulas[i]);
  std::vector<uint32_t> values(cells);
  for (uint32_t i = 0; i < cells; ++i) values[(first + i) % cells] = ask(engine, (first + i) % cells);
  return values;
}

// The meaning of a sheet whose reads do not depend on values, without an engine: circles are the cells that
// reach one another, and each is computed in rounds from the values before.
class Meaning {
 public:
  explicit Meaning(const Formulas& formulas)
      : formulas_(formulas),
        size_(formulas.size()),
        values_(size_),
        reaches_(size_, std::vector<bool>(size_)) {
    for (size_t i = 0; i < size_; ++i)
      if (formulas[i])
        for (uint32_t operand : formulas[i]->operands) reaches_[i][operand] = true;
    for (size_t k = 0; k < size_; ++k)
      for (size_t i = 0; i < size_; ++i)
        for (size_t j = 0; j < size_; ++j)
          if (reaches_[i][k] && reaches_[k][j]) reaches_[i][j] = true;
  }

  uint32_t value(uint32_t cell) {
    if (!values_[cell]) {
      if (reaches_[cell][cell]) {
        solve(cell);
      } else {
        values_[cell] = of(cell, [&](uint32_t other) { return value(other); });
      }
    }
    return *values_[cell];
  }

 private:
  template <class Reader>
  uint32_t of(uint32_t cell, Reader reader) {
    const Formula* formula = formulas_[cell] ? &*formulas_[cell] : nullptr;
    return evaluate(formula, [&](uint32_t i) { return reader(formula->operands[i]); });
  }

  void solve(uint32_t cell) {
    std::vector<uint32_t> members;
    std::vector<uint32_t> before(size_), changes(size_);
    for (uint32_t i = 0; i < size_; ++i) {
      if (!reaches_[cell][i] || !reaches_[i][cell]) continue;
      members.push_back(i);
      before[i] = is_falling(i) ? Falling::fallback(i) : Flowing::initial(i);
    }
    for (bool moved = true; moved;) {
      moved = false;
      std::vector<uint32_t> after = before;
      for (uint32_t member : members) {
        if (is_falling(member) || changes[member] > Flowing::kMaxChanges) continue;
        after[member] =
            of(member, [&](uint32_t other) { return reaches_[other][cell] ? before[other] : value(other); });
        if (after[member] == before[member]) continue;
        moved = true;
        if (++changes[member] > Flowing::kMaxChanges) after[member] = Flowing::fallback(member);
      }
      before = after;
    }
    for (uint32_t member : members) values_[member] = before[member];
  }

  const Formulas& formulas_;
  size_t size_;
  std::vector<std::optional<uint32_t>> values_;
  std::vector<std::vector<bool>> reaches_;
};

Formulas random_sheet(tests::Random& random, Shape shape, uint32_t cells) {
  Formulas formulas(cells);
  for (uint32_t i = 0; i < cells; ++i)
    if (random.below(8) != 0) formulas[i] = random_formula(random, shape, i, cells);
  return formulas;
}

TEST_CASE("query: a circle gives the same values wherever it is entered") {
  tests::Random random(11);
  for (int round = 0; round < 600; ++round) {
    // Fallbacks alone are not monotone, so that monotone sheets have fewer cells than the first that falls.
    static constexpr Shape kShapes[] = {Shape::Monotone, Shape::Anything, Shape::Wild};
    Shape shape = kShapes[round % 3];
    uint32_t cells = shape == Shape::Monotone ? 6 : 2 + random.below(12);
    Formulas formulas = random_sheet(random, shape, cells);
    std::vector<uint32_t> expected = ask_all(formulas, 0);
    for (uint32_t first = 1; first < cells; ++first) {
      INFO("round " << round << ", first " << first);
      CHECK(ask_all(formulas, first) == expected);
    }
    if (shape == Shape::Anything) {
      Meaning meaning(formulas);
      for (uint32_t i = 0; i < cells; ++i) {
        INFO("round " << round << ", cell " << i);
        CHECK(expected[i] == meaning.value(i));
      }
    }
  }
}

TEST_CASE("query: a monotone sheet has its least fixpoint, though reads depend on values") {
  tests::Random random(12);
  for (int round = 0; round < 300; ++round) {
    constexpr uint32_t kCells = 6;
    Formulas formulas = random_sheet(random, Shape::Monotone, kCells);
    std::vector<uint32_t> least(kCells);
    for (bool moved = true; moved;) {
      moved = false;
      for (uint32_t i = 0; i < kCells; ++i) {
        const Formula* formula = formulas[i] ? &*formulas[i] : nullptr;
        uint32_t value = evaluate(formula, [&](uint32_t k) { return least[formula->operands[k]]; });
        moved |= value != least[i];
        least[i] = value;
      }
    }
    CHECK(ask_all(formulas, round % kCells) == least);
  }
}

struct Script {
  Shape shape;
  uint64_t seed;
  uint32_t cells;
  uint32_t steps;
};

// Random edits, with everything that must make no difference in between.
void play(const Script& script) {
  tests::Random random(script.seed);
  Engine engine;
  engine.set_depth_limit(1 + random.below(6));
  Formulas formulas(script.cells);
  for (uint32_t i = 0; i < script.cells; ++i)
    if (random.below(8) != 0) put(engine, formulas, i, random_formula(random, script.shape, i, script.cells));
  uint32_t wrong = 0;
  for (uint32_t step = 0; step < script.steps; ++step) {
    uint32_t cell = random.below(script.cells);
    uint32_t other = random.below(script.cells);
    auto durability = static_cast<Durability>(random.below(kDurabilities));
    switch (random.below(10)) {
      case 0: put(engine, formulas, cell, std::nullopt); break;
      case 1: engine.evict<Flowing>(other); break;
      case 2: engine.forget<Flowing>(other); break;
      case 3: engine.forget<Falling>(other / 7 * 7 + 6); break;
      case 4: engine.evict<Falling>(other / 7 * 7 + 6); break;
      case 5:
        // Stopped on the way.
        if (!is_falling(other)) engine.get_within<Flowing>(other, {.runs = random.below(4)});
        break;
      case 6:
        if (random.below(10) == 0) engine.collect(engine.revision());
        break;
      default:
        put(engine, formulas, cell, random_formula(random, script.shape, cell, script.cells), durability);
    }
    // Not all, so that memos of many revisions stand side by side.
    for (uint32_t asked = random.below(3); asked > 0; --asked) {
      uint32_t entry = random.below(script.cells);
      uint32_t expected = ask_all(formulas, entry)[entry];
      if (ask(engine, entry) != expected) {
        ++wrong;
        FAIL_CHECK("seed " << script.seed << ", step " << step << ", cell " << entry);
      }
    }
    if (wrong > 3) return;
  }
}

TEST_CASE("query: after any edits the results are those of a fresh engine") {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    play({Shape::Acyclic, seed, 20, 500});
    play({Shape::Anything, seed, 5 + static_cast<uint32_t>(seed) * 2, 500});
    play({Shape::Monotone, seed, 6, 500});
    play({Shape::Wild, seed, 5 + static_cast<uint32_t>(seed) * 2, 500});
  }
}

}  // namespace
}  // namespace pellucid::query::sheet
