// Everything but where the WebAssembly lies: for whoever loads it themselves, as the playground does.

export { Checker, type CheckerOptions, checkerOf } from "./checker.ts";
export type { Diagnostic, Place, Range } from "./diagnostic.ts";
export { compileResponse, instantiate, type Progress } from "./load.ts";
export type * from "./session.ts";
