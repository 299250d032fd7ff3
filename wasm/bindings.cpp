// The checker in a browser tab: PageSession as a JavaScript class. Vectors become typed arrays, copied out of
// the heap; nothing crosses as JSON but the texts and diagnostics that are JSON already. Texts come in as
// Uint8Array of UTF-8.

#include <emscripten/bind.h>
#include <emscripten/heap.h>
#include <malloc.h>

#include "wire/page_session.h"

namespace {

using emscripten::val;
using pellucid::wire::FileSummary;
using pellucid::wire::NodeRows;
using pellucid::wire::PageSession;
using pellucid::wire::TokenRows;

template <class T>
val typed_array(const std::vector<T>& column) {
  return val(emscripten::typed_memory_view(column.size(), column.data())).call<val>("slice");
}

val object(const NodeRows& rows) {
  val out = val::object();
  out.set("indices", typed_array(rows.indices));
  out.set("kinds", typed_array(rows.kinds));
  out.set("flags", typed_array(rows.flags));
  out.set("roles", typed_array(rows.roles));
  out.set("starts", typed_array(rows.starts));
  out.set("ends", typed_array(rows.ends));
  out.set("places", typed_array(rows.places));
  out.set("parents", typed_array(rows.parents));
  out.set("subtreeEnds", typed_array(rows.subtree_ends));
  out.set("payloads", typed_array(rows.payloads));
  out.set("depths", typed_array(rows.depths));
  out.set("texts", rows.texts);
  return out;
}

val object(const TokenRows& rows) {
  val out = val::object();
  out.set("kinds", typed_array(rows.kinds));
  out.set("starts", typed_array(rows.starts));
  out.set("ends", typed_array(rows.ends));
  out.set("places", typed_array(rows.places));
  out.set("texts", rows.texts);
  return out;
}

val summary(PageSession& session, uint32_t file) {
  FileSummary facts = session.summary(file);
  val out = val::object();
  out.set("revision", facts.revision);
  out.set("bytes", facts.bytes);
  out.set("lines", facts.lines);
  out.set("nodes", facts.nodes);
  out.set("treeBytes", facts.tree_bytes);
  out.set("parses", facts.parses);
  out.set("parseMs", facts.parse_ms);
  return out;
}

// Bytes go over at once; Embind would take them one by one.
std::string content(const val& text) {
  if (text.isString()) return text.as<std::string>();
  std::string bytes(text["length"].as<uint32_t>(), '\0');
  val view(emscripten::typed_memory_view(bytes.size(), reinterpret_cast<uint8_t*>(bytes.data())));
  view.call<void>("set", text);
  return bytes;
}

// A JavaScript string at once, as Embind would not make it either.
val characters(const std::string& utf8) {
  thread_local const val decoder = val::global("TextDecoder").new_();
  return decoder.call<val>("decode", val(emscripten::typed_memory_view(
                                         utf8.size(), reinterpret_cast<const uint8_t*>(utf8.data()))));
}

val diagnostics(PageSession& session, uint32_t file) { return characters(session.diagnostics(file)); }

val report(PageSession& session, uint32_t file, bool is_alone, uint32_t most) {
  using pellucid::wire::Completeness;
  auto problems = session.report(file, is_alone ? Completeness::Alone : Completeness::Whole, most);
  if (!problems) return val::null();
  val out = val::object();
  out.set("diagnostics", characters(problems->json));
  out.set("omitted", problems->left_out);
  return out;
}

val read_next(PageSession& session) {
  auto file = session.read_next();
  return file ? val(*file) : val::null();
}

// Why they cannot be read; empty if they can.
std::string set_stubs(PageSession& session, val bytes) { return session.set_stubs(content(bytes)); }

val find(PageSession& session, const std::string& path) {
  auto file = session.find(path);
  return file ? val(*file) : val::null();
}

val ask(PageSession& session, uint32_t file, const std::string& question, const std::string& parameters) {
  return characters(session.ask(file, question, parameters));
}

val statistics(PageSession& session) { return characters(session.statistics()); }

// `is_pyproject`: of a `pyproject.toml`, whose table [tool.pellucid] counts.
val configure(PageSession& session, val text, bool is_pyproject) {
  using pellucid::project::ConfigurationFile;
  auto file = is_pyproject ? ConfigurationFile::Pyproject : ConfigurationFile::Pellucid;
  return characters(session.configure(content(text), file));
}

double activity(PageSession& session) { return static_cast<double>(session.activity()); }

val engine_view(PageSession& session) { return characters(session.engine_view()); }

uint32_t open_file(PageSession& session, const std::string& path, val text) {
  return session.open(path, content(text));
}

uint32_t set_text(PageSession& session, uint32_t file, val text) {
  return session.set_text(file, content(text));
}

uint32_t edit(PageSession& session, uint32_t file, uint32_t base, val places, val texts) {
  return session.edit(file, base, emscripten::convertJSArrayToNumberVector<uint32_t>(places),
                      emscripten::vecFromJSArray<std::string>(texts));
}

// As bytes: read as a string it would lose a byte-order mark.
val text(PageSession& session, uint32_t file) {
  std::string_view bytes = session.text(file);
  return val(emscripten::typed_memory_view(bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data())))
      .call<val>("slice");
}

val node_range(PageSession& session, uint32_t file, uint32_t first, uint32_t count) {
  return object(session.nodes(file, first, count));
}

val node_rows(PageSession& session, uint32_t file, val indices) {
  return object(session.nodes(file, emscripten::convertJSArrayToNumberVector<uint32_t>(indices)));
}

val nodes_of_scope(PageSession& session, uint32_t file, uint32_t scope, uint32_t first, uint32_t count) {
  return object(session.nodes_of_scope(file, scope, first, count));
}

val node_columns(PageSession& session, uint32_t file) { return object(session.node_columns(file)); }

val nodes_of_kinds(PageSession& session, uint32_t file, val kinds) {
  return typed_array(session.nodes_of_kinds(file, emscripten::convertJSArrayToNumberVector<uint8_t>(kinds)));
}

val ancestors(PageSession& session, uint32_t file, uint32_t node) {
  return typed_array(session.ancestors(file, node));
}

val tokens(PageSession& session, uint32_t file, uint32_t first, uint32_t count) {
  return object(session.tokens(file, first, count));
}

uint32_t heap_bytes() { return static_cast<uint32_t>(emscripten_get_heap_size()); }

uint32_t used_bytes() { return static_cast<uint32_t>(mallinfo().uordblks); }

}  // namespace

EMSCRIPTEN_BINDINGS(pellucid) {
  emscripten::class_<PageSession>("Session")
      .constructor<uint32_t>()
      .function("setVersion", &PageSession::set_version)
      .function("configure", &configure)
      .function("open", &open_file)
      .function("has", &PageSession::has)
      .function("close", &PageSession::close)
      .function("show", &PageSession::show)
      .function("rename", &PageSession::rename)
      .function("setText", &set_text)
      .function("edit", &edit)
      .function("revision", &PageSession::revision)
      .function("text", &text)
      .function("wantsStubs", &PageSession::wants_stubs)
      .function("setStubs", &set_stubs)
      .function("find", &find)
      .function("diagnostics", &diagnostics)
      .function("report", &report)
      .function("readNext", &read_next)
      .function("summary", &summary)
      .function("ask", &ask)
      .function("setReclaim", &PageSession::set_reclaim)
      .function("freeAll", &PageSession::free_all)
      .function("watch", &PageSession::watch)
      .function("statistics", &statistics)
      .function("activity", &activity)
      .function("engineView", &engine_view)
      .function("comparePolicies", &PageSession::compare_policies)
      .function("nodeRange", &node_range)
      .function("nodeRows", &node_rows)
      .function("nodesOfScope", &nodes_of_scope)
      .function("nodeColumns", &node_columns)
      .function("nodesOfKinds", &nodes_of_kinds)
      .function("nodeAt", &PageSession::node_at)
      .function("ancestors", &ancestors)
      .function("tokenCount", &PageSession::token_count)
      .function("tokens", &tokens)
      .function("tokenAt", &PageSession::token_at);
  emscripten::function("heapBytes", &heap_bytes);
  emscripten::function("usedBytes", &used_bytes);
}
