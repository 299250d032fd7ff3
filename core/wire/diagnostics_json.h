#pragma once

// Diagnostics as JSON, in the shape of CONTRACTS.md. Lines and columns count from 1, in the units of
// `positions`; `offset` counts from 0: bytes for code points (the command), UTF-16 units for Monaco (the
// page).

#include <string>
#include <string_view>

#include "diagnostic/diagnostic.h"
#include "wire/positions.h"

namespace pellucid::wire {

// One object.
std::string diagnostic_json(const diagnostic::Diagnostic& diagnostic, std::string_view path,
                            const Positions& positions, Columns columns);

}  // namespace pellucid::wire
