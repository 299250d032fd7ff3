#include "parse/definition.h"

#include <algorithm>
#include <optional>

#include "parse/parser.h"

namespace pellucid::parse {

namespace {

// The builder leaves room for parents that it foresees.
constexpr uint32_t kSpareRows = 64;

bool has_error(std::span<const diagnostic::Diagnostic> errors, Range range) {
  auto first = std::lower_bound(
      errors.begin(), errors.end(), range.start,
      [](const diagnostic::Diagnostic& error, uint32_t start) { return error.range.start < start; });
  return first != errors.end() && first->range.start <= range.end;
}

// How deep the line is that begins there: blanks, and lines that a backslash continues, stand before. None behind
// anything else: a definition is an error there, which may have been told of further left and hide others.
std::optional<lex::Indentation> indentation_of(const source::Text& text, uint32_t at) {
  const char* begin = text.data() + (text.has_byte_order_mark() ? 3 : 0);
  const char* p = text.data() + at;
  for (;;) {
    while (p > begin && (p[-1] == ' ' || p[-1] == '\t' || p[-1] == '\f')) --p;
    const char* line = p;
    if (p > begin && p[-1] == '\n') --p;
    if (p > begin && p[-1] == '\r') --p;
    if (p == line && p != begin) return std::nullopt;
    if (p == line || p == begin || p[-1] != '\\')
      return lex::measure_indentation(line, text.data() + text.size());
    --p;
  }
}

// By own name of the definition, its number in the whole text; empty if one has none.
std::vector<uint32_t> numbers_in_whole(const lex::NameTable& names, const lex::NameNumbers& whole) {
  std::vector<uint32_t> numbers;
  numbers.reserve(names.count() - lex::kFirstOwnName);
  for (uint32_t own = lex::kFirstOwnName; own < names.count(); ++own) {
    auto number = whole.find(names.text_of(own));
    if (!number) return {};
    numbers.push_back((*number).value());
  }
  return numbers;
}

}  // namespace

const char* words_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::Outside: return "it stands in no definition";
    case Refusal::HasError: return "it has a syntax error";
    case Refusal::Differs: return "it reads otherwise alone";
  }
  return "";
}

std::variant<syntax::Tree, Refusal> parse_definition(const source::Text& text, source::PythonVersion version,
                                                     const Landmarks& landmarks, const DefinitionPlace& place,
                                                     std::span<const diagnostic::Diagnostic> errors) {
  auto indentation = indentation_of(text, place.range.start);
  if (!indentation || has_error(errors, place.range)) return Refusal::HasError;
  source::Text alone(text.slice(place.range));
  lex::NameTable names;
  names.reset(alone.view(), expected_names(alone));
  TableBuilder builder;
  builder.reset(place.rows + kSpareRows);
  Parser<TableBuilder> parser(alone, version, names, std::move(builder), *indentation);
  bool is_all = parser.lone_statement(place.role);
  // Told where the definition ends, or behind it: a block that is missing.
  if (!parser.take_diagnostics().empty()) return Refusal::HasError;
  if (!is_all || parser.builder().next() != place.rows) return Refusal::Differs;
  std::vector<uint32_t> numbers = numbers_in_whole(names, landmarks.names());
  if (numbers.size() != names.count() - lex::kFirstOwnName) return Refusal::Differs;
  syntax::Tree slice = parser.builder().finish_slice(names, numbers, place.range.start,
                                                     {place.row, place.parent, landmarks.names().count()});
  if (slice.range(place.row) != place.range) return Refusal::Differs;
  return slice;
}

}  // namespace pellucid::parse
