#include "exclusion.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "files.h"
#include "git_places.h"

namespace pellucid::cli {

namespace fs = std::filesystem;

namespace {

// What of `path` lies below `folder`; none if it is not in it.
std::optional<std::string_view> below(std::string_view path, std::string_view folder) {
  if (folder == "/") folder = "";
  if (!path.starts_with(folder) || path.size() <= folder.size() + 1 || path[folder.size()] != '/')
    return std::nullopt;
  return path.substr(folder.size() + 1);
}

// What no `.gitignore` need tell.
std::string_view usual_reason(const Entry& entry) {
  if (entry.kind != EntryKind::Folder) return {};
  std::string_view name = std::string_view(entry.path).substr(entry.path.rfind('/') + 1);
  if (name.size() > 1 && name[0] == '.') return "hidden";
  if (name == "__pycache__" || name == "node_modules") return "not the project's own";
  std::error_code error;
  return fs::exists(fs::path(entry.path) / "pyvenv.cfg", error) ? "a virtual environment" : "";
}

std::vector<std::string> texts_of(const std::vector<project::WrittenText>& written) {
  std::vector<std::string> texts;
  texts.reserve(written.size());
  for (const project::WrittenText& one : written) texts.push_back(one.text);
  return texts;
}

}  // namespace

Exclusion::Exclusion(const Project& project)
    : project_(absolute_path(project.folder)),
      base_(fs::path(absolute_path(project.configuration)).parent_path().string()),
      configuration_(project.configuration),
      exclude_(project.exclude),
      configured_(texts_of(project.exclude)) {}

std::string Exclusion::shown(const std::string& path) const {
  return std::string(below(path, project_).value_or(path));
}

void Exclusion::add(RulesInForce& rules, const std::string& folder, const std::string& file) {
  std::error_code error;
  if (!fs::exists(file, error)) return;
  Read read = read_file(file);
  if (!read.problem.empty()) {
    unreadable_.push_back({shown(file), read.problem});
    return;
  }
  IgnoreList patterns(read.bytes);
  if (patterns.empty()) return;
  rules.nearest = std::make_shared<GitRules>(
      GitRules{std::move(rules.nearest), folder, shown(file), std::move(patterns)});
}

RulesInForce Exclusion::begin(const std::string& folder) {
  std::vector<std::string> around = {folder};
  while (!is_repository(around.back())) {
    std::string outer = fs::path(around.back()).parent_path().string();
    if (outer == around.back()) return {};
    around.push_back(std::move(outer));
  }
  RulesInForce rules = {true, nullptr};
  GitPlaces places = git_places(around.back());
  for (const std::string& file : {places.excludes_file, places.info_exclude}) {
    if (file.empty()) continue;
    pattern_files_.insert(file);
    add(rules, around.back(), file);
  }
  for (auto at = around.rbegin(); at != around.rend(); ++at) {
    pattern_files_.insert(*at + "/.gitignore");
    add(rules, *at, *at + "/.gitignore");
  }
  return rules;
}

RulesInForce Exclusion::enter(const RulesInForce& outer, const std::string& folder) {
  if (is_repository(folder)) return begin(folder);
  RulesInForce rules = outer;
  if (rules.is_in_repository) add(rules, folder, folder + "/.gitignore");
  return rules;
}

std::string Exclusion::reason(const RulesInForce& rules, const Entry& entry) const {
  if (auto path = below(entry.path, base_)) {
    if (auto verdict = configured_.verdict(*path, entry.kind)) {
      if (!verdict->is_ignored) return {};
      return configuration_ + ":" + std::to_string(exclude_[verdict->line - 1].line) + ": " +
             verdict->pattern->text();
    }
  }
  if (std::string_view usual = usual_reason(entry); !usual.empty()) return std::string(usual);
  // To git a link is a file, wherever it leads.
  EntryKind kind = entry.is_link ? EntryKind::File : entry.kind;
  for (const GitRules* at = rules.nearest.get(); at != nullptr; at = at->outer.get()) {
    auto path = below(entry.path, at->folder);
    auto verdict = path ? at->patterns.verdict(*path, kind) : std::nullopt;
    if (!verdict) continue;
    if (!verdict->is_ignored) return {};
    return at->file + ":" + std::to_string(verdict->line) + ": " + verdict->pattern->text();
  }
  return {};
}

}  // namespace pellucid::cli
