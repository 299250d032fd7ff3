#include "exports/public_names.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace pellucid::exports {

namespace {

bool before(Name a, Name b) { return a.value() < b.value(); }

bool contains_name(const std::vector<Name>& names, Name name) {
  return std::binary_search(names.begin(), names.end(), name, before);
}

void settle(std::vector<Name>& names) {
  std::sort(names.begin(), names.end(), before);
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

bool is_public(std::string_view name) { return !name.starts_with('_'); }

// The first part below a package of what is imported from it: `cart` for `.cart.items` and, in `shop`,
// `shop.cart`.
std::string_view part_below(const Exports& exports, std::string_view own_name, const ModuleRef& module,
                            const scope::Names& names) {
  if (!exports.is_package() || module.level > 1) return {};
  std::string_view text = names.text(module.module);
  if (module.level == 0) {
    bool below = !own_name.empty() && text.size() > own_name.size() && text.starts_with(own_name) &&
                 text[own_name.size()] == '.';
    if (!below) return {};
    text.remove_prefix(own_name.size() + 1);
  }
  return text.substr(0, text.find('.'));
}

bool loads_submodule(const Exports& exports, std::string_view own_name, std::string_view name,
                     const scope::Names& names) {
  return exports.is_package() &&
         std::any_of(exports.imports().begin(), exports.imports().end(), [&](const ModuleImport& import) {
           return part_below(exports, own_name, import.module, names) == name;
         });
}

// Among what a star import takes without an `__all__`.
bool star_takes(const PublicSymbol& symbol) { return is_there(symbol.state) && !symbol.is_private_import; }

// A star import in a stub offers what it brings; so does one in a source, which binds the names.
Offer any_star_offers(const Exports& exports, uint32_t from, uint32_t to, Name name, OtherModules& others,
                      uint32_t& which) {
  Offer best = Offer::No;
  for (uint32_t i = to; i-- > from;) {
    Offer offer = others.star_offers(exports.stars()[i], name);
    if (offer <= best) continue;
    best = offer;
    which = i;
    if (best == Offer::Yes) break;
  }
  return best;
}

}  // namespace

std::string_view name_of(MemberKind kind) {
  static constexpr std::array<std::string_view, 10> kNames = {
      "symbol", "star",    "submodule", "implicit",       "getattr",
      "open",   "deleted", "elsewhere", "private import", "absent"};
  return kNames[static_cast<size_t>(kind)];
}

bool DunderAll::contains(Name name) const { return contains_name(names, name); }
bool StarNames::contains(Name name) const { return contains_name(names, name); }

DunderAll dunder_all(const Exports& exports, OtherModules& others) {
  DunderAll all;
  bool is_open = false;
  // Modules of which nothing is missing: to add all of one again adds nothing.
  std::unordered_set<uint64_t> whole;
  for (const AllStep& step : exports.all_steps()) {
    switch (step.kind) {
      case AllStepKind::Begin:
        if (!step.maybe) {
          all.names.clear();
          whole.clear();
          is_open = false;
        }
        all.state = AllState::Known;
        break;
      case AllStepKind::Add:
        all.names.push_back(step.name);
        all.state = AllState::Known;
        break;
      case AllStepKind::AddAll: {
        all.state = AllState::Known;
        if (!whole.insert(step.module.key()).second) break;
        DunderAll other = others.dunder_all(step.module);
        is_open |= other.state != AllState::Known;
        all.names.insert(all.names.end(), other.names.begin(), other.names.end());
        break;
      }
      case AllStepKind::Remove:
        // list.remove takes away the first only, and no list has a name twice on purpose.
        if (step.maybe) break;
        std::erase(all.names, step.name);
        whole.clear();
        break;
      case AllStepKind::Open:
        is_open = true;
        all.state = AllState::Known;
        break;
      case AllStepKind::End:
        if (step.maybe) break;
        all = {};
        whole.clear();
        break;
    }
  }
  if (all.state == AllState::Known && is_open) all.state = AllState::AtLeast;
  settle(all.names);
  return all;
}

std::vector<Name> loaded_submodules(const Exports& exports, std::string_view own_name,
                                    const scope::Names& names) {
  std::vector<Name> below;
  for (const ModuleImport& import : exports.imports()) {
    std::string_view part = part_below(exports, own_name, import.module, names);
    if (part.empty()) continue;
    // The builder has interned the parts of all that a package imports.
    base::Optional<Name> name = names.find(part);
    PEL_CHECK(name.has_value(), part);
    below.push_back(*name);
  }
  settle(below);
  return below;
}

StarNames star_names(const Exports& exports, const DunderAll& all, std::string_view own_name,
                     const scope::Names& names, OtherModules& others) {
  StarNames star;
  star.names = all.names;
  star.is_open = all.state == AllState::AtLeast;
  if (all.state == AllState::Known) return star;
  for (const PublicSymbol& symbol : exports.symbols())
    if (star_takes(symbol) && is_public(names.text(symbol.name))) star.names.push_back(symbol.name);
  for (const ModuleRef& module : exports.stars()) {
    StarNames other = others.star_names(module);
    star.is_open |= other.is_open;
    for (Name name : other.names) {
      const PublicSymbol* symbol = exports.find(name);
      bool gone = symbol != nullptr && symbol->state == SymbolState::Deleted;
      if (is_public(names.text(name)) && !gone) star.names.push_back(name);
    }
  }
  if (!exports.is_stub())
    for (Name name : loaded_submodules(exports, own_name, names))
      if (is_public(names.text(name))) star.names.push_back(name);
  star.is_open |= exports.is_open();
  settle(star.names);
  return star;
}

Offer star_offers(const Exports& exports, const DunderAll& all, std::string_view own_name, Name name,
                  const scope::Names& names, OtherModules& others) {
  if (all.contains(name)) return Offer::Yes;
  if (all.state == AllState::Known) return Offer::No;
  Offer otherwise = all.state == AllState::AtLeast || exports.is_open() ? Offer::Perhaps : Offer::No;
  if (!is_public(names.text(name))) return all.state == AllState::AtLeast ? Offer::Perhaps : Offer::No;
  const PublicSymbol* symbol = exports.find(name);
  bool is_sure = all.state == AllState::None && symbol != nullptr && symbol->state == SymbolState::Bound;
  if (symbol != nullptr && star_takes(*symbol)) return is_sure ? Offer::Yes : Offer::Likely;
  if (symbol != nullptr && symbol->state == SymbolState::Deleted) return otherwise;
  if (!exports.is_stub() && loads_submodule(exports, own_name, names.text(name), names)) return Offer::Yes;
  uint32_t which = 0;
  uint32_t stars = static_cast<uint32_t>(exports.stars().size());
  return std::max(otherwise, any_star_offers(exports, 0, stars, name, others, which));
}

bool is_module_attribute(std::string_view name, bool is_package) {
  constexpr std::array<std::string_view, 36> kNames = {"__annotations__",  "__builtins__",
                                                       "__cached__",       "__class__",
                                                       "__delattr__",      "__dict__",
                                                       "__dir__",          "__doc__",
                                                       "__eq__",           "__file__",
                                                       "__format__",       "__ge__",
                                                       "__getattribute__", "__getstate__",
                                                       "__gt__",           "__hash__",
                                                       "__init__",         "__init_subclass__",
                                                       "__le__",           "__loader__",
                                                       "__lt__",           "__name__",
                                                       "__ne__",           "__new__",
                                                       "__package__",      "__reduce__",
                                                       "__reduce_ex__",    "__repr__",
                                                       "__setattr__",      "__sizeof__",
                                                       "__spec__",         "__str__",
                                                       "__subclasshook__", "__warningregistry__",
                                                       "__annotate__",     "__conditional_annotations__"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || (is_package && name == "__path__");
}

Member find_member(const Exports& exports, std::string_view own_name, Name name, const scope::Names& names,
                   OtherModules& others) {
  Member member;
  const PublicSymbol* symbol = exports.find(name);
  if (symbol != nullptr) member.symbol = *symbol;
  bool is_private = symbol != nullptr && symbol->is_private_import && !exports.lists(name);
  bool is_own = symbol != nullptr && is_there(symbol->state) && !is_private;
  uint32_t stars = static_cast<uint32_t>(exports.stars().size());
  // What a later star import brings replaces the module's own; an earlier one counts where the module has
  // nothing.
  uint32_t behind = symbol != nullptr ? std::min(symbol->stars_before, stars) : 0;
  Offer later = any_star_offers(exports, behind, stars, name, others, member.star);
  if (is_offered(later)) {
    member.kind = MemberKind::Star;
    return member;
  }
  if (is_own) {
    member.kind = MemberKind::Symbol;
    return member;
  }
  bool is_deleted = symbol != nullptr && symbol->state == SymbolState::Deleted;
  Offer earlier = is_deleted ? Offer::No : any_star_offers(exports, 0, behind, name, others, member.star);
  std::string_view text = names.text(name);
  if (is_offered(earlier)) {
    member.kind = MemberKind::Star;
  } else if (loads_submodule(exports, own_name, text, names)) {
    member.kind = MemberKind::Submodule;
  } else if (is_module_attribute(text, exports.is_package())) {
    member.kind = MemberKind::Implicit;
  } else if (exports.has_getattr()) {
    member.kind = MemberKind::Getattr;
  } else if (exports.is_open() || later == Offer::Perhaps || earlier == Offer::Perhaps) {
    member.kind = MemberKind::Open;
  } else if (is_private && is_there(symbol->state)) {
    member.kind = MemberKind::PrivateImport;
  } else if (is_deleted) {
    member.kind = MemberKind::Deleted;
  } else if (symbol != nullptr && symbol->state == SymbolState::Elsewhere) {
    member.kind = MemberKind::Elsewhere;
  }
  if (is_there(member.kind) && member.kind != MemberKind::Symbol) member.symbol = {};
  return member;
}

}  // namespace pellucid::exports
