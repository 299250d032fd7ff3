import { useMemo, useState } from "react";
import type { FileActions } from "../../model/file_actions";
import { type FileTreeItem, fileTree } from "../../model/file_tree";
import { folderOf } from "../../model/paths";
import type { Workspace } from "../../model/workspace";
import { PushButton } from "../../ui/push_button";
import { Tree } from "../../ui/tree";
import { useStore } from "../../ui/use_store";
import styles from "./file_tree.module.css";
import { PathForm } from "./path_form";

interface FileTreeProps {
  workspace: Workspace;
  files: FileActions;
}

function Line({ item }: { item: FileTreeItem }) {
  return <span className={item.file === null ? styles.folder : styles.file}>{item.name}</span>;
}

/** The files in their folders. Enter shows one, F2 renames, Delete deletes, Shift and the arrows move it. */
export function FileTree({ workspace, files }: FileTreeProps) {
  const tabs = useStore(workspace.tabs);
  const active = useStore(workspace.active);
  const items = useMemo(() => fileTree(tabs), [tabs]);
  const [folder, chooseFolder] = useState<string | null>(null);
  const [renamed, rename] = useState<FileTreeItem | null>(null);
  const selected = items.findIndex(({ file, key }) => (folder === null ? file === active : key === folder));
  const chosen = items[selected];

  const select = (item: FileTreeItem) => {
    chooseFolder(item.file === null ? item.key : null);
    if (item.file !== null) workspace.activate(item.file);
  };
  const remove = (item: FileTreeItem) => {
    chooseFolder(null);
    if (item.file === null) files.removeFolder(item.path);
    else files.remove(item.file);
  };
  const create = () => {
    const id = files.create(chosen === undefined ? "" : chosen.file === null ? chosen.path : folderOf(chosen.path));
    chooseFolder(null);
    rename(fileTree(workspace.tabs.get()).find(({ file }) => file === id) ?? null);
  };
  const step = (item: FileTreeItem, by: 1 | -1) => {
    if (item.file !== null) files.step(item.file, by, "folder");
  };
  const drag = (item: FileTreeItem, to: FileTreeItem) => {
    if (item.file === null) {
      const target = to.file === null ? to.path : folderOf(to.path);
      files.renameFolder(item.path, target === "" ? item.name : `${target}/${item.name}`);
    } else if (to.file === null) files.putInto(item.file, to.path);
    else files.putBefore(item.file, to.file);
  };

  return (
    <div className={styles.pane}>
      <div className={styles.bar}>
        <PushButton onPress={create}>New file</PushButton>
        <PushButton isDisabled={chosen === undefined} onPress={() => chosen && rename(chosen)}>
          Rename
        </PushButton>
        <PushButton isDisabled={chosen === undefined} onPress={() => chosen && remove(chosen)}>
          Delete
        </PushButton>
      </div>
      {renamed !== null && (
        <PathForm
          key={renamed.key}
          label={renamed.file === null ? "Folder" : "File name, with its folders: shop/cart.py"}
          path={renamed.path}
          onTry={(path) =>
            renamed.file === null ? files.renameFolder(renamed.path, path) : files.rename(renamed.file, path)
          }
          onDone={() => {
            rename(null);
            chooseFolder(null);
          }}
        />
      )}
      {items.length === 0 ? (
        <p className={styles.none}>There are no files.</p>
      ) : (
        <div className={styles.tree}>
          <Tree
            label="Files"
            items={items}
            selected={selected < 0 ? null : selected}
            reveal={active}
            render={(item) => <Line item={item} />}
            onSelect={select}
            onDrag={drag}
            keys={{
              F2: rename,
              Delete: remove,
              "Shift+ArrowUp": (item) => step(item, -1),
              "Shift+ArrowDown": (item) => step(item, 1),
            }}
          />
        </div>
      )}
      <p className={styles.hint}>F2 renames, Delete deletes, Shift with an arrow or dragging moves.</p>
    </div>
  );
}
