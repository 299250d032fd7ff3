// Holds the includes of core/, cli/ and wasm/ to core/rooms.txt.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PELLUCID_SOURCE_DIR;

// A room and the rooms it may include, in the order of the file.
using Rooms = std::vector<std::pair<std::string, std::set<std::string>>>;

Rooms read_rooms(const fs::path& path) {
  Rooms rooms;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    size_t colon = line.find(':');
    if (line.starts_with('#') || colon == std::string::npos) continue;
    std::istringstream rest(line.substr(colon + 1));
    std::set<std::string> allowed;
    for (std::string room; rest >> room;) allowed.insert(room);
    rooms.emplace_back(line.substr(0, colon), allowed);
  }
  return rooms;
}

bool is_source(const fs::path& path) {
  static const std::set<std::string> kExtensions = {".h", ".cpp", ".def", ".inc"};
  return kExtensions.contains(path.extension().string());
}

// core/lex/lexer.h stands in `lex`, cli/main.cpp in `cli`.
std::string room_of(const fs::path& path) {
  fs::path relative = path.lexically_relative(kRoot);
  auto part = relative.begin();
  return (*part == "core" ? *++part : *part).string();
}

// The quoted includes of a file, as written.
std::vector<std::string> quoted_includes(const fs::path& path) {
  std::vector<std::string> found;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    size_t at = line.find_first_not_of(" \t");
    if (at == std::string::npos || line[at] != '#') continue;
    at = line.find_first_not_of(" \t", at + 1);
    if (at == std::string::npos || line.compare(at, 7, "include") != 0) continue;
    size_t open = line.find('"', at);
    size_t close = open == std::string::npos ? open : line.find('"', open + 1);
    if (close != std::string::npos) found.push_back(line.substr(open + 1, close - open - 1));
  }
  return found;
}

std::vector<fs::path> sources() {
  std::vector<fs::path> found;
  for (const char* folder : {"core", "cli", "wasm"})
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / folder))
      if (entry.is_regular_file() && is_source(entry.path())) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

TEST_CASE("rooms.txt lists a room before those that may include it, so there is no cycle") {
  Rooms rooms = read_rooms(kRoot / "core" / "rooms.txt");
  REQUIRE(rooms.size() > 10);
  std::set<std::string> below;
  for (const auto& entry : rooms) {
    const std::string& room = entry.first;
    for (const std::string& lower : entry.second) {
      INFO(room << " may include " << lower);
      CHECK(below.contains(lower));
    }
    INFO(room << " is listed once");
    CHECK(below.insert(room).second);
  }
}

TEST_CASE("every folder of core/ is a room") {
  Rooms rooms = read_rooms(kRoot / "core" / "rooms.txt");
  for (const fs::directory_entry& entry : fs::directory_iterator(kRoot / "core")) {
    if (!entry.is_directory()) continue;
    std::string folder = entry.path().filename().string();
    INFO("core/" << folder);
    CHECK(std::any_of(rooms.begin(), rooms.end(), [&](const auto& room) { return room.first == folder; }));
  }
}

TEST_CASE("every include keeps to rooms.txt") {
  std::map<std::string, std::set<std::string>> allowed;
  for (auto& [room, rooms] : read_rooms(kRoot / "core" / "rooms.txt")) allowed[room] = rooms;
  uint32_t seen = 0;
  for (const fs::path& path : sources()) {
    std::string from = room_of(path);
    for (const std::string& include : quoted_includes(path)) {
      ++seen;
      INFO(path.lexically_relative(kRoot).string() << " includes \"" << include << "\"");
      // Written from the root of core/, so that the room shows. What is built on the core is a folder each.
      size_t slash = include.find('/');
      if (slash == std::string::npos && (from == "cli" || from == "wasm")) continue;
      CHECK(slash != std::string::npos);
      std::string to = include.substr(0, slash);
      CHECK((to == from || allowed[from].contains(to)));
    }
  }
  CHECK(seen > 100);
}

}  // namespace
