#include "wire/diagnostics_json.h"

namespace pellucid::wire {

using nlohmann::ordered_json;

namespace {

ordered_json point_json(uint32_t offset, const Positions& positions, Columns columns) {
  LineColumn at = positions.at(offset);
  uint32_t units = columns == Columns::Utf16 ? positions.units_before(offset) : offset;
  return {{"line", at.line}, {"column", at.column}, {"offset", units}};
}

}  // namespace

ordered_json range_json(source::Range range, const Positions& positions, Columns columns) {
  return {{"start", point_json(range.start, positions, columns)},
          {"end", point_json(range.end, positions, columns)}};
}

ordered_json diagnostic_json(const diagnostic::Diagnostic& diagnostic, std::string_view path,
                             const Positions& positions, Columns columns) {
  ordered_json related = ordered_json::array();
  for (const diagnostic::Related& place : diagnostic.related)
    related.push_back(
        {{"path", path}, {"range", range_json(place.range, positions, columns)}, {"message", place.message}});
  ordered_json fix = nullptr;
  if (diagnostic.fix) {
    ordered_json edits = ordered_json::array();
    for (const diagnostic::Edit& edit : diagnostic.fix->edits)
      edits.push_back({{"range", range_json(edit.range, positions, columns)}, {"text", edit.text}});
    fix = {{"title", diagnostic.fix->title}, {"edits", edits}};
  }
  return {{"rule", diagnostic::entry(diagnostic.rule).id},
          {"severity", diagnostic::name_of(diagnostic.severity)},
          {"message", diagnostic.message},
          {"path", path},
          {"range", range_json(diagnostic.range, positions, columns)},
          {"related", related},
          {"fix", fix}};
}

std::string dump(const ordered_json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace pellucid::wire
