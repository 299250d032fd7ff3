#include "flow/dead_code.h"

#include <doctest/doctest.h>

#include "flow/build.h"
#include "support/parsed.h"

namespace pellucid::flow {
namespace {

TEST_CASE("rows that are never run") {
  tests::Parsed file(
      "import sys\n"
      "if sys.version_info < (3, 9):\n    a\n    a1\nelif sys.platform == 'linux':\n    b\nelse:\n    c\n    c1\n"
      "def f():\n    d\n    return\n    e\n    if e1:\n        e2\n"
      "if TYPE_CHECKING:\n    g\nelse:\n    h\n"
      "while False:\n    i\nelse:\n    j\n"
      "raise k\n"
      "l\nl1\n");
  scope::Names names;
  scope::Scopes scopes = scope::build(file.tree(), file.text, {14}, names);
  UseDef use_def = build(file.tree(), file.text, scopes, {});
  DeadCode dead(file.tree(), use_def);
  for (const char* name : {"a", "a1", "c", "c1", "e", "e1", "e2", "h", "i", "l", "l1"}) {
    CAPTURE(name);
    CHECK(dead.contains(file.name(name)));
  }
  for (const char* name : {"b", "d", "g", "j", "k", "sys"}) {
    CAPTURE(name);
    CHECK(!dead.contains(file.name(name)));
  }
}

}  // namespace
}  // namespace pellucid::flow
