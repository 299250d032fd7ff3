#pragma once

// What the page shows of the names of a file, as JSON. Each function answers one question of
// web/src/model/questions.ts, in the shape that web/src/model/names.ts gives it. Places go in as byte offsets
// and come out as the page counts.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ide/far_definitions.h"
#include "ide/occurrences.h"
#include "ide/symbol_list.h"
#include "project/session.h"
#include "wire/json_stream.h"
#include "wire/name_trace_text.h"

namespace pellucid::wire {

class PageNames {
 public:
  // For one answer: the file must not change while this lives. `asker` as in db/database.h.
  PageNames(project::Session& session, project::FileId file, const char* asker)
      : session_(session),
        id_(file),
        view_(session, file, Columns::Utf16, asker),
        out_(view_.positions(), Columns::Utf16) {}

  const Positions& positions() const { return view_.positions(); }

  // Scopes (page_scopes.cpp)
  std::string scopes();
  std::string scope_pieces(uint32_t first_line, uint32_t last_line);
  std::string symbols(uint32_t scope);
  // Of the scope there.
  std::string symbols_at(uint32_t offset);
  std::string name_at(uint32_t offset);
  std::string unresolved();

  // Traces (page_traces.cpp). Python 3.`python`.
  std::string trace(uint32_t offset);
  std::string trace_under(uint32_t python, LineColumn at);
  std::string trace_versions(LineColumn at);
  std::string use_def(uint32_t offset);

  // For the editor (page_editor.cpp)
  std::string hover(uint32_t offset);
  std::string definition(uint32_t offset);
  std::string highlights(uint32_t offset);
  std::string completion(uint32_t offset);
  std::string outline();
  std::string all_fixes();
  std::string folds();
  std::string signatures(uint32_t offset);
  // Of the lines, both included.
  std::string name_classes(uint32_t first_line, uint32_t last_line);

 private:
  const ide::NamedFile& file() const { return view_.file(); }
  const scope::ScopeTable& table() const { return view_.file().scopes.table; }
  const std::vector<ide::Occurrence>& occurrences();
  std::vector<ide::FarPlace> far_definitions(uint32_t offset);
  std::string far_hover(uint32_t offset);
  void write_far(const std::vector<ide::FarPlace>& places,
                 const std::function<void(std::string_view kind, std::string_view text)>& part);
  void write_owner(const scope::Symbol& symbol);
  void write_definition(const ide::ListedDefinition& its);
  void write_use(const ide::ListedUse& its);

  project::Session& session_;
  project::FileId id_;
  TraceView view_;
  std::optional<std::vector<ide::Occurrence>> occurrences_;
  PlacedJson out_;
};

inline constexpr std::string_view kNothing = "null";

}  // namespace pellucid::wire
