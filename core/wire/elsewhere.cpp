#include "wire/elsewhere.h"

#include "ide/far_definitions.h"
#include "wire/json_stream.h"

namespace pellucid::wire {

std::vector<Elsewhere> elsewhere(project::Session& session, project::FileId file, const TraceView& view,
                                 uint32_t offset) {
  std::vector<Elsewhere> found;
  db::Database& database = session.database();
  std::vector<ide::Occurrence> occurrences = ide::occurrences(view.file());
  for (const ide::FarPlace& its :
       ide::FarDefinitions(session.engine(), file, view.file(), occurrences).at(offset)) {
    Positions positions(database.text(its.file), database.lines(its.file), view.columns());
    std::string_view kind = its.symbol ? flow::name_of(its.symbol->kind) : "module";
    const std::string& path = database.path(its.file);
    Elsewhere place{path, {}};
    if (its.symbol) {
      LineColumn at = positions.at(its.name.start);
      place.text += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    place.text += " " + std::string(kind);
    PlacedJson json(positions, view.columns());
    json.open('{');
    json.text("path", path);
    json.text("kind", kind);
    json.range("range", its.name);
    json.close('}');
    place.json = json.take();
    found.push_back(std::move(place));
  }
  return found;
}

std::string elsewhere_text(const std::vector<Elsewhere>& places) {
  if (places.empty()) return {};
  std::string out = "\n  What it is, in another file\n";
  for (const Elsewhere& its : places) out += "  - " + its.text + "\n";
  return out;
}

std::string elsewhere_list(const std::vector<Elsewhere>& places) {
  std::string out;
  for (const Elsewhere& its : places) out += (out.empty() ? "" : ",") + its.json;
  return "[" + out + "]";
}

std::string elsewhere_json(const TraceView& view, const std::vector<Elsewhere>& places) {
  PlacedJson out(view.positions(), view.columns());
  out.open('{');
  out.text("path", view.path());
  out.key("elsewhere");
  out.word(elsewhere_list(places));
  out.close('}');
  return out.take();
}

}  // namespace pellucid::wire
