#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include <sys/stat.h>

#include "exclusion.h"
#include "files.h"

namespace pellucid::cli {

namespace fs = std::filesystem;

namespace {

bool is_python(std::string_view name) { return name.ends_with(".py") || name.ends_with(".pyi"); }

// A folder, by device and number: links make it many paths.
struct Identity {
  dev_t device;
  ino_t number;
  auto operator<=>(const Identity&) const = default;
};

std::optional<Identity> identity_of(const std::string& folder) {
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

std::string in_folder(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

class Walker {
 public:
  Walker(const std::string& project, Exclusion& exclusion,
         const std::function<void(const std::string&)>& entering)
      : project_(absolute_path(project)), exclusion_(exclusion), entering_(entering) {}

  void file(const std::string& named) {
    result_.found.push_back({named, shown_path(named, project_), {}, true});
  }

  // Links to folders are followed when all that stands there itself has been found, each folder once.
  void folder(const std::string& named) {
    std::string absolute = absolute_path(named);
    folders_.push_back({named, absolute, exclusion_.begin(absolute)});
    std::set<Identity> entered;
    while (!folders_.empty() || !links_.empty()) {
      bool is_linked = folders_.empty();
      std::vector<Folder>& open = is_linked ? links_ : folders_;
      Folder current = std::move(open.back());
      open.pop_back();
      if (is_linked && leads_back(current.path)) {
        result_.found.push_back({current.path, shown(current.path, current.absolute),
                                 "it is a link to a folder around it", false});
        continue;
      }
      auto identity = identity_of(current.path);
      if (identity && !entered.insert(*identity).second) continue;
      look_into(current);
    }
  }

  Walk finish() {
    auto sort = [](auto& all) {
      std::stable_sort(all.begin(), all.end(),
                       [](const auto& a, const auto& b) { return a.shown < b.shown; });
      auto same = [](const auto& a, const auto& b) { return a.shown == b.shown; };
      all.erase(std::unique(all.begin(), all.end(), same), all.end());
    };
    for (const Exclusion::Unreadable& file : exclusion_.unreadable())
      result_.found.push_back({file.path, file.path, file.problem, false});
    sort(result_.found);
    sort(result_.left_out);
    return std::move(result_);
  }

  Walk& result() { return result_; }

 private:
  struct Folder {
    std::string path;      // to open it by
    std::string absolute;  // as it was reached
    RulesInForce rules;
  };

  std::string shown(const std::string& path, const std::string& absolute) const {
    std::string inside = project_ == "/" ? project_ : project_ + "/";
    if (absolute.starts_with(inside)) return absolute.substr(inside.size());
    return fs::path(path).lexically_normal().string();
  }

  void look_into(const Folder& folder) {
    if (entering_) entering_(folder.absolute);
    std::error_code error;
    fs::directory_iterator entries(folder.path, error);
    for (fs::directory_iterator end; !error && entries != end; entries.increment(error)) {
      std::string name = entries->path().filename().string();
      std::error_code ignored;
      bool is_link = entries->is_symlink(ignored), is_folder = entries->is_directory(ignored);
      if (!is_folder && !is_python(name)) continue;
      Entry entry = {in_folder(folder.absolute, name), is_folder ? EntryKind::Folder : EntryKind::File,
                     is_link};
      std::string path = in_folder(folder.path, name);
      std::string reason = exclusion_.reason(folder.rules, entry);
      if (!reason.empty()) {
        result_.left_out.push_back({shown(path, entry.path) + (is_folder ? "/" : ""), std::move(reason)});
      } else if (is_folder) {
        RulesInForce rules = exclusion_.enter(folder.rules, entry.path);
        (is_link ? links_ : folders_).push_back({std::move(path), std::move(entry.path), std::move(rules)});
      } else {
        // Who opens a pipe that nobody writes into waits for ever. A link to nothing is reported when it is
        // read.
        bool strange = entries->exists(ignored) && !entries->is_regular_file(ignored);
        result_.found.push_back(
            {path, shown(path, entry.path), strange ? "it is no regular file" : "", false});
      }
    }
    if (error)
      result_.found.push_back({folder.path, shown(folder.path, folder.absolute), error.message(), false});
  }

  const std::string project_;
  Exclusion& exclusion_;
  const std::function<void(const std::string&)>& entering_;
  std::vector<Folder> folders_, links_;
  Walk result_;
};

Walk failed(std::string problem) { return {{}, {}, std::move(problem)}; }

}  // namespace

Walk find_files(const std::vector<std::string>& paths, const std::string& project, Exclusion& exclusion,
                const std::function<void(const std::string&)>& entering) {
  Walker walker(project, exclusion, entering);
  for (const std::string& named : paths) {
    std::error_code error;
    fs::file_status status = fs::status(named, error);
    if (!fs::exists(status)) return failed("cannot find `" + named + "`");
    if (!fs::is_directory(status)) {
      walker.file(named);
      continue;
    }
    fs::directory_iterator readable(named, error);
    if (error) return failed("cannot read the folder `" + named + "`: " + error.message());
    size_t found = walker.result().found.size(), left_out = walker.result().left_out.size();
    walker.folder(named);
    if (walker.result().found.size() > found) continue;
    left_out = walker.result().left_out.size() - left_out;
    std::string problem = "no Python files in `" + named + "`";
    if (left_out == 1) problem += "; something is left out (`pellucid files --excluded` tells what)";
    if (left_out > 1)
      problem +=
          "; " + std::to_string(left_out) + " entries are left out (`pellucid files --excluded` lists them)";
    Walk nothing = walker.finish();
    nothing.found.clear();
    nothing.problem = std::move(problem);
    return nothing;
  }
  return walker.finish();
}

}  // namespace pellucid::cli
