import { type ComponentProps, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Begun } from "../model/begun";
import type { Workspace } from "../model/workspace";
import { type PlainField, PlainSource } from "./plain_source";

type Pane = typeof import("../editor/editor_pane").default;
type EditorPaneProps = Omit<ComponentProps<Pane>, "begun"> & {
  /** Whether nothing else of the page is on its way. */
  isLast?: boolean;
};

let loaded: Pane | null = null;

async function loadEditor(): Promise<Pane> {
  const module = await import("../editor/editor_pane");
  loaded = module.default;
  return loaded;
}

// Milliseconds.
const longestWait = 2000;

/**
 * The editor is by far the largest part of the page, and what makes it ready keeps the page from anything else: first
 * comes what there is to see, with a plain field to type in, and what is wrong with it.
 */
function whenSeen({ active, checked, checker }: Workspace): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const file = active.get();
      if (file !== null && !checked.get().has(file) && checker.get().is !== "paused") return;
      for (const stop of stops) stop();
      clearTimeout(timer);
      // The answer is drawn before.
      requestAnimationFrame(() => setTimeout(resolve));
    };
    const stops = [active, checked, checker].map((store) => store.subscribe(look));
    const timer = setTimeout(() => {
      for (const stop of stops) stop();
      resolve();
    }, longestWait);
    look();
  });
}

/** The editor, and until it is there a field in its place. */
export function EditorPane({ isLast = true, ...props }: EditorPaneProps) {
  const { workspace, isReadOnly = false } = props;
  const [shown, show] = useState<{ Pane: Pane; begun: Begun | null } | null>(() =>
    loaded === null ? null : { Pane: loaded, begun: null },
  );
  const [failure, fail] = useState<{ error: unknown } | null>(null);
  const field = useRef<PlainField>(null);
  const isThere = shown !== null;
  useEffect(() => {
    if (isThere || !isLast) return;
    let isWanted = true;
    const replace = async () => {
      await whenSeen(workspace);
      const Pane = await loadEditor();
      await field.current?.whenWhole();
      if (!isWanted) return;
      const begun = field.current?.handOver() ?? null;
      // At one go, so that no key is pressed in between.
      flushSync(() => show({ Pane, begun }));
    };
    replace().catch((error: unknown) => isWanted && fail({ error }));
    return () => {
      isWanted = false;
    };
  }, [workspace, isThere, isLast]);
  if (failure !== null) throw failure.error;
  if (shown === null) return <PlainSource workspace={workspace} isReadOnly={isReadOnly} ref={field} />;
  return <shown.Pane {...props} begun={shown.begun} />;
}
