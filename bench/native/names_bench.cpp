// What scopes, use-def and rules cost: `names_bench LIST [ROUNDS]`, where LIST names the files. Prints JSON.

#include <cstdio>
#include <cstdlib>

#include <malloc.h>

#include "check/check.h"
#include "check/name_rules.h"
#include "flow/build.h"
#include "grammar/check.h"
#include "harness.h"
#include "parse/parse.h"
#include "scope/build.h"

namespace pellucid::bench {
namespace {

constexpr source::PythonVersion kVersion{13};

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

void field(const char* name, double value) { std::printf(",\n \"%s\": %.4f", name, value); }

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

// How the time for eight times as much of something compares; parsing is not part of it.
double growth(uint32_t rounds, const std::string& one, const std::string& eight) {
  double best[2] = {1e9, 1e9};
  for (uint32_t round = 0; round < 3 * rounds; ++round)
    for (size_t i = 0; i < 2; ++i) {
      source::Text text(i == 0 ? one : eight);
      parse::Parsed parsed = parse::parse(text, kVersion);
      scope::Names names;
      best[i] = std::min(best[i], seconds([&] { keep(analyse(parsed, text, names)); }));
    }
  return best[1] / best[0];
}

std::string repeated(const std::string& part, uint32_t times) {
  std::string text;
  for (uint32_t i = 0; i < times; ++i) text += part;
  return text;
}

// A function of so many lines, none of which branches.
std::string long_function(uint32_t lines) {
  std::string text = "def f(a, b):\n";
  for (uint32_t i = 0; i < lines; ++i)
    text += "    v" + std::to_string(i % 1000) + " = a + v" + std::to_string(i / 2 % 1000) + "\n";
  return text + "    return b\n";
}

// Branches that join the same names again and again.
std::string branches(uint32_t count) {
  std::string text = "def f(a, b):\n";
  for (uint32_t i = 0; i < count; ++i) {
    std::string name = "v" + std::to_string(i % 100);
    text += "    if a:\n        " + name + " = b\n    else:\n        b = " + name + "\n";
  }
  return text + "    return b\n";
}

// Functions in functions, as deep as indentation may go (100), over and over.
std::string nested_scopes(uint32_t count) {
  std::string text;
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t depth = i % 99;
    std::string name = std::to_string(depth);
    text += std::string(depth, ' ') + "def f" + name + "(a" + name + "):\n";
    if (depth == 98 || i + 1 == count) text += std::string(depth + 1, ' ') + "return a0 + a" + name + "\n";
  }
  return text;
}

void scaling(const Corpus& corpus, uint32_t rounds) {
  std::string once;
  for (const source::Text& text : corpus.texts) {
    if (once.size() > 1400000) break;
    once += text.view();
    once += '\n';
  }
  field("time_for_8x_text", growth(rounds, once, repeated(once, 8)));
  field("time_for_8x_lines_of_a_function_to_50000",
        growth(rounds, long_function(6250), long_function(50000)));
  field("time_for_8x_branches_to_10000", growth(rounds, branches(1250), branches(10000)));
  // A multiple of 99, so that both end at full depth.
  field("time_for_8x_nested_scopes_to_5000", growth(rounds, nested_scopes(594), nested_scopes(4752)));
}

}  // namespace
}  // namespace pellucid::bench

int main(int argc, char** argv) {
  using namespace pellucid::bench;
  if (argc < 2) return 2;
  // Memory that is freed stays with the process, as in a checker that runs for long.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 2047 << 20);
  mallopt(M_TOP_PAD, 64 << 20);
  uint32_t rounds = argc > 2 ? static_cast<uint32_t>(std::atoi(argv[2])) : 5;
  Corpus corpus = read_corpus(argv[1]);
  std::printf("{\"files\": %zu,\n \"bytes\": %llu", corpus.texts.size(),
              static_cast<unsigned long long>(corpus.bytes));
  phases(corpus, rounds);
  scaling(corpus, rounds);
  std::printf("\n}\n");
  return 0;
}
