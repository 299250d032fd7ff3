// What an editor asks: hover, definition, highlights, completion, outline, fixes.

#include "ide/call_signature.h"
#include "ide/completion.h"
#include "ide/far_definitions.h"
#include "ide/folds.h"
#include "ide/hover.h"
#include "ide/name_classes.h"
#include "ide/name_trace.h"
#include "ide/outline.h"
#include "ide/references.h"
#include "ide/signature.h"
#include "project/fixes.h"
#include "wire/page_names.h"

namespace pellucid::wire {

using ide::NameAccess;
using ide::Occurrence;

// What stands in other files, in a line each, with where that is.
void PageNames::write_far(const std::vector<ide::FarPlace>& places,
                          const std::function<void(std::string_view, std::string_view)>& part) {
  constexpr size_t kMost = 4;
  std::string code, documentation, paths;
  db::Database& database = session_.database();
  size_t end = std::min(places.size(), kMost);
  for (size_t i = 0; i < end;) {
    // They come file by file. Of a file that is not shown no tree is wanted, only what is defined there.
    db::FileId id = places[i].file;
    paths += (paths.empty() ? "In `" : ", `") + database.path(id) + "`";
    for (; i < end && places[i].file == id; ++i) {
      if (!places[i].symbol) continue;
      const exports::SymbolPlace& place = *places[i].symbol;
      const source::Text& text = database.text(id);
      auto line = ide::definition_line(place.kind, place.whole, text);
      if (!line) {
        db::DefinitionLease lease = database.lease_definition(id, place.row, "hover");
        line = ide::definition_line(lease.tree(), text, place.row);
        syntax::Node name(lease.tree(), place.row);
        auto parent = name.parent();
        if (parent && documentation.empty() && name.role() == syntax::Role::Name)
          documentation = ide::documentation_of(*parent, text);
      }
      if (code.find(*line) == std::string::npos) code += (code.empty() ? "" : "\n") + *line;
    }
    session_.reclaimer().done_with(id);
  }
  if (!code.empty()) part("code", code);
  if (!paths.empty()) part("text", paths);
  if (!documentation.empty()) part("documentation", documentation);
}

// Of what is no variable: an attribute of a module, a part of an import.
std::string PageNames::far_hover(uint32_t offset) {
  std::vector<ide::FarPlace> places = far_definitions(offset);
  if (places.empty()) return std::string(kNothing);
  out_.open('{');
  out_.span("span", file().tree.range(syntax::node_at(file().tree, offset)));
  out_.key("parts");
  out_.open('[');
  write_far(places, [&](std::string_view kind, std::string_view text) {
    out_.open('{');
    out_.text("kind", kind);
    out_.text("text", text);
    out_.close('}');
  });
  out_.close(']');
  out_.close('}');
  return out_.take();
}

// Documents may hold surrogates that stand alone, which append_json_string escapes.
std::string PageNames::hover(uint32_t offset) {
  auto hover = ide::hover_at(file(), occurrences(), offset);
  if (!hover) return far_hover(offset);
  auto part = [&](std::string_view kind, std::string_view text) {
    out_.open('{');
    out_.text("kind", kind);
    out_.text("text", text);
    out_.close('}');
  };
  out_.open('{');
  out_.span("span", hover->range);
  out_.key("parts");
  out_.open('[');
  std::string code;
  for (const std::string& line : hover->definitions) code += (code.empty() ? "" : "\n") + line;
  if (hover->left_out > 0) code += "\n# and " + std::to_string(hover->left_out) + " more";
  if (code.empty()) code = file().text.slice(hover->range);
  part("code", code);
  write_far(far_definitions(offset), part);
  const Occurrence& its = *hover->occurrence;
  if (auto trace = ide::trace_at(file(), its.range.start)) {
    part("text", view_.answer(*trace));
    if (trace->is_private)
      part("text", "In a class, `__names` are private: to Python this one is `" +
                       std::string(file().names.text(trace->name)) + "`");
  }
  if (its.in_string())
    part("text", "The string is an annotation; its names are looked for when somebody asks what it means");
  if (!hover->documentation.empty()) part("documentation", hover->documentation);
  out_.close(']');
  out_.close('}');
  return out_.take();
}

std::string PageNames::definition(uint32_t offset) {
  const Occurrence* at = ide::occurrence_at(occurrences(), offset);
  std::vector<ide::FarPlace> far = far_definitions(offset);
  out_.open('[');
  for (const ide::DefinitionPlace& its : ide::definitions_at(file(), occurrences(), offset)) {
    // Who follows an import wants what is imported, if that can be shown.
    if (!far.empty() && flow::is_import(its.kind)) continue;
    out_.open('{');
    out_.text("path", view_.path());
    out_.span("span", its.whole);
    out_.span("nameSpan", its.name);
    bool declares = at->access == NameAccess::Declare && its.name == at->range;
    out_.text("kind", declares ? "declaration" : flow::name_of(its.kind));
    out_.close('}');
  }
  for (const ide::FarPlace& its : far) {
    db::Database& database = session_.database();
    Positions positions(database.text(its.file), database.lines(its.file), Columns::Utf16);
    PlacedJson there(positions, Columns::Utf16);
    there.open('{');
    there.text("path", database.path(its.file));
    there.span("span", its.whole);
    there.span("nameSpan", its.name);
    there.text("kind", its.symbol ? flow::name_of(its.symbol->kind) : "module");
    there.close('}');
    out_.word(there.take());
  }
  out_.close(']');
  return out_.take();
}

std::vector<ide::FarPlace> PageNames::far_definitions(uint32_t offset) {
  return ide::FarDefinitions(session_.engine(), id_, file(), occurrences()).at(offset);
}

std::string PageNames::highlights(uint32_t offset) {
  out_.objects(ide::references_at(occurrences(), offset), [&](const Occurrence& its) {
    out_.span("span", its.range);
    out_.text("access", ide::name_of(its.access));
  });
  return out_.take();
}

std::string PageNames::completion(uint32_t offset) {
  ide::Completion found = ide::complete_at(session_.engine(), id_, file(), occurrences(), offset);
  out_.open('{');
  out_.span("span", found.replaced);
  uint32_t rank = 0;
  out_.list("entries", found.items, [&](const ide::CompletionItem& its) {
    out_.text("name", its.name);
    out_.text("kind", ide::name_of(its.kind));
    out_.text("detail", its.may_be_unbound ? "may be unbound here: " + its.detail : its.detail);
    out_.text("scopeTitle", its.scope || its.provided ? view_.title(its.scope) : its.origin);
    out_.number("rank", rank++);
  });
  out_.close('}');
  return out_.take();
}

std::string PageNames::outline() {
  std::vector<ide::OutlineItem> items = ide::outline(file());
  uint32_t open = 0;  // items whose children are being written
  out_.open('[');
  for (size_t i = 0; i < items.size(); ++i) {
    const ide::OutlineItem& its = items[i];
    for (; open > its.depth; --open) {
      out_.close(']');
      out_.close('}');
    }
    out_.open('{');
    out_.text("name", its.name);
    out_.text("kind", ide::name_of(its.kind));
    out_.text("detail", its.detail);
    out_.span("span", its.range);
    out_.span("nameSpan", its.name_range);
    out_.key("children");
    out_.open('[');
    ++open;
  }
  for (; open > 0; --open) {
    out_.close(']');
    out_.close('}');
  }
  out_.close(']');
  return out_.take();
}

std::string PageNames::folds() {
  constexpr std::string_view kKinds[] = {"region", "comment", "imports"};
  db::Database& database = session_.database();
  out_.objects(ide::folds(file().tree, file().text, database.lines(id_), database.comments(id_)),
               [&](const ide::Fold& its) {
                 out_.number("first", its.first);
                 out_.number("last", its.last);
                 out_.text("kind", kKinds[static_cast<size_t>(its.kind)]);
               });
  return out_.take();
}

// Labels with their parameters as pieces, so that whoever joins them counts in characters of its own.
std::string PageNames::signatures(uint32_t offset) {
  auto call = ide::call_at(session_.engine(), session_.database(), id_, file(), occurrences(), offset);
  if (!call) return std::string(kNothing);
  out_.open('{');
  out_.list("signatures", call->signatures, [&](const ide::CallSignature& its) {
    out_.key("pieces");
    out_.open('[');
    uint32_t at = 0;
    for (const auto& parameter : its.parameters) {
      out_.text(std::string_view(its.label).substr(at, parameter.range.start - at));
      out_.text(std::string_view(its.label).substr(parameter.range.start, parameter.range.size()));
      at = parameter.range.end;
    }
    out_.text(std::string_view(its.label).substr(at));
    out_.close(']');
    auto active = its.parameter_of(call->argument);
    active ? out_.number("active", *active) : out_.null("active");
    out_.flag("fits", its.fits(call->argument));
    out_.text("documentation", its.documentation);
  });
  out_.close('}');
  return out_.take();
}

// Five numbers a name, each place told from the one before, as the protocol of language servers has it.
std::string PageNames::name_classes(uint32_t first_line, uint32_t last_line) {
  constexpr uint32_t kDeclaration = 1, kDefinition = 2, kReadOnly = 4;
  source::Range within = {positions().offset_of({first_line, 1}), positions().offset_of({last_line + 1, 1})};
  LineColumn before = {1, 1};
  out_.open('[');
  for (const ide::ClassedName& its :
       ide::classed_names(session_.engine(), id_, file(), occurrences(), within)) {
    LineColumn at = positions().at(its.range.start);
    uint32_t modifiers = its.is_read_only ? kReadOnly : 0;
    if (its.access == NameAccess::Bind) modifiers |= kDefinition;
    if (its.access == NameAccess::Declare) modifiers |= kDeclaration;
    out_.element(at.line - before.line);
    out_.element(at.line == before.line ? at.column - before.column : at.column - 1);
    out_.element(positions().units_before(its.range.end) - positions().units_before(its.range.start));
    out_.element(static_cast<uint32_t>(its.of));
    out_.element(modifiers);
    before = at;
  }
  out_.close(']');
  return out_.take();
}

std::string PageNames::all_fixes() {
  project::AllFixes fixes = project::all_fixes(session_, id_);
  out_.open('{');
  out_.number("fixes", fixes.made);
  out_.list("edits", fixes.edits, [&](const db::TextEdit& edit) {
    out_.span("span", edit.range);
    out_.text("text", edit.text);
  });
  out_.close('}');
  return out_.take();
}

}  // namespace pellucid::wire
