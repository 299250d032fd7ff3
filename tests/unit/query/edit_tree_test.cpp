#include "query/edit_tree.h"

#include <doctest/doctest.h>

#include "sheet.h"

namespace pellucid::query {
namespace {

using sheet::Cell;
using sheet::Flowing;
using sheet::Op;

TEST_CASE("query: an edit shows as a tree of what ran, what was reused and what was cut off") {
  Engine engine;
  engine.set<Cell>(0, {Op::Sum, 20, {}});
  engine.set<Cell>(1, {Op::Min, 9, {0}});
  engine.set<Cell>(2, {Op::Sum, 1, {1, 3}});
  engine.set<Cell>(3, {Op::Sum, 5, {}}, Durability::High);
  engine.set<Cell>(4, {Op::Sum, 0, {2, 0}});
  engine.get<Flowing>(4);

  EventLog log(100);
  engine.set_sink(&log);
  engine.set<Cell>(0, {Op::Sum, 21, {}});
  engine.get<Flowing>(4);
  CHECK(describe(engine, edit_tree(log, engine.revision())) ==
        "cell(0) changed\n"
        "flowing(4) run: flowing(0) changed\n"
        "  flowing(2) reused: all it read is the same\n"
        "    flowing(1) run, equal to before: flowing(0) changed\n"
        "      flowing(0) run: cell(0) changed\n"
        "    flowing(3) reused: nothing that lasting has changed\n");
  CHECK(edit_tree(log, Revision(77)).empty());
}

TEST_CASE("query: circles, what was given up, evicted and forgotten show too") {
  Engine engine;
  EventLog log(100);
  engine.set_sink(&log);
  engine.set<Cell>(0, {Op::Union, 1, {1}});
  engine.set<Cell>(1, {Op::Union, 2, {0}});
  engine.get<Flowing>(0);
  engine.evict<Flowing>(1);
  engine.forget<Flowing>(1);
  CHECK(describe(engine, edit_tree(log, engine.revision())) ==
        "cell(0) changed\n"
        "cell(1) changed\n"
        "flowing(0) given up: found in a cycle\n"
        "  flowing(?) given up: found in a cycle\n"
        "  flowing(?) run: member of a cycle\n"
        "flowing(0) run: member of a cycle\n"
        "flowing(0) cycle of 2, at rest after 3 rounds\n"
        "flowing(0) evicted\n"
        "flowing(?) evicted\n"
        "flowing(?) forgotten\n");
}

}  // namespace
}  // namespace pellucid::query
