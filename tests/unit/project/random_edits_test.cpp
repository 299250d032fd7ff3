// Whatever is edited, and whatever was freed: what a session tells is what a fresh one would.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "exports/queries.h"
#include "scope/queries.h"
#include "support/random.h"
#include "support/small_project.h"

namespace pellucid::project {
namespace {

using tests::Project;

constexpr std::string_view kPieces[] = {
    "import m0\n",
    "import m1, p.a\n",
    "from m0 import x, y\n",
    "from m1 import *\n",
    "from m2 import *\n",
    "from .a import x\n",
    "from . import a, b\n",
    "from p import a, x as y\n",
    "from p.a import f\n",
    "import os, nowhere\n",
    "x = 1\n",
    "def f(): return x\n",
    "def f():\n    from m2 import y\n    return y\n",
    "class C: x = y\n",
    "del x\n",
    "__all__ = ['x', 'f']\n",
    "__all__ += m0.__all__\n",
    "__all__ = names()\n",
    "def __getattr__(name): ...\n",
    "if x:\n    y = 2\n",
    "try:\n    import m9\nexcept ImportError:\n    import m1\n",
    "import sys\nif sys.version_info >= (3, 12):\n    z = 1\n",
    "print(x, y, f, m0.x, p.a.f)\n",
    "# noqa\n",
    "\n",
    "(",
    "def\n",
};
constexpr std::string_view kPaths[] = {"m0.py",  "m1.py", "m2.py",  "p/__init__.py", "p/a.py",
                                       "p/b.py", "p.py",  "m0.pyi", "src/m1.py",     "p/a/__init__.py"};

// Everything that is told of a project, file by file.
std::string all_of(Session& session, const std::vector<FileId>& files, uint32_t first) {
  std::vector<std::string> told(files.size());
  for (size_t i = 0; i < files.size(); ++i) {
    size_t which = (first + i) % files.size();
    FileId file = files[which];
    std::string& out = told[which];
    out = session.database().path(file) + "\n";
    for (const diagnostic::Diagnostic& d : session.diagnostics(file))
      out += std::to_string(d.range.start) + "-" + std::to_string(d.range.end) + " " + d.message + "\n";
    const scope::Names& names = session.analysis().names();
    const scope::ScopeTable& table = *session.engine().get<scope::ScopeTableOf>(file);
    std::vector<std::string> symbols;
    for (const scope::Symbol& symbol : table.symbols(scope::kModuleScope)) {
      std::string line = std::string(names.text(symbol.name)) + " " + std::to_string(symbol.flags.bits());
      auto member = session.engine().get<exports::MemberOf>({file, symbol.name});
      line += " " + std::string(exports::name_of(member.kind));
      if (auto origin = session.engine().get<exports::OriginOf>({file, symbol.name}))
        line += " " + session.database().path(origin->file) + " " + std::string(names.text(origin->name));
      symbols.push_back(line);
    }
    std::sort(symbols.begin(), symbols.end());
    for (const std::string& line : symbols) out += line + "\n";
  }
  std::string all;
  for (const std::string& each : told) all += each;
  return all;
}

// Random edits of a random project; after each step what is told is compared with a fresh session's.
void run_script(uint64_t seed, int steps) {
  CAPTURE(seed);
  tests::Random random(seed);
  Project p;
  std::vector<FileId> files;
  auto is_open = [&](std::string_view path) {
    return std::any_of(files.begin(), files.end(),
                       [&](FileId file) { return p.session.database().path(file) == path; });
  };
  auto text = [&] { return random.joined(kPieces, 1 + random.below(5)); };
  auto any_path = [&] { return std::string(kPaths[random.below(std::size(kPaths))]); };
  for (int step = 0; step < steps; ++step) {
    CAPTURE(step);
    uint32_t action = files.size() < 2 ? 0 : random.below(10);
    FileId file = files.empty() ? FileId(0) : files[random.below(static_cast<uint32_t>(files.size()))];
    if (action == 0) {
      std::string path = any_path();
      if (!is_open(path)) files.push_back(p.open(path, text()));
    } else if (action == 1) {
      p.session.close(file);
      std::erase(files, file);
    } else if (action == 2) {
      std::string path = any_path();
      if (!is_open(path)) p.session.rename(file, path);
    } else if (action == 3) {
      p.edit(file, text());
    } else if (action == 4) {
      // A file of the disk comes, changes or goes.
      std::string path = any_path();
      if (random.below(3) == 0) {
        p.disk.remove(path);
      } else {
        p.disk.write(path, text());
      }
      p.session.database().refresh(path);
    } else {
      std::string now(p.session.database().text(file).view());
      size_t at = random.below(static_cast<uint32_t>(now.size()) + 1);
      if (action < 8) {
        now.insert(at, random.joined(kPieces, 1));
      } else {
        now.erase(at, random.below(12));
      }
      p.edit(file, now);
    }
    switch (random.below(8)) {
      case 0: p.session.reclaimer().set_policy({ReclaimPolicy::Kind::Never, 0}); break;
      case 1: p.session.reclaimer().set_policy({ReclaimPolicy::Kind::AfterCheck, 0}); break;
      case 2: p.session.reclaimer().set_policy({ReclaimPolicy::Kind::Budget, random.below(20000)}); break;
      case 3: p.session.reclaimer().free_all(); break;
      case 4: p.session.set_version({random.below(2) == 0 ? 11u : 13u}); break;
      default: break;
    }
    if (files.empty() || random.below(3) == 0) continue;
    Project fresh;
    for (const auto& [path, content] : p.disk.files()) fresh.disk.write(path, content);
    fresh.session.set_version(p.session.database().version());
    std::vector<FileId> same;
    for (FileId each : files)
      same.push_back(fresh.open(p.session.database().path(each), p.session.database().text(each).view()));
    uint32_t first = random.below(static_cast<uint32_t>(files.size()));
    std::string told = all_of(p.session, files, first);
    std::string expected = all_of(fresh.session, same, 0);
    REQUIRE(told == expected);
    CHECK(p.session.database().counters().reparses_within_revision <=
          p.session.database().counters().trees_freed);
  }
}

// `npm run soak` sets how many steps, with seeds that no run has had.
TEST_CASE("soak: after any edits of a project everything told is as of a fresh session") {
  const char* steps = std::getenv("PELLUCID_SOAK_STEPS");
  if (steps == nullptr) return;
  constexpr int kScript = 200;
  std::random_device device;
  for (int left = std::atoi(steps); left > 0; left -= kScript) {
    uint64_t seed = uint64_t{device()} << 32 | device();
    std::fprintf(stderr, "seed %llu\n", static_cast<unsigned long long>(seed));
    run_script(seed, std::min(left, kScript));
  }
}

TEST_CASE("after any edits of a project, and whatever was freed, everything told is as of a fresh session") {
  for (uint64_t seed = 1; seed <= 6; ++seed) run_script(seed, 50);
}

}  // namespace
}  // namespace pellucid::project
