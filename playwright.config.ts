import { defineConfig } from "@playwright/test";
import { launchOptions } from "./tests/browser/chromium.mjs";

export default defineConfig({
  testDir: "tests/browser",
  globalSetup: "./tests/browser/serve.ts",
  outputDir: "test-results",
  // Files of tests side by side: each test has a page and a storage of its own, and none measures time.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    browserName: "chromium",
    launchOptions,
    // Each test would have the whole site kept anew; what is kept is tests/browser/offline.test.ts's.
    serviceWorkers: "block",
    viewport: { width: 1440, height: 860 },
    // To record one takes as long again as the test; `npx playwright test --trace on FILE` does.
    trace: "off",
  },
});
