#include "check/open_questions.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/check.h"

namespace pellucid::check {

using exports::is_offered;
using exports::Offer;

size_t memory_bytes(const OpenDiagnostic& open) {
  return diagnostic::memory_bytes(open.likely) +
         (open.certain ? diagnostic::memory_bytes(*open.certain) : 0) +
         (open.sometimes ? diagnostic::memory_bytes(*open.sometimes) : 0);
}

namespace {

class Settling {
 public:
  Settling(const OpenQuestions& open, const flow::UseDef& use_def, OtherFiles& others)
      : open_(open),
        use_def_(use_def),
        others_(others),
        is_left_open_(uint64_t{open.stars.size()} * (open.reads.size() + open.questions.size()) > kMostAsked),
        is_used_(open.stars.size(), false),
        is_known_(open.stars.size(), false) {
    if (is_left_open_) return;
    for (uint32_t star = 0; star < open.stars.size(); ++star)
      is_known_[star] = others.is_known(open.stars[star]);
    std::vector<bool> is_followed(open.stars.size(), false);
    for (uint32_t star : open.followed) is_followed[star] = true;
    for (uint32_t star = 0; star < open.stars.size(); ++star)
      if (!is_followed[star]) (is_known_[star] ? known_elsewhere_ : unknown_elsewhere_).push_back(star);
  }

  std::vector<Verdict> run() {
    std::vector<Verdict> verdicts(open_.questions.size(), Verdict::Keep);
    for (const OpenQuestions::Read& read : open_.reads) {
      if (is_left_open_) break;
      reached(read.name, read.value);
    }
    std::unordered_set<uint32_t> redefined;
    for (size_t i = 0; i < verdicts.size(); ++i) {
      const Question& question = open_.questions[i];
      if (question.kind == QuestionKind::FromStar) {
        uint64_t what = uint64_t{question.name.value()} << 32 | question.value.value();
        auto [at, is_new] = from_star_.try_emplace(what, Verdict::Keep);
        if (is_new) at->second = from_star(question);
        verdicts[i] = at->second;
      }
      if (question.kind != QuestionKind::RedefinedByStar) continue;
      if (is_redefined(question)) {
        redefined.insert(question.definition);
      } else {
        verdicts[i] = Verdict::Drop;
      }
    }
    if (is_asked_elsewhere_)
      for (uint32_t star : unknown_elsewhere_) is_used_[star] = true;
    for (size_t i = 0; i < verdicts.size(); ++i) {
      const Question& question = open_.questions[i];
      bool is_well = question.kind == QuestionKind::UnusedStar && (is_left_open_ || is_used_[question.star]);
      // One that is replaced is told where that happens.
      if (question.kind == QuestionKind::UnusedImport)
        is_well = redefined.contains(question.definition) || others_.is_taken(question.name);
      if (is_well) verdicts[i] = Verdict::Drop;
    }
    return verdicts;
  }

 private:
  // Where more is behind the names of a file, nobody is asked any further, and what it takes from star imports is left
  // open: each name may come from one, and so each of them is used.
  static constexpr size_t kMostAsked = 1'000'000;  // star imports times names
  static constexpr size_t kMostSteps = 4'000'000;  // values looked at

  Offer offer_of(uint32_t star, exports::Name name) {
    return is_known_[star] ? others_.star_offers(open_.stars[star], name) : Offer::Perhaps;
  }

  // What a program asks for in its own way on other versions and platforms is no fault of it here.
  Offer offer_anywhere(uint32_t star, exports::Name name) {
    Offer offer = offer_of(star, name);
    bool is_elsewhere = offer == Offer::No && others_.is_elsewhere(open_.stars[star], name);
    if (is_elsewhere || is_offered(offer)) offer = Offer::Yes;
    if (offer != Offer::No) is_used_[star] = true;
    return offer;
  }

  flow::Reached reached(exports::Name name, flow::ValueId value) {
    return counted(use_def_.reached(
        value, [&](flow::StarIndex star) { return offer_anywhere(open_.followed[star.value()], name); }));
  }

  flow::Reached counted(flow::Reached found) {
    steps_ += found.steps;
    is_left_open_ |= steps_ > kMostSteps;
    return found;
  }

  Verdict from_star(const Question& question) {
    if (is_left_open_) return Verdict::Keep;
    flow::Reached found = reached(question.name, question.value);
    if (!found.bound.may_be_unbound) return Verdict::Drop;
    bool is_brought = !found.stars.empty();
    if (is_brought && found.is_sure) return Verdict::Sometimes;
    if (is_brought) {
      // try: from _fast import *             of which nobody knows what it has
      // except ImportError: from slow import *
      bool any = std::any_of(found.stars.begin(), found.stars.end(), [&](flow::StarIndex star) {
        return offer_anywhere(open_.followed[star.value()], question.name) == Offer::Yes;
      });
      return any ? Verdict::Drop : Verdict::Keep;
    }
    // By one that is never run here.
    is_asked_elsewhere_ = true;
    Offer best = unknown_elsewhere_.empty() ? Offer::No : Offer::Perhaps;
    for (uint32_t star : known_elsewhere_) best = std::max(best, offer_anywhere(star, question.name));
    return best == Offer::Yes ? Verdict::Drop : best == Offer::No ? Verdict::Certain : Verdict::Keep;
  }

  bool is_redefined(const Question& question) {
    if (is_left_open_ || offer_of(question.star, question.name) != Offer::Yes) return false;
    flow::Reached found = counted(use_def_.reached(question.value, [&](flow::StarIndex star) {
      return offer_of(open_.followed[star.value()], question.name);
    }));
    bool is_found = std::binary_search(found.definitions.begin(), found.definitions.end(),
                                       flow::DefinitionId(question.definition));
    return is_found && (!question.module || others_.is_another(open_.stars[question.star], question.name,
                                                               *question.module, question.member));
  }

  const OpenQuestions& open_;
  const flow::UseDef& use_def_;
  OtherFiles& others_;
  bool is_left_open_;
  size_t steps_ = 0;
  std::vector<bool> is_used_;                        // by star import
  std::vector<bool> is_known_;                       // by star import
  std::vector<uint32_t> known_elsewhere_;            // star imports that are never run here
  std::vector<uint32_t> unknown_elsewhere_;          // such of modules that nobody knows
  bool is_asked_elsewhere_ = false;                  // whether a name may have come from these
  std::unordered_map<uint64_t, Verdict> from_star_;  // by name and value
};

}  // namespace

std::vector<Verdict> settle(const OpenQuestions& open, const flow::UseDef& use_def, OtherFiles& others) {
  return Settling(open, use_def, others).run();
}

std::vector<Verdict> settle_alone(const OpenQuestions& open, const flow::UseDef& use_def) {
  struct Nobody final : OtherFiles {
    bool is_known(const exports::ModuleRef&) override { return false; }
    Offer star_offers(const exports::ModuleRef&, exports::Name) override { return Offer::Perhaps; }
    bool is_elsewhere(const exports::ModuleRef&, exports::Name) override { return false; }
    bool is_another(const exports::ModuleRef&, exports::Name, const exports::ModuleRef&,
                    exports::Name) override {
      return false;
    }
    bool is_taken(exports::Name) override { return false; }
  } nobody;
  return settle(open, use_def, nobody);
}

void add_settled(std::vector<diagnostic::Diagnostic>& to, const std::vector<OpenDiagnostic>& open,
                 const std::vector<Verdict>& verdicts) {
  PEL_CHECK(open.size() == verdicts.size(), open.size(), " questions, ", verdicts.size(), " verdicts");
  for (size_t i = 0; i < open.size(); ++i) {
    if (verdicts[i] == Verdict::Keep) to.push_back(open[i].likely);
    if (verdicts[i] == Verdict::Certain) to.push_back(open[i].certain ? *open[i].certain : open[i].likely);
    if (verdicts[i] == Verdict::Sometimes && open[i].sometimes) to.push_back(*open[i].sometimes);
  }
}

}  // namespace pellucid::check
