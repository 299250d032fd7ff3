import { type Readable, Store } from "./store";

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
}

/** Where choices are kept: the browser's storage, in the page. */
export interface ChoiceKeeper {
  load(): string | null;
  save(text: string): void;
}

const defaults: Choices = { theme: null, knowsTable: false, bands: false, drawsNames: true };

function read(text: string | null): Choices {
  try {
    const kept: Partial<Record<keyof Choices, unknown>> = JSON.parse(text ?? "{}");
    const { theme, knowsTable, bands, drawsNames } = kept;
    return {
      theme: theme === "light" || theme === "dark" ? theme : null,
      knowsTable: knowsTable === true,
      bands: bands === true,
      drawsNames: drawsNames !== false,
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
