import { startTransition, useEffect, useState } from "react";

type Rest = typeof import("./rest");

/** Resolves when what the page shows by now has been drawn. */
const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/**
 * What of the page can wait, once the source has been drawn; null until then. It is made in between of what the visitor
 * does: all at once would take a slow machine a second in which nobody can type.
 */
export function useRest(): Rest | null {
  const [state, set] = useState<{ rest: Rest } | { error: unknown } | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      await drawn();
      const rest = await import("./rest");
      if (isWanted) startTransition(() => set({ rest }));
    };
    load().catch((error: unknown) => isWanted && set({ error }));
    return () => {
      isWanted = false;
    };
  }, []);
  if (state !== null && "error" in state) throw state.error;
  return state?.rest ?? null;
}
