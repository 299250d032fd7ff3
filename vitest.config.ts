import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import site from "./vite.config.ts";

export default defineConfig((env) =>
  mergeConfig(site(env), {
    test: {
      include: ["tests/web/**/*.test.ts"],
      environment: "node",
    },
  }),
);
