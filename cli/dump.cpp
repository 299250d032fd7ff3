#include "dump.h"

#include "failure.h"
#include "files.h"
#include "project/session.h"
#include "wire/dump.h"

namespace pellucid::cli {

namespace {

// All files are read before the first is printed, so that a wrong name prints nothing else.
template <class Print>
int for_each_file(const DumpOptions& options, Print print) {
  Project settled = settle(options.project);
  if (!settled.problems.empty()) return fail_all(settled.problems);
  for (const std::string& path : options.paths) {
    Read read = read_file(path);
    if (!read.problem.empty()) return fail("cannot read `" + path + "`: " + read.problem);
  }
  for (const std::string& path : options.paths) {
    project::Session session(settled.version, settled.platform);
    project::FileId file = session.open(path, read_file(path).bytes);
    put(print(session, file));
  }
  return kClean;
}

}  // namespace

int dump_ast(const DumpOptions& options) {
  return for_each_file(options, [&](project::Session& session, project::FileId file) {
    return options.format == DumpFormat::Cpython ? wire::cpython_document(session, file)
                                                 : wire::tree_text(session, file);
  });
}

int dump_tokens(const DumpOptions& options) {
  return for_each_file(options, [&](project::Session& session, project::FileId file) {
    return options.format == DumpFormat::Json ? wire::tokens_json(session, file)
                                              : wire::tokens_text(session, file);
  });
}

int dump_nodes(const DumpOptions& options) {
  return for_each_file(options, [&](project::Session& session, project::FileId file) {
    return options.format == DumpFormat::Json ? wire::nodes_json(session, file)
                                              : wire::nodes_table(session, file);
  });
}

int dump_scopes(const DumpOptions& options) {
  return for_each_file(options, [&](project::Session& session, project::FileId file) {
    switch (options.format) {
      case DumpFormat::Cpython: return wire::cpython_scopes(session, file);
      case DumpFormat::Json: return wire::scopes_json(session, file);
      default: return wire::scopes_text(session, file);
    }
  });
}

}  // namespace pellucid::cli
