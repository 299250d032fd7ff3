// Writes web/src/generated/: the lists that core/ declares once, as TypeScript. Into syntax.ts node kinds, roles, token
// kinds, flags, rules and Python versions; into names.ts what scopes, definitions and name traces are made of. Run it
// before anything that compiles web/.
//
//     node scripts/generate.mjs
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const generated = join(root, "web/src/generated");

const source = (path) => readFileSync(join(root, path), "utf8");

// Calls of macros in a .def file: `PEL_NODE(Name, Category, Payload, "example")` as ["PEL_NODE", "Name", …]. A quoted
// argument loses its quotes and escapes.
function calls(path) {
  const found = [];
  for (const line of source(path).split("\n")) {
    const call = /^(PEL_\w+)\((.*)\)\s*(?:\/\/.*)?$/.exec(line);
    if (call === null) continue;
    const args = [...call[2].matchAll(/\s*("(?:[^"\\]|\\.)*"|[^,"]+)\s*(?:,|$)/g)].map((match) =>
      match[1].startsWith('"') ? JSON.parse(match[1]) : match[1].trim(),
    );
    found.push([call[1], ...args]);
  }
  if (found.length === 0) throw new Error(`${path} declares nothing`);
  return found;
}

const constant = (path, pattern) => {
  const match = pattern.exec(source(path));
  if (match === null) throw new Error(`${path} has no ${pattern}`);
  return Number(match[1]);
};

const nodeKinds = calls("core/syntax/node_kind.def")
  .filter(([macro]) => macro === "PEL_NODE")
  .map(([, name, category, payload, example]) => ({ name, category, payload, example }));

const roles = calls("core/syntax/role.def").map(([, , text]) => text);

const tokenGroups = { PEL_TOKEN: "token", PEL_OPERATOR: "operator", PEL_KEYWORD: "keyword" };
const tokenKinds = calls("core/lex/token_kind.def").map(([macro, name, spelling]) => ({
  name,
  spelling,
  group: tokenGroups[macro],
}));

const flagNames = ["kStore", "kDelete", "kParenthesized", "kHasError"];
const nodeFlags = Object.fromEntries(
  flagNames.map((name) => [
    name[1].toLowerCase() + name.slice(2),
    constant("core/syntax/node_kind.h", new RegExp(`\\b${name} = (\\d+)`)),
  ]),
);

const rules = calls("core/diagnostic/rules.def").map(([, , id, severity, group, summary]) => ({
  id,
  severity: severity.toLowerCase(),
  group,
  summary,
}));

const version = (name) => constant("core/source/python_version.h", new RegExp(`${name}\\{(\\d+)\\}`));

const list = (rows) => `[\n${rows.map((row) => `  ${JSON.stringify(row)},\n`).join("")}]`;

const text = `// Written by scripts/generate.mjs out of core/**/*.def; not to be edited.

export type NodeCategory = ${[...new Set(nodeKinds.map((kind) => JSON.stringify(kind.category)))].join(" | ")};

export interface NodeKind {
  readonly name: string;
  readonly category: NodeCategory;
  /** What the payload column holds. */
  readonly payload: string;
  /** Source of such a node. */
  readonly example: string;
}

/** By number, as in the table's column \`kind\`. */
export const nodeKinds: readonly NodeKind[] = ${list(nodeKinds)};

/** By number, as in the column \`role\`. */
export const roles: readonly string[] = ${list(roles)};

/** Bits of the column \`flags\` that mean the same for every kind. */
export const nodeFlags = ${JSON.stringify(nodeFlags)} as const;

export interface TokenKind {
  readonly name: string;
  /** The characters of an operator or keyword; else words for it. */
  readonly spelling: string;
  readonly group: "token" | "operator" | "keyword";
}

/** By number. */
export const tokenKinds: readonly TokenKind[] = ${list(tokenKinds)};

export interface Rule {
  readonly id: string;
  readonly severity: "error" | "warning" | "info" | "ignore";
  readonly group: string;
  readonly summary: string;
}

export const rules: readonly Rule[] = ${list(rules)};

/** Minor versions of Python 3. */
export const oldestPython = ${version("kOldestPython")};
export const newestPython = ${version("kNewestPython")};
export const defaultPython = ${version("kDefaultPython")};
`;

const written = (path) => calls(path).map(([, , text]) => text);
const union = (texts) => [...new Set(texts)].map((text) => JSON.stringify(text)).join(" | ");
// Of a trace's kinds a page shows the words; their identifiers tell rules apart.
const traceRules = calls("core/ide/trace_rule.def").map(([, name]) => name);

const names = `// Written by scripts/generate.mjs out of core/**/*.def; not to be edited.

/** What opens a scope. */
export type ScopeKind = ${union(written("core/scope/scope_kind.def"))};
export const scopeKinds: readonly ScopeKind[] = ${list(written("core/scope/scope_kind.def"))};

/** What a scope does with a name. */
export type SymbolFlag = ${union(written("core/scope/symbol_flag.def"))};
export const symbolFlags: readonly SymbolFlag[] = ${list(written("core/scope/symbol_flag.def"))};

/** What binds a name, or unbinds it. */
export type DefinitionKind = ${union(written("core/flow/definition_kind.def"))};

/** Why a step of a name trace goes as it goes. */
export type TraceRule = ${union(traceRules)};

/** The ways through a statement that a name trace tells apart. */
export type TraceBranchKind = ${union(written("core/ide/trace_branch.def"))};
`;

mkdirSync(generated, { recursive: true });
for (const [name, content] of [
  ["syntax.ts", text],
  ["names.ts", names],
]) {
  const target = join(generated, name);
  // Unchanged, it keeps its time, so that watchers and caches stay quiet.
  let before = "";
  try {
    before = readFileSync(target, "utf8");
  } catch {
    // The first time.
  }
  if (before !== content) writeFileSync(target, content);
}
