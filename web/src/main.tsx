// Where the page is put together: the workspace, the checker that follows it, and what shows it.

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { CheckerClient } from "./engine/client";
import { loadStubs, stubsPath } from "./engine/stubs";
import { openWorker } from "./engine/worker_port";
import { EngineView } from "./model/engine_view";
import { examples } from "./model/examples";
import { NamesView } from "./model/names_view";
import { type ChoiceKeeper, Settings } from "./model/settings";
import { Workspace } from "./model/workspace";
import { Shell } from "./shell/shell";
import "./ui/theme.css";

const storageKey = "pellucid";

// Storage may be forbidden; choices then last as long as the page.
const keeper: ChoiceKeeper = {
  load() {
    try {
      return localStorage.getItem(storageKey);
    } catch {
      return null;
    }
  },
  save(text) {
    try {
      localStorage.setItem(storageKey, text);
    } catch {
      // See above.
    }
  },
};

const workspace = new Workspace();
for (const { path, text, cursor } of examples) {
  workspace.create(path, text);
  workspace.focusText({ start: cursor, end: cursor });
}

const timers = {
  start: (work: () => void, milliseconds: number) => setTimeout(work, milliseconds),
  stop: (timer: unknown) => clearTimeout(timer as number),
};
const settings = new Settings(keeper);
const checker = new CheckerClient(workspace, openWorker, timers, (onProgress) =>
  loadStubs(new URL(stubsPath, document.baseURI), onProgress),
);
const engine = new EngineView(workspace, checker);
const names = new NamesView(workspace, settings, checker, timers);

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <Shell workspace={workspace} names={names} engine={engine} settings={settings} />
  </StrictMode>,
);
