#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>
#include <malloc.h>

#include "grammar/check.h"
#include "lex/lexer.h"
#include "parse/parse.h"
#include "parse/parser.h"
#include "source/decode.h"
using namespace pellucid;
using Clock = std::chrono::steady_clock;
// Sum over the items of each one's best time.
template <class F> double best(int reps, size_t items, F f) {
  double sum = 0;
  std::vector<double> b(items, 1e9);
  for (int r = 0; r < reps; ++r) for (size_t i = 0; i < items; ++i) { auto t = Clock::now(); f(i); std::chrono::duration<double> d = Clock::now() - t; if (d.count() < b[i]) b[i] = d.count(); }
  for (double x : b) sum += x;
  return sum;
}
int main(int argc, char** argv) {
  mallopt(M_MMAP_THRESHOLD, 1 << 30); mallopt(M_TRIM_THRESHOLD, 2047 << 20); mallopt(M_TOP_PAD, 64 << 20);
  int reps = 5; std::vector<source::Text> texts; size_t bytes = 0; std::string what = "all";
  for (int i = 1; i < argc; ++i) {
    if (!strncmp(argv[i], "-n", 2)) { reps = atoi(argv[i] + 2); continue; }
    if (!strncmp(argv[i], "-w", 2)) { what = argv[i] + 2; continue; }
    std::ifstream in(argv[i], std::ios::binary); std::stringstream ss; ss << in.rdbuf();
    auto d = source::decode(ss.str()); bytes += d.text.size(); texts.push_back(std::move(d.text));
  }
  source::PythonVersion v{13};
  auto mbs = [&](double t) { return double(bytes) / t / 1e6; };
  if (what == "all" || what == "lex") {
    size_t tokens = 0;
    double t = best(reps, texts.size(), [&](size_t i) { auto& x = texts[i]; if (i == 0) tokens = 0; { lex::NameTable n; n.reset(x.view(), x.size() / 160); lex::LexNotes notes; lex::WordMap words(x); lex::Lexer l(x, words, v, n, notes); lex::Token b[512]; for (;;) { auto c = l.fill(b, 512); tokens += c; if (b[c - 1].kind == lex::TokenKind::EndOfFile) break; } } });
    printf("lex    %7.1f MB/s  %.2f B/token %.1f ns/token\n", mbs(t), double(bytes) / double(tokens), t * 1e9 / double(tokens));
  }
  if (what == "all" || what == "parse") {
    size_t rows = 0;
    double t = best(reps, texts.size(), [&](size_t i) { auto& x = texts[i]; if (i == 0) rows = 0; rows += parse::parse(x, v).tree.size(); });
    printf("parse  %7.1f MB/s  %.1f ns/row\n", mbs(t), t * 1e9 / double(rows));
  }
  if (what == "all" || what == "nofinish") {
    double t = best(reps, texts.size(), [&](size_t i) { auto& x = texts[i]; { lex::NameTable names; names.reset(x.view(), x.size() / 160); parse::TableBuilder b; b.reset(x.size() / 8 + 64); parse::Parser<parse::TableBuilder> p(x, v, names, b); p.module(); } });
    printf("nofin  %7.1f MB/s\n", mbs(t));
  }
  if (what == "all" || what == "grammar") {
    std::vector<parse::Parsed> ps; for (auto& x : texts) ps.push_back(parse::parse(x, v));
    double t = best(reps, texts.size(), [&](size_t i) { grammar::check(ps[i].tree, texts[i], v, ps[i].diagnostics); });
    printf("gramm  %7.1f MB/s\n", mbs(t));
  }
}
