import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../web/src");

// What each folder may import besides itself. Panels are one folder each and import no other panel.
const layers: Record<string, readonly string[]> = {
  generated: [],
  ui: ["generated"],
  model: ["generated"],
  engine: ["generated", "model"],
  editor: ["generated", "model", "ui"],
  panels: ["generated", "model", "ui"],
  shell: ["generated", "model", "ui", "editor", "panels"],
  "main.tsx": ["generated", "model", "ui", "engine", "editor", "panels", "shell"],
};

// Packages that a folder alone may know.
const packages: Record<string, readonly string[]> = {
  "monaco-editor": ["editor"],
  react: ["ui", "editor", "panels", "shell", "main.tsx"],
  "react-dom": ["ui", "main.tsx"],
  "react-aria-components": ["ui", "panels", "shell"],
  "react-resizable-panels": ["shell"],
  "@wasm": ["engine"],
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
