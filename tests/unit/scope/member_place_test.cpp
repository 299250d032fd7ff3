#include "scope/member_place.h"

#include "ide/member_list.h"
#include "support/named.h"
#include "support/random_program.h"

namespace {

using namespace pellucid;
using tests::Named;

scope::Members members(const Named& named) {
  return scope::find_members(named.file->tree, named.file->text, named.file->scopes, named.file->names);
}

// `scope path flags`, a line each.
std::string places(const std::string& source) {
  Named named(source);
  scope::Members found = members(named);
  std::string out;
  for (uint32_t i = 0; i < found.table.size(); ++i) {
    const scope::MemberPlace& its = found.table.place(scope::MemberPlaceId(i));
    out += std::to_string(its.scope.value()) + " " +
           found.table.path(scope::MemberPlaceId(i), named.file->scopes.table, named.file->names);
    out += std::string(its.used ? " used" : "") + (its.bound ? " bound" : "") +
           (its.deleted ? " deleted" : "") + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("attributes, string keys and integers behind a name are places") {
  CHECK(places("def f(self, a):\n  self.x = a['k'].y\n  del self.x\n  a[0] += a[-1]\n") ==
        "1 self.x bound deleted\n1 a[\"k\"] used\n1 a[\"k\"].y used\n1 a[0] used bound\n1 a[-1] used\n");
  CHECK(places("a.b.c\na.b\na.b.c = 1\n") == "0 a.b used\n0 a.b.c used bound\n");
  CHECK(places("a.b, c[1] = 1\nfor d.e in f: pass\nwith g as h.i: pass\n") ==
        "0 a.b bound\n0 c[1] bound\n0 d.e bound\n0 h.i bound\n");
}

TEST_CASE("what is no name's, or of an index that is not known, is no place") {
  CHECK(places("f().a\n(1).b\na[b].c\na[1:2]\na[1, 2]\n'x'.join\n(a or b).c\na[f'x'].y\n").empty());
  CHECK(places("a['q\"'], a['\\n'], a['\\x61'], a['x' 'y']\n") == "0 a[\"a\"] used\n0 a[\"xy\"] used\n");
}

TEST_CASE("places are of the scope that they are evaluated in") {
  CHECK(places("a.b\ndef f(x=a.c): a.b\n[a.d for i in a.e]\n") ==
        "0 a.b used\n0 a.c used\n0 a.e used\n1 a.b used\n2 a.d used\n");
}

TEST_CASE("a private attribute is as Python knows it") {
  CHECK(places("class C:\n  def f(self): self.__x\nself.__x\n") == "0 self.__x used\n2 self._C__x used\n");
}

TEST_CASE("a table of places does not change when everything moves") {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    std::string source = tests::RandomProgram(seed).source();
    Named before(source), after("\n# words\n\n" + source);
    CHECK(members(before).table == members(after).table);
  }
}

TEST_CASE("long chains cost no more than they are long, and end") {
  std::string chain = "a";
  for (int i = 0; i < 20'000; ++i) chain += ".b";
  Named named(chain + "\n");
  CHECK(members(named).table.size() == 16);
}

TEST_CASE("a scope's places come with where they are bound and used, in the file if the name is its own") {
  Named named("import m\nm.x = m.y\ndef f():\n  m.x += 1\n  m.z: int\n");
  auto shown = [&](uint32_t scope) {
    std::string out;
    for (const ide::ListedMember& its : ide::list_members(*named.file, scope::FileScopeId(scope))) {
      out += its.path + "\n";
      for (const auto& d : its.definitions)
        out += "  " + named.place(d.range) + " " + std::string(flow::name_of(d.kind)) + "\n";
      for (const auto& u : its.uses) out += "  " + named.place(u.range) + " use\n";
    }
    return out;
  };
  CHECK(shown(0) ==
        "m.x\n  2:1-4 m.x assignment\n  4:3-6 m.x augmented assignment\n  4:3-6 m.x use\n"
        "m.y\n  2:7-10 m.y use\n"
        "m.z\n  5:3-6 m.z annotation without a value\n");
  CHECK(
      shown(1) ==
      "m.x\n  4:3-6 m.x augmented assignment\n  4:3-6 m.x use\nm.z\n  5:3-6 m.z annotation without a value\n");
}
