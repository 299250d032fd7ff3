#include "wire/diagnostics_json.h"

#include "wire/json_stream.h"

namespace pellucid::wire {

std::string diagnostic_json(const diagnostic::Diagnostic& diagnostic, std::string_view path,
                            const Positions& positions, Columns columns) {
  PlacedJson out(positions, columns);
  out.open('{');
  out.text("rule", diagnostic::entry(diagnostic.rule).id);
  out.text("severity", diagnostic::name_of(diagnostic.severity));
  out.text("message", diagnostic.message);
  out.text("path", path);
  out.range("range", diagnostic.range);
  out.list("related", diagnostic.related, [&](const diagnostic::Related& place) {
    out.text("path", path);
    out.range("range", place.range);
    out.text("message", place.message);
  });
  if (diagnostic.fix) {
    out.key("fix");
    out.open('{');
    out.text("title", diagnostic.fix->title);
    out.list("edits", diagnostic.fix->edits, [&](const diagnostic::Edit& edit) {
      out.range("range", edit.range);
      out.text("text", edit.text);
    });
    out.close('}');
  } else {
    out.null("fix");
  }
  out.close('}');
  return out.take();
}

}  // namespace pellucid::wire
