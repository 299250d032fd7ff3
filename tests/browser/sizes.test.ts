// What the page may weigh, as Brotli sends it.

import { resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { pageSizes } from "../../scripts/lib/page_sizes.mjs";

const kilobytes = 1000;

test("the page's own code and the compiled checker stay small", () => {
  const { page, wasm } = pageSizes(resolve("dist"), ["page", "wasm"]);
  // Something is there at all.
  expect(page).toBeGreaterThan(50 * kilobytes);
  expect(page).toBeLessThanOrEqual(350 * kilobytes);
  expect(wasm).toBeGreaterThan(100 * kilobytes);
  expect(wasm).toBeLessThanOrEqual(500 * kilobytes);
});
