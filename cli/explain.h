#pragma once

#include <string>

namespace pellucid::cli {

// `pellucid explain [RULE]`: the rule's page; for a group, or for nothing, the list. The exit code.
int explain(const std::string& name);

}  // namespace pellucid::cli
