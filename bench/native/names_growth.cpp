#include "names_growth.h"

#include <array>

#include "check/check.h"
#include "check/name_rules.h"
#include "flow/build.h"
#include "parse/parse.h"
#include "scope/build.h"

namespace pellucid::bench {
namespace {

constexpr std::array<const char*, 4> kPhases = {"scopes", "use_def", "literal_rules", "name_rules"};
using Times = std::array<double, kPhases.size()>;

// What each phase takes, parsing apart.
Times times_of(const std::string& content) {
  source::Text text(content);
  parse::Parsed parsed = parse::parse(text, kVersion);
  scope::Names names;
  scope::Scopes scopes;
  flow::UseDef use_def;
  Times times = {};
  times[0] = seconds([&] { scopes = scope::build(parsed.tree, text, kVersion, names); });
  times[1] = seconds([&] { use_def = flow::build(parsed.tree, text, scopes, {.version = kVersion}); });
  times[2] = seconds([&] { keep(check::literal_rules(parsed.tree, text).size()); });
  times[3] = seconds([&] {
    keep(check::name_rules_alone({parsed.tree, text, scopes, use_def, names, kVersion}).size());
  });
  return times;
}

// Each phase's best time counts. The two take turns, so that both are met by a processor that has forgotten them: the
// small one, over and over, it would know by heart (every branch of 600 functions).
void growth(const std::string& name, uint32_t rounds, const std::string& one, const std::string& eight) {
  Times small, large;
  small.fill(1e9);
  large.fill(1e9);
  auto keep_best = [](Times& best, const Times& its) {
    for (size_t i = 0; i < its.size(); ++i) best[i] = std::min(best[i], its[i]);
  };
  for (uint32_t round = 0; round < 6 * rounds; ++round) {
    keep_best(small, times_of(one));
    keep_best(large, times_of(eight));
  }
  double all_small = 0, all_large = 0;
  for (size_t i = 0; i < kPhases.size(); ++i) {
    all_small += small[i];
    all_large += large[i];
  }
  field("time_for_8x_" + name, all_large / all_small);
  for (size_t i = 0; i < kPhases.size(); ++i)
    field("time_for_8x_" + name + " " + kPhases[i], large[i] / small[i]);
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

}  // namespace

void measure_growth(const Corpus& corpus, uint32_t rounds) {
  growth("text", rounds, large_text(corpus, 1), large_text(corpus, 8));
  growth("lines_of_a_function_to_50000", rounds, long_function(6250), long_function(50000));
  growth("branches_to_10000", rounds, branches(1250), branches(10000));
  // A multiple of 99, so that both end at full depth.
  growth("nested_scopes_to_5000", rounds, nested_scopes(594), nested_scopes(4752));
}

}  // namespace pellucid::bench
