#include "project/edit_report.h"

#include <doctest/doctest.h>

namespace pellucid::project {
namespace {

using Kind = EditChange::Kind;

struct Watched {
  Session session;
  FileId helper = session.open("helper.py", "def helper(x):\n    return x\n");
  FileId main = session.open("main.py", "from helper import helper\nprint(helper(1))\n");
  EditWatch watch{session};

  Watched() { check(); }

  void check() {
    for (FileId file : session.database().added_files()) {
      watch.begin_check();
      session.diagnostics(file);
      watch.end_check();
    }
  }
  void set_text(FileId file, std::string_view text) {
    watch.begin_change(Kind::Edited, file);
    session.set_characters(file, text);
    watch.end_change();
  }
  EditReport report() { return EditReport(session, watch, 2); }
};

TEST_CASE("project: an edit in a sentence") {
  Watched watched;
  CHECK(watched.report().sentence().empty());
  watched.set_text(watched.helper, "def helper(x):\n    return 2\n");
  watched.check();
  CHECK(watched.report().sentence() ==
        "this edit re-checked 1 of 2 files: `helper`'s body changed, its name and signature did not");
  watched.set_text(watched.helper, "# c\ndef helper(x):\n    return 2\n");
  watched.check();
  CHECK(watched.report().sentence() ==
        "this edit re-checked 1 of 2 files: in `helper.py` only comments, blank space or line ends changed");
}

TEST_CASE("project: two changes before a check are one edit, told from the text before both") {
  Watched watched;
  watched.set_text(watched.helper, "def helper(x):\n    return 2\n");
  watched.set_text(watched.helper, "def helper(x):\n    return 3\n");
  CHECK(watched.watch.changes().size() == 1);
  CHECK(*watched.watch.changes()[0].text == "def helper(x):\n    return x\n");
  // Back to what was checked: an edit all the same, but nothing differs.
  watched.set_text(watched.helper, "def helper(x):\n    return x\n");
  watched.check();
  EditReport report = watched.report();
  CHECK(report.compared(watched.helper)->comparison().rows_gone == 0);
}

TEST_CASE("project: a file that goes with an edit is told with it, and one that comes and goes is not") {
  Watched watched;
  watched.set_text(watched.helper, "def helper(x):\n    return 2\n");
  watched.watch.begin_change(Kind::Closed, watched.main);
  watched.session.close(watched.main);
  watched.watch.end_change();
  watched.watch.begin_change(Kind::Opened, FileId(0));
  FileId brief = watched.session.open("brief.py", "x = 1\n");
  watched.watch.end_change();
  watched.watch.begin_change(Kind::Closed, brief);
  watched.session.close(brief);
  watched.watch.end_change();
  watched.check();
  CHECK(
      watched.report().sentence() ==
      "this edit re-checked 1 of 2 files: `helper`'s body changed, its name and signature did not; `main.py` is gone");
}

TEST_CASE("project: the same text again is no edit") {
  Watched watched;
  watched.set_text(watched.helper, watched.session.database().text(watched.helper).view());
  CHECK(watched.watch.edits() == 0);
  // And what was said of it is not taken for another change.
  watched.session.rename(watched.main, "start.py");
  CHECK(watched.watch.changes().empty());
}

TEST_CASE("project: the events of an edit name files by their paths and say because of what") {
  Watched watched;
  watched.set_text(watched.helper, "def helper(x):\n    return 2\n");
  watched.check();
  std::vector<EventRow> rows = watched.report().rows(1000);
  REQUIRE(!rows.empty());
  CHECK(rows[0].query == "text");
  CHECK(rows[0].of == "helper.py");
  CHECK(rows[0].what == "changed");
  bool has_reason = false;
  for (const EventRow& row : rows) has_reason |= row.because == "text(helper.py) changed";
  CHECK(has_reason);
  // What ran stands before what is as it was, whole trees at a time.
  bool ends = false;
  for (const EventRow& row : rows) {
    if (row.depth > 0) continue;
    if (!row.has_run) ends = true;
    CHECK(row.has_run != ends);
  }
  CHECK(ends);
  CHECK(watched.report().rows(3).size() == 3);
}

TEST_CASE("project: looking at an edit moves no counter and no revision") {
  Watched watched;
  watched.set_text(watched.helper, "def helper(x):\n    return 2\n");
  watched.check();
  db::TreeCounters before = watched.session.database().counters();
  query::Counters queries = watched.session.engine().total_counters();
  query::Revision revision = watched.session.engine().revision();
  watched.report().sentence();
  watched.report().compared(watched.helper);
  watched.report().rows(100);
  CHECK(watched.session.database().counters().parses == before.parses);
  CHECK(watched.session.database().counters().reparses_whole == before.reparses_whole);
  CHECK(watched.session.engine().total_counters().run == queries.run);
  CHECK(watched.session.engine().total_counters().reused == queries.reused);
  CHECK(watched.session.engine().revision() == revision);
}

TEST_CASE("project: old texts and events are bounded") {
  Watched watched;
  std::string longer(EditWatch::kTextBytes, '#');
  watched.set_text(watched.helper, longer);
  watched.check();
  CHECK(watched.watch.changes()[0].text);
  watched.set_text(watched.helper, "x = 1\n");
  watched.set_text(watched.main, "y = 1\n");
  watched.check();
  CHECK(watched.report().compared(watched.main) == nullptr);  // there is no room for both
  CHECK(watched.watch.memory_bytes() <
        EditWatch::kTextBytes + EditWatch::kEvents * sizeof(query::Event) + 10'000);
}

// Who adds a query says by `part_of` beside its key which file it is of, or lists it here.
TEST_CASE("project: every query that a check asks for is of a file") {
  Watched watched;
  watched.set_text(watched.helper, "def helper(x, y):\n    return 2\n");
  watched.check();
  const query::Engine& engine = watched.session.engine();
  const std::set<std::string> of_the_project = {"environment",     "project",      "folder",
                                                "search_settings", "search_basis", "import_graph",
                                                "taken_names",     "module"};
  for (uint32_t i = 0; i < watched.watch.events().size(); ++i) {
    query::Ref subject = watched.watch.events()[i].subject;
    bool is_of_file = engine.whole(subject) != base::kNoneValue;
    CHECK_MESSAGE(is_of_file != of_the_project.contains(engine.name(subject.query())),
                  engine.describe(subject));
  }
}

}  // namespace
}  // namespace pellucid::project
