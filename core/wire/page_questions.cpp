#include "wire/page_questions.h"

#include <optional>

#include <nlohmann/json.hpp>

#include "wire/json_stream.h"
#include "wire/name_trace_json.h"

namespace pellucid::wire {

namespace {

using project::FileId;
using project::Session;
using scope::FileScopeId;
using scope::Scope;

constexpr std::string_view kNothing = "null";

class Parameters {
 public:
  explicit Parameters(std::string_view json) : value_(nlohmann::json::parse(json, nullptr, false)) {}

  std::optional<uint32_t> number(const char* name) const { return number(value_, name); }
  std::optional<LineColumn> at() const {
    if (!value_.is_object() || !value_.contains("at")) return {};
    auto line = number(value_["at"], "line"), column = number(value_["at"], "column");
    if (!line || !column) return {};
    return LineColumn{*line, *column};
  }

 private:
  static std::optional<uint32_t> number(const nlohmann::json& object, const char* name) {
    if (!object.is_object() || !object.contains(name) || !object[name].is_number_unsigned()) return {};
    return object[name].get<uint32_t>();
  }

  nlohmann::json value_;
};

class Answerer {
 public:
  Answerer(Session& session, FileId file, const Positions& positions, const Parameters& parameters)
      : session_(session), file_(file), parameters_(parameters), out_(positions, Columns::Utf16) {}

  std::string scopes() {
    TraceView view(session_, file_, Columns::Utf16);
    const scope::Scopes& its = view.file().scopes;
    std::vector<uint32_t> depths(its.table.size()), children(its.table.size());
    for (uint32_t i = 1; i < its.table.size(); ++i) {
      uint32_t parent = (*its.table.scope(FileScopeId(i)).parent).value();
      depths[i] = depths[parent] + 1;
      ++children[parent];
    }
    out_.open('{');
    uint32_t id = 0;
    out_.list("scopes", its.table.scopes(), [&](const Scope& scope) {
      syntax::Node node(view.file().tree, its.places.node(FileScopeId(id)));
      auto name = node.child(syntax::Role::Name);
      out_.number("id", id);
      out_.text("kind", scope::name_of(scope.kind));
      out_.text("name", session_.analysis().names().text(scope.name));
      out_.text("title", view.title(FileScopeId(id)));
      if (scope.parent)
        out_.number("parent", (*scope.parent).value());
      else
        out_.null("parent");
      out_.number("depth", depths[id]);
      out_.span("span", node.range());
      out_.span("nameSpan", name ? std::optional(name->range()) : std::nullopt);
      out_.number("symbolCount", scope.symbol_end - scope.first_symbol);
      out_.number("childCount", children[id]);
      ++id;
    });
    out_.close('}');
    return out_.take();
  }

  std::string trace() {
    auto python = parameters_.number("python");
    if (!python || *python == session_.database().version().minor) return trace(session_, file_);
    source::PythonVersion version{*python};
    if (version < source::kOldestPython || source::kNewestPython < version) return std::string(kNothing);
    Session other(version);
    db::Database& database = session_.database();
    FileId copy = other.open_characters(database.path(file_), database.text(file_).view());
    return trace(other, copy);
  }

 private:
  std::string trace(Session& session, FileId file) {
    auto at = parameters_.at();
    if (!at) return std::string(kNothing);
    TraceView view(session, file, Columns::Utf16);
    auto row = ide::name_row_at(view.file(), view.positions().offset_of(*at));
    if (!row) return std::string(kNothing);
    return name_trace_json(view, ide::trace_name(view.file(), *row), TraceText::Included);
  }

  Session& session_;
  FileId file_;
  const Parameters& parameters_;
  PlacedJson out_;
};

struct Question {
  std::string_view name;
  std::string (Answerer::*answer)();
};

constexpr Question kQuestions[] = {
    {"scopes", &Answerer::scopes},
    {"trace", &Answerer::trace},
};

}  // namespace

std::string answer(Session& session, FileId file, const Positions& positions, std::string_view question,
                   std::string_view parameters) {
  Parameters read(parameters);
  Answerer answerer(session, file, positions, read);
  for (const Question& known : kQuestions)
    if (known.name == question) return (answerer.*known.answer)();
  return std::string(kNothing);
}

}  // namespace pellucid::wire
