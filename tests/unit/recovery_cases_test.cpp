// The cases in tests/cases/recovery: a sound program, and slips in it. Each costs one diagnostic, and every
// statement before and behind it parses as in the sound program.
//
// The first block of a file, flagged `program`, is the program. Each further one replaces its lines `first` …
// `last`.

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>

#include <doctest/doctest.h>

#include "support/case_file.h"
#include "support/checked.h"
#include "syntax/node.h"
#include "syntax/verify.h"

namespace pellucid {
namespace {

using syntax::Node;
using syntax::NodeIndex;
using syntax::Tree;
using tests::Checked;

struct Broken {
  std::string source;
  source::Range slip;  // in the sound program
  uint32_t width;      // of what replaces it
};

Broken broken_by(const std::string& program, uint32_t first, uint32_t last, const std::string& slip) {
  std::istringstream lines(program);
  Broken broken = {{}, {0, 0}, static_cast<uint32_t>(slip.size())};
  uint32_t number = 0;
  uint32_t offset = 0;
  for (std::string line; std::getline(lines, line); offset += static_cast<uint32_t>(line.size()) + 1) {
    if (++number == first) {
      broken.slip.start = offset;
      broken.source += slip;
    }
    if (number < first || number > last) broken.source += line + "\n";
    if (number == last) broken.slip.end = offset + static_cast<uint32_t>(line.size()) + 1;
  }
  return broken;
}

// Whether the subtrees are equal, names by their spelling, places from the subtree's start.
bool same_subtree(const Tree& a, const source::Text& a_text, NodeIndex a_root, const Tree& b,
                  const source::Text& b_text, NodeIndex b_root) {
  uint32_t size = a.subtree_size(a_root);
  if (b.subtree_size(b_root) != size) return false;
  for (uint32_t i = 0; i < size; ++i) {
    NodeIndex x(a_root.value() + i), y(b_root.value() + i);
    bool same = a.kind(x) == b.kind(y) && a.flags(x) == b.flags(y) && (i == 0 || a.role(x) == b.role(y)) &&
                a.start(x) - a.start(a_root) == b.start(y) - b.start(b_root) &&
                a.range(x).size() == b.range(y).size() && a.subtree_size(x) == b.subtree_size(y);
    if (!same) return false;
    bool name = syntax::entry(a.kind(x)).payload == syntax::Payload::Name;
    if (name ? a.text_of(a.name(x), a_text) != b.text_of(b.name(y), b_text) : a.payload(x) != b.payload(y))
      return false;
  }
  return true;
}

// The statements of the sound program that the broken one lacks, by their source.
std::string lost_statements(Checked& sound, Checked& broken, const Broken& how) {
  db::TreeLease sound_lease = sound.lease(), broken_lease = broken.lease();
  const Tree& a = sound_lease.tree();
  const Tree& b = broken_lease.tree();
  std::multimap<uint32_t, NodeIndex> starts;
  for (uint32_t row = 0; row < b.size(); ++row) starts.emplace(b.start(NodeIndex(row)), NodeIndex(row));
  std::string lost;
  for (uint32_t row = 1; row < a.size(); ++row) {
    NodeIndex statement(row);
    if (syntax::entry(a.kind(statement)).category != syntax::Category::Statement) continue;
    source::Range range = a.range(statement);
    if (range.end > how.slip.start && range.start < how.slip.end) continue;
    uint32_t start = range.start < how.slip.start ? range.start : range.start - how.slip.size() + how.width;
    auto [from, to] = starts.equal_range(start);
    bool found = std::any_of(from, to, [&](const auto& entry) {
      return same_subtree(a, sound.text(), statement, b, broken.text(), entry.second) &&
             Node(a, statement).depth() == Node(b, entry.second).depth();
    });
    if (!found) lost += std::string(sound.text().slice(range)) + "\n";
  }
  return lost;
}

TEST_CASE("the cases of recovery") {
  for (const auto& path : tests::case_files("recovery")) {
    tests::CaseFile file(path);
    std::string program;
    for (tests::Case& one : file.cases()) {
      CAPTURE(path.filename().string());
      CAPTURE(one.title);
      CAPTURE(one.line);
      if (one.options.contains("program")) {
        program = one.source;
        CHECK(tests::errors_text(*std::make_unique<Checked>(source::kDefaultPython, program)) == "");
        continue;
      }
      auto first = static_cast<uint32_t>(std::stoi(one.options["first"]));
      auto last =
          one.options.contains("last") ? static_cast<uint32_t>(std::stoi(one.options["last"])) : first;
      Broken how = broken_by(program, first, last, one.source);
      Checked sound(source::kDefaultPython, program), broken(source::kDefaultPython, how.source);
      CHECK(syntax::verify(broken.lease().tree(), broken.text()).empty());
      CHECK(broken.diagnostics.size() == 1);
      if (!one.options.contains("guess")) tests::check_fixes(source::kDefaultPython, broken, how.source);
      if (!one.options.contains("loses")) CHECK(lost_statements(sound, broken, how) == "");
      CHECK(one.expectations.size() == 1);
      for (tests::Expectation& expectation : one.expectations) {
        std::string found = tests::errors_text(broken);
        if (tests::is_updating()) {
          expectation.text = found;
        } else {
          CHECK(found == expectation.text);
        }
      }
    }
    if (tests::is_updating()) file.save();
  }
}

}  // namespace
}  // namespace pellucid
