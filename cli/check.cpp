#include "check.h"

#include "exclusion.h"
#include "failure.h"
#include "files.h"
#include "project_check.h"
#include "watch.h"

namespace pellucid::cli {

namespace {

std::vector<std::string> or_the_project(const std::vector<std::string>& paths, const Project& project) {
  return paths.empty() ? std::vector<std::string>{project.folder} : paths;
}

}  // namespace

int check(const CheckOptions& options) {
  Project project = settle(options.project);
  if (!project.problems.empty()) return fail_all(project.problems);
  Exclusion exclusion(project);
  Walk walk = find_files(or_the_project(options.paths, project), project.folder, exclusion);
  if (!walk.problem.empty()) return fail(walk.problem);
  // A file that was named must be readable; one met in a folder is reported as a diagnostic.
  for (const Found& found : walk.found) {
    if (!found.named) continue;
    Read read = read_file(found.path);
    if (!read.problem.empty()) return fail("cannot read `" + found.path + "`: " + read.problem);
  }
  if (options.watch) return watch(options);
  ProjectCheck run(options, project);
  auto always = [] { return true; };
  run.update(walk, always);
  return *run.report(always);
}

int list_files(const FilesOptions& options) {
  Project project = settle(options.project);
  if (!project.problems.empty()) return fail_all(project.problems);
  Exclusion exclusion(project);
  Walk walk = find_files(or_the_project(options.paths, project), project.folder, exclusion);
  if (!walk.problem.empty() && (!options.excluded || walk.left_out.empty())) return fail(walk.problem);
  if (options.excluded) {
    for (const LeftOut& entry : walk.left_out) put(entry.shown + "  (" + entry.reason + ")\n");
  } else {
    for (const Found& found : walk.found) put(found.shown + "\n");
  }
  return kClean;
}

}  // namespace pellucid::cli
