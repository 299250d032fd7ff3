// Any source can be checked: what is reported lies in the text and reads as a message, a fix is edits that
// can be made together, and asking again gives the same.

#include <algorithm>
#include <string>

#include "input.h"
#include "project/fixes.h"

namespace {

using namespace pellucid;
using diagnostic::Diagnostic;

std::vector<std::string> faults_of(const Diagnostic& d, uint32_t size) {
  std::vector<std::string> faults;
  auto expect = [&](bool holds, const char* what) {
    if (!holds) faults.push_back(std::string(what) + ": " + d.message);
  };
  auto lies_in_text = [size](source::Range range) { return range.start <= range.end && range.end <= size; };
  expect(lies_in_text(d.range), "range");
  expect(!d.message.empty() && d.message.find_first_of("\r\n") == std::string::npos, "message");
  for (const diagnostic::Related& related : d.related) expect(lies_in_text(related.range), "related range");
  if (!d.fix) return faults;
  std::vector<diagnostic::Edit> edits = d.fix->edits;
  std::sort(edits.begin(), edits.end(),
            [](const auto& a, const auto& b) { return a.range.start < b.range.start; });
  uint32_t at = 0;
  for (const diagnostic::Edit& edit : edits) {
    expect(lies_in_text(edit.range) && edit.range.start >= at, "edit");
    at = edit.range.end;
  }
  return faults;
}

bool same(const std::vector<Diagnostic>& a, const std::vector<Diagnostic>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Diagnostic& x, const Diagnostic& y) {
    return x.rule == y.rule && x.range == y.range && x.message == y.message;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input = fuzz::read_input(data, size);
  project::Session session(input.version);
  diagnostic::Settings settings;
  settings.select(diagnostic::rules_called("all"));
  session.set_settings(settings);
  project::FileId file = session.open("m.py", input.source);
  std::vector<Diagnostic> found = session.diagnostics(file);
  uint32_t text_size = session.database().text(file).size();
  for (const Diagnostic& d : found) fuzz::expect_none(faults_of(d, text_size), "diagnostic");

  session.database().free_tree(file);
  if (!same(found, session.diagnostics(file))) fuzz::expect_none({"they depend on the tree"}, "diagnostics");

  size_t errors = session.syntax_errors(file).size();
  project::make_fixes(session, file);
  if (session.syntax_errors(file).size() > errors) fuzz::expect_none({"they break what was whole"}, "fixes");
  return 0;
}
