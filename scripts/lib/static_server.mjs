// A host of static files as there are many: it sends `.br` or `.gz` to whoever takes them, and nothing is configured.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};
const encodings = { br: ".br", gzip: ".gz" };

/** `folder()` is asked at each request. Returns the address, and the way to stop. */
export async function serveFolder(folder, path = "/some/where/") {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    const within = normalize(decodeURIComponent(pathname.slice(path.length))) || "index.html";
    // As hosts do that have one address for a page.
    if (pathname.startsWith(path) && /(^|\/)index\.html$/.test(pathname)) {
      response.writeHead(308, { Location: "./" }).end();
      return;
    }
    const file = join(folder(), within.endsWith("/") || within === "." ? join(within, "index.html") : within);
    if (!pathname.startsWith(path) || within.startsWith("..") || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const accepted = String(request.headers["accept-encoding"] ?? "");
    const encoding = Object.keys(encodings).find(
      (name) => accepted.includes(name) && existsSync(file + encodings[name]),
    );
    const sent = encoding === undefined ? file : file + encodings[encoding];
    response.writeHead(200, {
      "Content-Type": types[extname(file)] ?? "application/octet-stream",
      "Content-Length": statSync(sent).size,
      "Cache-Control": within.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      ...(encoding !== undefined && { "Content-Encoding": encoding, Vary: "Accept-Encoding" }),
    });
    createReadStream(sent).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
