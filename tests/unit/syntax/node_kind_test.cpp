// The example of each kind in node_kind.def is one.

#include "syntax/node_kind.h"

#include <string>

#include <doctest/doctest.h>

#include "project/session.h"
#include "syntax/verify.h"
#include "wire/dump.h"

namespace pellucid::syntax {
namespace {

// Sources that an example can be part of, for those that are no file by themselves.
constexpr std::string_view kPlaces[] = {
    "{}\n",
    "{}\nfinally: ...\n",
    "def f(): {}\n",
    "async def f(): {}\n",
    "def f(x):\n    def g(): {}\n",
    "while z: {}\n",
    "match z:\n    case [{}]: ...\n",
    "if a: ...\n{}\n",
    "try: ...\n{}\n",
    "match z:\n    {}\n",
    "match z:\n    case {}: ...\n",
    "match z:\n    case C({}): ...\n",
    "with {}: ...\n",
    "import {}\n",
    "f({})\n",
    "z[{}]\n",
    "[{}]\n",
    "[x {}]\n",
    "def f{}: ...\n",
    "def f({}): ...\n",
    "def f[{}](): ...\n",
    "class C{}: ...\n",
    "f'{}{x}'\n",
    "f'{x:{}}'\n",
};

std::string placed(std::string_view place, std::string_view example) {
  std::string source(place);
  return source.replace(source.find("{}"), 2, example);
}

bool shows(std::string_view source, NodeKind kind, std::string_view example) {
  project::Session session(source::kNewestPython);
  diagnostic::Settings settings;
  settings.select(diagnostic::rules_called("syntax"));
  session.set_settings(settings);
  project::FileId file = session.open("m.py", source);
  db::TreeLease lease = session.database().lease(file);
  const source::Text& text = session.database().text(file);
  if (!verify(lease.tree(), text).empty() || !session.diagnostics(file).empty()) return false;
  for (uint32_t row = 0; row < lease.tree().size(); ++row) {
    if (lease.tree().kind(NodeIndex(row)) != kind ||
        !text.slice(lease.tree().range(NodeIndex(row))).starts_with(example))
      continue;
    wire::cpython_document(session, file);  // checks that it knows the kind
    return true;
  }
  return false;
}

TEST_CASE("the example of each kind makes a row of that kind") {
  for (uint32_t number = 0; number < kNodeKindCount; ++number) {
    auto kind = static_cast<NodeKind>(number);
    const KindEntry& known = entry(kind);
    CAPTURE(known.name);
    // The cases of a `match` need lines of their own; the last two stand for what is wrong or not there.
    if (kind == NodeKind::Match || kind == NodeKind::InvalidStatement || kind == NodeKind::Missing) continue;
    bool found = false;
    for (std::string_view place : kPlaces)
      found = found || shows(placed(place, known.example), kind, known.example);
    CHECK(found);
  }
}

}  // namespace
}  // namespace pellucid::syntax
