#include "explain.h"

#include "colours.h"
#include "failure.h"
#include "wire/rule_page.h"

namespace pellucid::cli {

int explain(const std::string& name) {
  wire::Colours colours = colours_of_output();
  if (auto page = wire::rule_page(name)) {
    put(wire::page_text(*page, colours));
    return kClean;
  }
  std::string list = wire::rule_list(name.empty() ? "all" : name, colours);
  if (list.empty()) return fail(diagnostic::unknown_rule_message(name));
  put(list);
  return kClean;
}

}  // namespace pellucid::cli
