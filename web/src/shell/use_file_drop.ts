import { useEffect } from "react";
import type { Opening } from "../model/opening";
import { type Handed, handedBy } from "../storage/handed";

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Reads and opens them. What unpacks is loaded when it is needed. */
export async function openHanded(opening: Opening, handed: readonly Handed[]): Promise<void> {
  const { arrivalOf } = await import("../storage/arrivals");
  await opening.open(await arrivalOf(handed));
}

/** Files, folders and zips that are dropped anywhere on the page are opened. */
export function useFileDrop(opening: Opening): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Before Monaco, which would insert the text where it is dropped.
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer !== null) void openHanded(opening, handedBy(event.dataTransfer));
    };
    window.addEventListener("dragover", over, true);
    window.addEventListener("drop", drop, true);
    return () => {
      window.removeEventListener("dragover", over, true);
      window.removeEventListener("drop", drop, true);
    };
  }, [opening]);
}
