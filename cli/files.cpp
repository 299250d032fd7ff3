#include "files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

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

std::string absolute_path(const std::string& path) {
  std::error_code error;
  std::string absolute = fs::absolute(path, error).lexically_normal().string();
  while (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  return absolute;
}

std::string shown_path(const std::string& path, const std::string& project) {
  std::string absolute = absolute_path(path), inside = absolute_path(project);
  if (!inside.ends_with('/')) inside += '/';
  if (absolute.starts_with(inside)) return absolute.substr(inside.size());
  return fs::path(path).lexically_normal().string();
}

Stamp stamp_of(const std::string& path) {
  struct stat facts;
  if (stat(path.c_str(), &facts) != 0) return {};
#ifdef __APPLE__
  const timespec &modified = facts.st_mtimespec, &changed = facts.st_ctimespec;
#else
  const timespec &modified = facts.st_mtim, &changed = facts.st_ctim;
#endif
  auto nanoseconds = [](const timespec& time) { return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; };
  return {static_cast<uint64_t>(facts.st_dev), static_cast<uint64_t>(facts.st_ino),
          static_cast<uint64_t>(facts.st_size), nanoseconds(modified), nanoseconds(changed)};
}

}  // namespace pellucid::cli
