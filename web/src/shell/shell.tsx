import { useCallback, useEffect, useRef } from "react";
import type { SourceEditor } from "../editor/source_editor";
import type { LessonView } from "../lessons/lesson_view";
import type { Sharing } from "../links/sharing";
import type { Commands } from "../model/commands";
import type { EngineView } from "../model/engine_view";
import type { NamesView } from "../model/names_view";
import type { Span } from "../model/place";
import type { Diagnostic } from "../model/results";
import type { RulePages } from "../model/rule_pages";
import type { Settings } from "../model/settings";
import type { TableName, Workspace } from "../model/workspace";
import type { Updates } from "../offline/updates";
import type { Reduction } from "../reduce/reduction";
import type { RunView } from "../runner/run_view";
import { useMovable } from "../ui/movable";
import { TextScale } from "../ui/row_height";
import { useStore } from "../ui/use_store";
import { EditorPane } from "./editor_pane";
import headerStyles from "./header.module.css";
import { LessonSide } from "./lesson_side";
import { inSource, NarrowParts, useShownPart } from "./narrow_parts";
import type { ProjectModels } from "./project_models";
import styles from "./shell.module.css";
import { useFileDrop } from "./use_file_drop";
import { useKeys } from "./use_keys";
import { useLearning } from "./use_learning";
import { useMedia } from "./use_media";
import { part } from "./use_parts";
import { useRest } from "./use_rest";
import { useRunning } from "./use_running";
import { useSource } from "./use_source";
import { useTextSize } from "./use_text_size";
import { useTheme } from "./use_theme";
import { useViewCommands } from "./use_view_commands";
import { WideParts } from "./wide_parts";

interface ShellProps {
  workspace: Workspace;
  names: NamesView;
  engine: EngineView;
  settings: Settings;
  commands: Commands;
  lessons: LessonView;
  sharing: Sharing;
  reduction: Reduction;
  pages: RulePages;
  run: RunView;
  project: ProjectModels;
  updates: Updates;
}

/** The page: files above, source on the left with its problems below, tables on the right, or below all of it. */
export function Shell({
  workspace,
  names,
  engine,
  settings,
  commands,
  pages,
  lessons,
  sharing,
  project,
  reduction,
  run,
  updates,
}: ShellProps) {
  const theme = useTheme(settings);
  const textScale = useTextSize(settings);
  useFileDrop(project.opening);
  useKeys(commands);
  useLearning(commands, lessons, settings);
  const rest = useRest();
  const isNarrow = useMedia("(width < 720px)");
  const active = useStore(workspace.active);
  const editor = useRef<SourceEditor | null>(null);
  const toggleTheme = useRef(theme.toggle);
  useEffect(() => {
    toggleTheme.current = theme.toggle;
  });
  const shown = useShownPart(lessons);
  const showPart = isNarrow ? shown.show : null;
  const showTable = useCallback(
    (table: TableName) => {
      workspace.showTable(table);
      showPart?.("tables");
    },
    [workspace, showPart],
  );
  useViewCommands(commands, workspace, editor, toggleTheme, showTable);
  useRunning(commands, showTable, run);

  const source = useSource(workspace, sharing, editor);

  const jump = isNarrow ? inSource(shown, source.jump) : source.jump;
  const show = isNarrow ? inSource(shown, source.show) : source.show;
  const trace = (span: Span) => {
    source.trace(span);
    showPart?.("tables");
  };
  const fix = isNarrow ? inSource(shown, source.fix) : source.fix;
  const reduceTo = useCallback((problem: Diagnostic) => reduction.start(problem), [reduction]);
  // The same editor, with what can be undone in it, however wide the page becomes.
  const movable = useMovable(
    <EditorPane
      workspace={workspace}
      names={names}
      pages={pages}
      isDark={theme.isDark}
      isHighContrast={theme.isHighContrast}
      textScale={textScale}
      isLast={rest !== null}
      onEditor={source.hold}
    />,
  );
  const parts = active !== null && {
    active,
    source: movable.place,
    problems: (
      <section className={styles.problems} aria-label="Problems" data-tour-stop="problems" {...part}>
        {rest && (
          <rest.Problems
            workspace={workspace}
            settings={settings}
            pages={pages}
            onSelect={source.select}
            onJump={jump}
            onFix={fix}
            onReduce={reduceTo}
          />
        )}
      </section>
    ),
    tables: (
      <LessonSide lessons={lessons} settings={settings}>
        <section className={styles.tables} aria-label="Tables" data-tour-stop="tables" {...part}>
          {rest && (
            <rest.Tables
              workspace={workspace}
              names={names}
              engine={engine}
              run={run}
              settings={settings}
              pages={pages}
              hasTabs={!isNarrow}
              onSelect={source.select}
              onShow={show}
              onJump={jump}
              onTrace={trace}
            />
          )}
        </section>
      </LessonSide>
    ),
  };

  return (
    <TextScale value={textScale}>
      <div className={styles.page}>
        {rest === null ? (
          <>
            <header className={headerStyles.header}>
              <h1>Pellucid</h1>
            </header>
            <div />
          </>
        ) : (
          <>
            <rest.Header
              workspace={workspace}
              files={project.files}
              commands={commands}
              isDark={theme.isDark}
              onToggleTheme={theme.toggle}
            />
            <div>
              <rest.DraftNotices
                drafts={project.drafts}
                done={project.done}
                onDownload={() => void commands.run("files.download")}
              />
              <rest.SharingParts workspace={workspace} names={names} commands={commands} sharing={sharing} />
              <rest.Notices workspace={workspace} control={engine.control} updates={updates} />
            </div>
          </>
        )}
        <main className={styles.main}>
          {!parts ? (
            rest && <rest.NoFile onCreate={() => project.files.create()} />
          ) : isNarrow ? (
            <NarrowParts workspace={workspace} editor={editor} shown={shown} {...parts} />
          ) : (
            <WideParts settings={settings} {...parts} />
          )}
          {/* Behind its place: what is made in it finds itself on the page. */}
          {parts && movable.rendered}
        </main>
        {rest && (
          <>
            <div>
              <rest.FirstMinute
                workspace={workspace}
                engine={engine}
                settings={settings}
                commands={commands}
                onPart={showPart}
              />
              <rest.StatusLine workspace={workspace} onLoadLibrary={() => void names.asker.loadLibrary()} />
            </div>
            <rest.RenameReview workspace={workspace} names={names} />
            <rest.RulePage pages={pages} onSettings={() => showTable("settings")} />
            <rest.CommandDialogs commands={commands} />
            <rest.Reducing reduction={reduction} commands={commands} done={project.done} />
            <rest.ProjectCommands workspace={workspace} names={names} project={project} commands={commands} />
            <rest.DoneLine done={project.done} />
          </>
        )}
      </div>
    </TextScale>
  );
}
