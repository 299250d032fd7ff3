#include "check/open_questions.h"

#include <string>

#include <doctest/doctest.h>

#include "check/name_rules.h"
#include "support/named.h"

namespace pellucid::check {
namespace {

// All modules are known, and none of them has a name.
struct EmptyModules final : OtherFiles {
  bool is_known(const exports::ModuleRef&) override { return true; }
  exports::Offer star_offers(const exports::ModuleRef&, exports::Name) override { return exports::Offer::No; }
  bool is_elsewhere(const exports::ModuleRef&, exports::Name) override { return false; }
  bool is_another(const exports::ModuleRef&, exports::Name, const exports::ModuleRef&,
                  exports::Name) override {
    return true;
  }
  bool is_taken(exports::Name) override { return false; }
};

struct Found {
  Verdict of_name;
  Verdict of_star;
};

// Of the last name that nothing binds, and of the last star import.
Found settled(const std::string& text) {
  tests::Named named(text);
  OpenQuestions questions = name_rules(*named.file).questions;
  EmptyModules others;
  std::vector<Verdict> verdicts = settle(questions, named.file->use_def, others);
  Found found{Verdict::Drop, Verdict::Drop};
  for (size_t i = 0; i < verdicts.size(); ++i) {
    if (questions.questions[i].kind == QuestionKind::UnusedStar) found.of_star = verdicts[i];
    if (questions.questions[i].kind == QuestionKind::FromStar) found.of_name = verdicts[i];
  }
  return found;
}

std::string repeated(uint32_t count, const auto& line) {
  std::string out;
  for (uint32_t i = 0; i < count; ++i) out += line(i);
  return out;
}

TEST_CASE("what stands behind ever so many branches is left open") {
  auto behind = [](uint32_t branches) {
    auto branch = [](uint32_t) { return std::string("if print: x = 1\nprint(x)\n"); };
    return settled("from m import *\n" + repeated(branches, branch) + "print(name)\n");
  };
  Found few = behind(100), many = behind(3000);
  CHECK(few.of_name == Verdict::Certain);
  CHECK(few.of_star == Verdict::Keep);
  CHECK(many.of_name == Verdict::Keep);
  CHECK(many.of_star == Verdict::Drop);
}

TEST_CASE("what ever so many star imports may bring is left open") {
  // In branches, too, and where they are never run here.
  for (std::string_view condition : {"", "if print: ", "if False: "}) {
    CAPTURE(condition);
    auto behind = [&](uint32_t count) {
      auto star = [&](uint32_t) { return std::string(condition) + "from m import *\n"; };
      auto name = [](uint32_t i) { return "print(name" + std::to_string(i) + ")\n"; };
      return settled(repeated(count, star) + repeated(count, name));
    };
    Found few = behind(10), many = behind(1000);
    CHECK(few.of_name == Verdict::Certain);
    CHECK(few.of_star == Verdict::Keep);
    CHECK(many.of_name == Verdict::Keep);
    CHECK(many.of_star == Verdict::Drop);
  }
}

}  // namespace
}  // namespace pellucid::check
