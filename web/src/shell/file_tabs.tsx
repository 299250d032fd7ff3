import { useMemo, useState } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { FileActions } from "../model/file_actions";
import { problemCount } from "../model/problem_rows";
import type { FileId } from "../model/source_file";
import type { Tab, Workspace } from "../model/workspace";
import { FileTree } from "../panels/file_tree/file_tree";
import { PathForm } from "../panels/file_tree/path_form";
import { plural } from "../ui/counts";
import { Icon } from "../ui/icon";
import { TabList } from "../ui/tab_list";
import { useDerived, useStore } from "../ui/use_store";
import styles from "./file_tabs.module.css";
import { editorPanelId } from "./use_parts";

const tabId = (id: FileId): string => `file-${id}`;

function ProblemCount({ workspace, file }: { workspace: Workspace; file: FileId }) {
  const problems = useDerived(workspace.checked, (checked) => problemCount(checked.get(file)));
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
          title={tab.origin === "page" ? "Delete" : "Close"}
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

/** The files in their folders, behind a button. */
function FileTreeButton({ workspace, files }: FileTabsProps) {
  return (
    <DialogTrigger>
      <Button className={styles.new} aria-label="All files">
        <Icon name="files" />
      </Button>
      <Popover className={styles.popover} placement="bottom start">
        <Dialog className={styles.treeDialog} aria-label="All files">
          <FileTree workspace={workspace} files={files} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface FileTabsProps {
  workspace: Workspace;
  files: FileActions;
}

/** The files. Arrow keys choose one, with Shift they move it; F2 renames, Delete deletes. */
export function FileTabs({ workspace, files }: FileTabsProps) {
  const tabs = useStore(workspace.tabs);
  const active = useStore(workspace.active);
  const [renamed, setRenamed] = useState<FileId | null>(null);

  const close = (id: FileId) => {
    files.remove(id);
    const next = workspace.active.get();
    requestAnimationFrame(() => next !== null && document.getElementById(tabId(next))?.focus());
  };
  const create = () => setRenamed(files.create());
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
        ? "F2 or a double click renames, Delete deletes, Shift with an arrow or dragging moves"
        : "From the standard library, read-only. Delete closes",
    content: (
      <FileTab workspace={workspace} tab={tab} isActive={tab.id === active} onClose={() => files.remove(tab.id)} />
    ),
  }));

  return (
    <div className={styles.tabs}>
      <FileTreeButton workspace={workspace} files={files} />
      {tabs.length > 0 && (
        <TabList
          label="Files"
          tabs={items}
          selected={active}
          panelId={editorPanelId}
          className={styles.list}
          tabClassName={styles.tab}
          onSelect={(id) => workspace.activate(id)}
          keys={{
            F2: () => rename(active),
            Delete: () => active !== null && close(active),
            "Shift+ArrowLeft": () => active !== null && files.step(active, -1, "tabs"),
            "Shift+ArrowRight": () => active !== null && files.step(active, 1, "tabs"),
          }}
          onDrag={(id, to) => files.takePlace(id, to)}
          onDoubleClick={rename}
          onMiddleClick={(id) => files.remove(id)}
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
            <PathForm
              label="File name, with its folders: shop/cart.py"
              path={tabs.find((tab) => tab.id === renamed)?.path ?? ""}
              onTry={(path) => files.rename(renamed, path)}
              onDone={() => setRenamed(null)}
            />
          )}
        </div>
      </Popover>
    </div>
  );
}
