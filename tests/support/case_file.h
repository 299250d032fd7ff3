#pragma once

// Cases written as Markdown: headings and prose for the reader, fenced blocks for the test. A block of Python
// opens a case; the blocks of other kinds behind it say what is expected of it:
//
//     ```python version=3.9
//     x = {y := 1}
//     ```
//     ```errors
//     1:6-1:12 an assignment expression in a set without parentheses needs Python 3.9 …
//     ```
//
// With the flag `escapes`, `\t`, `\r`, `\f`, `\0`, `\xNN` and `\\` in the source stand for what they stand
// for in C. Setting PELLUCID_UPDATE=1 writes what was found into the files instead, to be reviewed as a diff.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace pellucid::tests {

struct Expectation {
  std::string kind;  // `errors`
  std::string text;
};

struct Case {
  std::string title;  // of the heading above
  uint32_t line;      // of the block, from 1
  std::map<std::string, std::string> options;
  std::string source;
  std::vector<Expectation> expectations;
};

class CaseFile {
 public:
  explicit CaseFile(const std::filesystem::path& path);

  std::vector<Case>& cases() { return cases_; }
  // Writes the file with the expectations as they are now.
  void save() const;

 private:
  std::filesystem::path path_;
  std::vector<std::string> lines_;
  std::vector<Case> cases_;
};

// The Markdown files below tests/cases/`folder`, by name.
std::vector<std::filesystem::path> case_files(const std::string& folder);

bool is_updating();

}  // namespace pellucid::tests
