import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { Dialog, Popover } from "react-aria-components";
import type { Commands } from "../model/commands";
import type { Settings } from "../model/settings";
import type { Workspace } from "../model/workspace";
import { PushButton } from "../ui/push_button";
import type { ShowPart } from "./narrow_parts";
import styles from "./tour.module.css";

interface Stop {
  /** What it points at. */
  readonly at: "source" | "tables" | "problems" | "trees" | "project";
  readonly placement: "right" | "left" | "top" | "bottom end";
  readonly title: string;
  readonly text: string;
}

// Elements say by `data-tour-stop` that they are one.
const stops: readonly Stop[] = [
  {
    at: "source",
    placement: "right",
    title: "Which one is it?",
    text: "The name with the frame is the one at your cursor, and the arrow leads to where its value comes from. Put the cursor on another name, and the drawing follows. F12 goes there.",
  },
  {
    at: "tables",
    placement: "left",
    title: "How Python finds it",
    text: "Each card is a scope that is asked for the name, from the inside out, with the rule that decides. Here the class is passed over. F9 goes through the cards, and the source follows. The other tabs show scopes, syntax, and a Run that compares with CPython.",
  },
  {
    at: "problems",
    placement: "right",
    title: "What is wrong, or may be",
    text: "Problems stand here as you type, with a page for every rule. The checker goes on behind every slip, so that one mistake costs one message.",
  },
  {
    at: "trees",
    placement: "top",
    title: "Trees come and go",
    text: "A syntax tree is freed as soon as nobody needs it, and parsed again when somebody asks. Here you see it happen; the tab Engine tells all of it.",
  },
  {
    at: "project",
    placement: "bottom end",
    title: "Lessons, examples, links",
    text: "In this menu are lessons that ask you first, examples to play with, and everything to share what you see. F1 lists all that can be done.",
  },
];

const element = (at: string): HTMLElement | null => document.querySelector(`[data-tour-stop="${at}"]`);

interface TourProps {
  workspace: Workspace;
  commands: Commands;
  settings: Settings;
  /** Brings a part of the page onto the screen; null where all are on it. */
  onPart: ShowPart | null;
}

/** A walk past what there is, from one part of the page to the next. */
export function Tour({ workspace, commands, settings, onPart }: TourProps) {
  const [at, setAt] = useState<number | null>(null);
  const stop = at === null ? undefined : stops[at];
  const isPart = stop !== undefined && stop.at !== "trees" && stop.at !== "project";
  // A part that has the screen to itself leaves no room beside it: the card stands at the tabs below.
  const isAlone = isPart && onPart !== null;
  const anchor = useMemo(
    () => ({
      get current() {
        return stop === undefined ? null : element(isAlone ? "parts" : stop.at);
      },
    }),
    [stop, isAlone],
  );

  useEffect(
    () =>
      commands.register([
        {
          ...{ id: "help.tour", title: "Take the tour of this page", group: "Help" },
          run: () => {
            settings.choose({ knowsTour: true, showsTrees: true });
            setAt(0);
          },
        },
      ]),
    [commands, settings],
  );
  useLayoutEffect(() => {
    if (isPart) onPart?.(stop.at);
    if (stop?.at === "tables") workspace.showTable("name");
  }, [workspace, stop, isPart, onPart]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a part is another element when the page's width changes
  useEffect(() => {
    const shown = stop === undefined ? null : element(stop.at);
    shown?.setAttribute("data-tour-shown", "");
    return () => shown?.removeAttribute("data-tour-shown");
  }, [stop, isAlone]);

  const go = (by: 1 | -1) => {
    if (at !== null) setAt(stops[at + by] === undefined ? (by > 0 ? null : at) : at + by);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowRight") go(1);
    else if (event.key === "ArrowLeft") go(-1);
    else return;
    event.preventDefault();
  };
  if (stop === undefined || at === null) return null;
  return (
    <Popover
      key={stop.at}
      isOpen
      isNonModal
      triggerRef={anchor}
      placement={isAlone ? "top" : stop.placement}
      offset={10}
      className={styles.popover}
      onOpenChange={(isOpen) => !isOpen && setAt(null)}
    >
      <Dialog className={styles.card} aria-label={`Tour, ${at + 1} of ${stops.length}: ${stop.title}`}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys lead from one stop to the next */}
        <div onKeyDown={onKeyDown}>
          <p className={styles.counter}>{`${at + 1} of ${stops.length}`}</p>
          <h2>{stop.title}</h2>
          <p>{stop.text}</p>
          <div className={styles.buttons}>
            <PushButton onPress={() => setAt(null)}>End</PushButton>
            <span className={styles.space} />
            <PushButton isDisabled={at === 0} onPress={() => go(-1)}>
              Back
            </PushButton>
            <PushButton autoFocus onPress={() => go(1)}>
              {at === stops.length - 1 ? "Done" : "Next"}
            </PushButton>
          </div>
        </div>
      </Dialog>
    </Popover>
  );
}
