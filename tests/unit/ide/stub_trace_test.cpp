// Traces in a stub, which is never run: names may be read above what binds them.

#include <string>

#include <doctest/doctest.h>

#include "ide/name_trace.h"
#include "support/named.h"

namespace pellucid {
namespace {

constexpr source::PythonVersion kVersions[] = {{8}, {13}, {14}};

// The scopes that were asked whether they have the name, and the places that bind it: `class unbound; module bound 3:7-8 B`.
std::string asked(const tests::Named& named, const ide::NameTrace& trace) {
  std::string out;
  for (const ide::TraceHolder& holder : trace.holders) {
    if (!out.empty()) out += "; ";
    out += !holder.scope ? "builtins" : scope::name_of(named.file->scopes.table.scope(*holder.scope).kind);
    out += " " + std::string(ide::name_of(holder.state));
    if (holder.rule == ide::TraceRule::BoundInStub) out += " in stub";
    for (const ide::TraceDefinition& its : holder.definitions) out += " " + named.place(its.range);
  }
  return out;
}

std::string trace_text(const std::string& source, source::PythonVersion version) {
  tests::Named named(source, version, "case.pyi");
  auto trace = ide::trace_at(*named.file, named.at);
  REQUIRE(trace.has_value());
  return asked(named, *trace) + " | " + std::string(ide::name_of(trace->state));
}

TEST_CASE("a stub's name is there above what binds or declares it") {
  for (source::PythonVersion version : kVersions) {
    CHECK(trace_text("x: $Later\nclass Later: ...\n", version) ==
          "module bound in stub 2:7-12 Later | bound");
    CHECK(trace_text("x = $later\nlater: int\n", version) == "module bound in stub 2:1-6 later | bound");
    CHECK(trace_text("class A($B): ...\nif x: B = 1\nx: int\n", version) ==
          "module bound in stub 2:7-8 B | bound");
  }
}

TEST_CASE("what a stub's class has not bound yet is the module's, else the class's") {
  for (source::PythonVersion version : kVersions) {
    CHECK(trace_text("class A:\n    a: $B\n    class B: ...\n", version) ==
          "class bound in stub 3:11-12 B | bound");
    CHECK(trace_text("class A:\n    B: $B\nclass B: ...\n", version) ==
          "class unbound; module bound in stub 3:7-8 B | bound");
    CHECK(trace_text("class A:\n    int: str\n    b: $int\n", version) ==
          "class unbound; builtins bound | bound");
    CHECK(trace_text("class A:\n    b: $c\n    c: int\n", version) == "class bound in stub 3:5-6 c | bound");
    CHECK(trace_text("class A:\n    class B: ...\n    b: $B\nclass B: ...\n", version) ==
          "class bound 2:11-12 B | bound");
  }
}

TEST_CASE("a stub has no name that nothing binds") {
  for (source::PythonVersion version : kVersions) CHECK(trace_text("x: $y\n", version) == " | unbound");
}

}  // namespace
}  // namespace pellucid
