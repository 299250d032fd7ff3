// Scopes and their symbol tables.

#include "ide/member_list.h"
#include "ide/scope_pieces.h"
#include "ide/unresolved.h"
#include "scope/lookup.h"
#include "wire/page_names.h"

namespace pellucid::wire {

using ide::Occurrence;
using scope::FileScopeId;
using scope::Owner;
using scope::Scope;
using scope::Symbol;
using scope::SymbolFlag;

namespace {

std::string_view owner_kind(Owner owner) {
  switch (owner) {
    case Owner::Local: return "local";
    case Owner::Enclosing: return "enclosing";
    case Owner::Global: return "global";
    case Owner::Declared: return "declared global";
    case Owner::Unknown: return "unknown";
  }
  return {};
}

std::vector<uint32_t> depths_of(const scope::ScopeTable& table) {
  std::vector<uint32_t> depths(table.size());
  for (uint32_t i = 1; i < table.size(); ++i)
    depths[i] = depths[(*table.scope(FileScopeId(i)).parent).value()] + 1;
  return depths;
}

}  // namespace

const std::vector<Occurrence>& PageNames::occurrences() {
  if (!occurrences_) occurrences_ = ide::occurrences(file());
  return *occurrences_;
}

std::string PageNames::scopes() {
  std::vector<uint32_t> depths = depths_of(table()), children(table().size());
  for (uint32_t i = 1; i < table().size(); ++i) ++children[(*table().scope(FileScopeId(i)).parent).value()];
  out_.open('{');
  uint32_t id = 0;
  out_.list("scopes", table().scopes(), [&](const Scope& scope) {
    syntax::Node node(file().tree, file().scopes.places.node(FileScopeId(id)));
    bool is_named = scope.name != scope::known(scope::KnownName::None);
    auto name = is_named ? node.child(syntax::Role::Name) : std::nullopt;
    out_.number("id", id);
    out_.text("kind", scope::name_of(scope.kind));
    out_.text("name", file().names.text(scope.name));
    out_.text("title", view_.title(FileScopeId(id)));
    if (scope.parent)
      out_.number("parent", (*scope.parent).value());
    else
      out_.null("parent");
    out_.number("depth", depths[id]);
    out_.span("span", node.range());
    out_.span("nameSpan", name ? std::optional(name->range()) : std::nullopt);
    out_.number("symbolCount", scope.symbol_end - scope.first_symbol);
    out_.number("childCount", children[id]);
    ++id;
  });
  out_.close('}');
  return out_.take();
}

std::string PageNames::scope_pieces(uint32_t first_line, uint32_t last_line) {
  source::Range window = {positions().offset_of({first_line, 1}), positions().offset_of({last_line + 1, 1})};
  std::vector<uint32_t> depths = depths_of(table());
  out_.objects(ide::scope_pieces(file().tree, file().scopes, window), [&](const ide::ScopePiece& piece) {
    out_.span("span", piece.range);
    out_.number("scope", piece.scope.value());
    out_.number("depth", depths[piece.scope.value()]);
  });
  return out_.take();
}

void PageNames::write_owner(const Symbol& symbol) {
  out_.key("owner");
  out_.open('{');
  out_.text("kind", owner_kind(symbol.owner));
  if (symbol.owner_scope)
    out_.number("scope", (*symbol.owner_scope).value());
  else
    out_.null("scope");
  out_.close('}');
}

void PageNames::write_definition(const ide::ListedDefinition& its) {
  out_.text("kind", flow::name_of(its.kind));
  out_.flag("unbinds", flow::unbinds(its.kind));
  out_.flag("reachable", its.reachable);
  out_.span("span", its.range);
  out_.number("scope", its.scope.value());
}

void PageNames::write_use(const ide::ListedUse& its) {
  out_.span("span", its.range);
  out_.text("access", ide::name_of(its.access));
  out_.text("state", ide::name_of(its.state));
  out_.number("scope", its.scope.value());
  out_.flag("inString", its.in_string);
}

std::string PageNames::symbols(uint32_t scope) {
  if (scope >= table().size()) return std::string(kNothing);
  out_.open('{');
  out_.number("scope", scope);
  out_.list("symbols", ide::list_symbols(file(), occurrences(), FileScopeId(scope)),
            [&](const ide::ListedSymbol& its) {
              out_.text("name", file().names.text(its.symbol.name));
              out_.text("text", its.text);
              out_.key("flags");
              out_.open('[');
              for (uint32_t i = 0; i < static_cast<uint32_t>(SymbolFlag::Count); ++i)
                if (its.symbol.flags.has(static_cast<SymbolFlag>(i)))
                  out_.text(scope::name_of(static_cast<SymbolFlag>(i)));
              out_.close(']');
              write_owner(its.symbol);
              out_.list("definitions", its.definitions, [&](const auto& d) { write_definition(d); });
              out_.list("uses", its.uses, [&](const auto& u) { write_use(u); });
            });
  out_.list("places", ide::list_members(file(), FileScopeId(scope)), [&](const ide::ListedMember& its) {
    out_.text("text", its.path);
    write_owner(its.root);
    out_.list("definitions", its.definitions, [&](const auto& d) {
      out_.text("kind", flow::name_of(d.kind));
      out_.flag("unbinds", flow::unbinds(d.kind));
      out_.span("span", d.range);
      out_.number("scope", d.scope.value());
    });
    out_.list("uses", its.uses, [&](const auto& u) {
      out_.span("span", u.range);
      out_.number("scope", u.scope.value());
    });
  });
  out_.close('}');
  return out_.take();
}

std::string PageNames::symbols_at(uint32_t offset) {
  return symbols(ide::scope_at_offset(file().tree, file().scopes, offset).value());
}

std::string PageNames::name_at(uint32_t offset) {
  const Occurrence* at = ide::occurrence_at(occurrences(), offset);
  FileScopeId scope = at != nullptr ? at->scope : ide::scope_at_offset(file().tree, file().scopes, offset);
  out_.open('{');
  out_.number("scope", scope.value());
  out_.key("name");
  if (at == nullptr) {
    out_.word(kNothing);
  } else {
    out_.open('{');
    out_.text("text", file().text.slice(at->range));
    out_.span("span", at->range);
    out_.text("access", ide::name_of(at->access));
    if (at->entity.is_owned())
      out_.number("owner", scope::scope_of_symbol(table(), at->entity.symbol).value());
    else
      out_.null("owner");
    auto symbol = table().find(scope, at->entity.name);
    if (symbol)
      out_.number("symbol", (*symbol).value());
    else
      out_.null("symbol");
    out_.close('}');
  }
  out_.close('}');
  return out_.take();
}

std::string PageNames::unresolved() {
  out_.objects(ide::unresolved_names(file(), occurrences()), [&](const ide::UnresolvedName& its) {
    out_.text("name", its.name);
    out_.span("span", its.range);
    out_.text("state", ide::name_of(its.state));
    out_.number("scope", its.scope.value());
  });
  return out_.take();
}

}  // namespace pellucid::wire
