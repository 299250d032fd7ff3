#include "db/database.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "support/aborts.h"
#include "support/same_tree.h"
#include "syntax/node.h"

namespace pellucid::db {
namespace {

FileId add(Database& database, std::string_view source) {
  return database.add("m.py", source::decode(source));
}

bool aborts(const std::string& message, std::string_view words) {
  return !tests::kCanTryAborts || message.find(words) != std::string::npos;
}

TEST_CASE("a file is parsed when it is asked for, and once") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "x = (\n");
  CHECK(database.counters(file).parses == 0);
  CHECK(!database.is_resident(file));
  CHECK(database.syntax_errors(file).size() == 1);
  CHECK(database.counters(file).parses == 1);
  {
    TreeLease lease = database.lease(file);
    TreeLease second = database.lease(file);
    CHECK(lease.tree().size() == database.counters(file).rows);
    CHECK(&lease.tree() == &second.tree());
  }
  database.comments(file);
  CHECK(database.counters(file).parses == 1);
}

// No file system is behind the database, so not even `/` is known as a folder.
TEST_CASE("a file with a path from the root on is added") {
  Database database(source::kDefaultPython);
  for (std::string path : {"/m.py", "/folder/deep/m.py"}) {
    FileId file = database.add(path, source::decode("x = 1\n"));
    CHECK(database.lease(file).tree().size() == 4);
  }
}

TEST_CASE("a leased tree is not freed") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "x = 1\n");
  {
    TreeLease lease = database.lease(file);
    TreeLease moved = std::move(lease);
    CHECK(!database.free_tree(file));
    CHECK(database.is_resident(file));
    CHECK(moved.tree().size() == 4);
  }
  CHECK(database.free_tree(file));
  CHECK(!database.is_resident(file));
  CHECK(database.free_tree(file));
}

TEST_CASE("what survives a tree needs no parse") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "x = (  # c\n");
  database.syntax_errors(file);
  database.free_tree(file);
  CHECK(database.syntax_errors(file).size() == 1);
  CHECK(database.comments(file).size() == 1);
  CHECK(database.lines(file).line_count() == 2);
  CHECK(database.text(file).view() == "x = (  # c\n");
  CHECK(database.counters(file).parses == 1);
}

TEST_CASE("a tree that was freed is built again, equal row by row") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "@d\ndef f(a, *b: int):\n    return f'{a!r}' + \xC3\xA9.x[1:2]\n");
  add(database, "other = 1\n");
  std::optional<tests::TreeCopy> before;
  {
    TreeLease lease = database.lease(file);
    before.emplace(lease.tree(), database.text(file));
  }
  database.free_tree(file);
  TreeLease lease = database.lease(file, "a test");
  CHECK(database.counters(file).parses == 1);
  CHECK(database.counters(file).reparses_whole == 1);
  CHECK(database.counters(file).reparses_within_revision == 1);
  CHECK(database.counters(file).last_asker == std::string("a test"));
  CHECK(*before == tests::TreeCopy(lease.tree(), database.text(file)));
}

TEST_CASE("a reference finds its node again after the tree was freed") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "x = f(y)\n");
  std::optional<NodeRef> ref;
  {
    TreeLease lease = database.lease(file);
    ref = lease.ref(syntax::NodeIndex(3));
  }
  database.free_tree(file);
  TreeLease lease = database.lease(file);
  CHECK(lease.at(*ref).is(syntax::NodeKind::Call));
  CHECK(lease.at(*ref).index() == syntax::NodeIndex(3));
}

TEST_CASE("a reference to another revision or another file is a broken invariant") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "x = f(y)\n");
  FileId other = add(database, "x = f(y)\n");
  auto ref_of = [&](FileId its_file) { return database.lease(its_file).ref(syntax::NodeIndex(3)); };
  NodeRef old = ref_of(file);
  NodeRef elsewhere = ref_of(other);
  database.edit(file, {{{0, 1}, "z"}});
  CHECK(aborts(tests::abort_message([&] { database.lease(file).at(old); }),
               "a node of revision 1 asked of revision 2"));
  CHECK(aborts(tests::abort_message([&] { database.lease(file).at(elsewhere); }),
               "a node of file 1 asked of file 0"));
}

TEST_CASE("a text does not change under a lease") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "x = 1\n");
  auto held = [&](auto change) {
    return tests::abort_message([&] {
      TreeLease lease = database.lease(file);
      change();
    });
  };
  CHECK(aborts(held([&] { database.edit(file, {{{0, 1}, "y"}}); }), "is leased"));
  CHECK(aborts(held([&] { database.remove(file); }), "is leased"));
  CHECK(aborts(held([&] { database.set_version(source::kOldestPython); }), "is leased"));
}

TEST_CASE("a file that is gone, or never was, is a broken invariant") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "");
  FileId kept = add(database, "");
  database.remove(file);
  CHECK(!database.has(file));
  CHECK(database.files() == std::vector<FileId>{kept});
  CHECK(aborts(tests::abort_message([&] { database.text(file); }), "no file 0"));
  CHECK(aborts(tests::abort_message([&] { database.text(FileId(9)); }), "no file 9"));
  CHECK(add(database, "") != file);  // ids are not given twice
}

TEST_CASE("edits are made at once, to the text before") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "abcdef\n");
  CHECK(database.revision(file) == Revision(1));
  database.edit(file, {{{0, 0}, "<"}, {{1, 3}, ""}, {{4, 4}, "-"}, {{6, 6}, ">"}});
  CHECK(database.text(file).view() == "<ad-ef>\n");
  CHECK(database.revision(file) == Revision(2));
  CHECK(aborts(tests::abort_message([&] { database.edit(file, {{{3, 2}, ""}}); }), "edit of 3..2"));
  CHECK(aborts(tests::abort_message([&] { database.edit(file, {{{0, 99}, ""}}); }), "edit of 0..99"));
}

TEST_CASE("an edited text is characters, whatever coding it declares") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "# coding: latin-1\nx = '\xE9'\n");
  CHECK(database.text(file).view() == "# coding: latin-1\nx = '\xC3\xA9'\n");
  database.edit(file, {{{18, 19}, "y"}});
  CHECK(database.text(file).view() == "# coding: latin-1\ny = '\xC3\xA9'\n");
  CHECK(!database.coding_problem(file));
}

TEST_CASE("another version parses anew, the same version does not") {
  Database database(source::kDefaultPython);
  FileId file = add(database, "type X = int\n");
  CHECK(database.syntax_errors(file).empty());
  database.set_version(source::kDefaultPython);
  database.syntax_errors(file);
  CHECK(database.counters(file).parses == 1);
  database.set_version(source::kOldestPython);
  CHECK(database.syntax_errors(file).size() == 1);
  CHECK(database.counters(file).parses == 2);
}

}  // namespace
}  // namespace pellucid::db
