// What the service worker keeps of a built site, and the site's files compressed beside them.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { inProject } from "./paths.mjs";

export const serviceWorker = "service_worker.js";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Paths from the site's folder, with `/`. Earlier builds and compressed files are not the build's. */
export function filesOf(site) {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(site, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    )
    .filter((path) => !path.startsWith("builds/") && !/\.(br|gz)$/.test(path))
    .sort();
}

// What only hosts and other builds read.
const forOthers = new Set([serviceWorker, "_headers", "build.json"]);
// Large, and not everybody needs it: the library's stubs, another Python.
const isOnDemand = (path) => /^(stubs|pyodide)\//.test(path) || /pyodide/.test(path) || /\.(whl|zip)$/.test(path);

/** Which files there are, by their addresses in the site, for the service worker to know: written in front of its script. */
export function listForOffline(site, build) {
  const kept = {};
  const onDemand = {};
  for (const path of filesOf(site)) {
    if (forOthers.has(path)) continue;
    // A host may send whoever asks for `index.html` there, and an answer from elsewhere opens no page.
    const address = path === "index.html" ? "./" : path;
    (isOnDemand(path) ? onDemand : kept)[address] = sha256(readFileSync(join(site, path)));
  }
  const script = join(site, serviceWorker);
  const listed = `self.pellucidSite = ${JSON.stringify({ build, kept, onDemand })};\n`;
  writeFileSync(script, listed + readFileSync(script, "utf8"));
}

const isText = (path) => /\.(css|html|js|json|md|mjs|svg|ttf|txt|wasm)$/.test(path);
// Below this, the headers weigh more.
const worthwhile = 1024;

// The last percent of files as large as this takes half a minute.
const large = 6_000_000;

const ways = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length > large ? 9 : 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Puts `.br` and `.gz` beside each file that gets smaller by it. What was compressed before is taken from `store`. */
export async function compressSite(site, store = inProject("build/compressed")) {
  mkdirSync(store, { recursive: true });
  const work = filesOf(site).filter((path) => isText(path) && statSync(join(site, path)).size > worthwhile);
  await Promise.all(
    work.flatMap((path) => {
      const bytes = readFileSync(join(site, path));
      const name = sha256(bytes);
      return Object.entries(ways).map(async ([ending, compress]) => {
        const stored = join(store, `${name}.${ending}`);
        if (!existsSync(stored)) writeFileSync(stored, await compress(bytes));
        const compressed = readFileSync(stored);
        if (compressed.length < bytes.length) writeFileSync(join(site, `${path}.${ending}`), compressed);
      });
    }),
  );
}
