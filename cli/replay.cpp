#include "replay.h"

#include <filesystem>

#include "colours.h"
#include "exclusion.h"
#include "failure.h"
#include "files.h"
#include "wire/replay.h"

namespace pellucid::cli {

namespace fs = std::filesystem;

namespace {

// The Python files of the folder that the script names, relative to it. Why not; empty if all is well.
std::string add_folder(const ReplayOptions& options, const std::string& folder, wire::Replay& replay) {
  std::string path = (fs::path(options.script).parent_path() / folder).lexically_normal().string();
  std::error_code error;
  if (!fs::is_directory(path, error)) return "folder: `" + path + "` is no folder";
  Project project;
  project.folder = path;
  Exclusion exclusion(project);
  Walk walk = find_files({path}, path, exclusion);
  if (!walk.problem.empty()) return "folder: " + walk.problem;
  for (const Found& found : walk.found) {
    Read read = found.problem.empty() ? read_file(found.path) : Read{{}, found.problem};
    if (!read.problem.empty()) return "folder: cannot read `" + found.path + "`: " + read.problem;
    source::Decoded decoded = source::decode(read.bytes);
    replay.add_file(found.shown, std::string(decoded.text.view()));
  }
  return {};
}

}  // namespace

int replay(const ReplayOptions& options) {
  Read file = read_file(options.script);
  if (!file.problem.empty()) return fail("cannot read `" + options.script + "`: " + file.problem);
  wire::ReadScript read = wire::read_replay_script(file.bytes);
  if (!read.fault.empty()) return fail("`" + options.script + "`: " + read.fault);
  wire::Replay replay(read.script);
  if (read.script.folder) {
    std::string problem = add_folder(options, *read.script.folder, replay);
    if (!problem.empty()) return fail("`" + options.script + "`: " + problem);
  }
  if (options.reclaim) replay.set_reclaim(*options.reclaim);
  if (options.events) replay.want_events();
  replay.set_library([&options] { return read_file(options.stubs).bytes; });

  // Whoever asks for the document of counters alone gets nothing else.
  bool is_silent = !options.format && options.statistics == Statistics::Json && !options.events;
  ReplayFormat format = options.format.value_or(ReplayFormat::Full);
  wire::Colours colours = colours_of_output();
  auto show = [&](const wire::StepReport& report) {
    if (is_silent) return;
    switch (format) {
      case ReplayFormat::Full: return put(wire::step_paragraph(report, colours));
      case ReplayFormat::Concise: return put(wire::step_line(report));
      case ReplayFormat::Json: return put(wire::step_json(report));
    }
  };
  show(replay.begin());
  while (replay.fault().empty() && !replay.is_done()) {
    wire::StepReport report = replay.step();
    if (replay.fault().empty()) show(report);
  }
  if (!replay.fault().empty()) return fail("`" + options.script + "`: " + replay.fault());
  const project::Session& session = replay.page().session();
  if (options.statistics == Statistics::Json) put(replay.page().statistics() + "\n");
  if (options.statistics == Statistics::Text)
    put(wire::statistics_text(session, replay.page().file_count(), session.database().text_bytes()));
  return replay.errors() > 0 ? kErrorsFound : kClean;
}

}  // namespace pellucid::cli
