#include "git_places.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "files.h"

namespace pellucid::cli {

namespace fs = std::filesystem;

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string_view trimmed(std::string_view text) {
  auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

std::string first_line(const std::string& path) {
  Read read = read_file(path);
  return std::string(trimmed(read.bytes.substr(0, read.bytes.find('\n'))));
}

// A value as git-config(1) writes them: quotes, backslashes, and comments outside quotes.
std::string value_of(std::string_view written) {
  std::string value;
  bool quoted = false;
  for (size_t i = 0; i < written.size(); ++i) {
    char c = written[i];
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '\\' && i + 1 < written.size()) {
      char escaped = written[++i];
      value += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
    } else if (!quoted && (c == '#' || c == ';')) {
      break;
    } else {
      value += c;
    }
  }
  return std::string(trimmed(value));
}

// `core.excludesFile` in a file of git's configuration; the last one counts.
std::optional<std::string> excludes_file_in(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  Read read = read_file(path);
  std::optional<std::string> found;
  bool in_core = false;
  for (std::string_view rest = read.bytes; !rest.empty();) {
    size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.starts_with('[')) {
      size_t close = line.find(']');
      in_core = lower(trimmed(line.substr(1, close == std::string_view::npos ? close : close - 1))) == "core";
      line = close == std::string_view::npos ? std::string_view() : trimmed(line.substr(close + 1));
    }
    size_t equals = line.find('=');
    if (!in_core || equals == std::string_view::npos) continue;
    if (lower(trimmed(line.substr(0, equals))) == "excludesfile")
      found = value_of(trimmed(line.substr(equals + 1)));
  }
  return found;
}

std::string user_configuration() {
  std::string folder = environment("XDG_CONFIG_HOME");
  if (!folder.empty()) return folder + "/git";
  std::string home = environment("HOME");
  return home.empty() ? std::string() : home + "/.config/git";
}

}  // namespace

bool is_repository(const std::string& folder) {
  std::error_code error;
  return fs::exists(fs::path(folder) / ".git", error);
}

GitPlaces git_places(const std::string& folder) {
  fs::path git = fs::path(folder) / ".git";
  std::error_code error;
  if (fs::is_regular_file(git, error)) {
    std::string line = first_line(git.string());
    if (line.starts_with("gitdir:")) git = fs::path(folder) / trimmed(std::string_view(line).substr(7));
  }
  // A linked working tree shares what is not its own.
  if (std::string common = first_line((git / "commondir").string()); !common.empty()) git /= common;
  GitPlaces places;
  places.info_exclude = (git / "info" / "exclude").lexically_normal().string();

  std::string home = environment("HOME"), user = user_configuration();
  std::vector<std::string> files;
  if (environment("GIT_CONFIG_NOSYSTEM").empty()) files.emplace_back("/etc/gitconfig");
  if (const char* global = std::getenv("GIT_CONFIG_GLOBAL")) {
    files.emplace_back(global);
  } else {
    if (!user.empty()) files.push_back(user + "/config");
    if (!home.empty()) files.push_back(home + "/.gitconfig");
  }
  files.push_back((git / "config").string());
  if (!user.empty()) places.excludes_file = user + "/ignore";
  for (const std::string& file : files)
    if (auto found = excludes_file_in(file)) places.excludes_file = *found;
  if (places.excludes_file.starts_with("~/")) places.excludes_file.replace(0, 1, home);
  return places;
}

}  // namespace pellucid::cli
