import { useMemo, useState } from "react";
import { Button, Form, Input, Label, Popover, TextField } from "react-aria-components";
import type { FileId } from "../model/source_file";
import type { Tab, Workspace } from "../model/workspace";
import { plural } from "../ui/counts";
import { Icon } from "../ui/icon";
import { TabList } from "../ui/tab_list";
import { useDerived, useStore } from "../ui/use_store";
import styles from "./file_tabs.module.css";

export const editorPanelId = "source";
const tabId = (id: FileId): string => `file-${id}`;

function ProblemCount({ workspace, file }: { workspace: Workspace; file: FileId }) {
  const problems = useDerived(workspace.checked, (checked) => {
    const result = checked.get(file);
    return result === undefined ? 0 : result.diagnostics.length + result.omitted;
  });
  if (problems === 0) return null;
  return (
    <span className={styles.problems} role="img" aria-label={plural(problems, "problem")}>
      {problems > 99 ? "99+" : problems}
    </span>
  );
}

/** `os/path.pyi` of `typeshed:stdlib/os/path.pyi`; what is not the visitor's own looks it. */
function StubName({ path }: { path: string }) {
  return (
    <>
      <i>{path.replace(/^[^:]*:stdlib\//, "")}</i>
      <span className={styles.readOnly}>read-only</span>
    </>
  );
}

interface FileTabProps {
  workspace: Workspace;
  tab: Tab;
  isActive: boolean;
  onClose: () => void;
}

function FileTab({ workspace, tab, isActive, onClose }: FileTabProps) {
  return (
    <>
      {tab.origin === "page" ? tab.path : <StubName path={tab.path} />}
      <ProblemCount workspace={workspace} file={tab.id} />
      {isActive && (
        // The keyboard has Delete for it; a button inside a tab would be none to a screen reader.
        <span
          className={styles.close}
          aria-hidden="true"
          title="Close"
          onClick={(event) => {
            event.stopPropagation();
            onClose();
          }}
        >
          <Icon name="close" />
        </span>
      )}
    </>
  );
}

interface RenameProps {
  path: string;
  onDone: (path: string | null) => void;
}

function RenameForm({ path, onDone }: RenameProps) {
  const [wanted, setWanted] = useState(path);
  return (
    <Form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(wanted);
      }}
    >
      <TextField value={wanted} onChange={setWanted} autoFocus>
        <Label>File name</Label>
        <Input spellCheck={false} onFocus={(event) => selectStem(event.currentTarget)} />
      </TextField>
    </Form>
  );
}

/** The name without its ending, as one mostly wants to change it. */
function selectStem(input: HTMLInputElement): void {
  const dot = input.value.lastIndexOf(".");
  input.setSelectionRange(0, dot > 0 ? dot : input.value.length);
}

/** The open files. Arrow keys move between them, F2 renames, Delete closes. */
export function FileTabs({ workspace }: { workspace: Workspace }) {
  const tabs = useStore(workspace.tabs);
  const active = useStore(workspace.active);
  const [renamed, setRenamed] = useState<FileId | null>(null);

  const close = (id: FileId) => {
    workspace.close(id);
    const next = workspace.active.get();
    requestAnimationFrame(() => next !== null && document.getElementById(tabId(next))?.focus());
  };
  const create = () => setRenamed(workspace.create("untitled.py"));
  const rename = (id: FileId | null) => {
    if (tabs.find((tab) => tab.id === id)?.origin === "page") setRenamed(id);
  };

  // A file that has just been made has its tab only once this has been drawn.
  const anchor = useMemo(
    () => ({
      get current() {
        return renamed === null ? null : document.getElementById(tabId(renamed));
      },
    }),
    [renamed],
  );

  const items = tabs.map((tab) => ({
    id: tab.id,
    elementId: tabId(tab.id),
    title:
      tab.origin === "page"
        ? "F2 or a double click renames, Delete closes"
        : "From the standard library, read-only. Delete closes",
    content: (
      <FileTab workspace={workspace} tab={tab} isActive={tab.id === active} onClose={() => workspace.close(tab.id)} />
    ),
  }));

  return (
    <div className={styles.tabs}>
      {tabs.length > 0 && (
        <TabList
          label="Files"
          tabs={items}
          selected={active}
          panelId={editorPanelId}
          className={styles.list}
          tabClassName={styles.tab}
          onSelect={(id) => workspace.activate(id)}
          keys={{ F2: () => rename(active), Delete: () => active !== null && close(active) }}
          onDoubleClick={rename}
          onMiddleClick={(id) => workspace.close(id)}
        />
      )}
      <Button className={styles.new} aria-label="New file" onPress={create}>
        <Icon name="plus" />
      </Button>
      <Popover
        className={styles.popover}
        triggerRef={anchor}
        isOpen={renamed !== null}
        onOpenChange={(isOpen) => !isOpen && setRenamed(null)}
        placement="bottom start"
        aria-label="Rename file"
      >
        <div className={styles.dialog}>
          {renamed !== null && (
            <RenameForm
              path={tabs.find((tab) => tab.id === renamed)?.path ?? ""}
              onDone={(path) => {
                if (path !== null) workspace.rename(renamed, path);
                setRenamed(null);
              }}
            />
          )}
        </div>
      </Popover>
    </div>
  );
}
