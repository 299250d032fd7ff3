import type { ChoiceKeeper } from "../model/settings";

/** A text in the browser's storage. Where that is forbidden, it lasts as long as the page. */
export function keptText(storage: () => Storage, key: string): ChoiceKeeper {
  return {
    load() {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    save(text) {
      try {
        storage().setItem(key, text);
      } catch {
        // See above.
      }
    },
  };
}
