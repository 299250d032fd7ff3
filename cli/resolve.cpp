#include "resolve.h"

#include <optional>
#include <string>
#include <vector>

#include "failure.h"
#include "files.h"
#include "project/session.h"
#include "wire/elsewhere.h"
#include "wire/name_trace_json.h"
#include "wire/name_trace_text.h"
#include "workspace.h"

namespace pellucid::cli {

namespace {

// A number from 1, taken off the end of the text together with the colon before it.
std::optional<uint32_t> take_number(std::string& text) {
  size_t colon = text.rfind(':');
  if (colon == std::string::npos) return {};
  std::string digits = text.substr(colon + 1);
  if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string::npos)
    return {};
  auto number = static_cast<uint32_t>(std::stoul(digits));
  if (number == 0) return {};
  text.resize(colon);
  return number;
}

}  // namespace

int resolve(const ResolveOptions& options) {
  std::string path = options.place;
  auto column = take_number(path);
  auto line = column ? take_number(path) : std::nullopt;
  if (!line || path.empty())
    return fail("`" + options.place + "` is not FILE:LINE:COLUMN, with line and column from 1");
  Read read = read_file(path);
  if (!read.problem.empty()) return fail("cannot read `" + path + "`: " + read.problem);
  Project settled = settle(options.project);
  if (!settled.problems.empty()) return fail_all(settled.problems);
  Workspace workspace(settled, options.stubs);
  if (!workspace.problem().empty()) fail(workspace.problem());
  project::Session& session = workspace.session();
  project::FileId file = session.open(shown_path(path, settled.folder), read.bytes);
  wire::TraceView view(session, file, wire::Columns::CodePoints);
  wire::LineColumn place = {*line, *column};
  uint32_t offset = view.positions().offset_of(place);
  wire::LineColumn reached = view.positions().at(offset);
  std::string shown = std::to_string(place.line) + ":" + std::to_string(place.column);
  if (reached.line != place.line || reached.column != place.column)
    return fail("`" + path + "` has no place " + shown);
  auto trace = ide::trace_at(view.file(), offset);
  std::vector<wire::Elsewhere> elsewhere = wire::elsewhere(session, file, view, offset);
  if (!trace && elsewhere.empty()) return fail("there is no name at " + shown + " of `" + path + "`");
  if (!trace) {
    // An attribute of a module, or a part of an import.
    put(options.as_json ? wire::elsewhere_json(view, elsewhere) + "\n"
                        : view.path() + ":" + shown + "\n" + wire::elsewhere_text(elsewhere));
    return kClean;
  }
  put(options.as_json ? wire::name_trace_json(view, *trace, wire::TraceText::LeftOut, &elsewhere) + "\n"
                      : wire::name_trace_text(view, *trace) + wire::elsewhere_text(elsewhere));
  return kClean;
}

}  // namespace pellucid::cli
