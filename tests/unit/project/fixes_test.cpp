#include "project/fixes.h"

#include <string>

#include <doctest/doctest.h>

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
