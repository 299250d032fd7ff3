/** What a file is written in: the checker reads Python, and the configuration. */
export type Language = "python" | "toml" | "text";

const endings: Readonly<Record<string, Language>> = { py: "python", pyi: "python", pyw: "python", toml: "toml" };

/** By its ending; without one it is Python, as most of what is typed here. */
export function languageOf(path: string): Language {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  return ending === undefined ? "python" : (endings[ending] ?? "text");
}
