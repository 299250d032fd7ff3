#pragma once

#include <string_view>

namespace pellucid::ide {

// `__name__`: a name that means something to Python itself (language reference 2.3.2).
constexpr bool is_dunder(std::string_view name) {
  return name.size() > 4 && name.starts_with("__") && name.ends_with("__");
}

}  // namespace pellucid::ide
