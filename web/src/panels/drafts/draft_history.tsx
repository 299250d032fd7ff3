import { useEffect, useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { DoneList } from "../../model/done";
import type { Drafts } from "../../model/draft";
import { draftLimits } from "../../model/draft_history";
import type { Version, VersionReason } from "../../model/draft_keeper";
import type { Project } from "../../model/project";
import type { Workspace } from "../../model/workspace";
import { byteCount } from "../../ui/byte_count";
import { plural } from "../../ui/counts";
import { Dialog } from "../../ui/dialog";
import { PushButton } from "../../ui/push_button";
import styles from "./drafts.module.css";
import { whenWords } from "./when";

const reasons: Readonly<Record<VersionReason, string>> = {
  time: "",
  deletion: ", before much was deleted",
  replaced: ", before all of it was replaced",
};

interface DraftHistoryProps {
  workspace: Workspace;
  drafts: Drafts;
  done: DoneList;
  isOpen: boolean;
  onClose: () => void;
}

/** What a file was then, and whether it differs from what it is. */
function OldFiles({ project, now }: { project: Project; now: Project }) {
  const changed = (path: string, text: string) => now.files.find((file) => file.path === path)?.text !== text;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to
    <div className={styles.old} tabIndex={0} role="group" aria-label="The files as they were">
      {project.files.length === 0 && <p className={styles.note}>There were no files.</p>}
      {project.files.map(({ path, text }) => (
        <details key={path} open={changed(path, text)}>
          <summary>
            {path} {!changed(path, text) && <span className={styles.note}>as it is now</span>}
          </summary>
          <pre>{text}</pre>
        </details>
      ))}
    </div>
  );
}

function History({ workspace, drafts, done, onClose }: Omit<DraftHistoryProps, "isOpen">) {
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  const [chosen, choose] = useState<number | null>(null);
  const [project, setProject] = useState<Project | null>(null);
  useEffect(() => {
    void drafts.versions().then((found) => {
      setVersions(found);
      choose(found[0]?.number ?? null);
    });
  }, [drafts]);
  useEffect(() => {
    let isMeant = true;
    setProject(null);
    if (chosen !== null) void drafts.version(chosen).then((found) => isMeant && setProject(found));
    return () => {
      isMeant = false;
    };
  }, [drafts, chosen]);

  const restore = () => {
    if (project === null) return;
    const version = versions?.find(({ number }) => number === chosen);
    const when = version === undefined ? "" : whenWords(version.at, Date.now());
    done.tell(`The draft is what it was at ${when}.`, drafts.replace(project));
    onClose();
  };
  const { versions: most, versionBytes, betweenVersions } = draftLimits;
  return (
    <>
      <p className={styles.words}>
        A state is kept when you go on after {betweenVersions / 60_000} minutes, and before much is deleted or all is
        replaced: the last {most}, of {byteCount(versionBytes)} together at most. Older ones go.
      </p>
      {versions?.length === 0 && <p className={styles.note}>Nothing has been kept of this draft yet.</p>}
      {versions !== null && versions.length > 0 && (
        <div className={styles.sides}>
          <ListBox
            className={styles.list}
            aria-label="States of this draft"
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={chosen === null ? [] : [chosen]}
            onSelectionChange={(keys) => keys !== "all" && choose(Number([...keys][0]))}
          >
            {versions.map(({ number, at, reason, files, bytes }) => (
              <ListBoxItem key={number} id={number} textValue={whenWords(at, Date.now())}>
                <b>{whenWords(at, Date.now())}</b>
                <span className={styles.note}>
                  {plural(files, "file")}, {byteCount(bytes / 2)}
                  {reasons[reason]}
                </span>
              </ListBoxItem>
            ))}
          </ListBox>
          {project !== null && <OldFiles project={project} now={workspace.project()} />}
        </div>
      )}
      <div className={styles.actions}>
        <PushButton isDisabled={project === null} onPress={restore}>
          Restore this state
        </PushButton>
      </div>
    </>
  );
}

/** Former states of the draft, to look at and to restore. */
export function DraftHistory({ isOpen, ...props }: DraftHistoryProps) {
  return (
    <Dialog title="History of this draft" isOpen={isOpen} onClose={props.onClose} width={820}>
      <History {...props} />
    </Dialog>
  );
}
