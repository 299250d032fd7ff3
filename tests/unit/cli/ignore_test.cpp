#include "ignore.h"

#include <string>

#include <doctest/doctest.h>

namespace pellucid::cli {
namespace {

bool ignores(std::string_view text, std::string_view path) {
  EntryKind kind = path.ends_with('/') ? EntryKind::Folder : EntryKind::File;
  if (kind == EntryKind::Folder) path.remove_suffix(1);
  auto verdict = IgnoreList(text).verdict(path, kind);
  return verdict && verdict->is_ignored;
}

// The answers are git's own (`git check-ignore`); tests/node/ignore.test.mjs asks it about random ones.
struct Case {
  std::string_view text;
  std::string_view matched;  // paths, parted by spaces; a folder's ends in a slash
  std::string_view others;
};

constexpr Case kCases[] = {
    // Without a slash in every folder, with one from here on.
    {"a.py", "a.py x/a.py x/y/a.py a.py/", "ba.py a.pyi x/ba.py"},
    {"/a.py", "a.py", "x/a.py"},
    {"x/a.py", "x/a.py", "a.py y/x/a.py"},
    {"/x/a.py", "x/a.py", "y/x/a.py"},
    {"//a.py", "", "a.py"},
    // Folders only.
    {"logs/", "logs/ x/logs/", "logs x/logs"},
    {"/logs/", "logs/", "x/logs/ logs"},
    {"x/logs/", "x/logs/", "logs/ y/x/logs/"},
    {"/", "", "a x/"},
    // Wildcards stop at slashes.
    {"*", "a x/ x/a", ""},
    {"*.py", "a.py x/b.py .py", "a.pyi"},
    {"/*.py", "a.py", "x/a.py"},
    {"x/*", "x/a x/b/", "a x/a/b"},
    {"a?c", "abc a.c x/azc", "ac abbc a/c"},
    {"a*b*c", "abc axxbxxc abcbc", "ab acb"},
    {"x/?", "x/a", "x/ab x/"},
    // `**` between slashes stands for folders, else for what `*` does.
    {"**/a", "a x/a x/y/a", "ba x/ba"},
    {"a/**", "a/b a/b/c", "a/ x/a/b"},
    {"a/**/b", "a/b a/x/b a/x/y/b", "a/xb ab a/b/x"},
    {"a/**/b/**/c", "a/b/c a/x/b/y/z/c", "a/c a/b"},
    {"**", "a x/y", ""},
    {"/**", "a x/y", ""},
    {"a**b/c", "ab/c axb/c", "a/b/c"},
    {"**/", "x/ x/y/", "a"},
    // Sets.
    {"[ab].py", "a.py b.py", "c.py ab.py"},
    {"[a-c]x", "ax bx cx", "dx -x"},
    {"[!a-c]x", "dx", "ax x"},
    {"[^a]x", "bx", "ax"},
    {"[]a]x", "]x ax", "bx"},
    {"[a-]x", "ax -x", "bx"},
    {"[-a]x", "ax -x", "bx"},
    {"[\\]]x", "]x", "\\x"},
    {"[[:digit:]_]x", "1x _x", "ax :x"},
    {"[[:alpha]x", "ax :x [x", "zx"},
    {"[[:nothing:]]x", "", "nx :x"},
    {"[c-a]x", "cx", "ax bx -x"},
    {"[ab", "", "a [ab"},
    {"x[/y]z", "xyz", "x/z"},
    // What is escaped is itself.
    {"\\#a", "#a", "a"},
    {"\\!a", "!a", "a"},
    {"\\*", "*", "a"},
    {"a\\?", "a?", "ab"},
    {"a\\", "", "a a\\"},
    {"# a\n\n", "", "a #"},
    // Spaces at the end and line ends do not count.
    {"a  \n", "a", ""},
    {"a\r\n", "a", ""},
    {"\xef\xbb\xbf"
     "a\n",
     "a", ""},
    // The last pattern that matches decides.
    {"*.py\n!a.py", "b.py", "a.py x/a.py"},
    {"!a.py\n*.py", "a.py", ""},
    {"*\n!*/\n!*.py", "a.txt x/b", "a.py x/ x/a.py"},
    {"é?", "é1", "é éé"},
};

// Calls `each` with every path of the list.
template <class Each>
void for_each_path(std::string_view paths, Each each) {
  while (!paths.empty()) {
    size_t end = std::min(paths.find(' '), paths.size());
    each(paths.substr(0, end));
    paths.remove_prefix(std::min(end + 1, paths.size()));
  }
}

TEST_CASE("what a `.gitignore` matches") {
  for (const Case& one : kCases) {
    for_each_path(one.matched, [&](std::string_view path) {
      INFO(std::string(one.text), " should match ", std::string(path));
      CHECK(ignores(one.text, path));
    });
    for_each_path(one.others, [&](std::string_view path) {
      INFO(std::string(one.text), " should not match ", std::string(path));
      CHECK(!ignores(one.text, path));
    });
  }
}

TEST_CASE("spaces behind a backslash count") {
  CHECK(ignores("a\\ ", "a "));
  CHECK(ignores("a\\  ", "a "));
  CHECK(!ignores("a\\ ", "a"));
}

TEST_CASE("the line that decides is told") {
  IgnoreList list("# generated\n\n*.py\n!keep.py\n");
  auto verdict = list.verdict("x/a.py", EntryKind::File);
  REQUIRE(verdict);
  CHECK(verdict->line == 3);
  CHECK(verdict->pattern->text() == "*.py");
  verdict = list.verdict("keep.py", EntryKind::File);
  REQUIRE(verdict);
  CHECK(verdict->line == 4);
  CHECK(!verdict->is_ignored);
  CHECK(!list.verdict("a.txt", EntryKind::File));
}

TEST_CASE("a pattern that can match nothing says why") {
  auto fault = [](std::string_view line) { return std::string(IgnorePattern::parse(line)->fault()); };
  CHECK(fault("a/[b") == "its `[` is never closed");
  CHECK(fault("[[:letter:]]") == "there is no such class of characters");
  CHECK(fault("a\\") == "nothing stands behind its last `\\`");
  CHECK(fault("a//b") == "it matches no path");
  CHECK(fault("/") == "it matches no path");
  CHECK(fault("a/**/[!b]").empty());
  CHECK(!IgnorePattern::parse("# a"));
  CHECK(!IgnorePattern::parse("   "));
}

TEST_CASE("many stars cost no more than their product") {
  std::string pattern, path(20'000, 'a');
  for (int i = 0; i < 200; ++i) pattern += "*a";
  CHECK(!ignores(pattern + "b", path));
  CHECK(ignores(pattern, path));
  std::string deep, folders;
  for (int i = 0; i < 200; ++i) deep += "**/a/";
  for (int i = 0; i < 2'000; ++i) folders += "a/";
  CHECK(ignores(deep + "a", folders + "a"));
  CHECK(!ignores(deep + "b", folders + "a"));
}

}  // namespace
}  // namespace pellucid::cli
