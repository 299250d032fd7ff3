// What an edit computes anew, and what it leaves as it was.

#include "check/queries.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "project/session.h"
#include "support/random.h"

namespace pellucid::project {
namespace {

constexpr std::string_view kProgram =
    "import os\n"
    "def outer(a):\n"
    "    def inner(b):\n"
    "        return a + b\n"
    "    return inner\n"
    "class C:\n"
    "    def method(self):\n"
    "        return os.sep\n";

template <class Query>
query::Counters counters(Session& session) {
  return session.engine().counters(session.engine().index<Query>());
}

// The table of the scope that the names lead to, from the module inwards.
base::Shared<scope::SymbolTable> symbols(Session& session, FileId file,
                                         std::initializer_list<std::string_view> way) {
  const scope::ScopeTable& table = *session.engine().get<scope::ScopeTableOf>(file);
  scope::FileScopeId at = scope::kModuleScope;
  for (std::string_view name : way)
    for (uint32_t id = 0; id < table.size(); ++id) {
      const scope::Scope& scope = table.scope(scope::FileScopeId(id));
      if (scope.parent != scope::OptionalScope(at) || session.analysis().names().text(scope.name) != name)
        continue;
      at = scope::FileScopeId(id);
      break;
    }
  scope::ScopeKey key = session.engine().get<scope::ScopeKeysOf>(file)->keys[at.value()];
  return session.engine().get<scope::SymbolTableOf>({file, key});
}

TEST_CASE("an edit that leaves rows and symbols as they were may change the ways through them") {
  constexpr std::string_view kEdits[][2] = {
      {"def f(a):\n    return a\n    print('never')\n", "def f(a):\n    a\n    print('never')\n"},
      {"def f(a):\n    raise a\n    b = 1\n", "def f(a):\n    del a\n    b = 1\n"},
      {"while 1:\n    break\nelse:\n    x = 1\nx\n", "while 1:\n    continue\nelse:\n    x = 1\nx\n"},
      {"import sys\nif sys.version_info >= (3, 8): x = 1\nx\n",
       "import sys\nif sys.version_info >= (3, 99): x = 1\nx\n"},
      {"import sys\nif sys.platform == 'linux': x = 1\nx\n",
       "import sys\nif sys.platform == 'win32': x = 1\nx\n"},
      {"if 1: x = 1\nx\n", "if 0: x = 1\nx\n"},
      {"import sys\ndef f():\n    sys.exit()\n    x = 1\n",
       "import sys\ndef f():\n    sys.exot()\n    x = 1\n"},
  };
  for (const auto& edit : kEdits) {
    std::string_view before = edit[0], after = edit[1];
    CAPTURE(after);
    Session session;
    FileId file = session.open("m.py", before);
    std::vector<diagnostic::Diagnostic> first = session.diagnostics(file);
    session.set_text(file, after);
    Session fresh;
    FileId same = fresh.open("m.py", after);
    CHECK(session.diagnostics(file) == fresh.diagnostics(same));
    CHECK(session.analysis().use_def(file) == fresh.analysis().use_def(same));
    CHECK(session.diagnostics(file) != first);
  }
}

TEST_CASE("a blank line on top changes no table of symbols and no use-def map") {
  Session session;
  FileId file = session.open("m.py", kProgram);
  session.diagnostics(file);
  symbols(session, file, {"outer", "inner"});
  session.edit(file, session.database().revision(file), {{{0, 0}, "\n# a comment\n"}});
  session.diagnostics(file);
  symbols(session, file, {"outer", "inner"});
  CHECK(counters<scope::ScopesOf>(session).run == 2);
  CHECK(counters<scope::ScopesOf>(session).cut_off == 1);  // rows stand where they stood
  CHECK(counters<scope::ScopeTableOf>(session).run == 1);
  CHECK(counters<flow::UseDefOf>(session).run == 2);
  CHECK(counters<flow::UseDefOf>(session).cut_off == 1);
  CHECK(counters<scope::SymbolTableOf>(session).run == 1);
  CHECK(counters<check::RuleFindingsOf>(session).run == 2);
}

TEST_CASE("a row more on top moves every place and changes one scope's table") {
  Session session;
  FileId file = session.open("m.py", kProgram);
  auto module = symbols(session, file, {});
  auto inner = symbols(session, file, {"outer", "inner"});
  auto method = symbols(session, file, {"C", "method"});
  session.edit(file, session.database().revision(file), {{{0, 0}, "new = [x for x in 'abc']\n"}});
  CHECK(symbols(session, file, {}) != module);
  CHECK(symbols(session, file, {"outer", "inner"}) == inner);
  CHECK(symbols(session, file, {"C", "method"}) == method);
  CHECK(counters<scope::ScopesOf>(session).cut_off == 0);
}

TEST_CASE("what a function keeps to itself changes its own table alone") {
  Session session;
  FileId file = session.open("m.py", kProgram);
  auto module = symbols(session, file, {});
  auto outer = symbols(session, file, {"outer"});
  auto inner = symbols(session, file, {"outer", "inner"});
  auto at = static_cast<uint32_t>(kProgram.find("        return a + b"));
  session.edit(file, session.database().revision(file), {{{at, at}, "        c = 1\n"}});
  CHECK(symbols(session, file, {}) == module);
  CHECK(symbols(session, file, {"outer"}) == outer);
  CHECK(symbols(session, file, {"outer", "inner"}) != inner);
}

TEST_CASE("the same text again is no edit") {
  Session session;
  FileId file = session.open("m.py", kProgram);
  session.diagnostics(file);
  Revision revision = session.database().revision(file);
  query::Revision before = session.engine().revision();
  session.set_text(file, kProgram);
  CHECK(session.edit(file, revision, {{{0, 6}, "import"}}) == revision);
  session.diagnostics(file);
  CHECK(session.engine().revision() == before);
  CHECK(session.database().counters().parses == 1);
}

TEST_CASE("an edit of one file computes nothing of another") {
  Session session;
  FileId one = session.open("one.py", kProgram);
  FileId other = session.open("other.py", kProgram);
  session.diagnostics(one);
  session.diagnostics(other);
  session.edit(one, session.database().revision(one), {{{0, 0}, "x = 1\n"}});
  session.diagnostics(one);
  session.diagnostics(other);
  CHECK(session.database().counters(other).parses == 1);
  CHECK(counters<db::ParsedOf>(session).run == 3);
  CHECK(counters<check::DiagnosticsOf>(session).run == 3);
  CHECK(counters<check::DiagnosticsOf>(session).reused == 1);
}

TEST_CASE("another platform follows the flow anew, and parses nothing") {
  Session session(source::kDefaultPython, "linux");
  FileId file = session.open("m.py", "import sys\nif sys.platform == 'win32':\n    x = 1\nprint(x)\n");
  flow::UseDef on_linux = session.analysis().use_def(file);
  session.database().set_platform("win32");
  CHECK(session.analysis().use_def(file) != on_linux);
  session.database().set_platform("linux");
  CHECK(session.analysis().use_def(file) == on_linux);
  CHECK(session.database().counters().parses == 1);
}

TEST_CASE("closing files gives back what was remembered of them") {
  Session session;
  auto round = [&](int number) {
    FileId file = session.open("m" + std::to_string(number) + ".py", kProgram);
    session.diagnostics(file);
    symbols(session, file, {"outer"});
    session.close(file);
  };
  auto bytes = [&] {
    size_t sum = 0;
    for (const auto& [category, taken] : session.memory()) sum += taken;
    return sum;
  };
  for (int i = 0; i < 4; ++i) round(i);
  size_t before = bytes();
  for (int i = 0; i < 8; ++i) round(i);
  CHECK(bytes() == before);
}

std::string described(const std::vector<diagnostic::Diagnostic>& found) {
  std::string out;
  for (const auto& d : found)
    out += std::to_string(d.range.start) + "-" + std::to_string(d.range.end) + " " + d.message + "\n";
  return out;
}

constexpr std::string_view kPieces[] = {"import a, os\n",
                                        "def f(x, y=1):\n    z = x\n    return y\n",
                                        "class C:\n    def m(self): return x\n",
                                        "x = [i for i in x]\n",
                                        "if x:\n    import q\nelse:\n    q = 2\n",
                                        "print(q, undefined)\n",
                                        "for i in x:\n    del i\n",
                                        "f'{x}' 'a' % ()\n",
                                        "# noqa\n",
                                        "  # pellucid: ignore[unused-import]\n",
                                        "try:\n    f()\nexcept E as e:\n    pass\n",
                                        "global x\n",
                                        "lambda: x\n",
                                        "(",
                                        "\n",
                                        "#\n",
                                        "é = 1\n"};

TEST_CASE("after any edits and whatever was freed, results are those of a fresh session") {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    Session session;
    std::vector<FileId> files;
    std::vector<std::string> texts;
    for (int i = 0; i < 3; ++i) {
      texts.push_back(random.joined(kPieces, 8));
      files.push_back(session.open_characters("m" + std::to_string(i) + ".py", texts.back()));
    }
    for (int step = 0; step < 25; ++step) {
      CAPTURE(step);
      uint32_t which = random.below(3);
      std::string& text = texts[which];
      uint32_t at = random.below(static_cast<uint32_t>(text.size()) + 1);
      while (at > 0 && at < text.size() && (text[at] & 0xC0) == 0x80) --at;
      std::string piece = random.joined(kPieces, random.below(3));
      CHECK(session.edit(files[which], session.database().revision(files[which]), {{{at, at}, piece}}));
      text.insert(at, piece);
      switch (random.below(6)) {
        case 0: session.reclaimer().set_policy({ReclaimPolicy::Kind::Never, 0}); break;
        case 1: session.reclaimer().set_policy({ReclaimPolicy::Kind::AfterCheck, 0}); break;
        case 2: session.reclaimer().set_policy({ReclaimPolicy::Kind::Budget, random.below(4000)}); break;
        case 3: session.reclaimer().free_all(); break;
        case 4: session.reclaimer().show(files[random.below(3)]); break;
        default: session.reclaimer().hide(files[random.below(3)]); break;
      }
      if (random.below(3) == 0) continue;
      uint32_t first = random.below(3);
      for (uint32_t i = 0; i < 3; ++i) {
        uint32_t asked = (first + i) % 3;
        Session fresh;
        FileId same = fresh.open_characters("m" + std::to_string(asked) + ".py", texts[asked]);
        CHECK(described(session.diagnostics(files[asked])) == described(fresh.diagnostics(same)));
        CHECK(session.analysis().use_def(files[asked]) == fresh.analysis().use_def(same));
        CHECK(session.analysis().scopes(files[asked]).places == fresh.analysis().scopes(same).places);
      }
    }
    CHECK(session.database().counters().reparses_within_revision <=
          session.database().counters().trees_freed);
  }
}

}  // namespace
}  // namespace pellucid::project
