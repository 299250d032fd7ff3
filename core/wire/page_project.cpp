#include "wire/page_project.h"

#include <map>

#include "project/references.h"
#include "project/rename.h"
#include "wire/json_stream.h"

namespace pellucid::wire {

namespace {

constexpr std::string_view kNull = "null";

// An array of objects with places in several files.
class PlacesJson {
 public:
  explicit PlacesJson(project::Session& session) : database_(session.database()) {}

  const Positions& positions(project::FileId file) {
    auto known = positions_.find(file.value());
    if (known == positions_.end())
      known =
          positions_.try_emplace(file.value(), database_.text(file), database_.lines(file), Columns::Utf16)
              .first;
    return known->second;
  }

  // `write` gets a stream for the file's places, in an object that has its path.
  template <class Write>
  void add(project::FileId file, Write write) {
    PlacedJson one(positions(file), Columns::Utf16);
    one.open('{');
    one.text("path", database_.path(file));
    write(one);
    one.close('}');
    if (array_.size() > 1) array_ += ',';
    array_ += one.take();
  }

  std::string take() { return std::move(array_.append("]")); }

 private:
  db::Database& database_;
  std::map<uint32_t, Positions> positions_;
  std::string array_ = "[";
};

}  // namespace

std::string references_json(project::Session& session, project::FileId file, LineColumn at) {
  PlacesJson out(session);
  uint32_t offset = out.positions(file).offset_of(at);
  for (const project::Reference& its : project::references(session, file, offset))
    out.add(its.file, [&](PlacedJson& one) {
      one.span("span", its.range);
      one.text("access", ide::name_of(its.access));
      one.flag("inString", its.in_string);
    });
  return out.take();
}

std::string rename_target_json(project::Session& session, project::FileId file, LineColumn at) {
  db::Database& database = session.database();
  Positions positions(database.text(file), database.lines(file), Columns::Utf16);
  ide::RenameTarget target = project::rename_target(session, file, positions.offset_of(at));
  PlacedJson out(positions, Columns::Utf16);
  out.open('{');
  out.span("span", target.range);
  if (target.refusal.empty()) {
    out.text("text", database.text(file).slice(*target.range));
    out.null("problem");
  } else {
    out.null("text");
    out.text("problem", target.refusal);
  }
  out.close('}');
  return out.take();
}

std::string rename_json(project::Session& session, project::FileId file, LineColumn at, std::string_view to) {
  PlacesJson edits(session), problems(session);
  project::Rename plan = project::rename(session, file, edits.positions(file).offset_of(at), to);
  for (const project::Rename::Edit& its : plan.edits)
    edits.add(its.file, [&](PlacedJson& one) {
      one.span("span", its.edit.range);
      one.text("text", its.edit.text);
    });
  for (const project::Rename::Problem& its : plan.problems)
    problems.add(its.file, [&](PlacedJson& one) {
      one.text("message", its.problem.message);
      one.span("span", its.problem.range);
    });
  JsonStream out;
  out.open('{');
  out.key("edits");
  out.word(plan.refusal.empty() ? edits.take() : std::string(kNull));
  out.key("problems");
  out.word(problems.take());
  if (plan.refusal.empty()) {
    out.null("problem");
  } else {
    out.text("problem", plan.refusal);
  }
  out.close('}');
  return out.take();
}

}  // namespace pellucid::wire
