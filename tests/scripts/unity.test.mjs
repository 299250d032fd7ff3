// The sanitized build compiles a room of core/, and cli/, as one unit (CMakeLists.txt, PELLUCID_UNITY). Two of its sources
// must then not give one name, in namespaces without a name, to things of their own. The compiler would say so late.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";
import { cppSources } from "../../scripts/lib/sources.mjs";

/** What a source declares in namespaces without a name; a function with its parameters, for it may be overloaded. */
function privateNames(text) {
  const names = [];
  for (const [, body] of text.matchAll(/^namespace \{\n([\s\S]*?)^\} {2}\/\/ namespace$/gm)) {
    const statements = body.replaceAll(/\/\/.*$/gm, "").replaceAll(/\n\s*?[ \t]+(?=\S)/g, " ");
    for (const line of statements.split("\n")) {
      const named =
        /^(?:template <.*?> )?(?:struct|class|enum(?: class)?|union) (\w+)/.exec(line) ??
        /^using (\w+) =/.exec(line) ??
        /^(?:inline )?(?:constexpr|const|thread_local|static) [\w:<>*& ,]+? (\w+)(?:\[\w*\])* (?:=|\{)/.exec(line);
      const called = /^(?!using|static_assert|PEL_)(?:[\w:<>*&, ]+? )[*&]?(\w+)(\([^{]*\))(?: const)?(?: \{|;)/.exec(
        line,
      );
      if (named !== null) names.push(named[1]);
      else if (called !== null) names.push(called[1] + called[2].replaceAll(/ \w+(?=[,)])/g, ""));
    }
  }
  return new Set(names);
}

/** Names that two sources of one folder give, each with the sources. */
function clashes(sources) {
  const first = new Map();
  const found = [];
  for (const { path, text } of sources)
    for (const name of privateNames(text)) {
      const key = `${dirname(path)} ${name}`;
      if (first.has(key)) found.push(`${name}: ${first.get(key)} and ${path}`);
      else first.set(key, path);
    }
  return found;
}

test("the sources of a room give no two things of their own one name", () => {
  const sources = cppSources(["core", "cli"], [".cpp"]).map((path) => ({
    path,
    text: readFileSync(inProject(path), "utf8"),
  }));
  assert.ok(sources.flatMap(({ text }) => [...privateNames(text)]).length > 50);
  assert.deepEqual(clashes(sources), []);
});

test("a name that clashes is seen, an overload and another room's are let pass", () => {
  const inNamespace = (text) => `namespace {\n\n${text}\n\n}  // namespace\n`;
  const a = `constexpr TokenKind kClosers[] = {};\n\nbool is_import(DefinitionKind kind) {\n  return x;\n}\nstruct Frame {\n};\nsize_t\n    slot(int a,\n         int b) {\n}`;
  const b = `constexpr TokenKind kClosers[] = {};\nbool is_import(DefinitionKind of) {\n  return y;\n}\nstruct Frame {\n};\nvoid slot(int a) {\n}`;
  const sources = (second) => [
    { path: "core/lex/a.cpp", text: inNamespace(a) },
    { path: second, text: inNamespace(b) },
  ];
  assert.deepEqual(clashes(sources("core/lex/b.cpp")), [
    "kClosers: core/lex/a.cpp and core/lex/b.cpp",
    "is_import(DefinitionKind): core/lex/a.cpp and core/lex/b.cpp",
    "Frame: core/lex/a.cpp and core/lex/b.cpp",
  ]);
  assert.deepEqual(clashes(sources("core/scope/b.cpp")), []);
});
