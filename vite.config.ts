import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { buildIdentity, repositoryAddress } from "./scripts/lib/build_id.mjs";
import { listForOffline, serviceWorker } from "./scripts/lib/offline.mjs";

// Nothing comes from elsewhere and no text becomes code. Styles are the exception: Monaco and React set them in line.
const policy = {
  "default-src": "'self'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self' 'unsafe-inline'",
  "font-src": "'self'",
  "img-src": "'self' data:",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

const policyText = (rules: Readonly<Record<string, string>>) =>
  Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

// A worker has the policy that its own response brings, and none from the page: hosts that read `_headers` send it with
// everything (docs/hosting.md). Nothing here keeps others from showing the page in a frame, for it may be embedded.
const headers = {
  "Content-Security-Policy": policyText(policy),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

// The site is static files anywhere, so the policy travels in the page, too. While developing, React's refresh needs one
// inline script, which Vite marks with the nonce.
const developmentNonce = "development";

function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    transformIndexHtml: {
      order: "pre",
      handler(_html, { server }) {
        const nonce = { "script-src": `${policy["script-src"]} 'nonce-${developmentNonce}'` };
        const content = policyText({ ...policy, ...(server && nonce) });
        return [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content }, injectTo: "head-prepend" }];
      },
    },
  };
}

const identity = buildIdentity();

/** What hosts and other builds read of this one. */
function siteFiles(): Plugin {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  const files = {
    _headers: `/*\n${lines.join("")}\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n`,
    "build.json": `${JSON.stringify({ build: identity.id, made: identity.made })}\n`,
  };
  return {
    name: "site-files",
    apply: "build",
    generateBundle() {
      for (const [fileName, source] of Object.entries(files)) this.emitFile({ type: "asset", fileName, source });
    },
  };
}

// Python to run programs with, fetched when somebody does. Its loader finds the rest by name beside itself, so the files
// keep their names, and the version is that of their folder.
const pyodideSource = new URL("node_modules/pyodide/", import.meta.url);
const pyodide = {
  folder: `pyodide-${JSON.parse(readFileSync(new URL("package.json", pyodideSource), "utf8")).version}/`,
  imported: ["pyodide.mjs", "pyodide.asm.mjs"],
  fetched: ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"],
};

function pythonFiles(): Plugin {
  const names = [...pyodide.imported, ...pyodide.fetched];
  return {
    name: "python-files",
    config: () => ({
      define: {
        __PYODIDE__: JSON.stringify({
          folder: pyodide.folder,
          bytes: pyodide.fetched.reduce((sum, name) => sum + statSync(new URL(name, pyodideSource)).size, 0),
        }),
      },
    }),
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const name = names.find((its) => request.url?.split("?")[0] === `/${pyodide.folder}${its}`);
        if (name === undefined) return next();
        const type = name.endsWith(".mjs") ? "text/javascript" : name.endsWith(".wasm") ? "application/wasm" : "";
        if (type !== "") response.setHeader("content-type", type);
        response.end(readFileSync(new URL(name, pyodideSource)));
      });
    },
    generateBundle() {
      for (const name of names) {
        const source = readFileSync(new URL(name, pyodideSource));
        this.emitFile({ type: "asset", fileName: `${pyodide.folder}${name}`, source });
      }
    },
  };
}

/** The service worker is a script of its own, beside the page; which files there are is known once all are written. */
function offline(): Plugin {
  let site = "";
  return {
    name: "offline",
    apply: "build",
    configResolved({ root, build }) {
      site = resolve(root, build.outDir);
    },
    buildStart() {
      this.emitFile({ type: "chunk", id: resolve("web/src/offline/service_worker.ts"), fileName: serviceWorker });
    },
    closeBundle() {
      listForOffline(site, identity.id);
    },
  };
}

/**
 * Everything that the first screen needs is asked for at once, not when the part before it has been read: by a script, for a
 * frame that nobody has come to yet needs nothing (links/address.ts). It runs before any module of the page.
 */
function preloads(): Plugin {
  const script = `assets/preload-${identity.id}.js`;
  const wanted = [
    { name: /^assets\/pellucid-.*\.wasm$/, attributes: { rel: "preload", as: "fetch", type: "application/wasm" } },
    // A preloaded module would be compiled when it comes, before the page is drawn; and of any other preload that a slow
    // machine comes to late the browser complains.
    { name: /^assets\/rest-.*\.(js|css)$/, attributes: { rel: "prefetch" } },
    { name: /^assets\/editor_pane-.*\.(js|css)$/, attributes: { rel: "prefetch" } },
  ];
  return {
    name: "preloads",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: () => [{ tag: "script", attrs: { src: `./${script}` }, injectTo: "head" }],
    },
    generateBundle(_options, bundle) {
      const links = wanted.flatMap(({ name, attributes }) =>
        Object.keys(bundle)
          .filter((file) => name.test(file))
          .map((file) => ({ ...attributes, crossorigin: "", href: `./${file}` })),
      );
      const source = `if (!/[?&](embed|answer)=1/.test(location.search))
  for (const attributes of ${JSON.stringify(links)}) {
    const link = document.createElement("link");
    for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
    document.head.append(link);
  }
`;
      this.emitFile({ type: "asset", fileName: script, source });
    },
  };
}

interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/**
 * A part of the page in one file, with all that it needs; what it shares with other parts would be split off otherwise, a
 * dozen files of it. Parts that come first have what they share with later ones.
 */
function part(name: string, beginning: string) {
  let ids: Set<string> | null = null;
  const isIn = (id: string, modules: Modules) => {
    if (ids === null) {
      ids = new Set([resolve(beginning)]);
      for (const one of ids) for (const next of modules.getModuleInfo(one)?.importedIds ?? []) ids.add(next);
    }
    return ids.has(id);
  };
  return { debugName: name, name: (id: string, modules: Modules) => (isIn(id, modules) ? name : null) };
}

const inProject = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ command }) => ({
  // Relative, so that the site works from any folder of any host.
  base: "./",
  plugins: [react(), contentSecurityPolicy(), siteFiles(), pythonFiles(), offline(), preloads()],
  define: {
    __BUILD_ID__: JSON.stringify(identity.id),
    __REPOSITORY__: JSON.stringify(repositoryAddress()),
  },
  preview: { headers },
  ...(command === "serve" && { html: { cspNonce: developmentNonce } }),
  resolve: {
    alias: [
      // The page uses the checker's package as it is written; in the package, what is compiled lies beside it.
      { find: "pellucid/core", replacement: inProject("package/src/core.ts") },
      { find: /^\.\/pellucid\.mjs$/, replacement: inProject("build/wasm/wasm/pellucid.mjs") },
      { find: "@wasm", replacement: inProject("build/wasm/wasm") },
    ],
  },
  worker: { format: "es" },
  build: {
    target: "es2023",
    // `light-dark()` stays as written.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // The page compiles the checker and leaves it to workers to run it.
      treeshake: {
        moduleSideEffects: [
          { test: /[\\/]pellucid\.mjs$/, sideEffects: false },
          { test: /./, sideEffects: true },
        ],
      },
      output: { codeSplitting: { groups: [part("page", "web/src/main.tsx"), part("rest", "web/src/shell/rest.ts")] } },
    },
  },
}));
