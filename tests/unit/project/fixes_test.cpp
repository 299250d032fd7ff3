#include "project/fixes.h"

#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "support/random_program.h"

namespace pellucid::project {
namespace {

struct Fixed {
  std::string text;
  uint32_t made;
};

Fixed fixed(std::string_view source, std::string_view rules = "all") {
  Session session;
  diagnostic::Settings settings;
  settings.select(diagnostic::rules_called(rules));
  session.set_settings(settings);
  FileId file = session.open("case.py", source);
  uint32_t made = make_fixes(session, file);
  return {std::string(session.database().text(file).view()), made};
}

TEST_CASE("every fix that is offered is made") {
  Fixed all = fixed("a = 1\nif a is 1:\n    print(f'a')\n    raise NotImplemented\n");
  CHECK(all.text == "a = 1\nif a == 1:\n    print('a')\n    raise NotImplementedError\n");
  CHECK(all.made == 3);
  CHECK(fixed("a = 1\n").made == 0);
}

TEST_CASE("only those of the rules that report") {
  CHECK(fixed("a = 1\nif a is 1:\n    print(f'a')\n", "is-literal").text ==
        "a = 1\nif a == 1:\n    print(f'a')\n");
  CHECK(fixed("a = 1\nprint(a is 1)  # noqa\n").made == 0);
}

TEST_CASE("fixes that a fix makes possible come in the next round") {
  CHECK(fixed("print(f'{f'a'}')\n", "f-string-missing-placeholders").text == "print(f'{'a'}')\n");
  CHECK(fixed("x = 1  # pellucid: ignore[is-literal, if-tuple, assert-tuple]\n", "comments").text ==
        "x = 1\n");
}

TEST_CASE("line ends stay as they are") {
  CHECK(fixed("a = 1\r\nprint(a is 1)\r\n").text == "a = 1\r\nprint(a == 1)\r\n");
  CHECK(fixed("\xEF\xBB\xBF"
              "print(1 is 1)\r")
            .text ==
        "\xEF\xBB\xBF"
        "print(1 == 1)\r");
}

TEST_CASE("what is not used is taken away, and what has an effect is kept") {
  auto body = [](std::string_view line) {
    return fixed("def f(a):\n    a()\n    " + std::string(line) + "\n    return a\n").text;
  };
  auto kept = [](std::string_view line) {
    return "def f(a):\n    a()\n" + (line.empty() ? "" : "    " + std::string(line) + "\n") +
           "    return a\n";
  };
  CHECK(body("x = 1") == kept(""));
  CHECK(body("x: int = (a, [None])") == kept(""));
  CHECK(body("x: int") == kept(""));
  CHECK(body("x = a()") == kept("a()"));
  CHECK(body("x: 'int' = (a())  # why") == kept("(a())  # why"));
  CHECK(body("x = yield a") == kept("yield a"));
  CHECK(body("x = y = a()") == kept("a()"));
  CHECK(body("a.b = x = a()") == kept("a.b = a()"));
  CHECK(body("x = (\n        a())") == kept("(\n        a())"));
  CHECK(body("x = 1; y = a()") == kept("a()"));
  CHECK(body("a(); x = 1") == kept("a()"));
  CHECK(body("with a() as x, (a()) as y: a()") == kept("with a(), (a()): a()"));
  CHECK(body("if a: x = 1") == kept("if a: pass"));
  CHECK(body("try: a()\n    except E as e: pass") == kept("try: a()\n    except E: pass"));
  CHECK(body("import os, sys") == kept(""));
  CHECK(fixed("def f():\n    x = 1\n    y = 2\n").text == "def f():\n    pass\n");
  CHECK(fixed("def f():\n    import x; import y\n").text == "def f():\n    pass\n");
  CHECK(fixed("def f():\n    global a, b\n    b = a\na = 1\n").text ==
        "def f():\n    global b\n    b = a\na = 1\n");
  // The `a` of `f` would be meant.
  std::string_view needed =
      "a = 1\ndef f():\n    a = 2\n    def g():\n        global a\n        return a\n    return a, g\n";
  CHECK(fixed(needed).text == needed);
}

TEST_CASE("programs that are mended have nothing left to mend, and parse") {
  uint32_t made = 0;
  for (uint64_t seed = 0; seed < 400; ++seed) {
    std::string program = "def f(m):\n";
    std::istringstream lines(tests::RandomProgram(seed).source());
    for (std::string line; std::getline(lines, line);) program += "  " + line + "\n";
    INFO(program);
    Session session;
    FileId file = session.open("case.py", program);
    size_t errors = session.syntax_errors(file).size();
    made += make_fixes(session, file);
    std::string once(session.database().text(file).view());
    INFO(once);
    CHECK(session.syntax_errors(file).size() <= errors);
    CHECK(make_fixes(session, file) == 0);
    for (const diagnostic::Diagnostic& its : session.diagnostics(file))
      CHECK_MESSAGE(!its.fix.has_value(), its.message);
  }
  CHECK(made > 300);
}

TEST_CASE("many fixes on one line") {
  std::string before = "print(", after = "print(";
  for (int i = 0; i < 2000; ++i) {
    before += "1 is 1, ";
    after += "1 == 1, ";
  }
  Fixed all = fixed(before + ")\n", "is-literal");
  CHECK(all.text == after + ")\n");
  CHECK(all.made == 2000);
}

}  // namespace
}  // namespace pellucid::project
