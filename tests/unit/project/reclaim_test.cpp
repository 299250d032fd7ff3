#include "project/reclaim.h"

#include <doctest/doctest.h>

#include "project/session.h"

namespace pellucid::project {
namespace {

using Kind = ReclaimPolicy::Kind;

TEST_CASE("policies are written as words or as numbers of bytes") {
  CHECK(parse_reclaim_policy("after-check")->kind == Kind::AfterCheck);
  CHECK(parse_reclaim_policy("never")->kind == Kind::Never);
  CHECK(parse_reclaim_policy("4096")->bytes == 4096);
  CHECK(parse_reclaim_policy("64M")->bytes == 64u << 20);
  CHECK(parse_reclaim_policy("2k")->kind == Kind::Budget);
  for (const char* wrong : {"", "k", "-1", "1.5M", "always", "12 M", "99999999999999999999", "2000G"})
    CHECK_MESSAGE(!parse_reclaim_policy(wrong), wrong);
}

struct Project {
  Session session;
  FileId a = session.open("a.py", "x = 1\n");
  FileId b = session.open("b.py", "y = [1, 2, 3]\n");
  FileId c = session.open("c.py", "z = f(g(1))\n");

  explicit Project(ReclaimPolicy policy) { session.reclaimer().set_policy(policy); }
  void check() {
    for (FileId file : {a, b, c}) session.diagnostics(file);
  }
  bool has(FileId file) const { return session.database().is_resident(file); }
};

TEST_CASE("after-check: a tree goes once its file is checked, and is not missed") {
  Project project({Kind::AfterCheck, 0});
  project.check();
  CHECK(!project.has(project.a));
  CHECK(project.session.database().counters().bytes_resident == 0);
  // No two trees stood side by side.
  CHECK(project.session.database().counters().bytes_peak ==
        project.session.database().counters(project.c).tree_bytes);
  project.check();
  project.session.analysis().use_def(project.a);
  CHECK(project.session.database().counters().reparses_whole == 0);
}

TEST_CASE("what an editor shows is kept until it is hidden") {
  Project project({Kind::AfterCheck, 0});
  project.session.reclaimer().show(project.b);
  project.check();
  CHECK(project.has(project.b));
  project.session.reclaimer().hide(project.b);
  CHECK(!project.has(project.b));
}

TEST_CASE("never: all trees stay") {
  Project project({Kind::Never, 0});
  project.check();
  CHECK(project.has(project.a));
  CHECK(project.has(project.c));
  CHECK(project.session.reclaimer().free_all() == 3);
  project.session.reclaimer().set_policy({Kind::AfterCheck, 0});
  CHECK(project.session.database().counters().trees_freed == 3);
}

TEST_CASE("a change of the policy is heeded at once") {
  Project project({Kind::Never, 0});
  project.check();
  project.session.reclaimer().set_policy({Kind::AfterCheck, 0});
  CHECK(project.session.database().counters().bytes_resident == 0);
}

TEST_CASE("a budget: the tree that was used longest ago goes first") {
  Project project({Kind::Never, 0});
  project.check();
  size_t of_b = project.session.database().counters(project.b).tree_bytes;
  size_t of_c = project.session.database().counters(project.c).tree_bytes;
  Project tight({Kind::Budget, of_b + of_c});
  tight.check();
  CHECK(!tight.has(tight.a));
  CHECK(tight.has(tight.b));
  CHECK(tight.has(tight.c));
  { db::TreeLease again = tight.session.database().lease(tight.a, "a test"); }
  tight.session.reclaimer().done_with(tight.a);
  CHECK(tight.has(tight.a));
  CHECK(!tight.has(tight.b));
}

TEST_CASE("a tree that is held is not freed, and freed later") {
  Project project({Kind::AfterCheck, 0});
  {
    db::TreeLease lease = project.session.database().lease(project.a, "a test");
    project.check();
    CHECK(project.has(project.a));
    CHECK(project.session.reclaimer().free_all() == 0);
  }
  project.session.diagnostics(project.a);
  CHECK(!project.has(project.a));
}

}  // namespace
}  // namespace pellucid::project
