import { useState } from "react";
import type { EngineControl } from "../model/engine";
import type { Pause, Workspace } from "../model/workspace";
import type { Updates } from "../offline/updates";
import { CrashReport } from "../panels/crash_report/crash_report";
import { Notice } from "../ui/notice";
import { PushButton } from "../ui/push_button";
import { useStore } from "../ui/use_store";

function words(because: Pause): string {
  switch (because.is) {
    case "asked":
      return "Opened without checking. Everything else works.";
    case "unloaded":
      return `The checker could not be loaded: ${because.reason}. The text can be edited meanwhile.`;
    case "crashed":
      return `The checker stopped twice on these files (${because.reason}), so checking pauses. Nothing of what you wrote is lost, and you can go on writing.`;
  }
}

/** Why nothing is checked, and how it goes on. */
function CheckingPaused({ because, control }: { because: Pause; control: EngineControl }) {
  const [isReported, setIsReported] = useState(false);
  const start = { asked: "Start checking", unloaded: "Try again", crashed: "Check again" }[because.is];
  return (
    <Notice
      role={because.is === "asked" ? "status" : "alert"}
      actions={
        <>
          <PushButton onPress={() => control.resume()}>{start}</PushButton>
          {because.is === "crashed" && <PushButton onPress={() => setIsReported(true)}>Crash report</PushButton>}
        </>
      }
    >
      {words(because)}
      {because.is === "crashed" && isReported && (
        <CrashReport report={because.report} onClose={() => setIsReported(false)} />
      )}
    </Notice>
  );
}

function NewVersion({ updates }: { updates: Updates }) {
  if (!useStore(updates.isWaiting)) return null;
  return (
    <Notice role="status" actions={<PushButton onPress={() => updates.apply()}>Reload</PushButton>}>
      A new version is here.
    </Notice>
  );
}

interface NoticesProps {
  workspace: Workspace;
  control: EngineControl;
  updates: Updates;
}

/** What the page has to say of itself, across its whole width. */
export function Notices({ workspace, control, updates }: NoticesProps) {
  const checker = useStore(workspace.checker);
  return (
    <>
      <NewVersion updates={updates} />
      {checker.is === "paused" && <CheckingPaused because={checker.because} control={control} />}
    </>
  );
}
