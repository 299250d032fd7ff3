#include "parse/parse.h"

#include <algorithm>

#include "parse/parser.h"

namespace pellucid::parse {

Parsed parse(const source::Text& text, source::PythonVersion version) {
  lex::NameTable names;
  names.reset(text.view(), expected_names(text));
  TableBuilder builder;
  builder.reset(expected_rows(text));
  Parser<TableBuilder> parser(text, version, names, std::move(builder));
  parser.module();
  return {parser.builder().finish(names), parser.take_diagnostics(), parser.take_comments()};
}

}  // namespace pellucid::parse
