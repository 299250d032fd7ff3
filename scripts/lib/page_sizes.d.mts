type Part = "wasm" | "pyodide" | "stubs" | "monaco" | "page";
export function pageSizes<Wanted extends Part = Part>(site: string, wanted?: readonly Wanted[]): Record<Wanted, number>;
