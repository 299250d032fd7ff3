import { useLayoutEffect } from "react";
import type { Settings, TextSize } from "../model/settings";
import { useStore } from "../ui/use_store";

/** How many times as large as usual. */
export const textScales: Record<TextSize, number> = { usual: 1, large: 1.25, huge: 1.6 };

/** Makes everything that is read as large as was chosen; the editor is told by its own property. */
export function useTextSize(settings: Settings): number {
  const { textSize } = useStore(settings.choices);
  const scale = textScales[textSize];
  useLayoutEffect(() => {
    document.documentElement.style.setProperty("--text-scale", String(scale));
  }, [scale]);
  return scale;
}
