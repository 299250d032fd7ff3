// Every invariant of the table, broken once: verify must find it.

#include "syntax/verify.h"

#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "support/parsed.h"

namespace pellucid::syntax {
namespace {

using tests::Parsed;

//  0 Module  1 Assign  2 Name x  3 Call  4 Name f  5 Name y  6 Keyword  7 Identifier k  8 Name z
//  9 FunctionDef  10 Identifier g  11 Parameters  12 Pass
constexpr std::string_view kSource = "x = f(y, k=z)\ndef g(): pass\n";

std::string faults_after(const std::function<void(TreeColumns&, uint32_t rows)>& plant) {
  Parsed p(kSource);
  TreeColumns columns = p.tree().columns();
  plant(columns, p.tree().size());
  std::string all;
  for (const std::string& fault : verify(p.tree(), p.text)) all += fault + "\n";
  return all;
}

bool finds(const std::string& faults, std::string_view words) {
  return faults.find(words) != std::string::npos;
}

TEST_CASE("a parsed table has no faults") {
  CHECK(faults_after([](TreeColumns&, uint32_t rows) { CHECK(rows == 13); }) == "");
}

TEST_CASE("faults of the root") {
  auto root = [](auto plant) { return faults_after([&](TreeColumns& c, uint32_t rows) { plant(c, rows); }); };
  CHECK(
      finds(root([](TreeColumns& c, uint32_t) { c.kinds[0] = NodeKind::If; }), "is the root and no Module"));
  CHECK(finds(root([](TreeColumns& c, uint32_t) { c.parents[0] = 3; }), "is the root and has a parent"));
  CHECK(finds(root([](TreeColumns& c, uint32_t) { c.roles[0] = Role::Body; }), "is the root and has a role"));
  CHECK(finds(root([](TreeColumns& c, uint32_t rows) { c.subtree_ends[0] = rows - 1; }),
              "does not span the table"));
  CHECK(finds(root([](TreeColumns& c, uint32_t) { c.ends[0] -= 1; }), "does not span the text"));
  CHECK(finds(root([](TreeColumns& c, uint32_t) { c.starts[0] = 1; }), "does not span the text"));
}

TEST_CASE("faults of a row") {
  struct {
    const char* name;
    void (*plant)(TreeColumns&, uint32_t);
    const char* found;
  } faults[] = {
      {"an unknown kind", [](TreeColumns& c, uint32_t) { c.kinds[4] = NodeKind::Count; },
       "has no known kind"},
      {"a subtree that ends before it begins", [](TreeColumns& c, uint32_t) { c.subtree_ends[4] = 4; },
       "has a subtree that ends at 4"},
      {"a subtree beyond the table", [](TreeColumns& c, uint32_t rows) { c.subtree_ends[9] = rows + 1; },
       "has a subtree that ends at 14"},
      {"a subtree beyond its parent's", [](TreeColumns& c, uint32_t) { c.subtree_ends[6] = 10; },
       "reaches out of its parent's subtree"},
      {"no parent", [](TreeColumns& c, uint32_t) { c.parents[4] = base::kNoneValue; },
       "has no parent before it"},
      {"a parent behind it", [](TreeColumns& c, uint32_t) { c.parents[4] = 5; }, "has no parent before it"},
      {"another parent than it stands in", [](TreeColumns& c, uint32_t) { c.parents[5] = 1; },
       "is a child of row 3 and names another parent"},
      {"a range that ends before it starts", [](TreeColumns& c, uint32_t) { c.starts[5] = 8; },
       "has no range of the text"},
      {"a range beyond the text", [](TreeColumns& c, uint32_t) { c.ends[12] = 99; },
       "has no range of the text"},
      {"a range beyond its parent's", [](TreeColumns& c, uint32_t) { c.starts[4] = 1; },
       "reaches out of its parent's range"},
      {"siblings out of order",
       [](TreeColumns& c, uint32_t) {
         std::swap(c.starts[4], c.starts[5]);
         std::swap(c.ends[4], c.ends[5]);
       },
       "begins before its elder sibling ends"},
      {"a payload where there is none", [](TreeColumns& c, uint32_t) { c.payloads[1] = 7; }, "has a payload"},
      {"a name that is not there", [](TreeColumns& c, uint32_t) { c.payloads[2] = 1u << 20; },
       "names nothing"},
      {"an operator that is none",
       [](TreeColumns& c, uint32_t) {
         c.kinds[4] = NodeKind::UnaryOp;
         c.payloads[4] = 200;
       },
       "has no operator"},
      {"a header outside", [](TreeColumns& c, uint32_t) { c.payloads[9] = 100; }, "has its header outside"},
      {"a role that the parent does not have", [](TreeColumns& c, uint32_t) { c.roles[5] = Role::Orelse; },
       "has the role orelse, which Call does not declare"},
      {"a field before an earlier one",
       [](TreeColumns& c, uint32_t) {
         c.roles[4] = Role::Arg;
         c.roles[5] = Role::Func;
       },
       "stands behind a later field of its parent"},
      {"a category that the field does not take",
       [](TreeColumns& c, uint32_t) { c.kinds[12] = NodeKind::Name; }, "is no statement"},
      {"no child where one must be", [](TreeColumns& c, uint32_t) { c.roles[4] = Role::Arg; },
       "has 0 children as func"},
      {"two children where one must be", [](TreeColumns& c, uint32_t) { c.roles[5] = Role::Func; },
       "has 2 children as func"},
      {"two children where one may be",
       [](TreeColumns& c, uint32_t) {
         c.kinds[8] = NodeKind::Identifier;
         c.roles[8] = Role::Name;
       },
       "has more than one child as name"},
  };
  for (const auto& fault : faults) {
    CAPTURE(fault.name);
    std::string found = faults_after(fault.plant);
    CAPTURE(found);
    CHECK(finds(found, fault.found));
  }
}

TEST_CASE("faults name their row, and there are not too many of them") {
  CHECK(finds(faults_after([](TreeColumns& c, uint32_t) { c.payloads[1] = 7; }),
              "row 1 (Assign) has a payload"));
  Parsed p(std::string(1000, '\n') +
           "a = b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = q = r = s = t = 1\n");
  for (uint32_t row = 2; row < p.tree().size(); ++row) p.tree().columns().payloads[row] = 1u << 30;
  CHECK(verify(p.tree(), p.text).size() == 20);
}

}  // namespace
}  // namespace pellucid::syntax
