#include "wire/page_configuration.h"

#include <nlohmann/json.hpp>

#include "source/decode.h"
#include "source/line_index.h"
#include "wire/positions.h"

namespace pellucid::wire {

using nlohmann::ordered_json;

namespace {

std::string_view setting_name(diagnostic::Severity severity) {
  using diagnostic::Severity;
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warn";
    case Severity::Info: return "info";
    case Severity::Ignore: return "ignore";
  }
  return "";
}

ordered_json faults_json(std::string_view bytes, const std::vector<project::ConfigurationFault>& faults) {
  ordered_json out = ordered_json::array();
  if (faults.empty()) return out;
  source::Text text = source::decode_characters(bytes).text;
  source::LineIndex lines(text);
  Positions code_points(text, lines, Columns::CodePoints), utf16(text, lines, Columns::Utf16);
  for (const project::ConfigurationFault& fault : faults) {
    LineColumn at = utf16.at(code_points.offset_of({fault.line, fault.column}));
    out.push_back({{"at", {{"line", at.line}, {"column", at.column}}}, {"message", fault.message}});
  }
  return out;
}

ordered_json severities_json(const diagnostic::Settings& settings) {
  ordered_json out = ordered_json::object();
  for (size_t i = 0; i < diagnostic::kRuleCount; ++i) {
    auto rule = static_cast<diagnostic::Rule>(i);
    out[std::string(diagnostic::entry(rule).id)] = setting_name(settings.of(rule));
  }
  return out;
}

}  // namespace

std::string configuration_json(std::string_view text, const project::ConfigurationText& read,
                               const project::Session& session) {
  ordered_json out{{"faults", faults_json(text, read.faults)}};
  if (read.faults.empty()) {
    out["python"] = session.database().version().minor;
    out["platform"] = session.database().platform();
    out["extraPaths"] = ordered_json::array();
    for (const project::WrittenText& path : read.configuration.extra_paths)
      out["extraPaths"].push_back(path.text);
    out["severities"] = severities_json(session.settings());
  }
  return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace pellucid::wire
