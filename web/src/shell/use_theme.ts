import { useEffect } from "react";
import type { Settings } from "../model/settings";
import { useStore } from "../ui/use_store";
import { useMedia } from "./use_media";

export interface Theme {
  readonly isDark: boolean;
  /** Whether the system asks for more contrast. */
  readonly isHighContrast: boolean;
  readonly toggle: () => void;
}

/** Whether the page is dark, and the way to change that. What the system has anyway is followed, not kept. */
export function useTheme(settings: Settings): Theme {
  const { theme } = useStore(settings.choices);
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  const isHighContrast = useMedia("(prefers-contrast: more), (forced-colors: active)");
  const isDark = theme === null ? systemDark : theme === "dark";
  // Before the children's effects, which read the colours.
  if (theme === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  useEffect(() => () => void delete document.documentElement.dataset.theme, []);
  const toggle = () => settings.choose({ theme: !isDark === systemDark ? null : isDark ? "light" : "dark" });
  return { isDark, isHighContrast, toggle };
}
