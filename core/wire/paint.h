#pragma once

#include <string>
#include <string_view>

#include "diagnostic/diagnostic.h"
#include "wire/report_text.h"

namespace pellucid::wire {

// Select graphic rendition, ECMA-48.
class Paint {
 public:
  explicit Paint(Colours colours) : on_(colours == Colours::Terminal) {}

  bool is_off() const { return !on_; }
  std::string bold(std::string_view text) const { return in("1", text); }
  std::string faint(std::string_view text) const { return in("2", text); }
  std::string severity(diagnostic::Severity severity, std::string_view text) const {
    return in(severity == diagnostic::Severity::Error     ? "1;31"
              : severity == diagnostic::Severity::Warning ? "1;33"
                                                          : "1;36",
              text);
  }
  std::string note(std::string_view text) const { return in("36", text); }

 private:
  std::string in(std::string_view code, std::string_view text) const {
    if (!on_) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
  bool on_;
};

}  // namespace pellucid::wire
