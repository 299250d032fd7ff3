#include "ide/name_trace.h"

#include <doctest/doctest.h>

#include "project/session.h"

namespace {

using namespace pellucid;

constexpr std::string_view kProgram = R"(from os import *
import sys
x = "module"
def deco(f, a=lambda y: x): return f
@deco
def f[T: (int, x)](a: T, b: "T" = x, *c, **d) -> T:
    global g, x
    g = [y := (i, x) for i in [x] if (lambda: i + y) for j in i]
    try:
        del a
    except E as e:
        a = e
    finally:
        a += 1
    class C[S](T, metaclass=S):
        __p: int
        x = x
        def m(self, z: x = x):
            nonlocal a
            return super().m(__class__, __p, {x: v for v in a for _ in x}, len)
    while a:
        match a:
            case [h, *t] | {"k": h, **t} if h: break
            case C(m=n) as o: continue
        u and (w := u)
        u = w if w else (w := 1)
    else:
        return u
    nonlocal missing
    type A[Q = x] = list[Q, A]
    with a as (b, c.d): print(f"{a!r:>{b}}")
    for a, in b: pass
    return (yield a)
del x, sys
)";

project::FileId open(project::Session& session, std::string_view text) {
  return session.open_characters("a.py", text);
}

// The first owner that is named is the one that the symbol table has.
void trace_all(std::string_view text, source::PythonVersion version) {
  project::Session session(version);
  project::FileId id = open(session, text);
  db::TreeLease lease = session.database().lease(id);
  ide::NamedFile file = {lease.tree(),
                         session.database().text(id),
                         session.analysis().scopes(id),
                         session.analysis().use_def(id),
                         session.analysis().names(),
                         version};
  for (uint32_t row = 0; row < lease.tree().size(); ++row) {
    uint32_t symbol = file.scopes.symbol_at_row[row];
    if (symbol == base::kNoneValue) continue;
    ide::NameTrace trace = ide::trace_name(file, syntax::NodeIndex(row));
    INFO(file.names.text(trace.name), " in row ", row, " of\n", text);
    REQUIRE(!trace.steps.empty());
    scope::OptionalScope owner = file.scopes.table.all_symbols()[symbol].owner_scope;
    if (!owner || trace.holders.empty()) continue;
    // A name that only functions declare may be a builtin's.
    bool builtin = !trace.holders.front().scope.has_value();
    CHECK((builtin || trace.holders.front().scope == owner));
    bool certain = trace.state == ide::BoundState::Bound || trace.state == ide::BoundState::NeverRun;
    CHECK((certain || trace.error != ide::TraceError::None));
  }
}

}  // namespace

TEST_CASE("a trace names the owner that the symbol table has, whatever the text") {
  for (uint32_t minor : {8u, 11u, 12u, 13u, 14u, 15u}) {
    trace_all(kProgram, {minor});
    for (size_t cut = 0; cut < kProgram.size(); cut += 7) {
      trace_all(kProgram.substr(0, cut), {minor});
      trace_all(kProgram.substr(cut), {minor});
    }
  }
}

TEST_CASE("a name is found at both of its ends, and nowhere else") {
  project::Session session;
  project::FileId id = open(session, "def f(ab: int): return ab.cd(ef=1)\n");
  db::TreeLease lease = session.database().lease(id);
  ide::NamedFile file = {lease.tree(),
                         session.database().text(id),
                         session.analysis().scopes(id),
                         session.analysis().use_def(id),
                         session.analysis().names(),
                         session.database().version()};
  for (uint32_t offset : {4u, 5u, 6u, 7u, 8u, 10u, 13u, 23u, 25u})
    CHECK(ide::name_row_at(file, offset).has_value());
  for (uint32_t offset : {0u, 2u, 18u, 26u, 27u, 29u, 30u, 33u}) {
    INFO(offset);
    CHECK(!ide::name_row_at(file, offset).has_value());
  }
  auto parameter = ide::name_row_at(file, 7);
  CHECK(ide::trace_name(file, *parameter).range == source::Range{6, 8});
}
