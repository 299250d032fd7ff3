#pragma once

// A session over the disk: the project's folder, the stubs of the standard library, what is installed.

#include <memory>
#include <string>

#include "disk_files.h"
#include "noted_files.h"
#include "project.h"
#include "project/session.h"
#include "project/stubs.h"

namespace pellucid::cli {

class Workspace {
 public:
  // `stubs`: the pack of the standard library's stubs, read unless the project names a typeshed of its own.
  Workspace(const Project& project, const std::string& stubs);

  project::Session& session() { return session_; }
  const project::Session& session() const { return session_; }
  // Why the standard library's stubs cannot be had; empty if they are there. Imports of modules that are in no
  // place are not reported then.
  const std::string& problem() const { return problem_; }
  // What imports have led to on the disk.
  NotedFiles& noted() { return noted_; }
  const NotedFiles& noted() const { return noted_; }

 private:
  DiskFiles disk_;
  NotedFiles noted_;
  std::unique_ptr<MappedFile> packed_;
  project::StubPack pack_;
  project::StubFiles files_;
  std::string problem_;
  project::Session session_;
};

}  // namespace pellucid::cli
