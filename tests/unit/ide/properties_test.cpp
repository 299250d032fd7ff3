// What must hold of definitions, references and renames, whatever the program.

#include <algorithm>
#include <map>

#include "ide/name_trace.h"
#include "ide/references.h"
#include "ide/rename.h"
#include "support/named.h"
#include "support/random.h"
#include "support/random_program.h"

namespace {

using namespace pellucid;
using tests::Named;

constexpr uint64_t kPrograms = 400;

std::string with_edits(std::string text, const std::vector<ide::RenameEdit>& edits) {
  for (size_t i = edits.size(); i-- > 0;)
    text.replace(edits[i].range.start, edits[i].range.size(), edits[i].text);
  return text;
}

// Which of the names stand for the same, as a number for each, counted as they come.
std::vector<std::pair<uint32_t, uint32_t>> grouping(const Named& named) {
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> numbers;
  auto number = [&](const ide::Entity& entity) {
    std::pair<uint32_t, uint32_t> key = {entity.symbol, entity.is_owned() ? 0 : entity.name.value() + 1};
    return numbers.try_emplace(key, static_cast<uint32_t>(numbers.size())).first->second;
  };
  std::vector<std::pair<uint32_t, uint32_t>> found;
  for (const ide::Occurrence& its : ide::occurrences(*named.file)) {
    uint32_t first = number(its.entity);
    found.emplace_back(first, its.fallback ? number(*its.fallback) : base::kNoneValue);
  }
  return found;
}

// What the checker says, but for names, and for rules that one name at two places is enough for.
std::vector<std::string> complaints(Named& named) {
  std::vector<std::string> found;
  for (const diagnostic::Diagnostic& its : named.session.diagnostics(named.id)) {
    if (its.rule == diagnostic::Rule::RedefinedWhileUnused ||
        its.rule == diagnostic::Rule::ImportShadowedByLoopVariable)
      continue;
    found.push_back(std::to_string(named.positions->at(its.range.start).line) + " " +
                    std::string(diagnostic::entry(its.rule).id));
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Whether some class binds the name.
bool is_in_class(const Named& named, scope::Name name) {
  const scope::ScopeTable& table = named.file->scopes.table;
  for (uint32_t i = 0; i < table.size(); ++i) {
    scope::FileScopeId scope(i);
    auto symbol = table.find(scope, name);
    if (symbol && table.scope(scope).kind == scope::ScopeKind::Class &&
        table.symbol({scope, *symbol}).binds())
      return true;
  }
  return false;
}

constexpr const char* kProgram = "case.py";
constexpr const char* kStub = "case.pyi";

template <class Look>
void in_programs(Look look, const char* path = kProgram) {
  for (uint64_t seed = 0; seed < kPrograms; ++seed) {
    Named named(tests::RandomProgram(seed).source(), source::kDefaultPython, path);
    INFO(named.file->text.view());
    look(named);
  }
}

// Names that are read and that have a trace of their own, where the compiler has nothing to say.
template <class Look>
uint32_t at_reads(const Named& named, Look look) {
  uint32_t reads = 0;
  for (const ide::Occurrence& its : ide::occurrences(*named.file)) {
    if (!its.reads || !its.row) continue;
    ide::NameTrace trace = ide::trace_name(*named.file, *its.row);
    if (trace.error == ide::TraceError::SyntaxError) continue;
    look(its, trace);
    ++reads;
  }
  return reads;
}

// What the trace tells and rules leave to the reader: code that runs later, functions that declare the name, and
// branches that are dead here alone.
bool is_open(const Named& named, const ide::NameTrace& trace) {
  const scope::ScopeTable& table = named.file->scopes.table;
  return std::any_of(trace.holders.begin(), trace.holders.end(), [&](const ide::TraceHolder& holder) {
    if (holder.later) return true;
    auto symbol =
        holder.scope ? table.find(*holder.scope, trace.name) : base::Optional<scope::ScopeSymbolId>();
    if (!symbol) return false;
    uint32_t position = table.position({*holder.scope, *symbol});
    const auto& definitions = named.file->use_def.definitions();
    return std::any_of(definitions.begin(), definitions.end(), [&](const flow::Definition& its) {
      return its.symbol == position && (its.foreign || !its.reachable);
    });
  });
}

struct Agreement {
  uint32_t uses = 0;
  uint32_t unbound = 0;        // by the rules
  uint32_t maybe_unbound = 0;  // likewise
  uint32_t open = 0;
};

// Whether the rules and the trace say the same of each name that is read.
Agreement agreement_in(const char* path) {
  Agreement found;
  in_programs(
      [&](const Named& named) {
        std::map<uint32_t, diagnostic::Rule> reported;
        for (const diagnostic::Diagnostic& its : check::name_rules_alone(*named.file))
          if (its.rule == diagnostic::Rule::UnresolvedReference ||
              its.rule == diagnostic::Rule::PossiblyUnresolvedReference)
            reported.emplace(its.range.start, its.rule);
        found.uses += at_reads(named, [&](const ide::Occurrence& its, const ide::NameTrace& trace) {
          auto rule = reported.find(its.range.start);
          ide::BoundState said = rule == reported.end() ? ide::BoundState::Bound
                                 : rule->second == diagnostic::Rule::UnresolvedReference
                                     ? ide::BoundState::Unbound
                                     : ide::BoundState::MaybeUnbound;
          ide::BoundState is = trace.state == ide::BoundState::Deleted    ? ide::BoundState::Unbound
                               : trace.state == ide::BoundState::NeverRun ? ide::BoundState::Bound
                                                                          : trace.state;
          found.unbound += said == ide::BoundState::Unbound;
          found.maybe_unbound += said == ide::BoundState::MaybeUnbound;
          if (said == ide::BoundState::Bound && is != ide::BoundState::Bound && is_open(named, trace)) {
            ++found.open;
            return;
          }
          CHECK_MESSAGE(ide::name_of(said) == ide::name_of(is), named.place(its.range));
        });
      },
      path);
  return found;
}

}  // namespace

TEST_CASE("every use is among the references of each definition that it may get its value from") {
  uint32_t uses = 0;
  in_programs([&](const Named& named) {
    std::vector<ide::Occurrence> all = ide::occurrences(*named.file);
    for (const ide::Occurrence& its : all) {
      for (const ide::DefinitionPlace& definition : ide::definitions_at(*named.file, all, its.range.start)) {
        std::vector<ide::Occurrence> references = ide::references_at(all, definition.name.start);
        bool is_listed = std::any_of(references.begin(), references.end(),
                                     [&](const ide::Occurrence& other) { return other.range == its.range; });
        CHECK_MESSAGE(is_listed, named.place(its.range), " and ", named.place(definition.name));
        ++uses;
      }
    }
  });
  CHECK(uses > 5000);
}

TEST_CASE("what is said of a use in one word is what its trace comes to") {
  uint32_t uses = 0;
  for (const char* path : {kProgram, kStub})
    in_programs(
        [&](const Named& named) {
          ide::BoundStates states(*named.file);
          uses += at_reads(named, [&](const ide::Occurrence& its, const ide::NameTrace& trace) {
            CHECK_MESSAGE(ide::name_of(states.of(its)) == ide::name_of(trace.state), named.place(its.range));
          });
        },
        path);
  CHECK(uses > 5000);
}

// The program with star imports among its statements.
std::string with_stars(const std::string& program, uint64_t seed) {
  tests::Random random(seed);
  std::string text;
  for (size_t at = 0; at < program.size();) {
    size_t end = std::min(program.find('\n', at), program.size() - 1) + 1;
    std::string line = program.substr(at, end - at);
    at = end;
    constexpr std::string_view kGoOn[] = {" ", "el", "except", "finally", "\n"};
    bool goes_on = std::any_of(std::begin(kGoOn), std::end(kGoOn),
                               [&](std::string_view word) { return line.starts_with(word); });
    if (!goes_on && random.below(4) == 0) {
      constexpr std::string_view kStars[] = {"from m import *\n", "from n import *\n",
                                             "if print: from m import *\n"};
      text += kStars[random.below(3)];
    }
    text += line;
  }
  return text;
}

TEST_CASE("whatever star imports bring, what is said of a use in one word is what its trace comes to") {
  uint32_t uses = 0, starred = 0;
  for (uint64_t seed = 0; seed < kPrograms; ++seed) {
    Named named(with_stars(tests::RandomProgram(seed).source(), seed), source::kDefaultPython,
                seed % 2 == 0 ? kProgram : kStub);
    INFO(named.file->text.view());
    for (uint32_t known : {0u, 1u, 2u, 3u}) {
      // None, nobody knows, all, and some.
      named.file->stars = [&](const exports::ModuleRef& module, scope::Name name) {
        uint32_t offer = known < 3 ? known : (module.module.value() * 7 + name.value()) % 3;
        return static_cast<exports::Offer>(offer);
      };
      ide::BoundStates states(*named.file);
      uses += at_reads(named, [&](const ide::Occurrence& its, const ide::NameTrace& trace) {
        CHECK_MESSAGE(ide::name_of(states.of(its)) == ide::name_of(trace.state), named.place(its.range));
        for (const ide::TraceHolder& holder : trace.holders)
          for (const ide::TraceDefinition& definition : holder.definitions)
            starred += definition.star.has_value();
      });
    }
  }
  CHECK(uses > 5000);
  CHECK(starred > 1000);
}

TEST_CASE("the trace of a name in a string comes to what is said of it in one word") {
  uint32_t names = 0;
  for (const char* path : {kProgram, kStub})
    in_programs(
        [&](const Named& named) {
          ide::BoundStates states(*named.file);
          for (const ide::Occurrence& its : ide::occurrences(*named.file)) {
            if (!its.in_string()) continue;
            auto trace = ide::trace_at(*named.file, its.range.start);
            REQUIRE(trace.has_value());
            if (!trace.has_value()) continue;
            CHECK(trace->range == its.range);
            CHECK_MESSAGE(ide::name_of(states.of(its)) == ide::name_of(trace->state), named.place(its.range));
            ++names;
          }
        },
        path);
  CHECK(names > 100);
}

TEST_CASE("the rules and the trace say the same of a name") {
  Agreement found = agreement_in(kProgram);
  CHECK(found.uses > 5000);
  CHECK(found.unbound + found.maybe_unbound > 1000);
  CHECK(found.open < found.uses / 10);
}

TEST_CASE("… and of a name in a stub, where none is bound on some ways only") {
  Agreement found = agreement_in(kStub);
  CHECK(found.uses > 5000);
  CHECK(found.unbound > 100);
  CHECK(found.maybe_unbound == 0);
  CHECK(found.open < found.uses / 100);
}

TEST_CASE("a fresh name and back again is the same text, and nothing else is said of the program") {
  uint32_t renamed = 0;
  for (uint64_t seed = 0; seed < kPrograms; ++seed) {
    Named before(tests::RandomProgram(seed).source());
    std::string text(before.file->text.view());
    INFO(text);
    if (!before.file->scopes.problems.empty()) continue;
    std::vector<ide::Occurrence> all = ide::occurrences(*before.file);
    const auto grouped = grouping(before);
    const std::vector<std::string> said = complaints(before);
    std::vector<ide::Entity> done;
    for (const ide::Occurrence& its : all) {
      if (std::find(done.begin(), done.end(), its.entity) != done.end()) continue;
      done.push_back(its.entity);
      ide::RenamePlan plan = ide::rename(*before.file, all, its.range.start, "fresh");
      if (!plan.refusal.empty() || !plan.problems.empty()) continue;
      Named after(with_edits(text, plan.edits));
      INFO(after.file->text.view());
      CHECK_MESSAGE(grouped == grouping(after), before.place(its.range));
      // The rules take it that the module has bound by then what a class body leaves to it.
      if (!is_in_class(before, its.entity.name))
        CHECK_MESSAGE(said == complaints(after), before.place(its.range));
      std::vector<ide::Occurrence> all_after = ide::occurrences(*after.file);
      // The same one: edits before it have moved it.
      const ide::Occurrence& same = all_after[static_cast<size_t>(&its - all.data())];
      ide::RenamePlan back =
          ide::rename(*after.file, all_after, same.range.start, before.file->text.slice(its.range));
      CHECK(with_edits(std::string(after.file->text.view()), back.edits) == text);
      ++renamed;
    }
  }
  CHECK(renamed > 500);
}

TEST_CASE("a rename to a name that is there changes nothing, or says that it would") {
  uint32_t renamed = 0, warned = 0, looked_at = 0, needless = 0;
  for (uint64_t seed = 0; seed < kPrograms; ++seed) {
    Named before(tests::RandomProgram(seed).source());
    std::string text(before.file->text.view());
    INFO(text);
    if (!before.file->scopes.problems.empty()) continue;
    std::vector<ide::Occurrence> all = ide::occurrences(*before.file);
    const auto grouped = grouping(before);
    std::vector<ide::Entity> done;
    for (const ide::Occurrence& its : all) {
      if (std::find(done.begin(), done.end(), its.entity) != done.end()) continue;
      done.push_back(its.entity);
      for (std::string_view to : {"a", "c", "print"}) {
        ide::RenamePlan plan = ide::rename(*before.file, all, its.range.start, to);
        if (!plan.refusal.empty() || plan.edits.empty()) continue;
        renamed += plan.problems.empty();
        warned += !plan.problems.empty();
        // Whether a warning was for nothing is no check: a part of them tells how many are.
        if (!plan.problems.empty() && seed % 8 != 0) continue;
        Named after(with_edits(text, plan.edits));
        INFO(after.file->text.view());
        bool same = after.file->scopes.problems.empty() && grouped == grouping(after);
        if (plan.problems.empty()) CHECK_MESSAGE(same, before.place(its.range), " to ", to);
        looked_at += !plan.problems.empty();
        needless += !plan.problems.empty() && same;
      }
    }
  }
  CHECK(renamed > 500);
  CHECK(warned > 500);
  MESSAGE(needless << " of " << looked_at << " warnings were for nothing that scopes show");
}
