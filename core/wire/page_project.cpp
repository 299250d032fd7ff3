#include "wire/page_project.h"

#include <map>

#include "project/references.h"
#include "wire/json_stream.h"

namespace pellucid::wire {

namespace {

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

}  // namespace pellucid::wire
