import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { type Begun, changeBetween } from "../model/begun";
import { spanIn } from "../model/place";
import type { FileId } from "../model/source_file";
import type { Workspace } from "../model/workspace";
import { useStore } from "../ui/use_store";
import styles from "./plain_source.module.css";

export interface PlainField {
  /** Resolves when no character is half composed. */
  whenWhole(): Promise<void>;
  handOver(): Begun;
}

interface PlainSourceProps {
  workspace: Workspace;
  isReadOnly: boolean;
  ref: Ref<PlainField>;
}

/** As the editor does: a line begins where the one above it does, or one step further in behind a colon. */
function indentBehind(textBefore: string): string {
  const line = textBefore.slice(textBefore.lastIndexOf("\n") + 1);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  return /:\s*$/.test(line) ? `${indent}    ` : indent;
}

/** The source while the editor is on its way: a field to read and type in, of which nothing is lost. */
export function PlainSource({ workspace, isReadOnly, ref }: PlainSourceProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const active = useStore(workspace.active);
  const before = useRef(new Map<FileId, string>());
  const isComposing = useRef(false);
  const waiting = useRef<(() => void)[]>([]);
  const shown = active === null ? undefined : workspace.file(active);
  const isOnlyRead = isReadOnly || shown?.origin === "library";

  useEffect(() => {
    const show = () => {
      if (field.current !== null) field.current.value = shown?.text.normalized() ?? "";
    };
    show();
    return workspace.madeElsewhere.subscribe(() => queueMicrotask(show));
  }, [workspace, shown]);

  const take = ({ value }: HTMLTextAreaElement) => {
    if (shown === undefined) return;
    const known = shown.text.normalized();
    const change = changeBetween(known, value);
    if (change === null) return;
    if (!before.current.has(shown.id)) before.current.set(shown.id, known);
    workspace.edit(shown.id, [change]);
  };
  const follow = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) =>
    workspace.focusText(spanIn(value, { start: selectionStart, end: selectionEnd }));
  useImperativeHandle(ref, () => ({
    whenWhole: () =>
      isComposing.current ? new Promise<void>((resolve) => waiting.current.push(resolve)) : Promise.resolve(),
    handOver: () => {
      const hasKeyboard = field.current !== null && field.current === document.activeElement;
      // The browser may not have told of the last place yet.
      if (field.current !== null && hasKeyboard) follow(field.current);
      return { before: before.current, hasKeyboard, scrollTop: field.current?.scrollTop ?? 0 };
    },
  }));

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, shiftKey, ctrlKey, altKey, metaKey, currentTarget } = event;
    if (isOnlyRead || shiftKey || ctrlKey || altKey || metaKey || event.nativeEvent.isComposing) return;
    const typed =
      key === "Enter"
        ? `\n${indentBehind(currentTarget.value.slice(0, currentTarget.selectionStart))}`
        : key === "Tab" && !workspace.tabLeaves.get()
          ? "    "
          : "";
    // Old, but the only way that leaves it to be undone.
    if (typed !== "" && document.execCommand("insertText", false, typed)) event.preventDefault();
  };

  return (
    <textarea
      ref={field}
      className={styles.source}
      aria-label="Python source"
      readOnly={isOnlyRead}
      autoCapitalize="off"
      autoComplete="off"
      spellCheck={false}
      wrap="off"
      onKeyDown={press}
      onCompositionStart={() => {
        isComposing.current = true;
      }}
      onCompositionEnd={() => {
        isComposing.current = false;
        for (const go of waiting.current.splice(0)) go();
      }}
      onInput={({ currentTarget }) => {
        take(currentTarget);
        follow(currentTarget);
      }}
      onSelect={(event) => follow(event.currentTarget)}
    />
  );
}
