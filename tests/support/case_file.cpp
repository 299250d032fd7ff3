#include "support/case_file.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace pellucid::tests {

namespace {

constexpr std::string_view kFence = "```";

std::string unescape(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    switch (text[++i]) {
      case 't': out += '\t'; break;
      case 'r': out += '\r'; break;
      case 'f': out += '\f'; break;
      case '0': out += '\0'; break;
      case 'x':
        out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
        i += 2;
        break;
      default: out += text[i];
    }
  }
  return out;
}

}  // namespace

CaseFile::CaseFile(const std::filesystem::path& path) : path_(path) {
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) lines_.push_back(line);
  std::string title;
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].starts_with("#")) title = lines_[i].substr(lines_[i].find_first_not_of("# "));
    if (!lines_[i].starts_with(kFence)) continue;
    std::istringstream words(lines_[i].substr(kFence.size()));
    std::string kind;
    words >> kind;
    size_t first = ++i;
    std::string text;
    while (i < lines_.size() && lines_[i] != kFence) text += lines_[i++] + "\n";
    if (kind == "python") {
      Case opened = {title, static_cast<uint32_t>(first), {}, text, {}};
      for (std::string word; words >> word;) {
        size_t equal = word.find('=');
        opened.options[word.substr(0, equal)] = equal == std::string::npos ? "" : word.substr(equal + 1);
      }
      if (opened.options.contains("escapes")) opened.source = unescape(opened.source);
      if (opened.options.contains("no-end")) opened.source.pop_back();
      cases_.push_back(std::move(opened));
    } else if (!cases_.empty() && !kind.empty()) {
      cases_.back().expectations.push_back({kind, text});
    }
  }
}

void CaseFile::save() const {
  std::ofstream out(path_, std::ios::binary);
  size_t at_case = 0, at_expectation = 0;
  for (size_t i = 0; i < lines_.size(); ++i) {
    out << lines_[i] << "\n";
    if (!lines_[i].starts_with(kFence)) continue;
    std::istringstream words(lines_[i].substr(kFence.size()));
    std::string kind;
    words >> kind;
    size_t first = ++i;
    while (i < lines_.size() && lines_[i] != kFence) ++i;
    if (kind == "python") {
      ++at_case;
      at_expectation = 0;
    }
    if (kind == "python" || kind.empty() || at_case == 0) {
      for (size_t line = first; line < i; ++line) out << lines_[line] << "\n";
    } else {
      out << cases_[at_case - 1].expectations[at_expectation++].text;
    }
    out << kFence << "\n";
  }
}

std::vector<std::filesystem::path> case_files(const std::string& folder) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(PELLUCID_SOURCE_DIR) / "tests/cases" / folder))
    if (entry.path().extension() == ".md") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

bool is_updating() { return std::getenv("PELLUCID_UPDATE") != nullptr; }

}  // namespace pellucid::tests
