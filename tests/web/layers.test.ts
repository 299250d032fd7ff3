import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../web/src");

// What each folder may import besides itself. Panels are one folder each and import no other panel.
const layers: Record<string, readonly string[]> = {
  generated: [],
  ui: ["generated"],
  model: ["generated"],
  lessons: ["generated", "model"],
  reduce: ["generated", "model"],
  runner: ["generated", "model"],
  engine: ["generated", "model", "reduce"],
  links: ["generated", "model"],
  storage: ["generated", "model"],
  offline: ["model"],
  editor: ["generated", "model", "ui"],
  panels: ["generated", "model", "links", "lessons", "reduce", "runner", "ui"],
  shell: ["generated", "model", "links", "lessons", "offline", "reduce", "runner", "storage", "ui", "editor", "panels"],
  "main.tsx": [
    "generated",
    "model",
    "links",
    "lessons",
    "offline",
    "reduce",
    "runner",
    "storage",
    "ui",
    "engine",
    "editor",
    "panels",
    "shell",
  ],
};

// Packages that a folder alone may know.
const packages: Record<string, readonly string[]> = {
  "monaco-editor": ["editor"],
  react: ["ui", "editor", "panels", "shell", "main.tsx"],
  "react-dom": ["ui", "shell", "main.tsx"],
  "react-aria-components": ["ui", "panels", "shell"],
  "react-resizable-panels": ["shell"],
  fflate: ["model", "links", "storage"],
  idb: ["storage"],
  "@wasm": ["engine"],
  pellucid: ["engine"],
  marked: ["lessons"],
  pyodide: ["runner"],
};

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(ts|tsx)$/.test(path))
    .map((path) => join(folder, path));
}

function imports(path: string): string[] {
  return [...readFileSync(path, "utf8").matchAll(/(?:from|import|import\()\s*"([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
}

const parts = (path: string): string[] => relative(root, path).split(sep);
const packageOf = (name: string): string =>
  name.split("/", name.startsWith("@") && !name.startsWith("@wasm") ? 2 : 1).join("/");

it("imports go upward only", () => {
  const wrong: string[] = [];
  for (const path of sources(root)) {
    const [layer = "", panel = ""] = parts(path);
    expect(layers, `${layer} has no place among the layers`).toHaveProperty([layer]);
    for (const name of imports(path)) {
      const complain = () => wrong.push(`${relative(root, path)} imports ${name}`);
      if (!name.startsWith(".")) {
        const allowed = packages[packageOf(name)];
        if (allowed !== undefined && !allowed.includes(layer)) complain();
        continue;
      }
      const [target = "", targetPanel = ""] = parts(resolve(dirname(path), name));
      if (layer !== target && !layers[layer]?.includes(target)) complain();
      if (layer === "panels" && target === "panels" && panel !== targetPanel) complain();
    }
  }
  expect(wrong).toEqual([]);
});
