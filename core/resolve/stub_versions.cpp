#include "resolve/stub_versions.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace pellucid::resolve {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  size_t from = text.find_first_not_of(kBlank);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlank) + 1 - from);
}

// `3.11`. A Python before 3 has been gone for longer than any 3.x.
std::optional<source::PythonVersion> version_of(std::string_view text) {
  if (!text.starts_with("3.")) return std::nullopt;
  source::PythonVersion version;
  const char* end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data() + 2, end, version.minor);
  if (error != std::errc() || at != end) return std::nullopt;
  return version;
}

std::optional<VersionRange> range_of(std::string_view line) {
  size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view name = trimmed(line.substr(0, colon));
  std::string_view rest = line.substr(colon + 1);
  size_t semicolon = rest.find(';');
  std::string_view versions = trimmed(rest.substr(0, semicolon));
  size_t dash = versions.find('-');
  if (name.empty() || dash == std::string_view::npos) return std::nullopt;
  std::optional<source::PythonVersion> first = version_of(trimmed(versions.substr(0, dash)));
  if (!first) return std::nullopt;
  VersionRange range{ModuleName(name), *first, std::nullopt, {}, {}};
  if (std::string_view last = trimmed(versions.substr(dash + 1)); !last.empty()) {
    range.last = version_of(last);
    if (!range.last) return std::nullopt;
  }
  if (semicolon == std::string_view::npos) return range;
  std::string_view platforms = trimmed(rest.substr(semicolon + 1));
  constexpr std::string_view kKey = "platforms=";
  if (!platforms.starts_with(kKey)) return std::nullopt;
  platforms.remove_prefix(kKey.size());
  while (!platforms.empty()) {
    size_t comma = platforms.find(',');
    std::string_view one = trimmed(platforms.substr(0, comma));
    bool other = one.starts_with('!');
    if (other) one.remove_prefix(1);
    if (!one.empty()) (other ? range.other_platforms : range.platforms).emplace_back(one);
    platforms = comma == std::string_view::npos ? std::string_view() : platforms.substr(comma + 1);
  }
  return range;
}

struct Unstubbed {
  std::string_view module;
  uint32_t first;
  uint32_t last;
};

constexpr Unstubbed kUnstubbed[] = {
#define PEL_UNSTUBBED(module, first, last) {module, first, last},
#include "resolve/unstubbed_module.def"
#undef PEL_UNSTUBBED
};

constexpr std::string_view kBuiltIn[] = {
    "_abc",      "_ast",      "_codecs",   "_collections", "_functools",   "_imp",
    "_io",       "_locale",   "_operator", "_signal",      "_sre",         "_stat",
    "_string",   "_symtable", "_thread",   "_tracemalloc", "_typing",      "_warnings",
    "_weakref",  "atexit",    "builtins",  "errno",        "faulthandler", "gc",
    "itertools", "marshal",   "posix",     "sys",          "time",         "types",
};

}  // namespace

size_t memory_bytes(const VersionRange& range) {
  size_t bytes = memory_bytes(range.module);
  for (const auto* list : {&range.platforms, &range.other_platforms}) {
    bytes += list->capacity() * sizeof(std::string);
    for (const std::string& text : *list) bytes += string_bytes(text);
  }
  return bytes;
}

size_t memory_bytes(const StubVersions& versions) {
  size_t bytes = versions.ranges_.capacity() * sizeof(VersionRange);
  for (const VersionRange& range : versions.ranges_) bytes += memory_bytes(range);
  return bytes;
}

StubVersions StubVersions::parse(std::string_view text) {
  StubVersions versions;
  versions.is_listing_ = true;
  while (!text.empty()) {
    size_t end = text.find('\n');
    std::string_view line = trimmed(text.substr(0, std::min(end, text.find('#'))));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.empty()) continue;
    if (std::optional<VersionRange> range = range_of(line)) {
      versions.ranges_.push_back(std::move(*range));
    } else {
      ++versions.bad_lines_;
    }
  }
  // Of two lines for one module the first counts.
  std::stable_sort(versions.ranges_.begin(), versions.ranges_.end(),
                   [](const VersionRange& a, const VersionRange& b) { return a.module < b.module; });
  return versions;
}

const VersionRange* StubVersions::find(const ModuleName& module) const {
  std::string_view name = module.text();
  for (;;) {
    auto at = std::lower_bound(ranges_.begin(), ranges_.end(), name,
                               [](const VersionRange& range, std::string_view wanted) {
                                 return std::string_view(range.module.text()) < wanted;
                               });
    if (at != ranges_.end() && at->module.text() == name) return &*at;
    size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return nullptr;
    name = name.substr(0, dot);
  }
}

InLibrary StubVersions::status(const ModuleName& module, source::PythonVersion version,
                               std::string_view platform) const {
  if (!is_listing_) return InLibrary::Yes;
  const VersionRange* range = find(module);
  if (range == nullptr) return InLibrary::Unlisted;
  if (version < range->first) return InLibrary::NotYet;
  if (range->last && version > *range->last) return InLibrary::NoLonger;
  auto names = [platform](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), platform) != list.end();
  };
  bool here = (range->platforms.empty() || names(range->platforms)) && !names(range->other_platforms);
  return here || platform == "all" ? InLibrary::Yes : InLibrary::OtherPlatform;
}

bool is_unstubbed(const ModuleName& module, source::PythonVersion version) {
  for (const Unstubbed& one : kUnstubbed) {
    std::string_view name = module.text();
    if (!name.starts_with(one.module)) continue;
    if (name.size() != one.module.size() && name[one.module.size()] != '.') continue;
    if (one.first <= version.minor && version.minor <= one.last) return true;
  }
  return false;
}

bool is_built_in(std::string_view module) {
  return std::find(std::begin(kBuiltIn), std::end(kBuiltIn), module) != std::end(kBuiltIn);
}

}  // namespace pellucid::resolve
