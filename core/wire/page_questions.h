#pragma once

// What the page asks about the names of a file. web/src/model/questions.ts lists the questions, with what
// each takes and what is answered; the answers' types are in web/src/model/names.ts.

#include <string>
#include <string_view>
#include <vector>

#include "project/session.h"

namespace pellucid::wire {

// `parameters` is a JSON object. JSON of the answer; `null` for a question that is not known, or that lacks a
// parameter.
std::string answer(project::Session& session, project::FileId file, std::string_view question,
                   std::string_view parameters);

// The questions that are known, in no order.
std::vector<std::string_view> question_names();

}  // namespace pellucid::wire
