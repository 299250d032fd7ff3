#include "wire/replay.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "support/stub_packing.h"

namespace pellucid::wire {
namespace {

std::string fault(std::string_view script) { return read_replay_script(script).fault; }

// With a file a.py and one step.
std::string fault_of(const std::string& step) {
  return fault(R"({"files": {"a.py": "x = 1\n"}, "steps": [{"do": "check"}, )" + step + "]}");
}

TEST_CASE("wire: every mistake in a script is told with its place") {
  CHECK(fault("{\n  \"steps\": [,]}") == "line 2, column 13: this is no JSON, at `,`");
  CHECK(fault("[]") ==
        "an object is wanted, with `columns`, `configuration`, `reclaim`, `folder`, `files` and `steps`");
  CHECK(fault("{}") == "`steps` is missing: a list of what is done");
  CHECK(fault(R"({"step": []})") == "unknown key `step`; did you mean `steps`?");
  CHECK(fault(R"({"steps": [], "steps": []})") == "the key `steps` stands twice in one object");
  CHECK(fault(R"({"steps": 1})") == "steps: a list is wanted");
  CHECK(fault(R"({"steps": [], "columns": "bytes"})") == "columns: `bytes` is not `code-points` or `utf-16`");
  CHECK(fault(R"({"steps": [], "files": {"/a.py": ""}})") ==
        "files: `/a.py` is no path within the project, such as `pkg/mod.py`");
  CHECK(fault(R"({"steps": [], "files": {"a.py": 1}})") ==
        "files.`a.py`: a string is wanted: the file's text");
  CHECK(fault(R"({"steps": [], "reclaim": "often"})") ==
        "reclaim: `often` is none of `after-check`, `never`, and a number of bytes such as `64M`");
  CHECK(fault(R"({"steps": [], "configuration": {"environment": {"python-version": "2.7"}}})") ==
        "configuration.environment.python-version: `2.7` is not one of 3.8 to 3.15");
  CHECK(fault(R"({"steps": [], "configuration": {"environment": {"extra-paths": ["a", 1]}}})") ==
        "configuration.environment.extra-paths: an array is wanted, of folders");
  CHECK(fault(R"({"steps": [], "configuration": {"rules": {"unused-import": "loud"}}})") ==
        "configuration.rules.unused-import: one of `error`, `warn`, `info` and `ignore` is wanted");
  CHECK(fault_of(R"({"do": "chek"})") == "steps[1].do: `chek` is no step; did you mean `check`?");
  CHECK(fault_of(R"({"do": "show"})") == "steps[1]: `file` is missing: its path");
  CHECK(fault_of(R"({"do": "show", "file": "b.py"})") ==
        "steps[1].file: there is no file `b.py` at this step; did you mean `a.py`?");
  CHECK(fault_of(R"({"do": "edit", "file": "a.py"})") ==
        "steps[1]: an edit has either `edits` or the whole `text`");
  CHECK(fault_of(R"({"do": "edit", "file": "a.py", "edits": [{"text": ""}]})") ==
        "steps[1].edits[0]: `range` is missing: an object with `start` and `end`");
  CHECK(fault_of(
            R"({"do": "edit", "file": "a.py", "edits": [{"text": "", "range": {"start": {"line": 0}}}]})") ==
        "steps[1].edits[0].range.start: `line` is a number from 1");
  CHECK(fault_of(R"({"do": "ask", "file": "a.py", "question": "hovr"})") ==
        "steps[1].question: `hovr` is no question; did you mean `hover`?");
  CHECK(fault_of(R"({"do": "open", "file": "a.py", "text": ""})") ==
        "steps[1].file: there is a file `a.py` already");
  CHECK(fault_of(R"({"do": "delete", "file": "a.py"}, {"do": "show", "file": "a.py"})") ==
        "steps[2].file: there is no file `a.py` at this step");
  CHECK(fault_of(R"({"do": "free-all", "file": "a.py"})") == "steps[1]: unknown key `file`; there are `do`");
  CHECK(fault_of(R"({"do": "delete", "file": "a.py"}, {"do": "open", "file": "a.py", "text": ""})").empty());
}

TEST_CASE("wire: what a text cannot have is told when the step is played") {
  auto played = [](const std::string& step) {
    ReadScript read = read_replay_script(R"({"files": {"a.py": "x = 1\n"}, "steps": [)" + step + "]}");
    REQUIRE(read.fault.empty());
    Replay replay(read.script);
    replay.begin();
    replay.step();
    return replay.fault();
  };
  auto edit = [](const char* start, const char* end) {
    return std::string(R"({"do": "edit", "file": "a.py", "edits": [{"text": "", "range": {"start": )") +
           start + R"(, "end": )" + end + "}}]}";
  };
  CHECK(played(edit(R"({"line": 1, "column": 7})", R"({"line": 1, "column": 8})")) ==
        "steps[0].edits[0].range.start: the text has no place 1:7");
  CHECK(played(edit(R"({"line": 1, "column": 3})", R"({"line": 1, "column": 2})")) ==
        "steps[0].edits[0].range: it ends before it starts");
  CHECK(played(edit(R"({"line": 1, "column": 1})", R"({"line": 2, "column": 1})")).empty());
}

// {"files": …} of three modules; steps as given.
struct Played {
  ReadScript read;
  std::optional<Replay> replay;
  std::vector<StepReport> reports;

  explicit Played(const std::string& steps, const std::string& more = "") {
    read = read_replay_script(
        R"({"files": {"a.py": "x = 1\n", "b.py": "from a import x\n", "c.py": "é = '😀'; y\n"},)" + more +
        R"("steps": [)" + steps + "]}");
    REQUIRE_MESSAGE(read.fault.empty(), read.fault);
    replay.emplace(read.script);
    replay->begin();
    while (!replay->is_done()) reports.push_back(replay->step());
    REQUIRE_MESSAGE(replay->fault().empty(), replay->fault());
  }
};

TEST_CASE("wire: a replay counts what each step makes the checker do") {
  Played played(R"({"do": "check"},
    {"do": "edit", "file": "a.py", "text": "x = 2\n"},
    {"do": "check"},
    {"do": "check"},
    {"do": "ask", "file": "b.py", "question": "definition", "at": {"line": 1, "column": 15}},
    {"do": "ask", "file": "b.py", "question": "nodes"},
    {"do": "show", "file": "b.py"},
    {"do": "ask", "file": "b.py", "question": "nodes"},
    {"do": "ask", "file": "b.py", "question": "symbols", "at": {"line": 1, "column": 1}},
    {"do": "free-all"})");
  const auto& reports = played.reports;
  CHECK(reports[0].tally.parses == 3);
  CHECK(reports[0].tally.trees_freed == 3);
  CHECK(reports[0].rechecked == std::vector<std::string>{"a.py", "b.py", "c.py"});
  CHECK(reports[0].sentence.empty());
  CHECK(reports[1].tally.parses == 0);
  CHECK(reports[2].tally.parses == 1);
  CHECK(reports[2].rechecked == std::vector<std::string>{"a.py"});
  CHECK(reports[2].sentence == "this edit re-checked 1 of 3 files: statements of the module changed");
  CHECK(reports[3].rechecked.empty());
  CHECK(reports[3].tally.queries.run == 0);
  CHECK(reports[5].tally.reparses_whole == 1);
  CHECK(reports[5].tally.trees_freed == 1);
  CHECK(reports[7].tally.reparses_whole == 1);
  CHECK(reports[7].tally.trees_freed == 0);
  CHECK(reports[8].tally.reparses_whole == 0);
  CHECK(reports[9].tally.trees_freed == 1);
}

TEST_CASE("wire: what is asked about a definition of a freed file parses that alone") {
  Played played(R"({"do": "edit", "file": "a.py", "text": "import b\ndef x(p):\n    return p\n"},
    {"do": "show", "file": "b.py"},
    {"do": "check"},
    {"do": "ask", "file": "b.py", "question": "hover", "at": {"line": 1, "column": 15}},
    {"do": "ask", "file": "a.py", "question": "nodes", "scope": 1},
    {"do": "ask", "file": "a.py", "question": "nodes", "scope": 0})");
  const auto& reports = played.reports;
  for (size_t step : {3, 4}) {
    CHECK(reports[step].tally.reparses_partial == 1);
    CHECK(reports[step].tally.reparses_whole == 0);
    CHECK(reports[step].tally.trees_freed == 0);
  }
  CHECK(reports[5].tally.reparses_partial == 0);
  CHECK(reports[5].tally.reparses_whole == 1);
}

TEST_CASE("wire: columns of a script count as it says") {
  const std::string at = R"({"do": "edit", "file": "c.py", "edits": [{"text": "z", "range": {"start":
    {"line": 1, "column": COLUMN}, "end": {"line": 1, "column": COLUMN}}}]})";
  auto text_after = [&](std::string step, const std::string& column, const std::string& more) {
    for (size_t i; (i = step.find("COLUMN")) != std::string::npos;) step.replace(i, 6, column);
    Played played(step, more);
    return std::string(played.replay->page().text(2));
  };
  CHECK(text_after(at, "10", "") == "é = '😀'; zy\n");
  CHECK(text_after(at, "11", R"("columns": "utf-16",)") == "é = '😀'; zy\n");
}

TEST_CASE("wire: all policies give the same problems and other counts of trees") {
  const std::string steps =
      R"({"do": "check"}, {"do": "edit", "file": "a.py", "text": "x = = 2\n"}, {"do": "check"})";
  Played after_check(steps), never(steps, R"("reclaim": "never",)"), budget(steps, R"("reclaim": "1",)");
  for (Played* played : {&after_check, &never, &budget}) CHECK(played->reports[2].errors == 2);
  CHECK(never.reports[0].tally.trees_freed == 0);
  CHECK(budget.reports[0].tally.trees_freed == 3);
}

TEST_CASE("wire: files are read one by one, and told of alone before the rest is read") {
  CHECK(fault_of(R"({"do": "read", "times": -1})") == "steps[1].times: a number up to 1000000 is wanted");
  CHECK(fault_of(R"({"do": "check", "alone": 1})") == "steps[1].alone: `true` or `false` is wanted");
  ReadScript read = read_replay_script(
      R"({"files": {"a.py": "x = y\n", "b.py": "", "c.py": ""},
          "steps": [{"do": "check", "file": "b.py", "alone": true}, {"do": "read"}, {"do": "read", "times": 5}]})");
  REQUIRE(read.fault.empty());
  Replay replay(read.script);
  replay.begin();
  for (uint64_t parses : {1, 2, 3}) {
    replay.step();
    CHECK(replay.page().session().database().counters().parses == parses);
  }
}

TEST_CASE("wire: a stub is shown and asked about once the library is there, and is no file of the project") {
  const std::string stub = R"("file": "typeshed:stdlib/shelf.pyi")";
  CHECK(fault_of(R"({"do": "show", )" + stub + "}").starts_with("steps[1].file: there is no file"));
  const std::string library = R"({"do": "library"}, )";
  CHECK(
      fault_of(library + R"({"do": "delete", )" + stub + "}").starts_with("steps[2].file: there is no file"));
  ReadScript read =
      read_replay_script(R"({"files": {"a.py": "import shelf\n"}, "steps": [)" + library +
                         R"({"do": "show", )" + stub + R"(}, {"do": "ask", )" + stub +
                         R"(, "question": "hover", "at": {"line": 1, "column": 5}}, {"do": "check"},
                                       {"do": "show", "file": "typeshed:stdlib/none.pyi"}]})");
  REQUIRE(read.fault.empty());
  Replay replay(read.script);
  replay.set_library([] {
    return tests::packed({{"stdlib/VERSIONS", "shelf: 3.0-\n"}, {"stdlib/shelf.pyi", "def store(): ...\n"}});
  });
  replay.begin();
  for (int i = 0; i < 3; ++i) replay.step();
  CHECK(replay.fault().empty());
  StepReport check = replay.step();
  CHECK(check.checked == 1);
  CHECK(check.files == 1);
  replay.step();
  CHECK(replay.fault() == "steps[4].file: there is no file `typeshed:stdlib/none.pyi` at this step");
}

TEST_CASE("wire: a configuration decides what is reported") {
  Played played(
      R"({"do": "check"}, {"do": "configure", "configuration": {"rules": {"all": "ignore"}}}, {"do": "check"},
         {"do": "configure", "configuration": {"environment": {"python-version": "3.8"}}}, {"do": "check"})",
      R"("configuration": {"rules": {"unresolved-reference": "warn"}},)");
  CHECK(played.reports[0].errors == 0);
  CHECK(played.reports[2].warnings == 0);
  CHECK(played.reports[4].errors == 1);
  CHECK(played.reports[4].tally.parses == 3);
}

TEST_CASE("wire: a configuration names folders to look for modules in") {
  Played played(
      R"({"do": "open", "file": "lib/shapes.py", "text": "x = 1"},
         {"do": "open", "file": "m.py", "text": "from shapes import y; y"}, {"do": "check"},
         {"do": "configure", "configuration": {"environment": {"extra-paths": []}}}, {"do": "check"})",
      R"("configuration": {"environment": {"extra-paths": ["./lib/"]}},)");
  // One is of c.py, whatever is found.
  CHECK(played.reports[2].errors == 2);
  CHECK(played.reports[4].errors == 1);
}

}  // namespace
}  // namespace pellucid::wire
