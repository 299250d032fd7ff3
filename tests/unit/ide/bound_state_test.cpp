#include "ide/bound_state.h"

#include <map>
#include <string>

#include <doctest/doctest.h>

#include "support/named.h"

namespace pellucid {
namespace {

TEST_CASE("a name that is read again and again is asked of star imports once") {
  std::string text = "from m import *\nfrom n import *\nx = 1\ndef f():\n";
  for (int i = 0; i < 100; ++i) text += "    print(x, y)\n";
  text += "from o import *\n";
  for (int i = 0; i < 100; ++i) text += "print(x, y)\n";
  tests::Named named(text);
  std::map<std::string, uint32_t> asked;
  named.file->stars = [&](const exports::ModuleRef&, scope::Name name) {
    ++asked[std::string(named.file->names.text(name))];
    return exports::Offer::No;
  };
  ide::BoundStates states(*named.file);
  uint32_t reads = 0;
  for (const ide::Occurrence& its : ide::occurrences(*named.file)) {
    if (!its.reads) continue;
    ++reads;
    bool is_bound = its.entity.name != named.file->names.intern("y");
    CHECK(states.of(its) == (is_bound ? ide::BoundState::Bound : ide::BoundState::Unbound));
  }
  CHECK(reads == 600);
  // Of three star imports, `x` stands behind the last.
  CHECK(asked == std::map<std::string, uint32_t>{{"print", 3}, {"x", 1}, {"y", 3}});
}

}  // namespace
}  // namespace pellucid
