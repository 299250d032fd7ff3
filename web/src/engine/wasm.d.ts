// The alias `@wasm` is the folder of the compiled module, see vite.config.ts.

declare module "@wasm/pellucid.mjs" {
  const createPellucid: (options: import("./pellucid").ModuleOptions) => Promise<import("./pellucid").PellucidModule>;
  export default createPellucid;
}
