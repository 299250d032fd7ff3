// What the page sees: UTF-16 columns from 1, whatever the text holds.

#include "wire/page_session.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "source/utf8.h"
#include "support/random.h"

namespace pellucid::wire {
namespace {

using nlohmann::json;

// An emoji is two UTF-16 units and four bytes, `é` one and two, an `e` with a combining mark two and three.
constexpr const char* kMixed = "a = '\xF0\x9F\x98\x80'; b\r\n\xC3\xA9 = 'e\xCC\x81' + c\rd = 1\n";

std::vector<uint32_t> place_of(const NodeRows& rows, size_t row) {
  return {rows.places.begin() + static_cast<std::ptrdiff_t>(4 * row),
          rows.places.begin() + static_cast<std::ptrdiff_t>(4 * row + 4)};
}

uint32_t row_called(const NodeRows& rows, const std::string& source) {
  json texts = json::parse(rows.texts);
  for (uint32_t row = 0; row < texts.size(); ++row)
    if (texts[row][2] == source) return row;
  FAIL_CHECK("no row: ", source);
  return 0;
}

TEST_CASE("places of rows in UTF-16 units, over all kinds of line ends") {
  PageSession session(14);
  uint32_t file = session.open("m.py", kMixed);
  NodeRows rows = session.nodes(file, 0, 1000);
  CHECK(rows.indices.size() == session.summary(file).nodes);
  auto place = [&](const char* source) { return place_of(rows, row_called(rows, source)); };
  using Place = std::vector<uint32_t>;
  CHECK(place("'\xF0\x9F\x98\x80'") == Place{1, 5, 1, 9});
  CHECK(place("b") == Place{1, 11, 1, 12});
  CHECK(place("\xC3\xA9") == Place{2, 1, 2, 2});
  CHECK(place("'e\xCC\x81'") == Place{2, 5, 2, 9});
  CHECK(place("c") == Place{2, 12, 2, 13});
  CHECK(place("d") == Place{3, 1, 3, 2});
}

TEST_CASE("rows: columns, depths and texts") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "x = f(y)\n");
  NodeRows rows = session.nodes(file, 1, 3);
  CHECK(rows.indices == std::vector<uint32_t>{1, 2, 3});
  CHECK(rows.parents == std::vector<uint32_t>{0, 1, 1});
  CHECK(rows.subtree_ends == std::vector<uint32_t>{6, 3, 6});
  CHECK(rows.depths == std::vector<uint32_t>{1, 2, 2});
  CHECK(rows.starts == std::vector<uint32_t>{0, 0, 4});
  CHECK(rows.ends == std::vector<uint32_t>{8, 1, 8});
  CHECK(json::parse(rows.texts) ==
        json::parse(R"~([["", "", "x = f(y)"], ["x", "store", "x"], ["", "", "f(y)"]])~"));
  CHECK(session.nodes(file, 4, 100).indices == std::vector<uint32_t>{4, 5});
  CHECK(session.nodes(file, 6, 1).indices.empty());
  CHECK(session.nodes(file, std::vector<uint32_t>{5, 0}).depths == std::vector<uint32_t>{3, 0});
  CHECK(session.node_columns(file).parents[0] == base::kNoneValue);
  CHECK(session.node_columns(file).kinds.size() == 6);
}

TEST_CASE("finding rows") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "'\xF0\x9F\x98\x80' + f(y)\n");
  uint32_t y = session.node_at(file, 1, 10);
  CHECK(session.nodes(file, std::vector<uint32_t>{y}).texts.find("\"y\"") != std::string::npos);
  std::vector<uint32_t> above = session.ancestors(file, y);
  CHECK(above.size() == 4);
  CHECK(above.back() == 0);
  CHECK(session.node_at(file, 99, 1) == 0);
  auto name = static_cast<uint8_t>(syntax::NodeKind::Name);
  CHECK(session.nodes_of_kinds(file, {name}).size() == 2);
  CHECK(session.nodes_of_kinds(file, {}).empty());
}

TEST_CASE("tokens in windows, with comments and line breaks") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "\xF0\x9F\x98\x80 = 1 # c\n\ny\n");
  uint32_t count = session.token_count(file);
  TokenRows all = session.tokens(file, 0, 1000);
  CHECK(all.kinds.size() == count);
  uint32_t at_y = session.token_at(file, 3, 1);
  CHECK(json::parse(all.texts)[at_y] == "y");
  TokenRows one = session.tokens(file, at_y, 1);
  CHECK(one.places == std::vector<uint32_t>{3, 1, 3, 2});
  CHECK(session.tokens(file, count, 5).kinds.empty());
}

TEST_CASE("diagnostics as JSON") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "'\xF0\x9F\x98\x80'; x = (1,\ny = 2\nif z\n    pass\n");
  json all = json::parse(session.diagnostics(file));
  CHECK(all.size() == 2);
  CHECK(all[0]["rule"] == "invalid-syntax");
  CHECK(all[0]["severity"] == "error");
  CHECK(all[0]["path"] == "m.py");
  CHECK(all[0]["message"] == "`(` is never closed");
  CHECK(
      all[0]["range"] ==
      json::parse(
          R"({"start": {"line": 1, "column": 11, "offset": 10}, "end": {"line": 1, "column": 12, "offset": 11}})"));
  CHECK(all[0]["fix"].is_null());
  CHECK(all[0]["related"].empty());
  CHECK(all[1]["fix"]["title"] == "Insert `:`");
  CHECK(all[1]["fix"]["edits"][0]["text"] == ":");
  CHECK(all[1]["fix"]["edits"][0]["range"]["start"]["line"] == 3);
}

TEST_CASE("bytes that are no character do not break the JSON") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "x = '\xFF\n");
  CHECK(json::accept(session.diagnostics(file)));
  CHECK(json::accept(session.nodes(file, 0, 10).texts));
  CHECK(json::accept(session.tokens(file, 0, 10).texts));
}

TEST_CASE("edits by UTF-16 places") {
  PageSession session(14);
  uint32_t file = session.open("m.py", kMixed);
  // Behind the emoji, and on the line that a carriage return begins, told backwards.
  CHECK(session.edit(file, 1, {3, 1, 3, 2, 1, 9, 1, 9}, {"\xF0\x9F\x92\xA1", "!"}) == 2);
  CHECK(session.text(file) ==
        "a = '\xF0\x9F\x98\x80'!; b\r\n\xC3\xA9 = 'e\xCC\x81' + c\r\xF0\x9F\x92\xA1 = 1\n");
  CHECK(session.edit(file, 1, {1, 1, 1, 2}, {"x"}) == 0);
  CHECK(session.edit(file, 2, {1, 1, 1, 3, 1, 2, 1, 4}, {"x", "y"}) == 0);
  CHECK(session.revision(file) == 2);
  CHECK(session.set_text(file, "z\n") == 3);
}

TEST_CASE("a place inside a surrogate pair is the character's beginning") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "\xF0\x9F\x98\x80x\n");
  CHECK(session.edit(file, 1, {1, 2, 1, 3}, {""}) == 2);
  CHECK(session.text(file) == "x\n");
}

TEST_CASE("a text is characters, whatever coding it declares") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "# coding: latin-1\nx = '\xC3\xA9'; int\n");
  CHECK(session.diagnostics(file) == "[]");
  NodeRows rows = session.nodes(file, 0, 100);
  CHECK(place_of(rows, row_called(rows, "int")) == std::vector<uint32_t>{2, 10, 2, 13});
}

TEST_CASE("a configuration file is followed, and one with a fault changes nothing") {
  using enum project::ConfigurationFile;
  PageSession session(14);
  uint32_t file = session.open("m.py", "import os\ntype X = int\n");
  CHECK(json::parse(session.diagnostics(file)).size() == 1);
  json told = json::parse(session.configure("[environment]\npython-version = \"3.8\"\n", Pellucid));
  CHECK(told["faults"].empty());
  CHECK(told["python"] == 8);
  CHECK(told["platform"] == "linux");
  CHECK(told["severities"]["unused-import"] == "warn");
  CHECK(json::parse(session.diagnostics(file)).size() == 2);
  // Columns are those of the page.
  told = json::parse(
      session.configure("x = 1\n[rules]\n\"\xF0\x9F\x98\x80\" = 1\nunused-import = 1\n", Pellucid));
  CHECK(told["faults"].size() == 3);
  CHECK(told["faults"][0]["message"] == "unknown key `x`");
  CHECK(told["faults"][2]["at"] == json{{"line", 4}, {"column", 17}});
  CHECK(!told.contains("python"));
  CHECK(json::parse(session.diagnostics(file)).size() == 2);
  told = json::parse(session.configure("[tool.pellucid.rules]\nimports = \"ignore\"\n", Pyproject));
  CHECK(told["severities"]["unused-import"] == "ignore");
  CHECK(session.diagnostics(file) == "[]");
}

TEST_CASE("extra paths are looked into for modules") {
  PageSession session(14);
  session.open("lib/shapes.py", "x = 1\n");
  uint32_t file = session.open("m.py", "from shapes import x, y\nx, y\n");
  for (std::string path : {"./lib/", "lib", "x/..//lib/."}) {
    json told = json::parse(session.configure("[environment]\nextra-paths = [\"" + path + "\"]\n",
                                              project::ConfigurationFile::Pellucid));
    CHECK(told["extraPaths"] == json{path});
    json found = json::parse(session.diagnostics(file));
    REQUIRE(found.size() == 1);
    CHECK(found[0]["message"].get<std::string>().find("`y`") != std::string::npos);
  }
  session.configure("", project::ConfigurationFile::Pellucid);
  CHECK(session.diagnostics(file) == "[]");
}

TEST_CASE("a configuration is one change") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "import lib\nlib\n");
  session.watch(true);
  session.diagnostics(file);
  session.configure(
      "environment.python-version = \"3.8\"\nenvironment.python-platform = \"win32\"\n"
      "environment.extra-paths = [\"lib\"]\n",
      project::ConfigurationFile::Pellucid);
  CHECK(session.edit_watch()->edits() == 1);
  CHECK(session.edit_watch()->changes().size() == 1);
}

TEST_CASE("versions, names, closing") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "type X = int\n");
  CHECK(session.diagnostics(file) == "[]");
  session.set_version(8);
  session.rename(file, "n.py");
  CHECK(json::parse(session.diagnostics(file))[0]["path"] == "n.py");
  session.close(file);
  CHECK(!session.has(file));
}

// Random edits, made to a model in UTF-16 as the page has it.
std::u16string utf16_of(std::string_view utf8) {
  std::u16string out;
  const char* end = utf8.data() + utf8.size();
  for (const char* p = utf8.data(); p < end;) {
    source::Character c = source::character_at(p, end);
    if (c.code > 0xFFFF) {
      out.push_back(static_cast<char16_t>(0xD800 + ((c.code - 0x10000) >> 10)));
      out.push_back(static_cast<char16_t>(0xDC00 + (c.code & 0x3FF)));
    } else {
      out.push_back(static_cast<char16_t>(c.code));
    }
    p += c.length;
  }
  return out;
}

TEST_CASE("random edits by place keep the text and the model alike") {
  static constexpr std::string_view kPieces[] = {
      "a", "x = 1\n", "\n", "\r\n", "\r", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "(", "'"};
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    PageSession session(14);
    std::string start = random.joined(kPieces, 15);
    std::u16string model = utf16_of(start);
    uint32_t file = session.open("m.py", start);
    auto place = [&model](size_t offset) {
      uint32_t line = 1, column = 1;
      for (size_t i = 0; i < offset; ++i) {
        bool pair = model[i] == u'\r' && i + 1 < model.size() && model[i + 1] == u'\n';
        bool breaks = model[i] == u'\n' || (model[i] == u'\r' && !pair);
        line += breaks;
        column = breaks ? 1 : column + 1;
      }
      return std::pair(line, column);
    };
    // Not inside a surrogate pair or between a carriage return and its line feed, as no editor would.
    auto whole = [&model](size_t at) {
      while (at > 0 && at < model.size() &&
             ((model[at] >= 0xDC00 && model[at] < 0xE000) || (model[at] == u'\n' && model[at - 1] == u'\r')))
        --at;
      return at;
    };
    for (int step = 0; step < 15; ++step) {
      auto size = static_cast<uint32_t>(model.size());
      size_t from = whole(random.below(size + 1)), to = whole(random.below(size + 1));
      if (from > to) std::swap(from, to);
      to = whole(std::min(to, from + 4));
      if (to < from) to = from;
      std::string text = random.joined(kPieces, random.below(3));
      auto [line, column] = place(from);
      auto [end_line, end_column] = place(to);
      CHECK(session.edit(file, session.revision(file), {line, column, end_line, end_column}, {text}) != 0);
      model = model.substr(0, from) + utf16_of(text) + model.substr(to);
      CHECK(utf16_of(session.text(file)) == model);
      CHECK(json::accept(session.diagnostics(file)));
      NodeRows rows = session.nodes(file, 0, 1000);
      for (size_t row = 0; row < rows.indices.size(); ++row) {
        auto [row_line, row_column] = place(rows.starts[row]);
        CHECK(place_of(rows, row)[0] == row_line);
        CHECK(place_of(rows, row)[1] == row_column);
      }
    }
  }
}

TEST_CASE("the tree of the file that is shown stays, others go once they are checked") {
  PageSession session(14);
  uint32_t a = session.open("a.py", "x = 1\n");
  uint32_t b = session.open("b.py", "y = 2\n");
  auto look = [&](uint32_t file) {
    session.show(file);
    session.diagnostics(file);
    session.nodes(file, 0, 10);
    return session.summary(file).parses;
  };
  CHECK(look(a) == 1);
  session.nodes(a, 0, 10);
  session.diagnostics(b);
  CHECK(session.reparses() == 0);
  CHECK(look(b) == 1);  // had been checked, and its tree freed
  CHECK(session.reparses() == 1);
  session.close(b);
  session.nodes(a, 0, 10);  // freed when another was shown
  CHECK(session.reparses() == 2);
}

TEST_CASE("the rows of a scope are those of the whole table, whether its tree is there or not") {
  PageSession session(14);
  uint32_t file = session.open(
      "m.py",
      "import os\n\nclass C:\n    def f(self, p):\n        return [os.stat(\"\xC3\xA9\", q) for q in p]\n");
  session.show(session.open("other.py", "x = 1\n"));
  // Module, C, f, comprehension
  for (uint32_t scope = 0; scope < 4; ++scope) {
    CAPTURE(scope);
    session.diagnostics(file);
    NodeRows rows = session.nodes_of_scope(file, scope, 0, 100);
    const db::FileTreeCounters& counters = session.session().database().counters(project::FileId(file));
    CHECK(counters.reparses_partial == (scope == 0 ? 0 : 2 * scope - 1));
    NodeRows whole = session.nodes(file, rows.indices);
    CHECK(rows.indices.size() == rows.subtree_ends[0] - rows.indices[0]);
    CHECK(rows.kinds == whole.kinds);
    CHECK(rows.parents == whole.parents);
    CHECK(rows.subtree_ends == whole.subtree_ends);
    CHECK(rows.payloads == whole.payloads);
    CHECK(rows.places == whole.places);
    CHECK(rows.texts == whole.texts);
    CHECK(rows.depths[0] == 0);
    CHECK(rows.depths.back() == whole.depths.back() - whole.depths[0]);
    CHECK(session.nodes_of_scope(file, scope, 1, 2).indices[1] == rows.indices[0] + 2);
  }
  CHECK(session.nodes_of_scope(file, 4, 0, 100).indices.empty());
}

TEST_CASE("the scopes of a file are listed without a tree, as is the source of another") {
  PageSession session(14);
  uint32_t file = session.open("m.py", "class C:\n    def f(self, p): return lambda: p\n");
  session.show(session.open("other.py", "x = 1\n"));
  session.diagnostics(file);
  uint64_t before = session.session().database().counters().trees_freed;
  CHECK(session.ask(file, "scopeList", "{}") ==
        R"([{"id":0,"kind":"module","name":"","depth":0},{"id":1,"kind":"class","name":"C","depth":1},)"
        R"({"id":2,"kind":"function","name":"f","depth":2},{"id":3,"kind":"lambda","name":"","depth":3}])");
  CHECK(session.ask(file, "sourceOf", R"({"path": "other.py"})") == "\"x = 1\\n\"");
  CHECK(session.reparses() == 0);
  CHECK(session.session().database().counters().trees_freed == before);
}

TEST_CASE("a hover over assignments in another file needs no tree of it") {
  PageSession session(14);
  session.open("shop.py", "if x:\n    VAT = 1\nelif y:\n    VAT = 2\nelse:\n    VAT = 3\n");
  uint32_t main = session.open("main.py", "from shop import VAT\nprint(VAT)\n");
  session.diagnostics(main);
  std::string hover = session.ask(main, "hover", R"({"at": {"line": 2, "column": 8}})");
  CHECK(hover.find("VAT = 3") != std::string::npos);
  CHECK(session.reparses() == 1);  // of the file that is asked about
}

TEST_CASE("a hover over a function or class in another file parses that alone") {
  PageSession session(14);
  uint32_t shop = session.open(
      "shop.py",
      "VAT = 1\n\n@cached\ndef total(items, *, vat: int = VAT) -> int:\n"
      "    '''The sum, with VAT.'''\n    return sum(items) * vat\n\nclass Cart(list):\n    '''Holds items.'''\n");
  uint32_t main = session.open("main.py", "import shop\nshop.total(shop.Cart())\n");
  session.diagnostics(main);
  session.show(main);
  auto hover = [&](uint32_t column) {
    return session.ask(main, "hover", R"({"at": {"line": 2, "column": )" + std::to_string(column) + "}}");
  };
  std::string total = hover(7);
  CHECK(total.find("def total(items, *, vat: int = VAT) -> int") != std::string::npos);
  CHECK(total.find("The sum, with VAT.") != std::string::npos);
  CHECK(hover(18).find("class Cart(list)") != std::string::npos);
  const db::FileTreeCounters& counters = session.session().database().counters(project::FileId(shop));
  CHECK(counters.reparses_whole == 0);
  CHECK(counters.reparses_partial == 2);
  CHECK(session.statistics().find(R"("partial":2)") != std::string::npos);
}

}  // namespace
}  // namespace pellucid::wire
