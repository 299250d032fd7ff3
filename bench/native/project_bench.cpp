// What edits of a project cost: `project_bench MODULES`. A project of that many modules in layers, each importing
// some of the layer below and all of them the base; then edits of the base. Prints JSON.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "project/session.h"

namespace pellucid::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr uint32_t kLayer = 50;

std::string name_of(uint32_t module) { return "m" + std::to_string(module); }

// A module of some thirty lines: imports, functions that use what is imported, a class.
std::string source_of(uint32_t module) {
  std::string text = "from base import helper, Base\nimport base\n";
  uint32_t layer = module / kLayer;
  for (uint32_t i = 0; layer > 0 && i < 4; ++i) {
    std::string below = name_of((layer - 1) * kLayer + (module * 7 + i * 13) % kLayer);
    text += "from " + below + " import work_" + below + "\n";
  }
  std::string name = name_of(module);
  text += "\n\ndef work_" + name + "(items, limit=10):\n    total = 0\n    for item in items:\n";
  text +=
      "        if item > limit:\n            continue\n        total += helper(item)\n    return total\n\n\n";
  text += "class Worker_" + name + "(Base):\n    def __init__(self, size):\n        self.size = size\n";
  text += "        self.work = work_" + name + "\n\n    def run(self, *items):\n        try:\n";
  text += "            return self.work(items, self.size)\n        except ValueError as error:\n";
  text += "            print(error, base.helper(0))\n            raise\n\n\n";
  for (uint32_t i = 0; layer > 0 && i < 4; ++i)
    text += "print(work_" + name_of((layer - 1) * kLayer + (module * 7 + i * 13) % kLayer) + "([1]))\n";
  return text;
}

constexpr const char* kBase =
    "def helper(value):\n    result = value + 1\n    return result\n\n\n"
    "class Base:\n    def run(self):\n        return helper(1)\n";

struct Cost {
  double ms = 1e9;
  uint64_t queries = 0;
  uint64_t files = 0;  // whose diagnostics were computed anew
};

class Bench {
 public:
  explicit Bench(uint32_t modules) {
    base_ = session_.open("base.py", kBase);
    files_.push_back(base_);
    for (uint32_t i = 0; i < modules; ++i) files_.push_back(session_.open(name_of(i) + ".py", source_of(i)));
  }

  uint64_t check() {
    uint64_t found = 0;
    session_.read_all();
    for (project::FileId file : files_) found += session_.diagnostics(file).size();
    return found;
  }

  // The best of several rounds of going from one text to the other and back.
  Cost edit(const std::string& before, const std::string& after) {
    Cost best;
    session_.set_text(base_, before);
    check();
    for (int round = 0; round < 10; ++round) {
      uint64_t runs = session_.engine().total_counters().run, rechecked = diagnostics_run();
      auto begin = Clock::now();
      session_.set_text(base_, round % 2 == 0 ? after : before);
      check();
      double ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
      best.queries = std::max(best.queries, session_.engine().total_counters().run - runs);
      best.files = std::max(best.files, diagnostics_run() - rechecked);
      best.ms = std::min(best.ms, ms);
    }
    return best;
  }

  project::Session& session() { return session_; }

 private:
  uint64_t diagnostics_run() {
    query::Engine& engine = session_.engine();
    for (uint32_t i = 0; i < engine.query_count(); ++i)
      if (std::string_view(engine.name(query::QueryIndex(i))) == "diagnostics")
        return engine.counters(query::QueryIndex(i)).run;
    return 0;
  }

  project::Session session_;
  project::FileId base_{0};
  std::vector<project::FileId> files_;
};

void print(const char* name, const Cost& cost) {
  std::printf(",\n  \"%s\": {\"ms\": %.3f, \"queries_run\": %llu, \"files_rechecked\": %llu}", name, cost.ms,
              static_cast<unsigned long long>(cost.queries), static_cast<unsigned long long>(cost.files));
}

int run(uint32_t modules) {
  Bench bench(modules);
  auto begin = Clock::now();
  uint64_t found = bench.check();
  double cold = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  std::printf("{\n  \"modules\": %u,\n  \"problems\": %llu,\n  \"cold_ms\": %.1f", modules,
              static_cast<unsigned long long>(found), cold);
  std::string base = kBase, body = base, blank = "\n" + base, renamed = base;
  body.replace(body.find("value + 1"), 9, "value + 2");
  renamed.replace(renamed.find("class Base"), 10, "class Root");
  print("body_edit", bench.edit(base, body));
  print("blank_line_on_top", bench.edit(base, blank));
  print("public_rename", bench.edit(base, renamed));
  const db::TreeCounters& trees = bench.session().database().counters();
  std::printf(",\n  \"reparses\": %llu\n}\n", static_cast<unsigned long long>(trees.reparses_whole));
  return 0;
}

}  // namespace
}  // namespace pellucid::bench

int main(int count, char** words) {
  return pellucid::bench::run(count > 1 ? static_cast<uint32_t>(std::atoi(words[1])) : 1000);
}
