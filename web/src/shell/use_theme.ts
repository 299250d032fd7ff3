import { useEffect, useSyncExternalStore } from "react";
import type { Settings } from "../model/settings";
import { useStore } from "../ui/use_store";

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function watchSystem(listener: () => void): () => void {
  systemIsDark.addEventListener("change", listener);
  return () => systemIsDark.removeEventListener("change", listener);
}

/** Whether the page is dark, and the way to change that. What the system has anyway is followed, not kept. */
export function useTheme(settings: Settings): { isDark: boolean; toggle: () => void } {
  const { theme } = useStore(settings.choices);
  const systemDark = useSyncExternalStore(watchSystem, () => systemIsDark.matches);
  const isDark = theme === null ? systemDark : theme === "dark";
  // Before the children's effects, which read the colours.
  if (theme === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  useEffect(() => () => void delete document.documentElement.dataset.theme, []);
  const toggle = () => settings.choose({ theme: !isDark === systemDark ? null : isDark ? "light" : "dark" });
  return { isDark, toggle };
}
