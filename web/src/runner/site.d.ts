/** Where the site has Pyodide, and how many bytes of it are fetched (vite.config.ts). */
declare const __PYODIDE__: { readonly folder: string; readonly bytes: number };
