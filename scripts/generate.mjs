// Writes web/src/generated/: the lists that core/ declares once, as TypeScript. Into syntax.ts node kinds, roles, token
// kinds, flags, rules and Python versions; into names.ts what scopes, definitions and name traces are made of. Run it
// before anything that compiles web/.
//
// Into configuration.ts what a configuration may say, and into public/pellucid.schema.json the same for other editors.
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

/** What a name stands for, as an editor colours it. */
export const nameClasses: readonly string[] = ${list(written("core/ide/name_class.def"))};

/** The ways through a statement that a name trace tells apart. */
export type TraceBranchKind = ${union(written("core/ide/trace_branch.def"))};
`;

const configurationKeys = calls("core/project/configuration_key.def").map(([, , table, name, kind, summary]) => ({
  table,
  name,
  kind,
  summary,
}));
const platforms = calls("core/project/platform.def").map(([, name]) => name);
const settings = ["error", "warn", "info", "ignore"];
const minors = ["kOldestPython", "kNewestPython"].map(version);
const pythonVersions = Array.from({ length: minors[1] - minors[0] + 1 }, (_, step) => `3.${minors[0] + step}`);

const configuration = `// Written by scripts/generate.mjs out of core/**/*.def; not to be edited.

export interface ConfigurationKey {
  /** Empty for what stands above all tables. */
  readonly table: string;
  readonly name: string;
  readonly kind: ${union(configurationKeys.map(({ kind }) => kind))};
  readonly summary: string;
}

export const configurationKeys: readonly ConfigurationKey[] = ${list(configurationKeys)};

/** What a rule may be set to. */
export type Setting = ${union(settings)};
export const settings: readonly Setting[] = ${list(settings)};

/** What \`sys.platform\` may be. */
export const platforms: readonly string[] = ${list(platforms)};
`;

// The rules' pages, which are headings, paragraphs and code and nothing else.
function rulePage(id) {
  const blocks = [];
  for (const [, fenced, heading, paragraph] of source(`docs/rules/${id}.md`).matchAll(
    /^```\w*\n([\s\S]*?)^```$|^#{1,2} (.+)$|^((?!```|#).+(?:\n(?!```|#).+)*)/gm,
  )) {
    if (fenced !== undefined) blocks.push({ code: fenced.replace(/\n$/, "") });
    else if (heading === undefined) blocks.push({ text: paragraph.replaceAll("\n", " ") });
    else if (heading !== id) blocks.push({ heading });
  }
  return blocks;
}
const rulePages = `// Written by scripts/generate.mjs out of docs/rules/*.md; not to be edited. Loaded when the first page is shown.

/** Words have code between backticks. */
export type PageBlock = { readonly heading: string } | { readonly text: string } | { readonly code: string };

export const rulePages: Readonly<Record<string, readonly PageBlock[]>> = {
${rules.map(({ id }) => `  ${JSON.stringify(id)}: ${JSON.stringify(rulePage(id))},\n`).join("")}};
`;

const schemaOfKind = {
  version: { enum: pythonVersions },
  platform: { enum: platforms },
  path: { type: "string" },
  paths: { type: "array", items: { type: "string" } },
};
const tableSchema = (properties) => ({ type: "object", additionalProperties: false, properties });
const keysIn = (table) =>
  Object.fromEntries(
    configurationKeys
      .filter((key) => key.table === table)
      .map(({ name, kind, summary }) => [name, { description: summary, ...schemaOfKind[kind] }]),
  );
const setting = (description) => ({ description, enum: settings });
const groups = [...new Set(rules.map(({ group }) => group))];
const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "pellucid.toml",
  ...tableSchema({
    ...keysIn(""),
    ...Object.fromEntries(
      [...new Set(configurationKeys.map(({ table }) => table))]
        .filter((table) => table !== "")
        .map((table) => [table, tableSchema(keysIn(table))]),
    ),
    rules: tableSchema({
      all: setting("Every rule"),
      ...Object.fromEntries(groups.map((group) => [group, setting(`The rules about ${group}`)])),
      ...Object.fromEntries(rules.map(({ id, summary }) => [id, setting(summary)])),
    }),
  }),
};

mkdirSync(generated, { recursive: true });
for (const [name, content] of [
  ["syntax.ts", text],
  ["names.ts", names],
  ["configuration.ts", configuration],
  ["rule_pages.ts", rulePages],
  ["../../../public/pellucid.schema.json", `${JSON.stringify(schema, null, 2)}\n`],
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
