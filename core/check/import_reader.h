#pragma once

// The inside of import_sites.h.

#include <string>
#include <string_view>
#include <unordered_map>

#include "check/import_sites.h"
#include "flow/dead_code.h"
#include "syntax/node.h"

namespace pellucid::check {

using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

class ImportReader {
 public:
  ImportReader(const ImportingFile& file, scope::Names& names)
      : file_(file), names_(names), dead_(file.tree, file.use_def) {}

  ImportSites run(const std::vector<NodeIndex>& loaded);

 private:
  // An import statement, and the sites that it makes.
  struct Statement {
    NodeIndex row;
    uint32_t begin;
    uint32_t end;
  };

  void add_import(Node statement);
  void add_import_from(Node statement);
  ImportSite site_of(Node statement);
  void add_site(ImportSite site, source::Range module, Node owner, Role role);
  source::Range module_range(Node statement) const;
  exports::Name module_name(Node bound) const;
  bool is_whole(Node owner, Role role) const;

  // What may fail, and is meant to (import_expected.cpp).
  ExpectedFailure expected(Node statement);
  ExpectedFailure expected_by(Node around);
  ExpectedFailure find_expected_by(Node around) const;
  ExpectedFailure caught_by(Node type) const;
  bool is_guarded(Node statement) const;
  void find_replaced();
  ReplacedSites sites_in(Node around) const;

  std::string_view text_of(Node identifier) const {
    return file_.tree.text_of(file_.tree.name(identifier.index()), file_.text);
  }

  const ImportingFile& file_;
  scope::Names& names_;
  flow::DeadCode dead_;
  std::vector<Statement> statements_;
  std::unordered_map<NodeIndex, ExpectedFailure> expected_by_;
  std::unordered_map<NodeIndex, ReplacedSites> sites_in_;
  ImportSites result_;
};

// Of ImportShapes (import_attributes.cpp).
std::vector<ImportShapes::Attribute> read_attributes(const ImportingFile& file, scope::Names& names,
                                                     bool has_star);

}  // namespace pellucid::check
