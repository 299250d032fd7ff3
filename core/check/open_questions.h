#pragma once

// What a file alone cannot tell of its names: other modules have the last word.
//
//     from shop.cart import Cart     nothing here reads it; does another file import it from here?  UnusedImport
//     from shop.prices import *      is anything of it used?                          UnusedStar
//                                    does it bring a `Cart`, in the place of the one that nothing has read?
//                                                                                     RedefinedByStar
//     total(3)                       does it come from the star import, or from nowhere?   FromStar
//
// A question holds no positions; what star imports stand in front of a name, its value says (flow/use_def.h). What is
// to be reported, if the answer is so, waits beside it.

#include <optional>
#include <vector>

#include "diagnostic/diagnostic.h"
#include "exports/public_names.h"
#include "flow/use_def.h"

namespace pellucid::check {

enum class QuestionKind : uint8_t { FromStar, UnusedStar, UnusedImport, RedefinedByStar };

struct Question {
  QuestionKind kind;
  exports::Name name = exports::kNoName;
  uint32_t star = 0;  // of UnusedStar and RedefinedByStar: which of OpenQuestions::stars
  flow::ValueId value =
      flow::kNoOwner;  // of FromStar: what is read; of RedefinedByStar: what the import finds
  uint32_t definition = base::kNoneValue;  // of UnusedImport and RedefinedByStar: which nothing has read
  // Of RedefinedByStar, what an import takes: a name of the module, or the module itself. None of other definitions.
  std::optional<exports::ModuleRef> module = {};
  exports::Name member = exports::kNoName;
  friend bool operator==(const Question&, const Question&) = default;
};

struct OpenQuestions {
  // A name that star imports may have brought, whether or not it is bound without them.
  struct Read {
    exports::Name name;
    flow::ValueId value;
    friend bool operator==(const Read&, const Read&) = default;
  };
  std::vector<Question> questions;
  std::vector<exports::ModuleRef> stars;  // what the file imports everything from, in order
  // Those of them that use-def follows, by StarIndex. Others are never run here, but may be elsewhere.
  std::vector<uint32_t> followed;
  std::vector<Read> reads;  // only with stars

  size_t memory_bytes() const {
    return questions.capacity() * sizeof(Question) + stars.capacity() * sizeof(exports::ModuleRef) +
           followed.capacity() * sizeof(uint32_t) + reads.capacity() * sizeof(Read);
  }
  friend bool operator==(const OpenQuestions&, const OpenQuestions&) = default;
};

// What is reported of a question.
struct OpenDiagnostic {
  diagnostic::Diagnostic likely;                         // Verdict::Keep
  std::optional<diagnostic::Diagnostic> certain = {};    // Verdict::Certain; else the likely one
  std::optional<diagnostic::Diagnostic> sometimes = {};  // Verdict::Sometimes; else nothing
  friend bool operator==(const OpenDiagnostic&, const OpenDiagnostic&) = default;
};
size_t memory_bytes(const OpenDiagnostic& open);

enum class Verdict : uint8_t {
  Keep,       // the file's own finding stands
  Drop,       // others show that all is well
  Certain,    // others show that it is worse than it could be said
  Sometimes,  // others show that it is well on some ways only
};

// What is known of other modules.
class OtherFiles {
 public:
  OtherFiles() = default;
  OtherFiles(const OtherFiles&) = delete;
  OtherFiles& operator=(const OtherFiles&) = delete;
  virtual ~OtherFiles() = default;

  // One that is not may have any name.
  virtual bool is_known(const exports::ModuleRef& module) = 0;
  // Of a known one.
  virtual exports::Offer star_offers(const exports::ModuleRef& module, exports::Name name) = 0;
  // Whether the module has the name on other versions or platforms only.
  virtual bool is_elsewhere(const exports::ModuleRef& module, exports::Name name) = 0;
  // Whether the name that a star import of `star` brings is surely another thing than what an import takes: `member` of
  // `module`, or the module itself.
  virtual bool is_another(const exports::ModuleRef& star, exports::Name name,
                          const exports::ModuleRef& module, exports::Name member) = 0;
  // Whether another file of the project takes the name from this one, or may.
  virtual bool is_taken(exports::Name name) = 0;
};

struct Verdicts {
  std::vector<Verdict> verdicts;  // by question

  size_t memory_bytes() const { return verdicts.capacity() * sizeof(Verdict); }
  friend bool operator==(const Verdicts&, const Verdicts&) = default;
};

// `use_def` is the file's; one without stars needs none.
std::vector<Verdict> settle(const OpenQuestions& open, const flow::UseDef& use_def, OtherFiles& others);
// The verdicts of somebody who knows no other file.
std::vector<Verdict> settle_alone(const OpenQuestions& open, const flow::UseDef& use_def);
// Adds what is left to report.
void add_settled(std::vector<diagnostic::Diagnostic>& to, const std::vector<OpenDiagnostic>& open,
                 const std::vector<Verdict>& verdicts);

}  // namespace pellucid::check
