import { useEffect } from "react";
import type { Commands } from "../model/commands";
import type { DoneList } from "../model/done";
import { ReductionDialog } from "../panels/reduction/reduction_dialog";
import type { Reduction } from "../reduce/reduction";

interface ReducingProps {
  reduction: Reduction;
  commands: Commands;
  done: DoneList;
}

/** The command that reduces the project, and its dialog. */
export function Reducing({ reduction, commands, done }: ReducingProps) {
  useEffect(
    () =>
      commands.register([
        {
          id: "project.reduce",
          title: "Reduce to one problem…",
          group: "Project",
          isEnabled: () => reduction.canOpen,
          run: () => reduction.open(),
        },
      ]),
    [reduction, commands],
  );
  return (
    <ReductionDialog
      reduction={reduction}
      onAccepted={(undo) => done.tell("The project is reduced to what shows the problem.", undo)}
    />
  );
}
