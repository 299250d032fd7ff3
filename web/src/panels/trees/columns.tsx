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
function reason({ asker, parses, wholeReparses, partialReparses }: FileTree): string {
  if (parses === 0) return "";
  return wholeReparses + partialReparses > 0 && asker !== "parsed" ? `again, for ${words(asker)}` : "a new text";
}

/** `node table`, `use def`: the name of a query or question, as words. */
function words(asker: string): string {
  return asker.replaceAll("_", " ").replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const number = (id: string, title: string, width: string, value: (file: FileTree) => number): GridColumn<FileTree> => ({
  id,
  title,
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
      width: "11ch",
      cell: (file) => (
        <span className={styles.state} data-state={state(file)}>
          {state(file)}
        </span>
      ),
    },
    number("nodes", "Nodes", "6ch", ({ nodes }) => nodes),
    {
      id: "bytes",
      title: "Bytes",
      width: "7ch",
      align: "end",
      cell: ({ treeBytes }) => byteCount(treeBytes),
    },
    number("parses", "Parses", "6ch", ({ parses }) => parses),
    number("whole", "Again", "5ch", ({ wholeReparses }) => wholeReparses),
    number("partial", "In part", "7ch", ({ partialReparses }) => partialReparses),
    number("freed", "Freed", "5ch", ({ freed }) => freed),
    {
      id: "reason",
      title: "Parsed last",
      width: "minmax(14ch, 1fr)",
      mayOverflow: (file) => isWiderThan(reason(file), 14),
      cell: (file) => <span className={styles.reason}>{reason(file)}</span>,
    },
  ];
}
