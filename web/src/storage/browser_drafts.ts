import { Drafts } from "../model/draft";
import type { Project } from "../model/project";
import type { Timers } from "../model/timers";
import type { Workspace } from "../model/workspace";
import { IndexedDrafts } from "./indexed_drafts";
import { keptText } from "./kept_text";
import { ChannelHolds, LockHolds } from "./tab_holds";

/** The drafts of this browser, and this tab's among them, which is saved when the page goes out of sight. */
export function browserDrafts(workspace: Workspace, example: Project, timers: Timers): Drafts {
  const drafts = new Drafts(workspace, example, {
    keeper: new IndexedDrafts(() => localStorage),
    // Locks are for safe origins only.
    holds: navigator.locks === undefined ? new ChannelHolds() : new LockHolds(navigator.locks),
    newId: () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36)).join(""),
    tab: keptText(() => sessionStorage, "pellucid.tab"),
    timers,
    now: () => Date.now(),
  });
  addEventListener("pagehide", () => drafts.saveAtOnce());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") drafts.saveAtOnce();
  });
  // The browser asks whether to leave all the same.
  addEventListener("beforeunload", (event) => {
    if (drafts.state.get().is === "failing" && !drafts.saveAtOnce()) event.preventDefault();
  });
  return drafts;
}
