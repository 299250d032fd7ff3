import { defineConfig } from "@playwright/test";
import { launchOptions } from "./tests/browser/chromium.mjs";

export default defineConfig({
  testDir: "tests/browser",
  globalSetup: "./tests/browser/serve.ts",
  outputDir: "test-results",
  // Two cores: one page at a time draws without being held up.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    browserName: "chromium",
    launchOptions,
    viewport: { width: 1440, height: 860 },
    trace: "retain-on-failure",
  },
});
