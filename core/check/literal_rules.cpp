#include "check/check.h"

namespace pellucid::check {

std::vector<diagnostic::Diagnostic> literal_rules(const syntax::Tree&, const source::Text&) { return {}; }

}  // namespace pellucid::check
