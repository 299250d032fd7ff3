// What Emscripten makes; it lies beside this in the package, and in build/wasm/wasm for the page (vite.config.ts).
import type { ModuleOptions, PellucidModule } from "./session.ts";

declare const createPellucid: (options: ModuleOptions) => Promise<PellucidModule>;
export default createPellucid;
