// A check of many files in steps: what is changed in between is taken, what was read is kept, and the end is the same.

#include <doctest/doctest.h>

#include "project/session.h"
#include "support/random.h"
#include "support/random_program.h"

namespace pellucid::project {
namespace {

std::string told(const std::vector<diagnostic::Diagnostic>& found) {
  std::string all;
  for (const diagnostic::Diagnostic& d : found)
    all += std::to_string(d.range.start) + " " + std::string(diagnostic::entry(d.rule).id) + "; ";
  return all;
}

TEST_CASE("project: files are read one at a time, each once, in spite of edits in between") {
  Session session;
  std::vector<FileId> files;
  for (int i = 0; i < 6; ++i)
    files.push_back(session.open("m" + std::to_string(i) + ".py", "import m0, gone\nx = 1\n"));
  CHECK(session.read_next() == files[0]);
  CHECK(session.read_next() == files[1]);
  session.set_text(files[1], "y = 2\n");
  session.set_text(files[4], "z = 3\n");
  CHECK(session.read_next() == files[1]);
  CHECK(session.read_next() == files[2]);
  session.close(files[3]);
  FileId late = session.open("late.py", "import m1\n");
  CHECK(session.read_next() == files[4]);
  CHECK(session.read_next() == files[5]);
  CHECK(session.read_next() == late);
  CHECK(!session.read_next());
  CHECK(!session.read_next());
  CHECK(session.database().counters().parses == 7);
  session.diagnostics(files[0]);
  CHECK(session.database().counters().parses == 7);
}

TEST_CASE("project: that there is nothing to read says nothing of what is opened next") {
  Session session;
  CHECK(!session.read_next());
  session.read_all();
  FileId a = session.open("a.py", "x = 1\n"), b = session.open("b.py", "y = 1\n");
  CHECK(session.read_next() == a);
  CHECK(session.read_next() == b);
  CHECK(!session.read_next());
}

TEST_CASE("project: another platform is judged a file at a time, though no text is parsed for it") {
  Session session;
  session.reclaimer().set_policy({ReclaimPolicy::Kind::Never, 0});
  FileId a = session.open("a.py", "import sys\nif sys.platform == 'win32': x = 1\nprint(x)\n");
  FileId b = session.open("b.py", "import sys\nif sys.platform == 'linux': x = 1\nprint(x)\n");
  session.read_all();
  uint64_t parses = session.database().counters().parses;
  session.database().set_platform("win32");
  CHECK(session.read_next() == a);
  CHECK(session.read_next() == b);
  CHECK(!session.read_next());
  CHECK(session.database().counters().parses == parses);
}

TEST_CASE("project: what a file alone tells waits for no other") {
  Session session;
  FileId first = session.open("a.py", "import b\nfrom b import *\nprint(x, y)  # noqa\n1 +\n(");
  session.open("b.py", "x = 1\n");
  std::string alone = told(session.diagnostics_alone(first));
  CHECK(session.database().counters().parses == 1);
  CHECK(alone.find("invalid-syntax") != std::string::npos);
  CHECK(alone.find("unresolved-import") == std::string::npos);
  // A comment may silence what is found later.
  FileId second =
      session.open("c.py", "import gone  # pellucid: ignore[unresolved-import]\nprint(gone, z)\n");
  CHECK(told(session.diagnostics_alone(second)) == "63 unresolved-reference; ");
}

TEST_CASE("project: steps, edits and questions in any order end where a whole check does") {
  tests::Random random(20261127);
  for (int round = 0; round < 25; ++round) {
    Session session, whole;
    std::vector<FileId> files;
    std::vector<std::string> texts;
    uint32_t count = 2 + random.below(6);
    auto text = [&] {
      std::string imports;
      for (uint32_t i = random.below(3); i-- > 0;)
        imports += "from m" + std::to_string(random.below(count)) + " import *\n";
      return imports + tests::RandomProgram(random.below(1u << 30)).source();
    };
    for (uint32_t i = 0; i < count; ++i) {
      texts.push_back(text());
      files.push_back(session.open("m" + std::to_string(i) + ".py", texts[i]));
    }
    for (int step = 0; step < 20; ++step) {
      uint32_t i = random.below(count);
      switch (random.below(4)) {
        case 0:
        case 1: session.read_next(); break;
        case 2: session.diagnostics_alone(files[i]); break;
        case 3: session.set_text(files[i], texts[i] = text());
      }
    }
    std::vector<FileId> others;
    for (uint32_t i = 0; i < count; ++i)
      others.push_back(whole.open("m" + std::to_string(i) + ".py", texts[i]));
    for (uint32_t i = 0; i < count; ++i)
      CHECK(told(session.diagnostics(files[i])) == told(whole.diagnostics(others[i])));
  }
}

}  // namespace
}  // namespace pellucid::project
