#include <algorithm>
#include <iterator>

#include "check/name_rules.h"

namespace pellucid::check {

namespace {

struct Builtin {
  std::string_view name;
  uint32_t since;
};

constexpr Builtin kBuiltins[] = {
#define PEL_BUILTIN(name, since) {name, since},
#include "check/builtin_name.def"
#undef PEL_BUILTIN
};
static_assert(std::is_sorted(std::begin(kBuiltins), std::end(kBuiltins),
                             [](const Builtin& a, const Builtin& b) { return a.name < b.name; }));

// Language reference 3.2.9, and what the import system sets.
constexpr std::string_view kModuleAttributes[] = {
    "__annotations__", "__builtins__", "__cached__", "__dict__",    "__doc__",
    "__file__",        "__loader__",   "__name__",   "__package__", "__spec__",
};

}  // namespace

bool is_provided(std::string_view name, source::PythonVersion version) {
  auto found =
      std::lower_bound(std::begin(kBuiltins), std::end(kBuiltins), name,
                       [](const Builtin& builtin, std::string_view its) { return builtin.name < its; });
  if (found != std::end(kBuiltins) && found->name == name) return found->since <= version.minor;
  return std::find(std::begin(kModuleAttributes), std::end(kModuleAttributes), name) !=
         std::end(kModuleAttributes);
}

std::vector<std::string_view> provided_names(source::PythonVersion version) {
  std::vector<std::string_view> names(std::begin(kModuleAttributes), std::end(kModuleAttributes));
  for (const Builtin& builtin : kBuiltins)
    if (builtin.since <= version.minor) names.push_back(builtin.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace pellucid::check
