// Writes web/src/generated/syntax.ts: the lists that core/ declares once (node kinds, roles, token kinds, flags, rules,
// Python versions), as TypeScript. Run it before anything that compiles web/.
//
//     node scripts/generate.mjs
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "web/src/generated/syntax.ts");

const source = (path) => readFileSync(join(root, path), "utf8");

// Calls of macros in a .def file: `PEL_NODE(Name, Category, Payload, "example")` as ["PEL_NODE", "Name", …]. A quoted
// argument loses its quotes and escapes.
function calls(path) {
  const found = [];
  for (const line of source(path).split("\n")) {
    const call = /^(PEL_\w+)\((.*)\)\s*$/.exec(line);
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

mkdirSync(dirname(target), { recursive: true });
// Unchanged, it keeps its time, so that watchers and caches stay quiet.
let before = "";
try {
  before = readFileSync(target, "utf8");
} catch {
  // The first time.
}
if (before !== text) writeFileSync(target, text);
