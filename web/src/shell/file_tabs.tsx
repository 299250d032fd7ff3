import { type KeyboardEvent, useRef, useState } from "react";
import { Button, Form, Input, Label, Popover, TextField } from "react-aria-components";
import type { FileId } from "../model/source_file";
import type { Tab, Workspace } from "../model/workspace";
import { Icon } from "../ui/icon";
import { useStore } from "../ui/use_store";
import styles from "./file_tabs.module.css";

export const editorPanelId = "source";
const tabId = (id: FileId): string => `file-${id}`;

interface FileTabProps {
  tab: Tab;
  isActive: boolean;
  problems: number;
  onActivate: () => void;
  onRename: () => void;
  onClose: () => void;
}

function FileTab({ tab, isActive, problems, onActivate, onRename, onClose }: FileTabProps) {
  return (
    <button
      type="button"
      role="tab"
      id={tabId(tab.id)}
      className={styles.tab}
      aria-selected={isActive}
      aria-controls={editorPanelId}
      aria-keyshortcuts="F2 Delete"
      tabIndex={isActive ? 0 : -1}
      title="F2 or a double click renames, Delete closes"
      onClick={onActivate}
      onDoubleClick={onRename}
      onAuxClick={(event) => event.button === 1 && onClose()}
    >
      {tab.path}
      {problems > 0 && (
        <span className={styles.problems} role="img" aria-label={problems === 1 ? "1 problem" : `${problems} problems`}>
          {problems > 99 ? "99+" : problems}
        </span>
      )}
      {isActive && (
        // The keyboard has Delete for it; a button inside a tab would be none to a screen reader.
        // biome-ignore lint/a11y/noStaticElementInteractions: see above
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
    </button>
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
  const checked = useStore(workspace.checked);
  const [renamed, setRenamed] = useState<FileId | null>(null);
  const list = useRef<HTMLDivElement>(null);

  const focusTab = (id: FileId | undefined) => {
    if (id !== undefined) list.current?.querySelector<HTMLElement>(`#${tabId(id)}`)?.focus();
  };
  const activate = (id: FileId | undefined) => {
    if (id === undefined) return;
    workspace.activate(id);
    focusTab(id);
  };
  const close = (id: FileId) => {
    workspace.close(id);
    requestAnimationFrame(() => focusTab(workspace.active.get() ?? undefined));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = tabs.findIndex((tab) => tab.id === active);
    const keys: Record<string, () => void> = {
      ArrowRight: () => activate(tabs[(place + 1) % tabs.length]?.id),
      ArrowLeft: () => activate(tabs.at(place - 1)?.id),
      Home: () => activate(tabs[0]?.id),
      End: () => activate(tabs.at(-1)?.id),
      F2: () => setRenamed(active),
      Delete: () => active !== null && close(active),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const create = () => setRenamed(workspace.create("untitled.py"));

  const anchor = useRef<HTMLElement | null>(null);
  anchor.current = renamed === null ? null : (list.current?.querySelector<HTMLElement>(`#${tabId(renamed)}`) ?? list.current);

  return (
    <div className={styles.tabs}>
      {tabs.length > 0 && (
        <div ref={list} role="tablist" aria-label="Files" className={styles.list} onKeyDown={onKeyDown}>
          {tabs.map((tab) => {
            const result = checked.get(tab.id);
            return (
              <FileTab
                key={tab.id}
                tab={tab}
                isActive={tab.id === active}
                problems={result === undefined ? 0 : result.diagnostics.length + result.omitted}
                onActivate={() => workspace.activate(tab.id)}
                onRename={() => setRenamed(tab.id)}
                onClose={() => workspace.close(tab.id)}
              />
            );
          })}
        </div>
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
