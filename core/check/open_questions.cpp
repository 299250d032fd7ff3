#include "check/open_questions.h"

#include <algorithm>

#include "base/check.h"

namespace pellucid::check {

using exports::Offer;

size_t memory_bytes(const OpenDiagnostic& open) {
  return diagnostic::memory_bytes(open.likely) + (open.certain ? diagnostic::memory_bytes(*open.certain) : 0);
}

std::vector<Verdict> settle(const OpenQuestions& open, OtherFiles& others) {
  std::vector<bool> is_used(open.stars.size(), false);
  // The last star import that has the name binds it; one that may have it may have replaced it.
  auto offered = [&](exports::Name name) {
    Offer best = Offer::No;
    for (size_t i = open.stars.size(); i-- > 0 && best != Offer::Yes;) {
      Offer offer = others.star_offers(open.stars[i], name);
      if (offer != Offer::No) is_used[i] = true;
      best = std::max(best, offer);
    }
    return best;
  };
  std::vector<Verdict> verdicts(open.questions.size(), Verdict::Keep);
  for (size_t i = 0; i < verdicts.size(); ++i) {
    const Question& question = open.questions[i];
    if (question.kind == QuestionKind::FromStar) {
      Offer offer = offered(question.name);
      verdicts[i] = offer == Offer::Yes  ? Verdict::Drop
                    : offer == Offer::No ? Verdict::Certain
                                         : Verdict::Keep;
    } else if (question.kind == QuestionKind::UnusedImport && others.is_taken(question.name)) {
      verdicts[i] = Verdict::Drop;
    }
  }
  for (exports::Name name : open.provided) offered(name);
  for (size_t i = 0; i < verdicts.size(); ++i)
    if (open.questions[i].kind == QuestionKind::UnusedStar && is_used[open.questions[i].star])
      verdicts[i] = Verdict::Drop;
  return verdicts;
}

std::vector<Verdict> settle_alone(const OpenQuestions& open) {
  struct Nobody final : OtherFiles {
    Offer star_offers(const exports::ModuleRef&, exports::Name) override { return Offer::Perhaps; }
    bool is_taken(exports::Name) override { return false; }
  } nobody;
  return settle(open, nobody);
}

void add_settled(std::vector<diagnostic::Diagnostic>& to, const std::vector<OpenDiagnostic>& open,
                 const std::vector<Verdict>& verdicts) {
  PEL_CHECK(open.size() == verdicts.size(), open.size(), " questions, ", verdicts.size(), " verdicts");
  for (size_t i = 0; i < open.size(); ++i) {
    if (verdicts[i] == Verdict::Keep) to.push_back(open[i].likely);
    if (verdicts[i] == Verdict::Certain) to.push_back(open[i].certain ? *open[i].certain : open[i].likely);
  }
}

}  // namespace pellucid::check
