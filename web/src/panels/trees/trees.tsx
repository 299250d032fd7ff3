import { useCallback, useMemo, useState } from "react";
import type { EngineReport, FileTree } from "../../model/engine";
import type { EngineView } from "../../model/engine_view";
import type { Workspace } from "../../model/workspace";
import { byteCount } from "../../ui/byte_count";
import { count, plural } from "../../ui/counts";
import { Grid } from "../../ui/grid";
import { PanelBar } from "../../ui/panel_bar";
import { PushButton } from "../../ui/push_button";
import { useStore } from "../../ui/use_store";
import { fileColumns } from "./columns";
import { MemoryChart } from "./memory_chart";
import { PolicyChoice } from "./policy_choice";
import styles from "./trees.module.css";

interface TreesProps {
  workspace: Workspace;
  engine: EngineView;
  report: EngineReport;
  /** Looks into the file of a path without showing it. */
  onLook: (path: string) => void;
  /** Shows the file of a path, also one that only imports have led to. */
  onOpen: (path: string) => void;
  /** Opens a project of several files. */
  onOpenProject: () => void;
}

function Totals({ report }: { report: EngineReport }) {
  const { parses, reparses, trees_freed, tree_bytes_resident, tree_bytes_peak } = report.state.statistics;
  const totals = [
    ["parsed", count(parses), "How often a new text was turned into a tree"],
    [
      "parsed again",
      count(reparses.whole),
      "How often a text was whose tree had been freed: it is asked for only then",
    ],
    ["again in part", count(reparses.partial), "How often that was one definition, and not the whole file"],
    ["freed", count(trees_freed), "How often a tree was given back"],
    ["trees now", byteCount(tree_bytes_resident), "What all trees in memory take"],
    ["at most", byteCount(tree_bytes_peak), "What they took when it was most"],
  ] as const;
  return (
    <dl className={styles.totals} aria-label="Totals">
      {totals.map(([name, value, hint]) => (
        <div key={name} title={hint}>
          <dt>{name}</dt>
          <dd data-total={name}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The tree of every file: whether it is there, what it took, how often it came and went; and memory over time. */
export function Trees({ workspace, engine, report, onLook, onOpen, onOpenProject }: TreesProps) {
  const { files } = report.state;
  const samples = useStore(engine.samples);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo(() => fileColumns(), []);
  const open = useCallback(({ path }: FileTree) => onOpen(path), [onOpen]);
  const select = useCallback(
    ({ path }: FileTree) => {
      setChosen(path);
      onLook(path);
    },
    [onLook],
  );
  const at = files.findIndex(({ path }) => path === chosen);
  const resident = files.filter(({ isResident }) => isResident).length;
  const hasProject = files.filter(({ isOpen }) => isOpen).length >= 6;
  return (
    <section className={styles.panel} aria-label="Trees">
      <PanelBar title="Trees" beside={`${count(resident)} of ${plural(files.length, "file")} in memory`}>
        <PolicyChoice workspace={workspace} policy={report.state.policy} />
        <PushButton onPress={() => engine.control.freeAll()}>Free all now</PushButton>
      </PanelBar>
      <p className={styles.words}>
        To check a file, its text is parsed into a tree of syntax. Trees take more memory than what is learnt from them,
        so they are freed once a file is checked, and parsed again if somebody asks. What is shown stays. Choose a file
        to look inside.
      </p>
      <Totals report={report} />
      <div className={styles.body}>
        <div className={styles.files}>
          <Grid
            label="Files and their trees"
            minWidth="90ch"
            columns={columns}
            rowCount={files.length}
            slice={{ first: 0, rows: files }}
            selected={at < 0 ? null : at}
            reveal={0}
            isLit={({ isShown }) => isShown}
            onSelect={select}
            onActivate={open}
          />
          {!hasProject && (
            <p className={styles.more}>
              With more files there is more to see.{" "}
              <PushButton onPress={onOpenProject}>Open a project of twelve modules</PushButton>
            </p>
          )}
        </div>
        <MemoryChart report={report} samples={samples} />
      </div>
    </section>
  );
}
