import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { build } from "vite";
import { serveFolder } from "../../scripts/lib/static_server.mjs";
import type { roundTrip } from "./database/page";

const entry = join(dirname(fileURLToPath(import.meta.url)), "database/page.ts");

test("random projects come back from the browser's own database as they went in", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "pellucid-database-"));
  const outDir = join(folder, "dist");
  await build({
    ...{ root: folder, configFile: false, logLevel: "error" },
    build: { outDir, lib: { entry, formats: ["es"], fileName: () => "page.js" } },
  });
  writeFileSync(join(outDir, "index.html"), '<script type="module" src="./page.js"></script>');
  const server = await serveFolder(() => outDir);
  try {
    await page.goto(server.url);
    const changed = await page.evaluate(() => (globalThis as unknown as { roundTrip: typeof roundTrip }).roundTrip());
    expect(changed).toEqual([]);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});
