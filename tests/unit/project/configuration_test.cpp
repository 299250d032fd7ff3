#include "project/configuration.h"

#include <string>

#include <doctest/doctest.h>

#include "support/random.h"

namespace pellucid::project {
namespace {

using diagnostic::Rule;
using diagnostic::Severity;

// The faults, a line each: `line:column message`.
std::string faults(std::string_view text, ConfigurationFile file = ConfigurationFile::Pellucid) {
  std::string out;
  for (const ConfigurationFault& fault : read_configuration(text, file).faults)
    out += std::to_string(fault.line) + ":" + std::to_string(fault.column) + " " + fault.message + "\n";
  return out;
}

diagnostic::Settings settings(std::string_view text) {
  ConfigurationText read = read_configuration(text, ConfigurationFile::Pellucid);
  CHECK(read.faults.empty());
  diagnostic::Settings settings;
  read.configuration.apply(settings);
  return settings;
}

TEST_CASE("what a configuration may say") {
  ConfigurationText read = read_configuration(R"(
# Grüße
exclude = ["generated/", "*_pb2.py"]

[environment]
python-version = "3.12"
python-platform = "win32"
typeshed = "stubs/é"
extra-paths = ["lib", 'src']

[rules]
unused-import = "error"
is-literal = "ignore"
)",
                                              ConfigurationFile::Pellucid);
  CHECK(read.present);
  CHECK(read.faults.empty());
  CHECK(read.configuration.version == source::PythonVersion{12});
  CHECK(read.configuration.platform == "win32");
  CHECK(read.configuration.typeshed == WrittenText{"stubs/é", 8, 12});
  CHECK(read.configuration.extra_paths == std::vector<WrittenText>{{"lib", 9, 16}, {"src", 9, 23}});
  CHECK(read.configuration.exclude == std::vector<WrittenText>{{"generated/", 3, 12}, {"*_pb2.py", 3, 26}});
  CHECK(read.configuration.rules.size() == 2);
}

TEST_CASE("what is nested without end is told at its place") {
  auto times = [](std::string_view part) {
    std::string out;
    for (int i = 0; i < 100000; ++i) out += part;
    return out;
  };
  const std::string keys = " a key has more than 32 parts\n",
                    values = " values are nested more than 32 deep\n";
  std::string dotted = times("a.") + "a";
  CHECK(faults(dotted + " = 1\n") == "1:1" + keys);
  CHECK(faults("[" + dotted + "]\n") == "1:2" + keys);
  CHECK(faults("# é\nx = 1\n  [[ " + dotted + " ]]\n") == "3:6" + keys);
  CHECK(faults("x = {y = 1, " + dotted + " = 2}\n") == "1:13" + keys);
  CHECK(faults("x = ['é', {" + dotted + " = 2}]\n") == "1:12" + keys);
  CHECK(faults(times("'a' . \"b\\\".\" . ") + "a = 1\n") == "1:1" + keys);
  CHECK(faults("x = " + times("[")) == "1:37" + values);
  CHECK(faults("x = " + times("{a = ")) == "1:165" + values);
  CHECK(faults("x = " + times("[{a = ")) == "1:101" + values);
  CHECK(faults(times("[")) != "");
  // The text is cut off there, and its end is no mistake, whatever stands before it.
  for (std::string_view between : {" ", "\n", "\r\n", "\n\n", "\n  ", "# \xC3\xA9\n", "\t# a\r\n"}) {
    CAPTURE(between);
    std::string opened = "x = " + times("[" + std::string(between));
    CHECK(faults(opened).ends_with(values));
    CHECK(faults("\xEF\xBB\xBF" + opened).ends_with(values));
  }
  CHECK(faults("x = " + times("[\n")) == "33:1" + values);
  // What is broken before is told instead.
  CHECK(faults(times("[a\n")) ==
        "1:3 not valid TOML: Error while parsing table header: expected ']', saw '\\n'\n");
  CHECK(faults("[tool.x]\ny = " + times("["), ConfigurationFile::Pyproject) == "2:37" + values);
  // In strings and comments anything may stand.
  CHECK(faults("# " + dotted + times("[") + "\nx = 1\n") == "2:1 unknown key `x`\n");
  for (std::string quote : {"'", "\"", "'''", "\"\"\""}) {
    CHECK(faults("exclude = [" + quote + dotted + times("[") + quote + "]\n") == "");
    CHECK(faults("exclude = [" + quote + quote + "]\n" + dotted + " = 1\n") == "2:1" + keys);
  }
  CHECK(faults("exclude = ['''a''''', \"\"\"\\\"\"\"\"\"\"]\n" + dotted + " = 1\n") == "2:1" + keys);
  // Nothing is deep that has been closed.
  CHECK(faults("[environment]\nextra-paths = [" + times("'a.b', ") + "]\n") == "");
  CHECK(faults("x = [" + times("[], ") + "]\n") == "1:1 unknown key `x`\n");
  // As deep as it may be, in every way at once.
  std::string parts, inner = "1";
  for (int i = 0; i < 32; ++i) parts += (parts.empty() ? "a" : ".a");
  for (int i = 0; i < 32; ++i) inner = "{" + parts + " = " + inner + "}";
  CHECK(faults("[" + parts + "]\n" + parts + " = " + inner + "\n") == "1:2 unknown key `a`\n");
}

TEST_CASE("a rule says more than its group, and a group more than all") {
  diagnostic::Settings mixed =
      settings("[rules]\nunused-import = 'error'\nimports = 'ignore'\nall = 'warn'\n");
  CHECK(mixed.of(Rule::UnusedImport) == Severity::Error);
  CHECK(mixed.of(Rule::StarImport) == Severity::Ignore);
  CHECK(mixed.of(Rule::IsLiteral) == Severity::Warning);
}

TEST_CASE("in a pyproject.toml only its own table counts") {
  std::string_view other = "[project]\nname = 'x'\n[tool.other]\nunknown = 1\n";
  CHECK(!read_configuration(other, ConfigurationFile::Pyproject).present);
  CHECK(!read_configuration("tool = 1", ConfigurationFile::Pyproject).present);
  std::string own = std::string(other) + "[tool.pellucid.rules]\nis-literal = 'error'\n";
  ConfigurationText read = read_configuration(own, ConfigurationFile::Pyproject);
  CHECK(read.present);
  CHECK(read.faults.empty());
  CHECK(read.configuration.rules.size() == 1);
  CHECK(faults("tool.pellucid = 1", ConfigurationFile::Pyproject) ==
        "1:17 `tool.pellucid` is a table, written `[tool.pellucid]`\n");
}

TEST_CASE("what is not understood is reported with its place") {
  CHECK(faults("[environment]\npython-versoin = '3.12'\n") ==
        "2:1 unknown key `environment.python-versoin`; did you mean `python-version`?\n");
  CHECK(faults("[rule]\n") == "1:2 unknown key `rule`; did you mean `rules`?\n");
  CHECK(faults("[rules]\nunused-imports = 'warn'\n") ==
        "2:1 `unused-imports` is no rule and no group; did you mean `unused-import`?\n");
  CHECK(faults("[rules]\nis-literal = 'loud'\n") ==
        "2:14 `is-literal` is set to \"error\", \"warn\", \"info\" or \"ignore\"\n");
  CHECK(faults("[rules]\nis-literal = true\n").starts_with("2:14 `is-literal` is set to"));
  CHECK(faults("[environment]\npython-version = 3.12\n") ==
        "2:18 `python-version` is a string, such as `\"3.13\"`\n");
  CHECK(faults("[environment]\npython-version = '2.7'\n") ==
        "2:18 `python-version` is one of 3.8 to 3.15, not `2.7`\n");
  CHECK(faults("[environment]\npython-platform = 'Windows'\n") ==
        "2:19 `Windows` is no platform; did you mean `win32`?\n");
  CHECK(faults("[environment]\nextra-paths = 'lib'\n").starts_with("2:15 `extra-paths` is a list"));
  CHECK(faults("[environment]\nextra-paths = ['lib', 1]\n").starts_with("2:23 `extra-paths` is a string"));
  CHECK(faults("exclude = 'lib'\n") == "1:11 `exclude` is a list of strings, such as `[\"generated/\"]`\n");
  CHECK(faults("exclude = ['lib', 1]\n") == "1:19 `exclude` is a string, such as `\"generated/\"`\n");
  CHECK(faults("excluded = ['lib']\n") == "1:1 unknown key `excluded`; did you mean `exclude`?\n");
  CHECK(
      faults("rules = 1\nenvironment = []\n") ==
      "1:9 `rules` is a table, written `[rules]`\n2:15 `environment` is a table, written `[environment]`\n");
  CHECK(faults("[rules\n").starts_with("1:7 not valid TOML: "));
}

TEST_CASE("mistakes that toml++ takes for impossible are faults like others") {
  CHECK(faults("CA\xCD\x84 = 1\n").starts_with("1:3 not valid TOML: "));
  CHECK(faults("a = \"\"\"\\\xC3\xA9\"\"\"\n").starts_with("1:9 not valid TOML: "));
  CHECK(faults("a = 2\"\xC3\xA9\"\n").find(" not valid TOML: ") != std::string::npos);
  CHECK(faults("[=]\n").starts_with("1:2 not valid TOML: "));
  CHECK(faults("a = 1979-05-27T)\n").find(" not valid TOML: ") != std::string::npos);
  CHECK(faults("a = '\xFF'\n").find(" not valid TOML: ") != std::string::npos);
}

TEST_CASE("numbers with a point are read whatever the C++ library has for them") {
  for (const char* number : {"0.5", "-0.5e-3", "+1e3", "1_0.2_5", "inf", "-nan"}) {
    CAPTURE(number);
    CHECK(faults("[environment]\npython-version = " + std::string(number) + "\n")
              .starts_with("2:18 `python-version` is a string"));
  }
  for (const char* number : {"1e999", "0.5.1", "1e", ".5"}) {
    CAPTURE(number);
    CHECK(faults("[environment]\npython-version = " + std::string(number) + "\n").find(" not valid TOML: ") !=
          std::string::npos);
  }
}

TEST_CASE("characters of any script stand in strings and comments") {
  CHECK(faults("# \xC3\xA9\n[rules] # \xC3\xA9\n").empty());
  CHECK(faults("\xEF\xBB\xBF[rules]\n").empty());
  for (const char* quoted : {"'é'", "\"é\\\"é\"", "\'\'\'é'é\n''é''\'\'\'", "\"\"\"é\\\"\"é\n\"\"\""})
    CHECK(faults("[environment]\ntypeshed = " + std::string(quoted) + "\n").empty());
}

TEST_CASE("no bytes end badly") {
  tests::Random random(5);
  constexpr std::string_view kPieces[] = {
      "[",        "]",        "[[",   "]]",           "\n",    "=",           "'",          "\"",
      "'''",      "\"\"\"",   "\\",   "\\u12",        "{",     "}",           ",",          ".",
      "#",        "a",        "tool", "pellucid",     "rules", "environment", "is-literal", "python-version",
      "1",        "-",        "0x",   "1e5",          "inf",   "1979-05-27",  "T07:32:00Z", "true",
      "\xC3\xA9", "\xCD\x84", "\xFF", "\xEF\xBB\xBF", "\t",    " ",           "\r\n",       "_",
      "+"};
  for (int round = 0; round < 20000; ++round) {
    std::string text = random.joined(kPieces, 1 + random.below(16));
    CAPTURE(text);
    for (ConfigurationFile file : {ConfigurationFile::Pellucid, ConfigurationFile::Pyproject})
      for (const ConfigurationFault& fault : read_configuration(text, file).faults) CHECK(fault.line > 0);
  }
  CHECK(!faults(std::string(100'000, '[')).empty());
  CHECK(!faults("a = " + std::string(100'000, '[')).empty());
}

TEST_CASE("platforms") {
  CHECK(is_platform("linux"));
  CHECK(is_platform("all"));
  CHECK(!is_platform("Linux"));
  CHECK(unknown_platform_message("macOS") == "`macOS` is no platform; did you mean `darwin`?");
  CHECK(unknown_platform_message("Linux") == "`Linux` is no platform; did you mean `linux`?");
  CHECK(unknown_platform_message("?") ==
        "`?` is no platform; there are `linux`, `darwin`, `win32` and others, and `all`");
}

}  // namespace
}  // namespace pellucid::project
