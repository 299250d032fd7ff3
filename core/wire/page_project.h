#pragma once

// Answers that reach through the files of the project: what refers to a name, and what a rename would change. Of
// the questions of web/src/model/questions.ts, as page_names.h; the files' trees are taken one at a time.

#include <string>
#include <string_view>

#include "project/session.h"
#include "wire/positions.h"

namespace pellucid::wire {

std::string references_json(project::Session& session, project::FileId file, LineColumn at);
std::string rename_target_json(project::Session& session, project::FileId file, LineColumn at);
std::string rename_json(project::Session& session, project::FileId file, LineColumn at, std::string_view to);

}  // namespace pellucid::wire
