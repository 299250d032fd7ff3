#include "ide/far_definitions.h"

#include <algorithm>

#include "ide/imported_names.h"
#include "ide/references.h"

namespace pellucid::ide {

using syntax::Node;
using syntax::NodeKind;

namespace {

class FarFinder {
 public:
  FarFinder(query::Engine& engine, db::FileId id, const NamedFile& file)
      : engine_(engine), id_(id), file_(file), imported_(engine, id, file) {}

  std::vector<FarPlace> run(const std::vector<Occurrence>& all, uint32_t offset) {
    Node at(file_.tree, syntax::node_at(file_.tree, offset));
    bool is_such = false;
    if (at.is(NodeKind::Identifier))
      for (const ImportedName& its : imported_.of_identifier(at, is_such)) add(its);
    const Occurrence* its = is_such ? nullptr : occurrence_at(all, offset);
    if (its == nullptr) return take();
    if (!its->entity.is_owned()) {
      if (auto star = imported_.of_star(its->entity.name)) add(*star);
      if (found_.empty()) of_builtin(its->entity.name);
      return take();
    }
    for (const DefinitionPlace& place : definitions_at(file_, all, offset))
      if (flow::is_import(place.kind))
        if (auto imported = imported_.of_alias(*Node(file_.tree, place.row).parent())) add(*imported);
    return take();
  }

 private:
  void of_builtin(scope::Name name) {
    if (auto file = imported_.file_of({0, file_.names.intern("builtins")})) add({file, name, {}});
  }

  void add(const ImportedName& its) {
    if (!its.file) return;
    if (its.is_module()) return found_.push_back({*its.file, {0, 0}, {0, 0}, std::nullopt});
    const std::optional<exports::Origin>& origin = engine_.get<exports::OriginOf>({*its.file, its.name});
    if (!origin) return;
    if (origin->name == exports::kNoName)
      return found_.push_back({origin->file, {0, 0}, {0, 0}, std::nullopt});
    const auto& reading = engine_.get<exports::ModuleReadingOf>(origin->file);
    if (!reading) return;
    for (const exports::SymbolPlace& place : reading->places_of(origin->name))
      found_.push_back({origin->file, place.range, place.whole, place});
  }

  std::vector<FarPlace> take() {
    auto key = [](const FarPlace& one) { return std::pair(one.file.value(), one.name.start); };
    std::sort(found_.begin(), found_.end(),
              [&](const FarPlace& a, const FarPlace& b) { return key(a) < key(b); });
    found_.erase(std::unique(found_.begin(), found_.end(),
                             [&](const FarPlace& a, const FarPlace& b) { return key(a) == key(b); }),
                 found_.end());
    return std::move(found_);
  }

  query::Engine& engine_;
  db::FileId id_;
  const NamedFile& file_;
  ImportedNames imported_;
  std::vector<FarPlace> found_;
};

}  // namespace

std::vector<FarPlace> far_definitions(query::Engine& engine, db::FileId id, const NamedFile& file,
                                      const std::vector<Occurrence>& all, uint32_t offset) {
  return FarFinder(engine, id, file).run(all, offset);
}

}  // namespace pellucid::ide
