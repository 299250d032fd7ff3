// The built site on a free port, in a folder of the host rather than at its root: nothing may depend on where it is.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The address, and the way to stop serving. `folder`: another site than the one that is built. */
export async function serveSite(folder = join(root, "dist")) {
  const shared = { root, logLevel: "warn", build: { outDir: folder } };
  if (!existsSync(join(folder, "index.html"))) await build(shared);
  const server = await preview({ ...shared, base: "/some/where/", preview: { host: "127.0.0.1", port: 0 } });
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/some/where/`, close: () => server.close() };
}
