#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "parse/parse.h"
#include "source/decode.h"
#include "grammar/check.h"
#include "syntax/verify.h"
using namespace pellucid;
#include "wire/cpython_ast.h"
#include "wire/json_writer.h"
int main(int argc, char** argv) {
  if (argc > 2 && (!strcmp(argv[1], "ast") || !strcmp(argv[1], "check"))) {
    bool ast = !strcmp(argv[1], "ast");
    int rc = 0;
    source::PythonVersion v{14};
    for (int i = 2; i < argc; ++i) {
      std::string a = argv[i];
      if (a == "--format" || a == "--select" || a == "--output-format") {
        ++i;
        continue;
      }
      if (a == "--python-version") {
        v = *source::parse_python_version(argv[++i]);
        continue;
      }
      std::ifstream in(a, std::ios::binary);
      std::stringstream ss;
      ss << in.rdbuf();
      auto d = source::decode(ss.str());
      auto p = parse::parse(d.text, v);
      auto g = grammar::check(p.tree, d.text, v, p.diagnostics); for (auto& x : g) p.diagnostics.push_back(x);
      if (ast) {
        source::LineIndex lines(d.text);
        std::string out = "{\"path\":";
        wire::append_json_string(out, a);
        out += ",\"errors\":" + std::to_string(p.diagnostics.size()) + ",\"ast\":";
        wire::append_cpython_ast(out, p.tree, d.text, lines, v);
        out += "}\n";
        fwrite(out.data(), 1, out.size(), stdout);
      } else {
        if (d.problem) {
          rc = 1;
          printf("%s: %u: %s\n", a.c_str(), d.problem->range.start, d.problem->message.c_str());
        }
        for (auto& x : p.diagnostics) {
          rc = 1;
          printf("%s: %u: %s\n", a.c_str(), x.range.start, x.message.c_str());
        }
      }
    }
    return rc;
  }

  int reps = 1;
  std::vector<source::Text> texts;
  size_t bytes = 0;
  for (int i = 1; i < argc; ++i) {
    if (!strncmp(argv[i], "-n", 2)) {
      reps = atoi(argv[i] + 2);
      continue;
    }
    std::ifstream in(argv[i], std::ios::binary);
    std::stringstream ss;
    ss << in.rdbuf();
    auto d = source::decode(ss.str());
    bytes += d.text.size();
    texts.push_back(std::move(d.text));
  }
  size_t rows = 0, mem = 0, diags = 0;
  double best = 1e9;
  for (int r = 0; r < reps; ++r) {
    auto t0 = std::chrono::steady_clock::now();
    rows = mem = diags = 0;
    for (auto& t : texts) {
      auto p = parse::parse(t, source::PythonVersion{13});
      if (reps == 1) for (auto& f : syntax::verify(p.tree, t)) printf("VERIFY %s: %s\n", argv[1 + (&t - &texts[0])], f.c_str());
      rows += p.tree.size();
      mem += p.tree.memory_bytes();
      diags += p.diagnostics.size();
      if (reps == 1 && !p.diagnostics.empty())
        for (auto& d : p.diagnostics)
          printf("%s:%u: %s\n", argv[1 + (&t - &texts[0])], d.range.start, d.message.c_str());
    }
    std::chrono::duration<double> dt = std::chrono::steady_clock::now() - t0;
    if (dt.count() < best) best = dt.count();
  }
  printf("%zu files %zu bytes %zu rows %.4f rows/B %.3f mem/B %zu diagnostics, %.1f MB/s\n", texts.size(),
         bytes, rows, double(rows) / double(bytes), double(mem) / double(bytes), diags,
         double(bytes) / best / 1e6);
}
