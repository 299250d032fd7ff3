// Where the page is put together: the workspace, the checker that follows it, and what shows it.

import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { checkerModule } from "./engine/checker_module";
import { CheckerClient } from "./engine/client";
import { reducerOf } from "./engine/reducer_port";
import { loadStubs, stubsPath } from "./engine/stubs";
import { openWorker } from "./engine/worker_port";
import { defaultPython, newestPython, oldestPython } from "./generated/syntax";
import { LessonView } from "./lessons/lesson_view";
import { lessonLink, readLessonLink } from "./lessons/link";
import { type EmbedOptions, isLink, modeOf } from "./links/address";
import { answerTo } from "./links/answer";
import { comesIntoView, embeddedChoices } from "./links/embed";
import { pageSite } from "./links/page_site";
import { Sharing } from "./links/sharing";
import { buildId } from "./model/build";
import { Commands } from "./model/commands";
import { DoneList } from "./model/done";
import { EngineView } from "./model/engine_view";
import { exampleProject, pointAtExamples, usedElsewhere } from "./model/examples";
import { FileActions } from "./model/file_actions";
import { showTreesAtWork } from "./model/first_minute";
import { NamesView } from "./model/names_view";
import { Opening } from "./model/opening";
import type { Project } from "./model/project";
import { RulePages } from "./model/rule_pages";
import { Settings } from "./model/settings";
import { Workspace } from "./model/workspace";
import { Updates } from "./offline/updates";
import { Reduction } from "./reduce/reduction";
import { RunView } from "./runner/run_view";
import { openRunner } from "./runner/worker_port";
import { Shell } from "./shell/shell";
import { browserDrafts } from "./storage/browser_drafts";
import { keptText } from "./storage/kept_text";
import { Boundary } from "./ui/boundary";
import { Broken } from "./ui/broken";
import "./ui/theme.css";

const Embedded = lazy(async () => ({ default: (await import("./shell/embedded")).Embedded }));

/** No `await` stands outside: parts that are loaded meanwhile import this one, and would wait for it to end. */
async function begin(): Promise<void> {
  const mode = modeOf(location.search);
  // Whoever only scrolls past a page that this one is embedded in pays for nothing.
  if (mode.is === "embed") await comesIntoView(document.documentElement);

  // Made ready while drafts are opened.
  void checkerModule().catch(() => {});

  const workspace = new Workspace();
  const timers = {
    start: (work: () => void, milliseconds: number) => setTimeout(work, milliseconds),
    stop: (timer: unknown) => clearTimeout(timer as number),
  };
  const settings = new Settings(
    mode.is === "embed" ? embeddedChoices(mode.options) : keptText(() => localStorage, "pellucid"),
  );
  const checker = new CheckerClient(workspace, openWorker, timers, {
    loadLibrary: (onProgress) => loadStubs(new URL(stubsPath, document.baseURI), onProgress),
    // However the checker fares, there is an address at which the page opens.
    isPaused: new URLSearchParams(location.search).get("safe") === "1",
    maker: { build: buildId, browser: navigator.userAgent },
  });
  const engine = new EngineView(workspace, checker);
  const commands = new Commands();
  const pages = new RulePages();
  const names = new NamesView(workspace, settings, checker, timers);

  const done = new DoneList();

  // A frame keeps nothing. The worker is on its way while the draft is fetched.
  const drafts = mode.is === "page" ? browserDrafts(workspace, exampleProject, timers) : null;
  if (drafts !== null) {
    await drafts.open();
    pointAtExamples(workspace);
    workspace.showTable("name");
    showTreesAtWork(workspace, checker, usedElsewhere.path, usedElsewhere.at);
  }
  // What was done last was done to the draft that was shown.
  drafts?.current.subscribe(() => done.putAway());
  // The address says what is shown, also when the page is loaded again.
  drafts?.shown.subscribe(() => {
    if (drafts.shown.get().is !== "shared" && isLink(location.hash))
      history.replaceState(history.state, "", `${location.pathname}${location.search}`);
  });
  const openProject = async (project: Project) =>
    drafts === null ? workspace.replace(project) : drafts.openShared(project);
  const sharing = new Sharing(workspace, names.trace, buildId, pageSite(location, mode), openProject);
  if (mode.is === "answer") {
    parent.postMessage(await answerTo(location.hash, sharing, workspace, checker), location.origin);
  } else {
    const open = (options: EmbedOptions | null) => isLink(location.hash) && sharing.open(location.hash, options);
    await open(mode.is === "embed" ? mode.options : null);
    window.addEventListener("hashchange", () => void open(null));
  }

  // Fetched when somebody opens a lesson, together with what reads it.
  async function loadLessonText(file: string): Promise<string> {
    const response = await fetch(new URL(`lessons/${file}`, document.baseURI));
    const isText = response.headers.get("content-type")?.includes("text/html") !== true;
    if (!response.ok || !isText) throw new Error(`There is no lessons/${file} on this site.`);
    return response.text();
  }
  const library = async () => {
    const { LessonLibrary } = await import("./lessons/library");
    return new LessonLibrary(loadLessonText, { oldest: oldestPython, newest: newestPython, usual: defaultPython });
  };
  const lessons = new LessonView(workspace, checker, library, openProject);
  drafts?.current.subscribe(() => lessons.forgetFiles());
  const linked = readLessonLink(location.search);
  if (linked === "list") void lessons.openList();
  else if (linked !== null) void lessons.open(linked);
  lessons.screen.subscribe(() => {
    if (lessons.screen.get().is === "loading") return;
    const { pathname, search, hash } = location;
    history.replaceState(history.state, "", `${pathname}${lessonLink(search, lessons.place)}${hash}`);
  });

  const { folder, bytes } = __PYODIDE__;
  const pythonSite = { folder: new URL(folder, document.baseURI).href, bytes };
  const run = new RunView(workspace, checker, openRunner, pythonSite);

  const updates = new Updates(buildId);
  // What the page needs itself comes first.
  const atWork = new Promise<void>((resolve) => {
    const look = () => {
      if (["ready", "paused"].includes(workspace.checker.get().is)) resolve();
    };
    workspace.checker.subscribe(look);
    look();
  });
  if (import.meta.env.PROD && mode.is === "page")
    void atWork.then(() => updates.start(new URL("./", document.baseURI)));

  const root = document.getElementById("root");
  if (root === null) throw new Error("the page has no #root");
  if (mode.is !== "answer") {
    createRoot(root).render(
      <StrictMode>
        <Boundary
          instead={(error) => (
            <Broken title="The page has failed" error={error} action="Load it again" onAction={() => location.reload()}>
              That is a mistake of ours. What you wrote is kept in this browser.
            </Broken>
          )}
        >
          {mode.is === "embed" && (
            <Suspense>
              <Embedded {...{ workspace, names, engine, settings, pages, run, sharing }} options={mode.options} />
            </Suspense>
          )}
          {drafts !== null && (
            <Shell
              workspace={workspace}
              names={names}
              engine={engine}
              settings={settings}
              commands={commands}
              pages={pages}
              lessons={lessons}
              sharing={sharing}
              project={{
                ...{ drafts, done },
                ...{ files: new FileActions(workspace, done), opening: new Opening(workspace, drafts, done) },
              }}
              updates={updates}
              reduction={
                new Reduction(
                  workspace,
                  reducerOf(() => checker.stubs),
                )
              }
              run={run}
            />
          )}
        </Boundary>
      </StrictMode>,
    );
  }
}

void begin();
