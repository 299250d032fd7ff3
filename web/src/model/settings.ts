import { type Readable, Store } from "./store";

export const textSizes = ["usual", "large", "huge"] as const;
export type TextSize = (typeof textSizes)[number];

/** What a visitor chose, kept from visit to visit. */
export interface Choices {
  /** Null follows the system. */
  readonly theme: "light" | "dark" | null;
  /** Whether the words about the table have been put away. */
  readonly knowsTable: boolean;
  /** Whether scopes are tinted in the source. */
  readonly bands: boolean;
  /** Whether the way of a traced name is drawn into the source. */
  readonly drawsNames: boolean;
  /** Of everything on the page: larger ones are read from the last row of a room. */
  readonly textSize: TextSize;
  /** Whether lessons show what is for the one who presents them. */
  readonly showsNotes: boolean;
  /** Whether problems are listed of all files. */
  readonly allProblems: boolean;
  /** How the page is divided: by name of a group of panels, the parts of each panel in percent. */
  readonly layout: Layout;
  /** Whether a strip shows how trees come and go. */
  readonly showsTrees: boolean;
  /** Whether the tour was taken, or declined. */
  readonly knowsTour: boolean;
}

export type Layout = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Where choices are kept: the browser's storage, in the page. */
export interface ChoiceKeeper {
  load(): string | null;
  save(text: string): void;
}

const defaults: Choices = {
  theme: null,
  knowsTable: false,
  bands: false,
  drawsNames: true,
  textSize: "usual",
  showsNotes: false,
  allProblems: false,
  layout: {},
  showsTrees: true,
  knowsTour: false,
};

function readLayout(kept: unknown): Layout {
  const isParts = (parts: unknown): parts is Record<string, number> =>
    typeof parts === "object" && parts !== null && Object.values(parts).every(Number.isFinite);
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, Record<string, number>] => isParts(entry[1])),
  );
}

function read(text: string | null): Choices {
  try {
    const kept: Partial<Record<keyof Choices, unknown>> = JSON.parse(text ?? "{}");
    const { theme, knowsTable, bands, drawsNames, textSize, showsNotes, allProblems, layout, showsTrees, knowsTour } =
      kept;
    return {
      theme: theme === "light" || theme === "dark" ? theme : null,
      knowsTable: knowsTable === true,
      bands: bands === true,
      drawsNames: drawsNames !== false,
      textSize: textSizes.find((size) => size === textSize) ?? defaults.textSize,
      showsNotes: showsNotes === true,
      allProblems: allProblems === true,
      layout: readLayout(layout),
      showsTrees: showsTrees !== false,
      knowsTour: knowsTour === true,
    };
  } catch {
    return defaults;
  }
}

export class Settings {
  readonly #keeper: ChoiceKeeper;
  readonly #choices: Store<Choices>;
  readonly choices: Readable<Choices>;

  constructor(keeper: ChoiceKeeper) {
    this.#keeper = keeper;
    this.#choices = new Store(read(keeper.load()));
    this.choices = this.#choices;
  }

  choose(change: Partial<Choices>): void {
    const choices = { ...this.#choices.get(), ...change };
    this.#choices.set(choices);
    this.#keeper.save(JSON.stringify(choices));
  }
}
