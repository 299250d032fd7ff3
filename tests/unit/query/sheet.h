#pragma once

// A language small enough to test the engine with: a sheet of numbered cells. A cell's formula is an input,
// and may be missing; its value is a query. Values are numbers below 64, so that equal results are frequent.

#include <cstdint>
#include <string>
#include <vector>

#include "query/engine.h"

namespace pellucid::query::sheet {

enum class Op : uint8_t {
  Sum,    // constant + all operands
  Min,    // the least of the constant and all operands: often cut off
  Union,  // bits of the constant and of all operands: monotone
  If,     // the second operand if the first is odd, else the third: what is read depends on values
  Guard,  // the constant, and if the first operand has a bit of it also the second: monotone, too
};

struct Formula {
  Op op = Op::Sum;
  uint32_t constant = 0;
  std::vector<uint32_t> operands;
  friend bool operator==(const Formula&, const Formula&) = default;
};

inline size_t memory_bytes(const Formula& formula) { return formula.operands.capacity() * sizeof(uint32_t); }

inline constexpr uint32_t kValues = 64;
inline constexpr uint32_t kMissing = 7;

struct Cell {
  using Key = uint32_t;
  using Value = Formula;
  static constexpr const char* kName = "cell";
};

uint32_t read_cell(Context& context, uint32_t cell);

// Of reader(i), the i-th operand.
template <class Reader>
uint32_t evaluate(const Formula* formula, Reader reader) {
  if (formula == nullptr) return kMissing;
  uint32_t value = formula->constant;
  auto count = static_cast<uint32_t>(formula->operands.size());
  switch (formula->op) {
    case Op::Sum:
      for (uint32_t i = 0; i < count; ++i) value += reader(i);
      break;
    case Op::Min:
      for (uint32_t i = 0; i < count; ++i) value = std::min(value, reader(i));
      break;
    case Op::Union:
      for (uint32_t i = 0; i < count; ++i) value |= reader(i);
      break;
    case Op::If:
      if (count == 3) value = reader(0) % 2 == 1 ? reader(1) : reader(2);
      break;
    case Op::Guard:
      if (count >= 2 && (reader(0) & formula->constant) != 0) value |= reader(1);
      break;
  }
  return value % kValues;
}

inline uint32_t compute_cell(Context& context, uint32_t cell) {
  const Formula* formula = context.input<Cell>(cell);
  return evaluate(formula, [&](uint32_t i) { return read_cell(context, formula->operands[i]); });
}

// Cells whose circles come to a fixpoint.
struct Flowing {
  using Key = uint32_t;
  using Value = uint32_t;
  static constexpr const char* kName = "flowing";
  static constexpr uint32_t kMaxChanges = 100;
  static Value compute(Context& context, const Key& cell) { return compute_cell(context, cell); }
  static Value initial(const Key&) { return 0; }
  static Value fallback(const Key& cell) { return 40 + cell % 8; }
};

// Cells that take a fallback in circles.
struct Falling {
  using Key = uint32_t;
  using Value = uint32_t;
  static constexpr const char* kName = "falling";
  static Value compute(Context& context, const Key& cell) { return compute_cell(context, cell); }
  static Value fallback(const Key& cell) { return 50 + cell % 8; }
};

// Every seventh cell.
inline bool is_falling(uint32_t cell) { return cell % 7 == 6; }

inline uint32_t read_cell(Context& context, uint32_t cell) {
  return is_falling(cell) ? context.get<Falling>(cell) : context.get<Flowing>(cell);
}

inline uint32_t ask(Engine& engine, uint32_t cell) {
  return is_falling(cell) ? engine.get<Falling>(cell) : engine.get<Flowing>(cell);
}

}  // namespace pellucid::query::sheet
