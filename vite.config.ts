import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

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

// The site is static files anywhere, so the policy travels in the page. While developing, React's refresh needs one
// inline script, which Vite marks with the nonce.
const developmentNonce = "development";

function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    transformIndexHtml: {
      order: "pre",
      handler(_html, { server }) {
        const content = Object.entries({
          ...policy,
          ...(server && { "script-src": `${policy["script-src"]} 'nonce-${developmentNonce}'` }),
        })
          .map(([name, value]) => `${name} ${value}`)
          .join("; ");
        return [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content }, injectTo: "head-prepend" }];
      },
    },
  };
}

export default defineConfig(({ command }) => ({
  // Relative, so that the site works from any folder of any host.
  base: "./",
  plugins: [react(), contentSecurityPolicy()],
  ...(command === "serve" && { html: { cspNonce: developmentNonce } }),
  resolve: {
    alias: { "@wasm": fileURLToPath(new URL("build/wasm/wasm", import.meta.url)) },
  },
  worker: { format: "es" },
  build: {
    target: "es2023",
    // `light-dark()` stays as written.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
}));
