#include "rule_times.h"

#include <optional>
#include <span>

#include "check/literal_rules.h"
#include "check/name_checker.h"
#include "check/name_rules.h"
#include "flow/build.h"
#include "flow/walker.h"
#include "parse/parse.h"
#include "scope/build.h"

namespace pellucid::bench {
namespace {

using syntax::NodeKind;

struct Analysed {
  const source::Text* text;
  parse::Parsed parsed;
  scope::Scopes scopes;
  flow::UseDef use_def;
};

// Each file's best time of what is measured, and the time of the file where it is the most for its length.
class Times {
 public:
  explicit Times(size_t files) : best_(files, 1e9) {}
  void note(size_t file, double time) { best_[file] = std::min(best_[file], time); }

  void put(const std::string& name, const Corpus& corpus) const {
    double sum = 0, worst = 0;
    for (size_t i = 0; i < best_.size(); ++i) {
      sum += best_[i];
      // Of small files the clock is most of what is measured.
      if (corpus.texts[i].size() > 20000) worst = std::max(worst, best_[i] / corpus.texts[i].size());
    }
    field(name + "_ns_per_byte", sum / static_cast<double>(corpus.bytes) * 1e9);
    field(name + "_ns_per_byte_at_worst", worst * 1e9);
  }

 private:
  std::vector<double> best_;
};

// Kinds of rows, and the file of check/ that looks at them.
struct Family {
  const char* name;
  std::vector<NodeKind> kinds;
};

void measure_literal_rules(const Corpus& corpus, std::span<const Analysed> files, uint32_t rounds) {
  const std::vector<Family> families = {
      {"dictionary_key", {NodeKind::Dict}},
      {"comparison", {NodeKind::Compare}},
      {"interpolation", {NodeKind::JoinedStr, NodeKind::TemplateStr}},
      {"statement",
       {NodeKind::Raise, NodeKind::Assert, NodeKind::If, NodeKind::ElifClause, NodeKind::While,
        NodeKind::IfExp}},
      {"percent_format", {NodeKind::BinOp}},
      {"string_format", {NodeKind::Call}},
  };
  for (const Family& family : families) {
    Times times(files.size());
    for (size_t i = 0; i < files.size(); ++i) {
      const syntax::Tree& tree = files[i].parsed.tree;
      std::vector<syntax::NodeIndex> rows;
      for (uint32_t row = 0; row < tree.size(); ++row)
        if (std::count(family.kinds.begin(), family.kinds.end(), tree.kind(syntax::NodeIndex(row))) > 0)
          rows.push_back(syntax::NodeIndex(row));
      for (uint32_t round = 0; round < rounds; ++round) {
        check::LiteralRules rules(tree, *files[i].text);
        times.note(i, seconds([&] {
                     for (syntax::NodeIndex row : rows) rules.look_at(row);
                   }));
      }
    }
    times.put(std::string("rule_") + family.name, corpus);
  }
}

void measure_name_rules(const Corpus& corpus, std::span<const Analysed> files, scope::Names& names,
                        uint32_t rounds) {
  auto steps = check::NameChecker::steps();
  std::vector<Times> times(steps.size(), Times(files.size()));
  Times preparing(files.size());
  for (uint32_t round = 0; round < rounds; ++round)
    for (size_t i = 0; i < files.size(); ++i) {
      const Analysed& its = files[i];
      check::NamedFile file = {its.parsed.tree, *its.text, its.scopes, its.use_def, names, kVersion};
      std::optional<check::NameChecker> checker;
      preparing.note(i, seconds([&] { checker.emplace(file); }));
      for (size_t step = 0; step < steps.size(); ++step)
        times[step].note(i, seconds([&] { checker->run(steps[step]); }));
    }
  preparing.put("rule_names: preparation", corpus);
  for (size_t step = 0; step < steps.size(); ++step)
    times[step].put(std::string("rule_names: ") + steps[step].name, corpus);
}

// Files that have functions which never return are walked again with that known.
void measure_second_walks(std::span<const Analysed> files, uint32_t rounds) {
  const flow::Environment environment = {.version = kVersion};
  const std::vector<syntax::NodeIndex> none;
  double once = 0, all = 0;
  size_t again = 0;
  for (const Analysed& its : files) {
    flow::Walker first(its.parsed.tree, *its.text, its.scopes, environment, none);
    first.run();
    if (!first.calls_that_never_return().empty()) ++again;
    once += best_seconds(rounds, 1, [&](size_t) {
      flow::Walker walker(its.parsed.tree, *its.text, its.scopes, environment, none);
      walker.run();
      keep(walker.calls_that_never_return().size());
    });
    all += best_seconds(rounds, 1, [&](size_t) {
      keep(flow::build(its.parsed.tree, *its.text, its.scopes, environment).uses().size());
    });
  }
  field("files_walked_again_percent", 100.0 * static_cast<double>(again) / static_cast<double>(files.size()));
  field("walking_again_percent_of_use_def", 100 * (all - once) / all);
}

}  // namespace

void measure_rules(const Corpus& corpus, uint32_t rounds) {
  scope::Names names;
  std::vector<Analysed> files;
  for (const source::Text& text : corpus.texts) {
    parse::Parsed parsed = parse::parse(text, kVersion);
    scope::Scopes scopes = scope::build(parsed.tree, text, kVersion, names);
    flow::UseDef use_def = flow::build(parsed.tree, text, scopes, {.version = kVersion});
    files.push_back({&text, std::move(parsed), std::move(scopes), std::move(use_def)});
  }
  measure_literal_rules(corpus, files, rounds);
  measure_name_rules(corpus, files, names, rounds);
  measure_second_walks(files, rounds);
}

}  // namespace pellucid::bench
