import type { FileTree } from "../../model/engine";
import { byteCount } from "../../ui/byte_count";
import { count } from "../../ui/counts";
import type { GridColumn } from "../../ui/grid";
import { isWiderThan } from "../../ui/text_width";
import styles from "./trees.module.css";

function state({ isResident, parses, freed }: FileTree): "in memory" | "freed" | "replaced" | "not parsed" {
  if (isResident) return "in memory";
  if (parses === 0) return "not parsed";
  return freed > 0 ? "freed" : "replaced";
}

/** Why it was parsed last. */
function reason({ asker, refusal, parses, wholeReparses, partialReparses }: FileTree): string {
  if (parses === 0) return "";
  if (wholeReparses + partialReparses === 0 || asker === "parsed") return "a new text";
  return `again, for ${words(asker)}${refusal === "" ? "" : `; whole, because ${refusal}`}`;
}

/** `node table`, `use def`: the name of a query or question, as words. */
function words(asker: string): string {
  return asker.replaceAll("_", " ").replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const number = (
  id: string,
  title: string,
  hint: string,
  width: string,
  value: (file: FileTree) => number,
): GridColumn<FileTree> => ({
  id,
  title,
  hint,
  width,
  align: "end",
  cell: (file) => <span data-count={id}>{count(value(file))}</span>,
});

export function fileColumns(): GridColumn<FileTree>[] {
  return [
    {
      id: "path",
      title: "File",
      width: "minmax(17ch, 2fr)",
      mayOverflow: ({ path }) => isWiderThan(path, 17),
      cell: ({ path }) => path,
    },
    {
      id: "state",
      title: "Tree",
      hint: "Whether the tree is in memory, or was given back, or went with a text that is no longer there",
      width: "11ch",
      cell: (file) => (
        <span className={styles.state} data-state={state(file)}>
          {state(file)}
        </span>
      ),
    },
    number("nodes", "Nodes", "Pieces of syntax in the file: rows of its tree", "6ch", ({ nodes }) => nodes),
    {
      id: "bytes",
      title: "Bytes",
      hint: "What the tree takes while it is in memory",
      width: "7ch",
      align: "end",
      cell: ({ treeBytes }) => byteCount(treeBytes),
    },
    number("parses", "Parsed", "How often a new text was turned into a tree", "6ch", ({ parses }) => parses),
    number(
      "whole",
      "Again",
      "How often the same text was, because its tree had been freed and somebody asked for it",
      "5ch",
      ({ wholeReparses }) => wholeReparses,
    ),
    number(
      "partial",
      "In part",
      "How often one definition of it was, and not the whole file",
      "7ch",
      ({ partialReparses }) => partialReparses,
    ),
    number("freed", "Freed", "How often its tree was given back", "5ch", ({ freed }) => freed),
    {
      id: "reason",
      title: "Parsed last",
      hint: "Why it was parsed the last time, and who asked",
      width: "minmax(14ch, 1fr)",
      mayOverflow: (file) => isWiderThan(reason(file), 14),
      cell: (file) => <span className={styles.reason}>{reason(file)}</span>,
    },
  ];
}
