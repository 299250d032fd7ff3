import { type ReactNode, useState } from "react";
import type { LastEdit as Edit, EngineReport } from "../../model/engine";
import type { EngineView } from "../../model/engine_view";
import type { Workspace } from "../../model/workspace";
import { CodeText } from "../../ui/code_text";
import { count, plural } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { PanelBar } from "../../ui/panel_bar";
import { PushButton } from "../../ui/push_button";
import { TabList } from "../../ui/tab_list";
import { ComparedRows } from "./compared_rows";
import { ComparedSymbols } from "./compared_symbols";
import { Events } from "./events";
import styles from "./last_edit.module.css";
import { Policies } from "./policies";
import { Queries } from "./queries";
import type { PlaceActions } from "./use_compared";

type Part = "events" | "rows" | "symbols" | "queries" | "policies";

const panelId = "last-edit-part";
const parts: readonly { id: Part; elementId: string; content: string }[] = [
  { id: "events", elementId: "last-edit-events", content: "What ran" },
  { id: "rows", elementId: "last-edit-rows", content: "Rows" },
  { id: "symbols", elementId: "last-edit-symbols", content: "Symbols" },
  { id: "queries", elementId: "last-edit-queries", content: "All queries" },
  { id: "policies", elementId: "last-edit-policies", content: "Policies compared" },
];

interface LastEditProps extends PlaceActions {
  workspace: Workspace;
  engine: EngineView;
  report: EngineReport;
}

/** Of the whole session, not of the edit. */
const needsNoEdit = (part: Part): boolean => part === "queries" || part === "policies";

function Sentence({ edit }: { edit: Edit | null }) {
  if (edit === null) return null;
  const sentence = edit.sentence.charAt(0).toUpperCase() + edit.sentence.slice(1);
  return (
    <p className={styles.sentence} role="status">
      <CodeText text={`${sentence}.`} />
    </p>
  );
}

type CopyState = "no" | "copied" | "too long" | "refused";
const copyWords: Record<CopyState, string> = {
  no: "Copy as replay script",
  copied: "Copied",
  "too long": "Too long to copy",
  refused: "The browser refused",
};

/** The whole session, for `pellucid replay`. */
function CopyScript({ engine }: { engine: EngineView }) {
  const [state, setState] = useState<CopyState>("no");
  const copy = async () => {
    const script = await engine.control.script();
    if (script === null) return setState("too long");
    try {
      await navigator.clipboard.writeText(script);
      setState("copied");
    } catch {
      setState("refused");
    }
  };
  return (
    <PushButton onPress={() => void copy()} onBlur={() => setState("no")}>
      <span aria-live="polite">{copyWords[state]}</span>
    </PushButton>
  );
}

/** What the last edit made the checker do, and what it changed. */
export function LastEdit({ workspace, engine, report, onSelect, onJump }: LastEditProps) {
  const [part, setPart] = useState<Part>("events");
  const { edit } = report.state;
  const places = { workspace, onSelect, onJump };
  const shown: Record<Part, () => ReactNode> = {
    events: () => edit && <Events edit={edit} />,
    rows: () => edit && <ComparedRows comparisons={edit.comparisons} {...places} />,
    symbols: () => edit && <ComparedSymbols comparisons={edit.comparisons} {...places} />,
    queries: () => <Queries statistics={report.state.statistics} />,
    policies: () => <Policies workspace={workspace} engine={engine} report={report} />,
  };
  return (
    <section className={styles.panel} aria-label="Last edit">
      <PanelBar
        title="Last edit"
        beside={
          edit !== null &&
          `${plural(edit.run, "answer")} computed, ${count(edit.cutOff)} of them equal to before; ${count(edit.reused)} reused`
        }
      >
        <CopyScript engine={engine} />
      </PanelBar>
      <Sentence edit={edit} />
      <TabList<Part> label="Parts of the last edit" tabs={parts} selected={part} panelId={panelId} onSelect={setPart} />
      <div id={panelId} role="tabpanel" aria-labelledby={`last-edit-${part}`} className={styles.part}>
        {edit === null && !needsNoEdit(part) ? (
          <EmptyState title="No edit yet">
            <p>
              Type something in the source. Here appears what was computed anew for it, what could be used again, and
              because of what; and which rows and symbols are new.
            </p>
          </EmptyState>
        ) : (
          shown[part]()
        )}
      </div>
    </section>
  );
}
