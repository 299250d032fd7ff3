#pragma once

// Which Python has which module of the standard library: the file VERSIONS of typeshed's `stdlib/`.
//
//     asyncio.taskgroups: 3.11-        since 3.11
//     distutils: 3.0-3.11              up to 3.11
//
// What is listed counts for all below it that is not. Lines that are neither that, a comment nor empty are
// passed over and counted. Newer typesheds may name platforms behind a semicolon, `; platforms=win32,darwin`,
// with `!` in front for all others.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/module_name.h"
#include "source/python_version.h"

namespace pellucid::resolve {

struct VersionRange {
  ModuleName module;
  source::PythonVersion first;
  std::optional<source::PythonVersion> last;
  // Of sys.platform; empty for all.
  std::vector<std::string> platforms;
  std::vector<std::string> other_platforms;  // that do not have it
  friend bool operator==(const VersionRange&, const VersionRange&) = default;
};
size_t memory_bytes(const VersionRange& range);

enum class InLibrary : uint8_t {
  Yes,
  NotYet,         // from `first` on
  NoLonger,       // up to `last`
  OtherPlatform,  // but not on this one
  Unlisted,       // no module of the standard library, as far as the list knows
};

class StubVersions {
 public:
  // Without a list every module is taken to be there.
  StubVersions() = default;
  static StubVersions parse(std::string_view text);

  // `platform`: sys.platform, or `all`, which every module is good for.
  InLibrary status(const ModuleName& module, source::PythonVersion version, std::string_view platform) const;
  // The line that counts for the module: its own or that of the nearest package around it. O(parts · log n).
  const VersionRange* find(const ModuleName& module) const;

  bool is_listing() const { return is_listing_; }
  const std::vector<VersionRange>& ranges() const { return ranges_; }  // by name
  uint32_t bad_lines() const { return bad_lines_; }
  friend bool operator==(const StubVersions&, const StubVersions&) = default;
  friend size_t memory_bytes(const StubVersions& versions);

 private:
  std::vector<VersionRange> ranges_;
  bool is_listing_ = false;
  uint32_t bad_lines_ = 0;
};

size_t memory_bytes(const StubVersions& versions);

// Modules that the standard library has and typeshed has no stub for (unstubbed_module.def).
bool is_unstubbed(const ModuleName& module, source::PythonVersion version);
// Modules of the interpreter's own, which no file can stand in for (sys.builtin_module_names; those that
// every build has); `types` too, which the interpreter's library cannot do without.
bool is_built_in(std::string_view module);

}  // namespace pellucid::resolve
