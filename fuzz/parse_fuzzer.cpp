// Any bytes decode, parse and are checked: the table keeps its invariants, parsing again gives equal columns,
// each definition that is parsed alone is the slice of the table, problems lie inside the text, and the table can
// be printed.

#include <algorithm>

#include "grammar/check.h"
#include "input.h"
#include "parse/definition.h"
#include "parse/parse.h"
#include "source/decode.h"
#include "source/line_index.h"
#include "syntax/verify.h"
#include "wire/cpython_ast.h"

namespace {

using namespace pellucid;

std::vector<std::string> differences(const syntax::Tree& a, const syntax::Tree& b, const source::Text& text) {
  std::vector<std::string> faults;
  if (a.size() != b.size()) return {"another number of rows"};
  if (a.name_count() != b.name_count()) return {"another number of names"};
  for (uint32_t i = 0; i < a.size(); ++i) {
    syntax::NodeIndex node(i);
    bool same = a.kind(node) == b.kind(node) && a.flags(node) == b.flags(node) &&
                a.role(node) == b.role(node) && a.range(node) == b.range(node) &&
                a.parent(node) == b.parent(node) && a.subtree_end(node) == b.subtree_end(node) &&
                a.payload(node) == b.payload(node);
    if (!same) faults.push_back("row " + std::to_string(i));
  }
  for (uint32_t i = 0; i < a.name_count(); ++i)
    if (a.text_of(syntax::NameIndex(i), text) != b.text_of(syntax::NameIndex(i), text))
      faults.push_back("name " + std::to_string(i));
  return faults;
}

std::vector<std::string> faults_of(const std::vector<diagnostic::Diagnostic>& diagnostics,
                                   const source::Text& text) {
  std::vector<std::string> faults;
  auto inside = [&](source::Range range) { return range.start <= range.end && range.end <= text.size(); };
  for (const diagnostic::Diagnostic& diagnostic : diagnostics) {
    bool good = inside(diagnostic.range) && !diagnostic.message.empty();
    for (const diagnostic::Related& related : diagnostic.related) good &= inside(related.range);
    if (diagnostic.fix)
      for (const diagnostic::Edit& edit : diagnostic.fix->edits) good &= inside(edit.range);
    if (!good) faults.push_back("outside the text: " + diagnostic.message);
  }
  if (!std::is_sorted(diagnostics.begin(), diagnostics.end(),
                      [](const auto& a, const auto& b) { return a.range.start < b.range.start; }))
    faults.push_back("not in the order of the text");
  return faults;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input = fuzz::read_input(data, size);
  source::Decoded decoded = source::decode(input.source);
  const source::Text& text = decoded.text;

  parse::Parsed parsed = parse::parse(text, input.version);
  fuzz::expect_none(syntax::verify(parsed.tree, text), "verify");
  fuzz::expect_none(faults_of(parsed.diagnostics, text), "parser's diagnostics");

  parse::Parsed again = parse::parse(text, input.version);
  fuzz::expect_none(differences(parsed.tree, again.tree, text), "parsed again");
  if (parsed.diagnostics.size() != again.diagnostics.size())
    fuzz::expect_none({"another number"}, "diagnostics");

  std::vector<diagnostic::Diagnostic> errors =
      grammar::check(parsed.tree, text, input.version, parsed.diagnostics);
  fuzz::expect_none(faults_of(errors, text), "grammar's diagnostics");

  errors.insert(errors.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
  diagnostic::sort(errors);
  parse::Landmarks landmarks(parsed.tree, text);
  for (const parse::DefinitionPlace& place : landmarks.definitions()) {
    auto result = parse::parse_definition(text, input.version, landmarks, place, errors);
    const auto* slice = std::get_if<syntax::Tree>(&result);
    if (slice == nullptr) continue;
    fuzz::expect_none(syntax::verify(*slice, text), "verify of a slice");
    fuzz::expect_none(syntax::verify_slice(*slice, parsed.tree, text), "a slice");
  }

  std::string printed;
  wire::append_cpython_ast(printed, parsed.tree, text, source::LineIndex(text), input.version);
  return 0;
}
