#pragma once

// How the files of a project hang together, as queries: what each imports, what is wrong with that, and who
// takes what from whom. Values that other files' results depend on hold no positions.
//
//     import_sites(file)            with places, of the file's tree          the last that needs it
//     import_shapes(file)           the same without places
//     import_faults(file)           what its imports name and is not there
//     loads(file)                   what it loads when it is loaded
//     import_graph()                of the whole project
//     ways_back(file)               its imports that lead back to it
//     takes(file), taken_names()    names that files take from one another
//     verdicts(file)                answers to its open questions

#include <string>
#include <unordered_map>
#include <vector>

#include "base/shared.h"
#include "check/import_graph.h"
#include "check/import_rules.h"
#include "check/open_questions.h"
#include "db/queries.h"
#include "resolve/queries.h"

namespace pellucid::check {

// ImportSites, of which the shapes stand alone.
struct SharedImports {
  base::Shared<ImportShapes> shapes;
  ImportPlaces places;

  // What ImportShapesOf shares counts there.
  size_t memory_bytes() const { return places.memory_bytes(); }
  friend bool operator==(const SharedImports&, const SharedImports&) = default;
};

struct ImportSitesOf : db::OfFile<SharedImports> {
  static constexpr const char* kName = "import_sites";
  static Value compute(query::Context& context, const Key& file);
};

struct ImportShapesOf : db::OfFile<ImportShapes> {
  static constexpr const char* kName = "import_shapes";
  static Value compute(query::Context& context, const Key& file);
};

struct ImportFaults {
  std::vector<ImportFault> imports;
  // A module is in no place, and no library is known where it may be.
  bool misses_library = false;
  // hidden-module, on the file's first character.
  std::optional<diagnostic::Diagnostic> hidden;

  size_t memory_bytes() const;
  friend bool operator==(const ImportFaults&, const ImportFaults&) = default;
};

struct ImportFaultsOf : db::OfFile<ImportFaults> {
  static constexpr const char* kName = "import_faults";
  static Value compute(query::Context& context, const Key& file);
};

// By import of the file (Exports::imports()), the files that it loads.
struct Loads {
  struct Module {
    db::FileId file;
    exports::Name name;
    friend bool operator==(const Module&, const Module&) = default;
  };
  std::vector<uint32_t> ends;  // by import, into `modules`
  std::vector<Module> modules;

  size_t memory_bytes() const {
    return ends.capacity() * sizeof(uint32_t) + modules.capacity() * sizeof(Module);
  }
  friend bool operator==(const Loads&, const Loads&) = default;
};

struct LoadsOf : db::OfFile<Loads> {
  static constexpr const char* kName = "loads";
  static Value compute(query::Context& context, const Key& file);
};

// Its nodes are the project's files.
struct ProjectGraph {
  ImportGraph graph;
  std::unordered_map<uint32_t, ImportGraph::Node> nodes;  // by the value of the file's id
  std::vector<db::FileId> files;                          // by node

  size_t memory_bytes() const;
  friend bool operator==(const ProjectGraph& a, const ProjectGraph& b) {
    return a.files == b.files && a.graph.targets() == b.graph.targets();
  }
};

struct ImportGraphOf {
  using Key = uint32_t;  // db::kTheProject
  using Value = base::Shared<ProjectGraph>;
  static constexpr const char* kName = "import_graph";
  static Value compute(query::Context& context, const Key& key);
};

// Empty if no import leads back.
struct WaysBackOf {
  using Key = db::FileId;
  using Value = WaysBack;
  static constexpr const char* kName = "ways_back";
  static Value compute(query::Context& context, const Key& file);
};

// Names that files take from one another: `from shop import cart`, and `total` of `cart.total`.
struct Takes {
  struct Taken {
    base::Optional<db::FileId> file;  // none where it may be any
    exports::Name name;               // none for a star import, which takes all
    friend bool operator==(const Taken&, const Taken&) = default;
  };
  std::vector<Taken> taken;  // by file and name, each once

  bool contains(const Taken& one) const;
  size_t memory_bytes() const { return taken.capacity() * sizeof(Taken); }
  friend bool operator==(const Takes&, const Takes&) = default;
};

// What the file takes from others.
struct TakesOf : db::OfFile<Takes> {
  static constexpr const char* kName = "takes";
  static Value compute(query::Context& context, const Key& file);
};

// What all files of the project take, from others than themselves.
struct TakenNamesOf {
  using Key = uint32_t;  // db::kTheProject
  using Value = base::Shared<Takes>;
  static constexpr const char* kName = "taken_names";
  static Value compute(query::Context& context, const Key& key);
};

// By question of RuleFindings.
struct VerdictsOf : db::OfFile<Verdicts> {
  static constexpr const char* kName = "verdicts";
  static Value compute(query::Context& context, const Key& file);
};

}  // namespace pellucid::check
