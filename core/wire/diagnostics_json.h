#pragma once

// Diagnostics as JSON, in the shape of CONTRACTS.md. Lines and columns count from 1, in the units of
// `positions`; `offset` counts from 0: bytes for code points (the command), UTF-16 units for Monaco (the
// page).

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "diagnostic/diagnostic.h"
#include "wire/positions.h"

namespace pellucid::wire {

nlohmann::ordered_json range_json(source::Range range, const Positions& positions, Columns columns);

nlohmann::ordered_json diagnostic_json(const diagnostic::Diagnostic& diagnostic, std::string_view path,
                                       const Positions& positions, Columns columns);

// The text of a JSON value; bytes that are no UTF-8 become U+FFFD.
std::string dump(const nlohmann::ordered_json& value);

}  // namespace pellucid::wire
