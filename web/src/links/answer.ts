import type { EngineControl } from "../model/engine";
import type { Asker } from "../model/questions";
import type { Workspace } from "../model/workspace";
import { type BuildAnswer, problemsOf } from "./builds";
import type { Sharing } from "./sharing";

/** Checks what the link holds, to the end, and tells what is wrong with it. */
export async function answerTo(
  fragment: string,
  sharing: Sharing,
  workspace: Workspace,
  checker: Asker & EngineControl,
): Promise<BuildAnswer> {
  const answer = { pellucid: "answer", build: sharing.build, trouble: null, problems: [] } as const;
  if ((await sharing.open(fragment)) === "failed") {
    return { ...answer, trouble: sharing.notice.get()?.trouble ?? "The link could not be opened." };
  }
  const hasLibrary = await checker.loadLibrary();
  // The script of the session comes when all else is done.
  const isChecked = (await checker.script()) !== null;
  if (!isChecked) return { ...answer, trouble: "The checker of the other build stopped." };
  const trouble = hasLibrary ? null : "The other build could not load the standard library’s stubs.";
  return { ...answer, trouble, problems: problemsOf(workspace) };
}
