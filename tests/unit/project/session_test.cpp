#include "project/session.h"

#include <algorithm>
#include <iterator>
#include <string>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <doctest/doctest.h>

#include "support/random.h"
#include "support/same_tree.h"
#include "syntax/verify.h"

namespace pellucid::project {
namespace {

using tests::TreeCopy;

TEST_CASE("an edit of another revision, or with ranges that overlap or leave the text, changes nothing") {
  Session session;
  FileId file = session.open("m.py", "abc\n");
  Revision first = session.database().revision(file);
  CHECK(!session.edit(file, first.next(), {{{0, 1}, "x"}}));
  CHECK(!session.edit(file, first, {{{0, 2}, "x"}, {{1, 3}, "y"}}));
  CHECK(!session.edit(file, first, {{{3, 2}, "x"}}));
  CHECK(!session.edit(file, first, {{{4, 5}, "x"}}));
  CHECK(session.database().text(file).view() == "abc\n");
  CHECK(session.database().revision(file) == first);
  CHECK(session.edit(file, first, {{{2, 3}, "Z"}, {{0, 1}, "X"}}) == first.next());  // in any order
  CHECK(session.database().text(file).view() == "XbZ\n");
  CHECK(!session.edit(file, first, {}));
}

TEST_CASE("diagnostics come in the order of the text, the coding's among them") {
  Session session;
  FileId file = session.open("m.py", "x = (\n'\xFF'\n))\nreturn\n");
  std::vector<diagnostic::Diagnostic> found = session.diagnostics(file);
  CHECK(found.size() == 3);
  auto earlier = [](const auto& a, const auto& b) { return a.range.start < b.range.start; };
  CHECK(std::is_sorted(found.begin(), found.end(), earlier));
}

TEST_CASE("closing and renaming a file") {
  Session session;
  FileId file = session.open("m.py", "x\n");
  session.rename(file, "n.py");
  CHECK(session.database().path(file) == "n.py");
  session.close(file);
  CHECK(!session.has(file));
}

// What edits are made of: pieces of Python, sound and broken, and what trips counters.
constexpr std::string_view kPieces[] = {
    "def f(a, b=1):\n",
    "    return a\n",
    "class C:\n",
    "if x:\n",
    "else:\n",
    "    pass\n",
    "x = [1, 2,\n",
    "]\n",
    "f'{x!r:>{w}}'",
    "'''",
    "\"",
    "#c\n",
    "\\\n",
    "\t",
    "(",
    ")",
    "import a.b\n",
    "match x:\n",
    "  case _:",
    "\r\n",
    "\r",
    "\xC3\xA9",
    "\xF0\x9F\x98\x80",
    "\xFF",
    "async with a as b: pass\n",
    "whlie y:\n",
    "a if b else c",
    " = ",
    "\f",
    "x",
    "# coding: latin-1\n",
};

std::string described(const diagnostic::Diagnostic& d) {
  return std::to_string(d.range.start) + "-" + std::to_string(d.range.end) + " " + d.message;
}

TEST_CASE("a text that was edited is as one that was opened so, step by step") {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    Session session;
    std::string expected = random.joined(kPieces, 20);
    FileId file = session.open_characters("m.py", expected);
    for (int step = 0; step < 20; ++step) {
      CAPTURE(step);
      auto size = static_cast<uint32_t>(expected.size());
      uint32_t cuts[4];
      for (uint32_t& cut : cuts) cut = random.below(size + 1);
      std::sort(std::begin(cuts), std::end(cuts));
      // Two ranges at once, told in either order; small ones mostly, so that the text stays.
      for (int i : {0, 2}) cuts[i + 1] = std::min(cuts[i + 1], cuts[i] + random.below(12));
      std::vector<db::TextEdit> edits = {{{cuts[0], cuts[1]}, random.joined(kPieces, random.below(3))},
                                         {{cuts[2], cuts[3]}, random.joined(kPieces, random.below(3))}};
      expected = expected.substr(0, cuts[0]) + edits[0].text + expected.substr(cuts[1], cuts[2] - cuts[1]) +
                 edits[1].text + expected.substr(cuts[3]);
      if (random.below(2) == 0 && cuts[1] < cuts[2]) std::swap(edits[0], edits[1]);
      CHECK(session.edit(file, session.database().revision(file), edits));
      if (random.below(3) == 0) continue;  // several edits between two looks
      if (random.below(3) == 0) session.database().free_tree(file);

      Session fresh;
      FileId same = fresh.open_characters("m.py", expected);
      CHECK(session.database().text(file).view() == expected);
      db::TreeLease lease = session.database().lease(file), fresh_lease = fresh.database().lease(same);
      const source::Text& text = session.database().text(file);
      CHECK(TreeCopy(lease.tree(), text) == TreeCopy(fresh_lease.tree(), fresh.database().text(same)));
      CHECK(syntax::verify(lease.tree(), text).empty());
      std::string found, wanted;
      for (const auto& d : session.diagnostics(file)) found += described(d) + "\n";
      for (const auto& d : fresh.diagnostics(same)) wanted += described(d) + "\n";
      CHECK(found == wanted);
      CHECK(session.database().comments(file) == fresh.database().comments(same));
      CHECK(session.database().lines(file).line_count() == fresh.database().lines(same).line_count());
    }
  }
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
TEST_CASE("a thousand rounds of open, edit, check and close do not grow the process") {
  Session session;
  FileId kept = session.open("kept.py", "from shop import total, nothing\nprint(total)\n");
  auto round = [&](uint32_t number) {
    std::string own = std::to_string(number % 50);
    FileId shop = session.open("shop.py", "from m" + own + " import f" + own + " as total\n");
    FileId file = session.open("m" + own + ".py", "def f" + own + "(a):\n    return a + b\n");
    session.diagnostics(kept);
    session.set_text(file, "x = 1\ndef f" + own + "(a):\n    return [a for a in x]\n");
    for (FileId each : {kept, shop, file}) session.diagnostics(each);
    session.close(shop);
    session.close(file);
    session.diagnostics(kept);
  };
  uint32_t number = 0;
  while (number < 1024) round(number++);
  size_t before = mallinfo2().uordblks;
  while (number < 2048) round(number++);
  size_t after = mallinfo2().uordblks;
  // Eight bytes for the number of each of two files, in a list that doubles.
  CHECK(after < before + 48 * 1024);
}
#endif

}  // namespace
}  // namespace pellucid::project
