#pragma once

// What the phases made of a file, as documents: one JSON line, or text for people. Positions in code points.

#include <string>

#include "project/session.h"

namespace pellucid::wire {

// `{"path", "errors", "ast"}`, see cpython_ast.h. One line.
std::string cpython_document(project::Session& session, project::FileId file);
// The tree, indented: `role: Kind payload  line:column-line:column`.
std::string tree_text(project::Session& session, project::FileId file);

// `{"path", "count", "bytes", "columns", "rows"}`. One line.
std::string nodes_json(project::Session& session, project::FileId file);
std::string nodes_table(project::Session& session, project::FileId file);

// `{"path", "count", "columns", "rows"}` with comments and line breaks. One line.
std::string tokens_json(project::Session& session, project::FileId file);
std::string tokens_text(project::Session& session, project::FileId file);

// `{"path", "scope"}`, see cpython_symtable.h. One line.
std::string cpython_scopes(project::Session& session, project::FileId file);
// `{"path", "scopes": [{"kind", "name", "parent", "range", "symbols": [{"name", "flags", "owner"}]}]}`. One
// line.
std::string scopes_json(project::Session& session, project::FileId file);
// The scopes, indented, each with its symbols.
std::string scopes_text(project::Session& session, project::FileId file);

}  // namespace pellucid::wire
