// import-cycle and hidden-module.

#include <string>

#include "base/check.h"
#include "check/import_rules.h"

namespace pellucid::check {

using diagnostic::Diagnostic;
using diagnostic::Rule;

namespace {

// Modules behind the first one on the way that a message names, and those of a way that is longer.
constexpr size_t kMostNamed = 6;
constexpr size_t kNamedOfLong = 3;

}  // namespace

std::vector<Diagnostic> import_cycles(const std::vector<ImportPlaces::Loaded>& places, const WaysBack& ways) {
  PEL_CHECK(places.size() == ways.size(), places.size(), " imports and ", ways.size(), " ways");
  std::vector<Diagnostic> found;
  for (size_t i = 0; i < places.size(); ++i) {
    if (ways[i].empty()) continue;
    // One for all names that a statement takes from one module.
    if (i > 0 && places[i].statement == places[i - 1].statement && ways[i] == ways[i - 1]) continue;
    std::string message = "importing `" + ways[i].front() + "` leads back here: it";
    size_t last = ways[i].size() - 1;
    bool is_long = last > kMostNamed;
    for (size_t k = 1; k <= (is_long ? kNamedOfLong : last); ++k)
      message += (k == 1 ? " imports `" : ", which imports `") + ways[i][k] + "`";
    if (is_long)
      message += ", and so on through " + std::to_string(last - kNamedOfLong - 1) +
                 " more modules, the last of which imports `" + ways[i].back() + "`";
    found.push_back(diagnostic::report(Rule::ImportCycle, places[i].range, std::move(message)));
  }
  return found;
}

std::optional<Diagnostic> hidden_module(std::string_view path, const resolve::ModuleOfFile& module,
                                        const resolve::Resolution& found) {
  if (!module.name.is_importable() || !found.found() || found.file == path) return std::nullopt;
  // `cart.pyi` speaks for `cart.py`, and so does the package `shop-stubs` for `shop`.
  auto stem = [](std::string_view file) { return file.substr(0, file.rfind('.')); };
  bool is_own_stub = stem(found.file) == stem(path) || found.file.find("-stubs/") != std::string::npos;
  if (is_own_stub || module.place == resolve::PlaceKind::StandardLibrary) return std::nullopt;
  std::string message = "no import reaches this file: `" + module.name.text() + "` is ";
  if (found.place == resolve::PlaceKind::StandardLibrary) {
    message += "part of the interpreter";
  } else if (found.has_file()) {
    message += "`" + found.file + "`";
  } else {
    message += "an extension module";
  }
  return diagnostic::report(Rule::HiddenModule, {0, 0}, std::move(message));
}

}  // namespace pellucid::check
