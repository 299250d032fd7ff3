#include "wire/page_questions.h"

#include <optional>

#include <nlohmann/json.hpp>

#include "scope/queries.h"
#include "wire/dump.h"
#include "wire/json_stream.h"
#include "wire/json_writer.h"
#include "wire/page_names.h"
#include "wire/page_project.h"

namespace pellucid::wire {

namespace {

class Parameters {
 public:
  explicit Parameters(std::string_view json) : value_(nlohmann::json::parse(json, nullptr, false)) {}

  std::optional<uint32_t> number(const char* name) const { return number(value_, name); }
  std::optional<std::string> text(const char* name) const {
    if (!value_.is_object() || !value_.contains(name) || !value_[name].is_string()) return {};
    return value_[name].get<std::string>();
  }
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

using Answer = std::string (*)(PageNames& names, const Parameters& parameters);

struct Question {
  const char* name;
  Answer answer;
};

// Of a question about a place.
template <std::string (PageNames::*Member)(uint32_t offset)>
std::string at_offset(PageNames& names, const Parameters& parameters) {
  auto at = parameters.at();
  return at ? (names.*Member)(names.positions().offset_of(*at)) : std::string(kNothing);
}

template <std::string (PageNames::*Member)()>
std::string of_file(PageNames& names, const Parameters&) {
  return (names.*Member)();
}

// The text of a file that is not the page's, such as a stub.
std::string found_source(project::Session& session, const std::string& path) {
  db::Database& database = session.database();
  if (database.kind(path) != source::FileKind::File) return std::string(kNothing);
  std::string json;
  append_json_string(json, database.text_read(database.at(path)).view());
  return json;
}

// Its scopes, by number: what outlives the tree that they were found in.
std::string scope_list(project::Session& session, project::FileId file) {
  const auto& table = session.engine().get<scope::ScopeTableOf>(file);
  if (!table) return std::string(kNothing);
  std::vector<uint32_t> depths(table->size());
  uint32_t id = 0;
  JsonStream out;
  out.objects(table->scopes(), [&](const scope::Scope& scope) {
    if (scope.parent) depths[id] = depths[(*scope.parent).value()] + 1;
    out.number("id", id);
    out.text("kind", scope::name_of(scope.kind));
    out.text("name", session.analysis().names().text(scope.name));
    out.number("depth", depths[id]);
    ++id;
  });
  return out.take();
}

constexpr Question kQuestions[] = {
    {"scopes", of_file<&PageNames::scopes>},
    {"scopePieces",
     [](PageNames& names, const Parameters& parameters) {
       auto first = parameters.number("first"), last = parameters.number("last");
       return first && last ? names.scope_pieces(*first, *last) : std::string(kNothing);
     }},
    {"symbols",
     [](PageNames& names, const Parameters& parameters) {
       if (auto scope = parameters.number("scope")) return names.symbols(*scope);
       auto at = parameters.at();
       return at ? names.symbols_at(names.positions().offset_of(*at)) : std::string(kNothing);
     }},
    {"nameAt", at_offset<&PageNames::name_at>},
    {"trace",
     [](PageNames& names, const Parameters& parameters) {
       auto at = parameters.at();
       if (!at) return std::string(kNothing);
       auto python = parameters.number("python");
       return python ? names.trace_under(*python, *at) : names.trace(names.positions().offset_of(*at));
     }},
    {"traceVersions",
     [](PageNames& names, const Parameters& parameters) {
       auto at = parameters.at();
       return at ? names.trace_versions(*at) : std::string(kNothing);
     }},
    {"useDef", at_offset<&PageNames::use_def>},
    {"unresolved", of_file<&PageNames::unresolved>},
    {"hover", at_offset<&PageNames::hover>},
    {"definition", at_offset<&PageNames::definition>},
    {"highlights", at_offset<&PageNames::highlights>},
    {"completion", at_offset<&PageNames::completion>},
    {"outline", of_file<&PageNames::outline>},
    {"folds", of_file<&PageNames::folds>},
    {"signatures", at_offset<&PageNames::signatures>},
    {"nameClasses",
     [](PageNames& names, const Parameters& parameters) {
       auto first = parameters.number("first"), last = parameters.number("last");
       return first && last ? names.name_classes(*first, *last) : std::string(kNothing);
     }},
    {"allFixes", of_file<&PageNames::all_fixes>},
};

// Of what is known without a tree, or takes its own lease on one.
using OwnAnswer = std::string (*)(project::Session& session, project::FileId file,
                                  const Parameters& parameters);

struct OwnQuestion {
  const char* name;
  OwnAnswer answer;
};

constexpr OwnQuestion kOwnQuestions[] = {
    {"scopeList", [](project::Session& session, project::FileId file,
                     const Parameters&) { return scope_list(session, file); }},
    {"symtable", [](project::Session& session, project::FileId file,
                    const Parameters&) { return cpython_scopes(session, file); }},
    {"sourceOf",
     [](project::Session& session, project::FileId, const Parameters& parameters) {
       auto path = parameters.text("path");
       return path ? found_source(session, *path) : std::string(kNothing);
     }},
};

// Of all files: no tree is held while they are asked.
using ProjectAnswer = std::string (*)(project::Session& session, project::FileId file, LineColumn at,
                                      const Parameters& parameters);

struct ProjectQuestion {
  const char* name;
  ProjectAnswer answer;
};

constexpr ProjectQuestion kProjectQuestions[] = {
    {"references", [](project::Session& session, project::FileId file, LineColumn at,
                      const Parameters&) { return references_json(session, file, at); }},
    {"renameTarget", [](project::Session& session, project::FileId file, LineColumn at,
                        const Parameters&) { return rename_target_json(session, file, at); }},
    {"rename",
     [](project::Session& session, project::FileId file, LineColumn at, const Parameters& parameters) {
       auto to = parameters.text("to");
       return to ? rename_json(session, file, at, *to) : std::string(kNothing);
     }},
};

}  // namespace

std::vector<std::string_view> question_names() {
  std::vector<std::string_view> names;
  for (const Question& known : kQuestions) names.emplace_back(known.name);
  for (const OwnQuestion& known : kOwnQuestions) names.emplace_back(known.name);
  for (const ProjectQuestion& known : kProjectQuestions) names.emplace_back(known.name);
  return names;
}

std::string answer(project::Session& session, project::FileId file, std::string_view question,
                   std::string_view parameters) {
  for (const Question& known : kQuestions) {
    if (question != known.name) continue;
    PageNames names(session, file, known.name);
    return known.answer(names, Parameters(parameters));
  }
  for (const OwnQuestion& known : kOwnQuestions)
    if (question == known.name) return known.answer(session, file, Parameters(parameters));
  for (const ProjectQuestion& known : kProjectQuestions) {
    if (question != known.name) continue;
    Parameters read(parameters);
    auto at = read.at();
    return at ? known.answer(session, file, *at, read) : std::string(kNothing);
  }
  return std::string(kNothing);
}

}  // namespace pellucid::wire
