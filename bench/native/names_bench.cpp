// What scopes, use-def and rules cost: `names_bench LIST [ROUNDS] [phases]`, where LIST names the files; with
// `phases` nothing about single rules and growth. Prints JSON.

#include <string_view>

#include "check/check.h"
#include "check/name_rules.h"
#include "flow/build.h"
#include "grammar/check.h"
#include "harness.h"
#include "names_growth.h"
#include "parse/parse.h"
#include "rule_times.h"
#include "scope/build.h"

namespace pellucid::bench {
namespace {

scope::Scopes scopes_of(const parse::Parsed& parsed, const source::Text& text, scope::Names& names) {
  return scope::build(parsed.tree, text, kVersion, names);
}

flow::UseDef use_def_of(const parse::Parsed& parsed, const source::Text& text, const scope::Scopes& scopes) {
  return flow::build(parsed.tree, text, scopes, {.version = kVersion});
}

// Everything that a finished tree is asked: how many problems were found.
uint64_t analyse(const parse::Parsed& parsed, const source::Text& text, scope::Names& names) {
  scope::Scopes scopes = scopes_of(parsed, text, names);
  flow::UseDef use_def = use_def_of(parsed, text, scopes);
  return scopes.problems.size() + check::literal_rules(parsed.tree, text).size() +
         check::name_rules_alone({parsed.tree, text, scopes, use_def, names, kVersion}).size();
}

// From text to diagnostics.
uint64_t check_all(const source::Text& text, scope::Names& names) {
  parse::Parsed parsed = parse::parse(text, kVersion);
  return grammar::check(parsed.tree, text, kVersion, parsed.diagnostics).size() +
         analyse(parsed, text, names);
}

void phases(const Corpus& corpus, uint32_t rounds) {
  const auto& texts = corpus.texts;
  scope::Names names;
  std::vector<parse::Parsed> parsed;
  std::vector<scope::Scopes> scopes;
  std::vector<flow::UseDef> use_defs;
  size_t scope_bytes = 0, symbol_at_row_bytes = 0, use_def_bytes = 0;
  for (const source::Text& text : texts) {
    parsed.push_back(parse::parse(text, kVersion));
    scopes.push_back(scopes_of(parsed.back(), text, names));
    use_defs.push_back(use_def_of(parsed.back(), text, scopes.back()));
    scope_bytes += scopes.back().table.memory_bytes() + scopes.back().places.memory_bytes();
    symbol_at_row_bytes += scopes.back().symbol_at_row.capacity() * sizeof(uint32_t);
    use_def_bytes += use_defs.back().memory_bytes();
  }
  auto time = [&](auto work) { return best_seconds(rounds, texts.size(), work); };
  double walk1 = time([&](size_t i) { keep(scopes_of(parsed[i], texts[i], names).table.size()); });
  double walk2 = time([&](size_t i) { keep(use_def_of(parsed[i], texts[i], scopes[i]).uses().size()); });
  double literal = time([&](size_t i) { keep(check::literal_rules(parsed[i].tree, texts[i]).size()); });
  double named = time([&](size_t i) {
    keep(check::name_rules_alone({parsed[i].tree, texts[i], scopes[i], use_defs[i], names, kVersion}).size());
  });
  double analysis = time([&](size_t i) { keep(analyse(parsed[i], texts[i], names)); });
  double all = time([&](size_t i) { keep(check_all(texts[i], names)); });
  auto megabytes = [&](double seconds) { return static_cast<double>(corpus.bytes) / seconds / 1e6; };
  field("scopes_mb_per_s", megabytes(walk1));
  field("use_def_mb_per_s", megabytes(walk2));
  field("literal_rules_mb_per_s", megabytes(literal));
  field("name_rules_mb_per_s", megabytes(named));
  field("scopes_use_def_rules_mb_per_s", megabytes(analysis));
  field("text_to_diagnostics_mb_per_s", megabytes(all));
  auto per_byte = [&](size_t bytes) {
    return static_cast<double>(bytes) / static_cast<double>(corpus.bytes);
  };
  field("scope_and_symbol_bytes_per_source_byte", per_byte(scope_bytes));
  field("symbol_at_row_bytes_per_source_byte", per_byte(symbol_at_row_bytes));
  field("use_def_bytes_per_source_byte", per_byte(use_def_bytes));
  field("interned_name_bytes_per_source_byte", per_byte(names.memory_bytes()));
  field("names_bytes_per_source_byte",
        per_byte(scope_bytes + symbol_at_row_bytes + use_def_bytes + names.memory_bytes()));
}

// Growth first, while memory is in order.
void everything(const Corpus& corpus, uint32_t rounds) {
  measure_growth(corpus, rounds);
  phases(corpus, rounds);
  measure_rules(corpus, rounds);
}

}  // namespace
}  // namespace pellucid::bench

int main(int argc, char** argv) {
  using namespace pellucid::bench;
  bool only_phases = argc > 3 && std::string_view(argv[3]) == "phases";
  return run(argc, argv, only_phases ? phases : everything);
}
