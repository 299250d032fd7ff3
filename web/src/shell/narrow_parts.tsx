import { type ReactNode, type RefObject, useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { SourceEditor } from "../editor/source_editor";
import type { LessonView } from "../lessons/lesson_view";
import { problemCount } from "../model/problem_rows";
import type { FileId } from "../model/source_file";
import type { TableName, Workspace } from "../model/workspace";
import { TabList } from "../ui/tab_list";
import { useDerived, useStore } from "../ui/use_store";
import styles from "./narrow_parts.module.css";
import { tableTabs } from "./table_tabs";
import { editorPanelId, part } from "./use_parts";

type PartName = "source" | "problems" | TableName;

export type ShowPart = (part: "source" | "problems" | "tables") => void;

interface Shown {
  readonly part: "source" | "problems" | "tables";
  readonly show: ShowPart;
}

/** Which part is on the screen. A lesson that is opened is among the tables. */
export function useShownPart(lessons: LessonView): Shown {
  const [shown, show] = useState<Shown["part"]>("source");
  useEffect(() => lessons.screen.subscribe(() => lessons.screen.get().is !== "closed" && show("tables")), [lessons]);
  return useMemo(() => ({ part: shown, show }), [shown]);
}

/** Does something in the source once that is on the screen. */
export function inSource<Of>({ show }: Shown, act: (of: Of) => void): (of: Of) => void {
  return (of) => {
    flushSync(() => show("source"));
    act(of);
  };
}

/** What a touch screen's keyboard lacks. */
function Keys({ editor }: { editor: RefObject<SourceEditor | null> }) {
  const keys = [
    ["Undo", "undo"],
    ["Redo", "redo"],
    ["Indent", "editor.action.indentLines"],
    ["Outdent", "editor.action.outdentLines"],
    ["Complete", "editor.action.triggerSuggest"],
    ["Fix", "editor.action.quickFix"],
  ] as const;
  return (
    <div className={styles.keys} role="toolbar" aria-label="Keys">
      {keys.map(([name, action]) => (
        <button
          key={action}
          type="button"
          // The source keeps the keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => editor.current?.run(action)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

interface NarrowPartsProps {
  workspace: Workspace;
  editor: RefObject<SourceEditor | null>;
  shown: Shown;
  active: FileId;
  source: ReactNode;
  problems: ReactNode;
  tables: ReactNode;
}

/** One part at a time, chosen by tabs at the bottom. */
export function NarrowParts({ workspace, editor, shown, active, source, problems, tables }: NarrowPartsProps) {
  const { table } = useStore(workspace.view);
  const count = useDerived(workspace.checked, (checked) => problemCount(checked.get(active)));
  const tabs = [
    { id: "source" as PartName, elementId: "part-source", content: "Source" },
    { id: "problems" as PartName, elementId: "part-problems", content: count > 0 ? `Problems ${count}` : "Problems" },
    ...tableTabs,
  ];
  const select = (name: PartName) => {
    if (name === "source" || name === "problems") return shown.show(name);
    workspace.showTable(name);
    shown.show("tables");
  };
  const selected = shown.part === "tables" ? table : shown.part;
  return (
    <div id="parts" className={styles.parts}>
      <div className={styles.part} hidden={shown.part !== "source"}>
        <div
          className={styles.source}
          id={editorPanelId}
          role="tabpanel"
          aria-labelledby={`file-${active}`}
          data-tour-stop="source"
          {...part}
        >
          {source}
        </div>
        <Keys editor={editor} />
      </div>
      <div className={styles.part} hidden={shown.part !== "problems"}>
        {problems}
      </div>
      <div className={styles.part} hidden={shown.part !== "tables"}>
        {tables}
      </div>
      <nav aria-label="Parts of the page" data-tour-stop="parts">
        <TabList<PartName>
          label="Parts"
          tabs={tabs}
          selected={selected}
          panelId="parts"
          className={styles.tabs}
          tabClassName={styles.tab}
          onSelect={select}
        />
      </nav>
    </div>
  );
}
