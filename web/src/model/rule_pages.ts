import { rules } from "../generated/syntax";
import { type Readable, Store } from "./store";

/** Which rule's page is shown, whoever asked for it. */
export class RulePages {
  readonly #shown = new Store<string | null>(null);
  /** The rule's id; null while none is. */
  readonly shown: Readable<string | null> = this.#shown;

  /** Whether there is such a page. */
  show(rule: string): boolean {
    if (!rules.some(({ id }) => id === rule)) return false;
    this.#shown.set(rule);
    return true;
  }

  close(): void {
    this.#shown.set(null);
  }
}
