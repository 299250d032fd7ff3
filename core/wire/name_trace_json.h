#pragma once

#include <string>

#include "wire/name_trace_text.h"

namespace pellucid::wire {

// `{"path", "name", "range", "python", "private", "access", "scope", "steps": [{"scope", "outcome", "rule",
// "text", "source", "evidence"}], "holders": [{"scope", "state", "later", "rule", "text", "source",
// "definitions": [{"kind", "range"}], "branches": [{"branch", "effect", "range"}]}], "answer": {"scope",
// "state", "error", "text"}, "problems": [text]}`. A scope is `{"kind", "name", "title", "range"}`, the
// builtins have neither name nor range; a range is
// `{"start": {"line", "column", "offset"}, "end"}`. One line.
std::string name_trace_json(const TraceView& view, const ide::NameTrace& trace);

}  // namespace pellucid::wire
