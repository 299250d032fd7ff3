import { useEffect } from "react";
import type { Commands } from "../model/commands";
import type { TableName } from "../model/workspace";
import type { RunView } from "../runner/run_view";

/** Running programs, from wherever one is. */
export function useRunning(commands: Commands, showTable: (table: TableName) => void, run: RunView): void {
  useEffect(() => {
    const isBusy = () => ["loading", "running"].includes(run.state.get().is);
    const isReady = () => run.main !== null && !isBusy();
    const shown = (work: () => void) => () => {
      showTable("run");
      work();
    };
    return commands.register([
      {
        ...{ id: "check.run", title: "Run the file", group: "Check", shortcuts: ["Mod+Enter"] },
        ...{ isEnabled: isReady, run: shown(() => void run.run()) },
      },
      { id: "check.stop", title: "Stop the program", group: "Check", isEnabled: isBusy, run: () => run.stop() },
      {
        ...{ id: "check.cpython", title: "Check with CPython", group: "Check" },
        ...{ isEnabled: isReady, run: shown(() => void run.check()) },
      },
    ]);
  }, [commands, showTable, run]);
}
