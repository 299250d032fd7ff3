#include "wire/rule_page.h"

#include <algorithm>

#include "wire/paint.h"

namespace pellucid::wire {

namespace {

struct Page {
  std::string_view id;
  std::string_view markdown;
};

// Written by core/CMakeLists.txt out of docs/rules.
constexpr Page kPages[] = {
#include PELLUCID_RULE_PAGES
};

// `code` in a line of prose; colours say as much as the backticks do.
std::string prose(std::string_view line, const Paint& paint) {
  if (paint.is_off()) return std::string(line);
  std::string out;
  while (!line.empty()) {
    size_t open = line.find('`');
    size_t close = open == std::string_view::npos ? open : line.find('`', open + 1);
    if (close == std::string_view::npos) break;
    out += line.substr(0, open);
    out += paint.note(line.substr(open + 1, close - open - 1));
    line.remove_prefix(close + 1);
  }
  return out + std::string(line);
}

}  // namespace

std::optional<std::string_view> rule_page(std::string_view id) {
  for (const Page& page : kPages)
    if (page.id == id) return page.markdown;
  return std::nullopt;
}

std::string page_text(std::string_view markdown, Colours colours) {
  Paint paint(colours);
  std::string out;
  bool code = false;
  while (!markdown.empty()) {
    size_t end = std::min(markdown.find('\n'), markdown.size());
    std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
    if (line.starts_with("```")) {
      code = !code;
      continue;
    }
    if (code) {
      out += (line.empty() ? "" : "    ") + std::string(line);
    } else if (line.starts_with("#")) {
      out += paint.bold(line.substr(line.find_first_not_of("# ")));
    } else {
      out += prose(line, paint);
    }
    out += "\n";
  }
  return out;
}

std::string rule_list(std::string_view name, Colours colours) {
  Paint paint(colours);
  std::string out;
  std::string_view group;
  size_t width = 0;
  for (const diagnostic::RuleEntry& rule : diagnostic::all_rules()) width = std::max(width, rule.id.size());
  for (diagnostic::Rule called : diagnostic::rules_called(name)) {
    const diagnostic::RuleEntry& rule = diagnostic::entry(called);
    if (rule.group != group) {
      group = rule.group;
      out += (out.empty() ? "" : "\n") + paint.bold(group) + "\n";
    }
    std::string severity(diagnostic::name_of(rule.default_severity));
    severity.resize(9, ' ');
    out += "  " + std::string(rule.id) + std::string(width - rule.id.size() + 2, ' ') +
           paint.severity(rule.default_severity, severity) + prose(rule.summary, paint) + "\n";
  }
  return out;
}

}  // namespace pellucid::wire
