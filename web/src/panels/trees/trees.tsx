import { useCallback, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import type { EngineReport, FileTree } from "../../model/engine";
import type { EngineView } from "../../model/engine_view";
import type { Workspace } from "../../model/workspace";
import { byteCount } from "../../ui/byte_count";
import { count, plural } from "../../ui/counts";
import { Grid } from "../../ui/grid";
import { useStore } from "../../ui/use_store";
import { fileColumns } from "./columns";
import { MemoryChart } from "./memory_chart";
import { PolicyChoice } from "./policy_choice";
import styles from "./trees.module.css";

interface TreesProps {
  workspace: Workspace;
  engine: EngineView;
  report: EngineReport;
  /** Shows the file of a path, also one that only imports have led to. */
  onOpen: (path: string) => void;
  /** Opens a project of several files. */
  onOpenProject: () => void;
}

function Totals({ report }: { report: EngineReport }) {
  const { parses, reparses, trees_freed, tree_bytes_resident, tree_bytes_peak } = report.state.statistics;
  const totals = [
    ["parses", count(parses)],
    ["reparses, whole", count(reparses.whole)],
    ["in part", count(reparses.partial)],
    ["freed", count(trees_freed)],
    ["trees now", byteCount(tree_bytes_resident)],
    ["at most", byteCount(tree_bytes_peak)],
  ] as const;
  return (
    <dl className={styles.totals} aria-label="Totals">
      {totals.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-total={name}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The tree of every file: whether it is there, what it took, how often it came and went; and memory over time. */
export function Trees({ workspace, engine, report, onOpen, onOpenProject }: TreesProps) {
  const { files } = report.state;
  const samples = useStore(engine.samples);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo(() => fileColumns(), []);
  const open = useCallback(({ path }: FileTree) => onOpen(path), [onOpen]);
  const select = useCallback(({ path }: FileTree) => setChosen(path), []);
  const at = files.findIndex(({ path }) => path === chosen);
  const resident = files.filter(({ isResident }) => isResident).length;
  const hasProject = files.filter(({ isOpen }) => isOpen).length >= 6;
  return (
    <section className={styles.panel} aria-label="Trees">
      <div className={styles.bar}>
        <h2>Trees</h2>
        <span className={styles.count}>{`${count(resident)} of ${plural(files.length, "file")} in memory`}</span>
        <PolicyChoice workspace={workspace} policy={report.state.policy} />
        <Button className={styles.button} onPress={() => engine.control.freeAll()}>
          Free all now
        </Button>
      </div>
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
              <Button className={styles.button} onPress={onOpenProject}>
                Open a project of twelve modules
              </Button>
            </p>
          )}
        </div>
        <MemoryChart report={report} samples={samples} />
      </div>
    </section>
  );
}
