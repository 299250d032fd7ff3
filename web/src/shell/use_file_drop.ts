import { useEffect } from "react";
import type { Workspace } from "../model/workspace";

// As it is: a byte-order mark stays in the text.
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Files dropped anywhere on the page are opened. */
export function useFileDrop(workspace: Workspace): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = async (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Before Monaco, which would insert the text where it is dropped.
      event.preventDefault();
      event.stopPropagation();
      const dropped = [...(event.dataTransfer?.files ?? [])];
      const read = await Promise.allSettled(
        dropped.map(async (file) => ({ path: file.name, text: utf8.decode(await file.arrayBuffer()) })),
      );
      // A folder among them cannot be read.
      const [first] = workspace.add(read.flatMap((file) => (file.status === "fulfilled" ? [file.value] : [])));
      if (first !== undefined) workspace.activate(first);
    };
    window.addEventListener("dragover", over, true);
    window.addEventListener("drop", drop, true);
    return () => {
      window.removeEventListener("dragover", over, true);
      window.removeEventListener("drop", drop, true);
    };
  }, [workspace]);
}
