#include "db/database.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "source/memory_files.h"
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

constexpr std::string_view kTwo = "import os\ndef f(a):\n    return os\nclass C:\n    def g(b): pass\n";

syntax::NodeIndex row_of(Database& database, FileId file, syntax::NodeKind kind, uint32_t nth) {
  TreeLease lease = database.lease(file);
  for (syntax::NodeIndex row = syntax::kRoot; row < lease.tree().end(); row = row.next())
    if (lease.tree().kind(row) == kind && nth-- == 0) return row;
  return syntax::kRoot;
}

TEST_CASE("a definition of a freed tree is parsed alone, and counted as that") {
  Database database(source::kDefaultPython);
  database.keep_landmarks();
  FileId file = add(database, kTwo);
  syntax::NodeIndex g = row_of(database, file, syntax::NodeKind::FunctionDef, 1);
  CHECK(!database.lease_definition(file, g, "a test").is_slice());  // the tree is there
  CHECK(database.counters(file).reparses_partial == 0);
  CHECK(database.landmark_bytes() == 0);
  size_t bytes = database.counters().bytes_resident, peak = database.counters().bytes_peak;
  database.free_tree(file);
  CHECK(database.landmark_bytes() > 0);
  {
    DefinitionLease lease = database.lease_definition(file, g.next(), "a test");
    CHECK(lease.is_slice());
    CHECK(lease.definition() == g);
    CHECK(lease.tree().size() == 5);
    CHECK(lease.tree().text_of(lease.tree().name(g.next()), database.text(file)) == "g");
    CHECK(!database.is_resident(file));
  }
  const FileTreeCounters& counters = database.counters(file);
  CHECK(counters.reparses_partial == 1);
  CHECK(counters.reparses_whole == 0);
  CHECK(counters.reparses_within_revision == 0);
  CHECK(counters.parses == 1);
  CHECK(counters.trees_freed == 1);
  CHECK(counters.last_asker == std::string("a test"));
  CHECK(counters.tree_bytes == bytes);
  CHECK(database.counters().reparses_partial == 1);
  CHECK(database.counters().bytes_resident == 0);
  CHECK(database.counters().bytes_peak == peak);
  const TreeEvent& last = database.tree_events()[database.tree_events().size() - 1];
  CHECK(last.kind == TreeEventKind::ReparsedInPart);
  CHECK(last.bytes < bytes);
}

TEST_CASE("what cannot be parsed alone is parsed whole, with the reason") {
  Database database(source::kDefaultPython);
  database.keep_landmarks();
  FileId file = add(database, "x = 1\ndef f(:\n    pass\ndef g(): pass\n");
  syntax::NodeIndex f = row_of(database, file, syntax::NodeKind::FunctionDef, 0);
  database.free_tree(file);
  {
    DefinitionLease lease = database.lease_definition(file, syntax::NodeIndex(1), "a test");
    CHECK(!lease.is_slice());
    CHECK(!lease.definition());
  }
  CHECK(database.counters(file).reparses_whole == 1);
  CHECK(database.counters(file).last_refusal == std::string("it stands in no definition"));
  database.free_tree(file);
  CHECK(database.lease_definition(file, f, "a test").definition() == f);
  CHECK(database.counters(file).reparses_whole == 2);
  CHECK(database.counters(file).last_refusal == std::string("it has a syntax error"));
  CHECK(database.counters(file).reparses_partial == 0);
  database.free_tree(file);
  CHECK(database.lease_definition(file, row_of(database, file, syntax::NodeKind::FunctionDef, 1), "a test")
            .definition()
            .has_value());
}

TEST_CASE("landmarks are those of the present text and version") {
  Database database(source::kDefaultPython);
  database.keep_landmarks();
  FileId file = add(database, kTwo);
  syntax::NodeIndex f = row_of(database, file, syntax::NodeKind::FunctionDef, 0);
  database.free_tree(file);
  database.edit(file, {{{0, 0}, "\n\n"}});
  CHECK(database.landmark_bytes() == 0);
  CHECK(!database.lease_definition(file, f, "a test").is_slice());  // a new text is parsed whole
  CHECK(database.counters(file).parses == 2);
  database.free_tree(file);
  {
    DefinitionLease lease = database.lease_definition(file, f, "a test");
    CHECK(lease.is_slice());
    CHECK(lease.tree().start(f) == 12);
  }
  database.set_version(source::PythonVersion{8});
  CHECK(database.landmark_bytes() == 0);
  database.lease_definition(file, f, "a test");
  CHECK(database.counters(file).parses == 3);
}

TEST_CASE("who does not ask for landmarks has none, and parses whole") {
  Database database(source::kDefaultPython);
  FileId file = add(database, kTwo);
  syntax::NodeIndex f = row_of(database, file, syntax::NodeKind::FunctionDef, 0);
  database.free_tree(file);
  CHECK(database.landmark_bytes() == 0);
  CHECK(!database.lease_definition(file, f, "a test").is_slice());
  CHECK(database.counters(file).reparses_whole == 1);
  CHECK(database.counters(file).last_refusal == std::string());
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

TEST_CASE("the bytes of texts are counted as they come and go") {
  source::MemoryFiles disk;
  disk.write("found.py", "x = 1\n");
  Database database(source::kDefaultPython), other(source::kDefaultPython);
  database.set_file_system(&disk);
  auto bytes = [](std::string_view path, std::string_view text) {
    return path.size() + text.size() + source::Text::kPadding;
  };
  FileId a = database.add("a.py", source::decode("x\n"));
  FileId b = database.add("b.py", source::decode("y = 1\n"));
  CHECK(database.text_bytes() == bytes("a.py", "x\n") + bytes("b.py", "y = 1\n"));
  database.set_text(a, source::decode("longer\n"));
  database.rename(a, "folder/a.py");
  CHECK(database.text_bytes() == bytes("folder/a.py", "longer\n") + bytes("b.py", "y = 1\n"));
  FileId found = database.at("found.py");
  database.text_read(found);
  disk.write("found.py", "x = 1234\n");
  database.refresh("found.py");
  database.remove(b);
  CHECK(database.text_bytes() == bytes("folder/a.py", "longer\n") + bytes("found.py", "x = 1234\n"));
  database.syntax_errors(a);
  database.lines(a);
  ParsedText parsed = database.release(a);
  CHECK(parsed.lines.has_value());
  CHECK(database.text_bytes() == bytes("found.py", "x = 1234\n"));
  other.add("c.py", std::move(parsed));
  CHECK(other.text_bytes() == bytes("c.py", "longer\n"));
  database.remove(found);
  CHECK(database.text_bytes() == 0);
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
