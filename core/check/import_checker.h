#pragma once

// The inside of import_rules.h.

#include "check/import_rules.h"
#include "flow/dead_code.h"
#include "syntax/node.h"

namespace pellucid::check {

using diagnostic::Diagnostic;
using diagnostic::Rule;
using resolve::Absence;
using resolve::ImportedModule;
using resolve::Resolution;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

class ImportChecker {
 public:
  ImportChecker(const ImportingFile& file, ImportView& view)
      : file_(file), view_(view), dead_(file.tree, file.use_def) {}

  std::vector<Diagnostic> run();

 private:
  // What an `except` clause around an import waits for.
  enum class Expected : uint8_t { Nothing, MissingModule, MissingName };

  void check_import(Node statement);
  void check_import_from(Node statement);
  void check_name(Node alias, const ImportedModule& from, const Resolution& module);
  // Whether all that the statement imports is there.
  bool is_resolved(Node statement);
  // `member`: what the module itself has of the name.
  bool has_name(std::string_view name, const ImportedModule& from, const Resolution& module,
                exports::Member& member);
  bool imports_itself(std::string_view name, const ImportedModule& from, const Resolution& module,
                      const exports::Member& member) const;

  Expected expected(Node statement) const;
  Expected expected_by(Node try_statement) const;
  Expected caught_by(Node type) const;
  bool is_unneeded_fallback(Node statement);
  bool is_guarded(Node statement) const;
  // Whether the statement may well not be run where this is missing.
  bool may_lack(Node statement, const resolve::MissingModule& missing);

  // `parts`: the names of the module, as they are written.
  void report_module(source::Range whole, const std::vector<Node>& parts, const ImportedModule& import,
                     const resolve::MissingModule& missing);
  std::string why(const resolve::MissingModule& missing, const ImportedModule& import) const;
  std::string why(const exports::Member& member, std::string_view name, const ImportedModule& from,
                  const Resolution& module) const;
  Diagnostic& report(source::Range range, std::string message);
  // Offers the near name in place of the range, if there is one.
  void suggest(Diagnostic& found, const resolve::NearName& near, source::Range range) const;

  std::string dotted(Node owner, Role role) const;
  ImportedModule imported_from(Node statement) const;
  source::Range module_range(Node statement) const;
  std::vector<Node> parts_of(Node owner, Role role) const;
  std::string_view text_of(Node identifier) const {
    return file_.tree.text_of(file_.tree.name(identifier.index()), file_.text);
  }

  const ImportingFile& file_;
  ImportView& view_;
  flow::DeadCode dead_;
  uint32_t suggestions_ = 0;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace pellucid::check
