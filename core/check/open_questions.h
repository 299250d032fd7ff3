#pragma once

// What a file alone cannot tell of its names: other modules have the last word.
//
//     from shop.prices import *      is anything of it used?                          UnusedStar
//     total(3)                       does it come from the star import, or from nowhere?   FromStar
//     from shop.cart import Cart     nothing here reads it; does another file import it from here?  UnusedImport
//
// A question holds no positions. What is to be reported, if the answer is so, waits beside it.

#include <optional>
#include <vector>

#include "diagnostic/diagnostic.h"
#include "exports/public_names.h"

namespace pellucid::check {

enum class QuestionKind : uint8_t { FromStar, UnusedStar, UnusedImport };

struct Question {
  QuestionKind kind;
  exports::Name name = exports::kNoName;
  uint32_t star = 0;  // of UnusedStar: which of OpenQuestions::stars
  friend bool operator==(const Question&, const Question&) = default;
};

struct OpenQuestions {
  std::vector<Question> questions;
  std::vector<exports::ModuleRef> stars;  // what the file imports everything from, in order
  // Names that Python provides and the file reads: a star import may have replaced them. Only with stars.
  std::vector<exports::Name> provided;

  size_t memory_bytes() const {
    return questions.capacity() * sizeof(Question) + stars.capacity() * sizeof(exports::ModuleRef) +
           provided.capacity() * sizeof(exports::Name);
  }
  friend bool operator==(const OpenQuestions&, const OpenQuestions&) = default;
};

// What is reported of a question.
struct OpenDiagnostic {
  diagnostic::Diagnostic likely;                  // Verdict::Keep
  std::optional<diagnostic::Diagnostic> certain;  // Verdict::Certain
  friend bool operator==(const OpenDiagnostic&, const OpenDiagnostic&) = default;
};
size_t memory_bytes(const OpenDiagnostic& open);

enum class Verdict : uint8_t {
  Keep,     // the file's own finding stands
  Drop,     // others show that all is well
  Certain,  // others show that it is worse than it could be said
};

// What is known of other modules.
class OtherFiles {
 public:
  OtherFiles() = default;
  OtherFiles(const OtherFiles&) = delete;
  OtherFiles& operator=(const OtherFiles&) = delete;
  virtual ~OtherFiles() = default;

  virtual exports::Offer star_offers(const exports::ModuleRef& module, exports::Name name) = 0;
  // Whether another file of the project takes the name from this one.
  virtual bool is_taken(exports::Name name) = 0;
};

// By question.
struct Verdicts {
  std::vector<Verdict> verdicts;

  size_t memory_bytes() const { return verdicts.capacity() * sizeof(Verdict); }
  friend bool operator==(const Verdicts&, const Verdicts&) = default;
};

std::vector<Verdict> settle(const OpenQuestions& open, OtherFiles& others);
// The verdicts of somebody who knows no other file.
std::vector<Verdict> settle_alone(const OpenQuestions& open);
// Adds what is left to report.
void add_settled(std::vector<diagnostic::Diagnostic>& to, const std::vector<OpenDiagnostic>& open,
                 const std::vector<Verdict>& verdicts);

}  // namespace pellucid::check
