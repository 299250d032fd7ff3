import { useEffect } from "react";
import type { FileTree } from "../../model/engine";
import type { EngineView } from "../../model/engine_view";
import { treeNews } from "../../model/tree_news";
import type { Workspace } from "../../model/workspace";
import { byteCount } from "../../ui/byte_count";
import { CloseButton } from "../../ui/close_button";
import { count } from "../../ui/counts";
import { PushButton } from "../../ui/push_button";
import { useStore } from "../../ui/use_store";
import styles from "./tree_strip.module.css";

// As many as one looks through; the tab "Engine" lists the trees of more.
const mostFiles = 8;

const times = (words: string, number: number) => (number > 1 ? `${words} ${count(number)}×` : words);

function TreeChip({ path, isResident, treeBytes, parses, wholeReparses, partialReparses, freed }: FileTree) {
  const again = wholeReparses + partialReparses;
  return (
    <li data-resident={isResident}>
      <span className={styles.path}>{path}</span>
      <span>{isResident ? byteCount(treeBytes) : parses > 0 ? times("freed", freed) : "not parsed"}</span>
      {again > 0 && <span className={styles.counts}>{times("parsed again", again)}</span>}
    </li>
  );
}

interface TreeStripProps {
  workspace: Workspace;
  engine: EngineView;
  /** Null if nobody is to be asked whether they want one. */
  tour: { readonly start: () => void; readonly decline: () => void } | null;
  onClose: () => void;
}

/** Which trees are in memory, and how they come and go, as it happens. */
export function TreeStrip({ workspace, engine, tour, onClose }: TreeStripProps) {
  const report = useStore(engine.report);
  const tabs = useStore(workspace.tabs);
  const isFew = tabs.length > 0 && tabs.length <= mostFiles;
  useEffect(() => {
    workspace.followTrees(isFew);
    return () => workspace.followTrees(false);
  }, [workspace, isFew]);

  const state = isFew ? report?.state : undefined;
  const files = state?.files.filter(({ isOpen }) => isOpen) ?? [];
  const news = state === undefined ? null : treeNews(state.treeEvents);
  return (
    <aside className={styles.strip} aria-label="Trees in memory" data-tour-stop="trees">
      <span className={styles.title}>Trees</span>
      <ul>
        {files.map((file) => (
          <TreeChip key={file.path} {...file} />
        ))}
      </ul>
      {news !== null && (
        <p key={state?.treeEventCount} className={styles.news}>
          {`${news.path}: ${news.deeds}`}
        </p>
      )}
      <span className={styles.tools}>
        {tour !== null && (
          <>
            <PushButton onPress={tour.start}>Take the tour</PushButton>
            <PushButton onPress={tour.decline}>No, thanks</PushButton>
          </>
        )}
        <CloseButton label="Put the strip of trees away" onPress={onClose} />
      </span>
    </aside>
  );
}
