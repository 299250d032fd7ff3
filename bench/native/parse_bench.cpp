// What lexing, parsing and the table cost: `parse_bench LIST [ROUNDS]`, where LIST names the files. Prints
// JSON.

#include "builders.h"
#include "grammar/check.h"
#include "harness.h"
#include "lex/lexer.h"
#include "parse/parse.h"
#include "parse/parser.h"

namespace pellucid::bench {
namespace {

uint64_t lex_all(const source::Text& text) {
  lex::NameTable names;
  names.reset(text.view(), parse::expected_names(text));
  lex::LexNotes notes;
  lex::WordMap words(text);
  lex::Lexer lexer(text, words, kVersion, names, notes);
  lex::Token batch[512];
  uint64_t tokens = 0;
  for (;;) {
    uint32_t count = lexer.fill(batch, 512);
    tokens += count;
    if (batch[count - 1].kind == lex::TokenKind::EndOfFile) return tokens;
  }
}

template <class Builder>
Builder parse_with(const source::Text& text, Builder builder) {
  lex::NameTable names;
  names.reset(text.view(), parse::expected_names(text));
  parse::Parser<Builder> parser(text, kVersion, names, std::move(builder));
  parser.module();
  if constexpr (requires { parser.builder().keep_names(names); }) parser.builder().keep_names(names);
  keep(parser.take_diagnostics().size());
  keep(parser.take_comments().size());
  return std::move(parser.builder());
}

// Reads what a pass over a whole tree reads: every node's kind and place.
uint64_t walk_table(const syntax::Tree& tree) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < tree.size(); ++i) {
    syntax::NodeIndex node(i);
    sum += static_cast<uint64_t>(tree.kind(node)) * tree.start(node);
  }
  return sum;
}

uint64_t walk_pointers(const PointerNode* root) {
  uint64_t sum = 0;
  for (const PointerNode* node = root; node != nullptr;) {
    sum += static_cast<uint64_t>(node->kind) * node->start;
    if (node->first_child != nullptr) {
      node = node->first_child;
      continue;
    }
    while (node != nullptr && node->next_sibling == nullptr) node = node->parent;
    if (node != nullptr) node = node->next_sibling;
  }
  return sum;
}

void phases(const Corpus& corpus, uint32_t rounds) {
  const auto& texts = corpus.texts;
  auto megabytes = [&](double time) { return static_cast<double>(corpus.bytes) / time / 1e6; };
  auto [lexing, parsing, dropping, pointers] = best_seconds_each(
      rounds, texts.size(), [&](size_t i) { keep(lex_all(texts[i])); },
      [&](size_t i) { keep(parse::parse(texts[i], kVersion).tree.size()); },
      [&](size_t i) { parse_with(texts[i], DroppingBuilder()); },
      [&](size_t i) { keep(parse_with(texts[i], PointerBuilder(texts[i].size() / 4 + 64)).size()); });
  double laying_out = 0, rows = 0, table_bytes = 0;
  std::vector<parse::Parsed> parsed;
  for (const source::Text& text : texts) {
    lex::NameTable names;
    names.reset(text.view(), parse::expected_names(text));
    parse::TableBuilder builder;
    builder.reset(parse::expected_rows(text));
    parse::Parser<parse::TableBuilder> parser(text, kVersion, names, std::move(builder));
    parser.module();
    laying_out += best_seconds(rounds, 1, [&](size_t) { keep(parser.builder().finish(names).size()); });
    parsed.push_back(parse::parse(text, kVersion));
    rows += parsed.back().tree.size();
    table_bytes += static_cast<double>(parsed.back().tree.memory_bytes());
  }
  double rules = best_seconds(rounds, texts.size(), [&](size_t i) {
    keep(grammar::check(parsed[i].tree, texts[i], kVersion, parsed[i].diagnostics).size());
  });
  double walking_table =
      best_seconds(rounds, texts.size(), [&](size_t i) { keep(walk_table(parsed[i].tree)); });
  double walking_pointers = 0, pointer_bytes = 0;
  for (const source::Text& text : texts) {
    PointerBuilder builder = parse_with(text, PointerBuilder(text.size() / 4 + 64));
    pointer_bytes += static_cast<double>(builder.memory_bytes());
    walking_pointers += best_seconds(rounds, 1, [&](size_t) { keep(walk_pointers(builder.root())); });
  }
  field("lex_mb_per_s", megabytes(lexing));
  field("parse_mb_per_s", megabytes(parsing));
  field("grammar_mb_per_s", megabytes(rules));
  field("index_cost_percent", 100 * (parsing - dropping) / dropping);
  field("layout_percent_of_parsing", 100 * laying_out / parsing);
  field("pointer_build_over_table_build", pointers / parsing);
  field("pointer_walk_over_table_walk", walking_pointers / walking_table);
  field("pointer_bytes_over_table_bytes", pointer_bytes / table_bytes);
  field("rows_per_byte", rows / static_cast<double>(corpus.bytes));
  field("table_bytes_per_source_byte", table_bytes / static_cast<double>(corpus.bytes));
}

// One text of about 1.4 MB, once, twice, four and eight times over, in fresh buffers.
void scaling(const Corpus& corpus, uint32_t rounds) {
  double base = 0;
  for (uint32_t times : {1u, 2u, 4u, 8u}) {
    std::string many = large_text(corpus, times);
    std::vector<double> runs;
    for (uint32_t round = 0; round < 3 * rounds; ++round) {
      source::Text text(many);
      runs.push_back(seconds([&] { keep(parse::parse(text, kVersion).tree.size()); }));
    }
    double time = median(runs);
    if (times == 1) base = time;
    field("time_for_" + std::to_string(times) + "x_text", time / base);
  }
}

void measure(const Corpus& corpus, uint32_t rounds) {
  phases(corpus, rounds);
  scaling(corpus, rounds);
}

}  // namespace
}  // namespace pellucid::bench

int main(int argc, char** argv) { return pellucid::bench::run(argc, argv, pellucid::bench::measure); }
