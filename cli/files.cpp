#include "files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>

#include <sys/stat.h>

namespace pellucid::cli {

namespace fs = std::filesystem;

Read read_file(const std::string& path) {
  // A folder can be opened, and is reported by the read; a pipe has no size to ask for.
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return {{}, std::strerror(errno)};
  Read read;
  struct stat facts;
  if (fstat(fileno(file), &facts) == 0 && S_ISREG(facts.st_mode))
    read.bytes.reserve(static_cast<size_t>(facts.st_size) + 1);
  char chunk[1 << 16];
  for (;;) {
    size_t count = std::fread(chunk, 1, sizeof chunk, file);
    read.bytes.append(chunk, count);
    if (count == sizeof chunk) continue;
    if (std::ferror(file)) read.problem = std::strerror(errno);
    break;
  }
  std::fclose(file);
  return read;
}

std::string write_file(const std::string& path, std::string_view bytes) {
  // Beside the file itself, not beside a link to it.
  std::error_code error;
  fs::path target = fs::canonical(path, error);
  if (error) return error.message();
  fs::path fresh = target;
  fresh += ".pellucid";
  std::FILE* file = std::fopen(fresh.c_str(), "wbx");
  if (file == nullptr) return std::strerror(errno);
  bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  std::string problem = written ? "" : std::strerror(errno);
  if (std::fclose(file) != 0 && written) problem = std::strerror(errno);
  if (problem.empty()) {
    fs::permissions(fresh, fs::status(target, error).permissions(), error);
    fs::rename(fresh, target, error);
    if (error) problem = error.message();
  }
  if (!problem.empty()) fs::remove(fresh, error);
  return problem;
}

namespace {

bool is_python(const fs::path& path) {
  fs::path extension = path.extension();
  return extension == ".py" || extension == ".pyi";
}

bool is_passed_over(const fs::path& folder) {
  std::string name = folder.filename().string();
  if (name.size() > 1 && name[0] == '.') return true;
  if (name == "__pycache__" || name == "node_modules") return true;
  std::error_code error;
  return fs::exists(folder / "pyvenv.cfg", error);
}

// `project`: absolute and normal.
std::string shown(const fs::path& path, const fs::path& project) {
  std::error_code error;
  fs::path absolute = fs::absolute(path, error).lexically_normal();
  fs::path relative = absolute.lexically_relative(project);
  if (relative.empty() || *relative.begin() == "..") return path.lexically_normal().string();
  return relative.string();
}

// A folder, by device and number: links make it many paths.
struct Identity {
  dev_t device;
  ino_t number;
  auto operator<=>(const Identity&) const = default;
};

std::optional<Identity> identity_of(const fs::path& folder) {
  struct stat facts;
  if (stat(folder.c_str(), &facts) != 0) return std::nullopt;
  return Identity{facts.st_dev, facts.st_ino};
}

bool leads_back(const fs::path& link) {
  std::error_code error;
  fs::path target = fs::canonical(link, error), from = fs::canonical(link.parent_path(), error);
  return !error &&
         std::mismatch(target.begin(), target.end(), from.begin(), from.end()).first == target.end();
}

// Links to folders are followed when all that stands there itself has been found, each folder once.
void walk(const fs::path& folder, const fs::path& project, std::vector<Found>& found) {
  std::vector<fs::path> folders = {folder}, links;
  std::set<Identity> entered;
  while (!folders.empty() || !links.empty()) {
    bool linked = folders.empty();
    std::vector<fs::path>& open = linked ? links : folders;
    fs::path current = open.back();
    open.pop_back();
    if (linked && leads_back(current)) {
      found.push_back(
          {current.string(), shown(current, project), "it is a link to a folder around it", false});
      continue;
    }
    auto identity = identity_of(current);
    if (identity && !entered.insert(*identity).second) continue;
    std::error_code error;
    fs::directory_iterator entries(current, error);
    for (fs::directory_iterator end; !error && entries != end; entries.increment(error)) {
      const fs::path& path = entries->path();
      std::error_code ignored;
      if (entries->is_directory(ignored)) {
        if (!is_passed_over(path)) (entries->is_symlink(ignored) ? links : folders).push_back(path);
      } else if (is_python(path)) {
        // Who opens a pipe that nobody writes into waits for ever. A link to nothing is reported when it is
        // read.
        bool strange = entries->exists(ignored) && !entries->is_regular_file(ignored);
        found.push_back({path.string(), shown(path, project), strange ? "it is no regular file" : "", false});
      }
    }
    if (error) found.push_back({current.string(), shown(current, project), error.message(), false});
  }
}

}  // namespace

Walk find_files(const std::vector<std::string>& paths, const std::string& project) {
  Walk result;
  std::error_code ignored;
  fs::path root = fs::absolute(project, ignored).lexically_normal();
  if (!root.has_filename()) root = root.parent_path();
  for (const std::string& named : paths) {
    std::error_code error;
    fs::file_status status = fs::status(named, error);
    if (!fs::exists(status)) {
      result.problem = "cannot find `" + named + "`";
      return result;
    }
    if (!fs::is_directory(status)) {
      result.found.push_back({named, shown(named, root), {}, true});
      continue;
    }
    size_t before = result.found.size();
    fs::directory_iterator readable(named, error);
    if (error) {
      result.problem = "cannot read the folder `" + named + "`: " + error.message();
      return result;
    }
    walk(named, root, result.found);
    if (result.found.size() == before) {
      result.problem = "no Python files in `" + named + "`";
      return result;
    }
  }
  auto by_path = [](const Found& a, const Found& b) { return a.shown < b.shown; };
  auto same = [](const Found& a, const Found& b) { return a.shown == b.shown; };
  std::stable_sort(result.found.begin(), result.found.end(), by_path);
  result.found.erase(std::unique(result.found.begin(), result.found.end(), same), result.found.end());
  return result;
}

}  // namespace pellucid::cli
