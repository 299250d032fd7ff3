#pragma once

// The inside of import_rules.h.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/import_rules.h"

namespace pellucid::check {

using resolve::Absence;
using resolve::ImportedModule;
using resolve::Resolution;

class ImportChecker {
 public:
  ImportChecker(const ImportShapes& shapes, const ImportingModule& module, ImportView& view)
      : shapes_(shapes), module_(module), view_(view) {}

  JudgedImports run();

 private:
  void check(uint32_t site);
  void check_name(uint32_t site, uint32_t name, const Resolution& module);
  bool is_resolved(const ImportSite& site);
  // `member`: what the module itself has of the name.
  bool has_name(exports::Name name, const ImportSite& site, const Resolution& module,
                exports::Member& member);
  bool imports_itself(exports::Name name, const ImportSite& site, const Resolution& module,
                      const exports::Member& member) const;
  bool is_unneeded_fallback(const ImportSite& site);
  bool are_resolved(const ReplacedSites& sites);
  // Whether the statement may well not be run where this is missing.
  bool may_lack(const ImportSite& site, const resolve::MissingModule& missing);

  void report_module(uint32_t site, const resolve::MissingModule& missing);
  std::string why(const resolve::MissingModule& missing, const ImportedModule& import) const;
  std::string why(const exports::Member& member, std::string_view name, const ImportedModule& from,
                  const Resolution& module) const;

  ImportedModule import_of(const ImportSite& site) const {
    return {site.module.level, std::string(text_of(site.module.module))};
  }
  std::string_view text_of(exports::Name name) const { return module_.names.text(name); }

  const ImportShapes& shapes_;
  const ImportingModule& module_;
  ImportView& view_;
  uint32_t suggestions_ = 0;
  std::unordered_map<uint64_t, bool> resolved_;  // by ReplacedSites
  JudgedImports judged_;
};

}  // namespace pellucid::check
