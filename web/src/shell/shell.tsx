import { lazy, Suspense, useCallback, useRef } from "react";
import { Button } from "react-aria-components";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { SourceEditor } from "../editor/source_editor";
import type { EngineView } from "../model/engine_view";
import type { NamesView } from "../model/names_view";
import type { Span } from "../model/place";
import type { Fix } from "../model/results";
import type { Settings } from "../model/settings";
import type { SourceFile } from "../model/source_file";
import type { Workspace } from "../model/workspace";
import { Problems } from "../panels/problems/problems";
import { RenameReview } from "../panels/rename_review/rename_review";
import { StatusLine } from "../panels/status_line/status_line";
import { EmptyState } from "../ui/empty_state";
import { useStore } from "../ui/use_store";
import { editorPanelId } from "./file_tabs";
import { Header } from "./header";
import styles from "./shell.module.css";
import { Tables } from "./tables";
import { useFileDrop } from "./use_file_drop";
import { useMedia } from "./use_media";
import { part, useParts } from "./use_parts";
import { useTheme } from "./use_theme";

// By far the largest part of the page; everything else is there before it.
const EditorPane = lazy(() => import("../editor/editor_pane"));

interface ShellProps {
  workspace: Workspace;
  names: NamesView;
  engine: EngineView;
  settings: Settings;
}

function NoFile({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState title="No file is open">
      <p>
        Make one and type some Python, or drop files anywhere on this page. The tree of a file appears beside it as a
        table, and what is wrong with it below.
      </p>
      <Button className={styles.create} onPress={onCreate}>
        New file
      </Button>
    </EmptyState>
  );
}

// No more lines than a screen has.
const readableLines = 100;

/** The source as it can be read while the editor is on its way. */
function SourceToRead({ file }: { file: SourceFile | undefined }) {
  const lines = Array.from({ length: Math.min(file?.text.lineCount ?? 0, readableLines) }, (_, i) =>
    file?.text.line(i + 1),
  );
  return <pre className={styles.source}>{lines.join("\n")}</pre>;
}

/** The page: files above, source on the left with its problems below, tables on the right, or below all of it. */
export function Shell({ workspace, names, engine, settings }: ShellProps) {
  const theme = useTheme(settings);
  useFileDrop(workspace);
  useParts();
  const isNarrow = useMedia("(width < 720px)");
  const active = useStore(workspace.active);
  const editor = useRef<SourceEditor | null>(null);

  const holdEditor = useCallback((held: SourceEditor | null) => {
    editor.current = held;
  }, []);
  const select = useCallback((span: Span) => editor.current?.select(span), []);
  const show = useCallback((span: Span) => {
    editor.current?.select(span);
    editor.current?.focus();
  }, []);
  const jump = useCallback(
    (span: Span) => {
      workspace.focusText(span);
      show(span);
    },
    [workspace, show],
  );
  const trace = useCallback(
    (span: Span) => {
      workspace.focusText(span);
      workspace.showTable("name");
      editor.current?.select(span);
    },
    [workspace],
  );
  const fix = useCallback(({ edits }: Fix) => {
    editor.current?.edit(edits.map(({ range, text }) => ({ span: range, text })));
    editor.current?.focus();
  }, []);

  return (
    <div className={styles.page}>
      <Header workspace={workspace} isDark={theme.isDark} onToggleTheme={theme.toggle} />
      <main className={styles.main}>
        {active === null ? (
          <NoFile onCreate={() => workspace.create("untitled.py")} />
        ) : (
          <Group orientation={isNarrow ? "vertical" : "horizontal"}>
            <Panel id="text" defaultSize="42%" minSize={200}>
              <Group orientation="vertical">
                <Panel id={editorPanelId} role="tabpanel" aria-labelledby={`file-${active}`} minSize={120} {...part}>
                  <Suspense fallback={<SourceToRead file={workspace.file(active)} />}>
                    <EditorPane workspace={workspace} names={names} isDark={theme.isDark} onEditor={holdEditor} />
                  </Suspense>
                </Panel>
                <Separator className={styles.acrossLine} aria-label="Height of the problems" />
                <Panel id="problems" defaultSize="22%" minSize={60}>
                  <section className={styles.problems} aria-label="Problems" {...part}>
                    <Problems workspace={workspace} onSelect={select} onJump={jump} onFix={fix} />
                  </section>
                </Panel>
              </Group>
            </Panel>
            <Separator className={isNarrow ? styles.acrossLine : styles.downLine} aria-label="Size of the source" />
            <Panel id="tables" minSize={200}>
              <section className={styles.tables} aria-label="Tables" {...part}>
                <Tables
                  workspace={workspace}
                  names={names}
                  engine={engine}
                  settings={settings}
                  onSelect={select}
                  onShow={show}
                  onJump={jump}
                  onTrace={trace}
                />
              </section>
            </Panel>
          </Group>
        )}
      </main>
      <StatusLine workspace={workspace} onLoadLibrary={() => void names.asker.loadLibrary()} />
      <RenameReview workspace={workspace} names={names} />
    </div>
  );
}
