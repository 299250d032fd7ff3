#pragma once

#include <string>
#include <vector>

#include "wire/elsewhere.h"
#include "wire/name_trace_text.h"

namespace pellucid::wire {

// Whether the lines of name_trace_text.h are part of it, as `asText`.
enum class TraceText : uint8_t { LeftOut, Included };

// `{"path", "name", "range", "python", "private", "access", "scope", "steps": [{"scope", "outcome", "rule",
// "text", "source", "evidence"}], "holders": [{"scope", "state", "later", "rule", "text", "source",
// "definitions": [{"kind", "unbinds", "range"}], "branches": [{"branch", "effect", "range"}]}], "answer":
// {"scope", "state", "error", "text"}, "problems": [text]}`. A scope is `{"kind", "name", "title", "id",
// "range"}`, of the builtins without id and range; a range is `{"start": {"line", "column", "offset"},
// "end"}`, its offsets in bytes, or in UTF-16 units if the view counts in them.
// With `elsewhere`, that list is part of it (elsewhere.h).
std::string name_trace_json(const TraceView& view, const ide::NameTrace& trace, TraceText with_text,
                            const std::vector<Elsewhere>* elsewhere = nullptr);

}  // namespace pellucid::wire
