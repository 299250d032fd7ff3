// The command: reads the arguments and calls what they ask for.

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <thread>

#include <CLI/CLI.hpp>

#include "check.h"
#include "disk_files.h"
#include "dump.h"
#include "explain.h"
#include "failure.h"
#include "project/configuration.h"
#include "project/session.h"
#include "replay.h"
#include "resolve.h"

namespace {

using namespace pellucid::cli;

// `--python-version 3.13`.
template <class Version>
void add_version(CLI::App& command, Version& version) {
  command
      .add_option_function<std::string>(
          "--python-version",
          [&version](const std::string& text) {
            auto parsed = pellucid::source::parse_python_version(text);
            if (!parsed)
              throw CLI::ValidationError("--python-version", "`" + text + "` is not one of 3.8 to 3.15");
            version = *parsed;
          },
          "Python that the source is for, 3.8 to 3.15 (default 3.14)")
      ->type_name("X.Y");
}

void add_rules(CLI::App& command, const char* name, std::vector<std::string>& rules, const char* help) {
  command.add_option(name, rules, help)
      ->delimiter(',')
      ->type_name("RULES")
      ->expected(1)
      ->allow_extra_args(false)  // a path may follow
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// Which project it is, and which Python it is for.
void add_project(CLI::App& command, ProjectOptions& options) {
  command.add_option("--project", options.project, "Its folder (default: this folder)")->type_name("DIR");
  command
      .add_option("--config", options.config,
                  "Its configuration (default: the nearest pellucid.toml or pyproject.toml)")
      ->type_name("FILE");
  add_version(command, options.version);
  command
      .add_option("--python-platform", options.platform,
                  "What `sys.platform` is: linux, darwin, win32 and others, or all")
      ->check([](const std::string& name) {
        using namespace pellucid::project;
        return is_platform(name) ? std::string() : unknown_platform_message(name);
      })
      ->type_name("NAME");
}

struct Program {
  CLI::App app{"A static checker for Python that you can see through", "pellucid"};
  CheckOptions check_options;
  FilesOptions files_options;
  DumpOptions dump_options;
  ResolveOptions resolve_options;
  ReplayOptions replay_options;
  std::string explained;
  std::string dump_format;
  int exit_code = kClean;

  Program() {
    app.require_subcommand(1);
    app.set_version_flag("--version", "pellucid 0.1.0");
    add_check();
    add_files();
    add_explain();
    add_dump("ast", "Print syntax trees", {"tree", "cpython"}, "tree", dump_ast);
    add_dump("tokens", "Print tokens", {"text", "json"}, "text", dump_tokens);
    add_dump("nodes", "Print the table of nodes", {"table", "json"}, "table", dump_nodes);
    add_dump("scopes", "Print scopes and their symbols", {"text", "json", "cpython"}, "text", dump_scopes);
    add_resolve();
    add_replay();
  }

  void add_replay() {
    CLI::App* command = app.add_subcommand("replay", "Play the edits of a session, and count what they cost");
    command->add_option("SCRIPT.json", replay_options.script, "What is done, see docs/replay.md")->required();
    add_reclaim(*command, [this](const std::string& policy) { replay_options.reclaim = policy; });
    static const std::map<std::string, Statistics> statistics = {{"text", Statistics::Text},
                                                                 {"json", Statistics::Json}};
    add_choice(*command, "--statistics", statistics, replay_options.statistics,
               "Print counters at the end: text or json");
    static const std::map<std::string, std::optional<ReplayFormat>> formats = {
        {"full", ReplayFormat::Full}, {"concise", ReplayFormat::Concise}, {"json", ReplayFormat::Json}};
    add_choice(*command, "--output-format", formats, replay_options.format, "full, concise or json");
    command->add_flag("--events", replay_options.events,
                      "Print what ran and what was reused for each check behind an edit, as a tree");
    command->callback([this] { exit_code = replay(replay_options); });
  }

  static void add_reclaim(CLI::App& command, const std::function<void(const std::string&)>& take) {
    command
        .add_option_function<std::string>(
            "--reclaim", take,
            "When syntax trees are given back: after-check (as soon as a file is checked), never, or beyond "
            "that many bytes of them, such as 64M")
        ->check([](const std::string& policy) {
          return pellucid::project::parse_reclaim_policy(policy)
                     ? std::string()
                     : "`" + policy + "` is none of after-check, never, and a number of bytes such as 64M";
        })
        ->type_name("POLICY");
  }

  void add_resolve() {
    CLI::App* command = app.add_subcommand("resolve", "Explain, step by step, what a name means");
    command->add_option("FILE:LINE:COLUMN", resolve_options.place, "The name; columns in characters, from 1")
        ->required();
    static const std::map<std::string, bool> formats = {{"text", false}, {"json", true}};
    add_choice(*command, "--format", formats, resolve_options.as_json, "text or json");
    add_project(*command, resolve_options.project);
    command->callback([this] { exit_code = resolve(resolve_options); });
  }

  void add_check() {
    CLI::App* command = app.add_subcommand("check", "Check files and folders");
    check_options.jobs = std::clamp(std::thread::hardware_concurrency(), 1u, 256u);
    command->add_option("PATH", check_options.paths, "Files and folders to check (default: this folder)");
    add_project(*command, check_options.project);
    add_rules(*command, "--select", check_options.project.select,
              "Rules or groups to check, `all` for every one");
    add_rules(*command, "--ignore", check_options.project.ignore, "Rules or groups to leave out");
    add_rules(*command, "--error", check_options.project.error, "Rules or groups to report as errors");
    add_rules(*command, "--warn", check_options.project.warn, "Rules or groups to report as warnings");
    static const std::map<std::string, OutputFormat> formats = {{"full", OutputFormat::Full},
                                                                {"concise", OutputFormat::Concise},
                                                                {"json", OutputFormat::Json},
                                                                {"github", OutputFormat::Github}};
    add_choice(*command, "--output-format", formats, check_options.format, "full, concise, json or github");
    static const std::map<std::string, Statistics> statistics = {{"text", Statistics::Text},
                                                                 {"json", Statistics::Json}};
    add_choice(*command, "--statistics", statistics, check_options.statistics,
               "Print counters: text or json");
    add_reclaim(*command, [this](const std::string& policy) {
      check_options.reclaim = *pellucid::project::parse_reclaim_policy(policy);
    });
    command
        ->add_option("--jobs", check_options.jobs,
                     "Threads that read files, 1 to 256 (default: one for each processor)")
        ->check(CLI::Range(1, 256))
        ->type_name("N");
    CLI::Option* fix = command->add_flag("--fix", check_options.fix,
                                         "Make the fixes that problems offer, and write the files");
    command->add_flag("--watch", check_options.watch, "Check again whenever something changes, until Ctrl-C")
        ->excludes(fix);
    command->callback([this] { exit_code = check(check_options); });
  }

  void add_files() {
    CLI::App* command = app.add_subcommand("files", "List the files that `check` would check");
    command->add_option("PATH", files_options.paths, "Files and folders (default: this folder)");
    add_project(*command, files_options.project);
    command->add_flag("--excluded", files_options.excluded, "List what is left out instead, and why");
    command->callback([this] { exit_code = list_files(files_options); });
  }

  void add_explain() {
    CLI::App* command = app.add_subcommand("explain", "Explain a rule, or list them all");
    command->add_option("RULE", explained, "A rule, or a group to list");
    command->callback([this] { exit_code = explain(explained); });
  }

  template <class T>
  static void add_choice(CLI::App& command, const std::string& name, const std::map<std::string, T>& choices,
                         T& chosen, const std::string& help) {
    command
        .add_option_function<std::string>(
            name,
            [&choices, &chosen, name, help](const std::string& text) {
              auto found = choices.find(text);
              if (found == choices.end()) throw CLI::ValidationError(name, "`" + text + "` is not " + help);
              chosen = found->second;
            },
            help)
        ->type_name("FORMAT");
  }

  // `text, json or cpython`
  static std::string choice(const std::vector<std::string>& words) {
    std::string text = words[0];
    for (size_t i = 1; i < words.size(); ++i) text += (i + 1 < words.size() ? ", " : " or ") + words[i];
    return text;
  }

  void add_dump(const char* name, const char* help, const std::vector<std::string>& formats,
                const char* usual, int (*dump)(const DumpOptions&)) {
    CLI::App* command = app.add_subcommand(name, help);
    command->add_option("FILE", dump_options.paths, "Files to print")->required();
    command->add_option("--format", dump_format, choice(formats) + " (default " + usual + ")")
        ->check([formats](const std::string& text) {
          bool known = std::find(formats.begin(), formats.end(), text) != formats.end();
          return known ? std::string() : "`" + text + "` is not " + choice(formats);
        })
        ->type_name("FORMAT");
    add_project(*command, dump_options.project);
    command->callback([this, dump] {
      dump_options.format = dump_format == "json"      ? DumpFormat::Json
                            : dump_format == "cpython" ? DumpFormat::Cpython
                                                       : DumpFormat::Text;
      exit_code = dump(dump_options);
    });
  }
};

}  // namespace

int main(int argc, char** argv) {
  Program program;
  program.check_options.stubs = program.resolve_options.stubs = program.replay_options.stubs =
      stub_pack_path(argv[0]);
  // CLI11 would say no more than that a command is required.
  auto is_meant = [argv](const CLI::App* command) { return command->get_name() == argv[1]; };
  if (argc > 1 && argv[1][0] != '-' && program.app.get_subcommands(is_meant).empty())
    return fail("no command is called `" + std::string(argv[1]) + "`");
  try {
    program.app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return program.app.exit(asked);
  } catch (const CLI::ParseError& error) {
    std::string message = error.what();
    for (char& c : message)
      if (c == '\n') c = ' ';
    return fail(message);
  }
  return program.exit_code;
}
