#pragma once

// What the page is told of its configuration file.

#include <string>
#include <string_view>

#include "project/configuration.h"
#include "project/session.h"

namespace pellucid::wire {

// JSON as `ConfigurationReport` in web/src/model/configuration.ts: what is wrong with the text, and if nothing is,
// what the session has from it.
std::string configuration_json(std::string_view text, const project::ConfigurationText& read,
                               const project::Session& session);

}  // namespace pellucid::wire
