// A part of the page that is put elsewhere without being made anew: what it holds besides React's state, an editor's undo
// above all, goes with it.

import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import styles from "./movable.module.css";

/** An element on the page, or beside it while it has no place there. */
class Movable {
  readonly element = document.createElement("div");
  #hadKeyboard: HTMLElement | null = null;

  constructor() {
    this.element.className = styles.element ?? "";
  }

  putInto(place: HTMLElement): void {
    place.append(this.element);
    this.#hadKeyboard?.focus({ preventScroll: true });
    this.#hadKeyboard = null;
  }

  takeAway(): void {
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && this.element.contains(focused)) this.#hadKeyboard = focused;
    this.element.remove();
  }
}

/** Where it stands. There is one such place at a time. */
function Place({ movable }: { movable: Movable }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current !== null) movable.putInto(place.current);
    return () => movable.takeAway();
  }, [movable]);
  return <div ref={place} className={styles.element} />;
}

/** Content that is rendered where it always is, `rendered`, and seen wherever `place` is. */
export function useMovable(content: ReactNode): { readonly rendered: ReactNode; readonly place: ReactNode } {
  const [movable] = useState(() => new Movable());
  return { rendered: createPortal(content, movable.element), place: <Place movable={movable} /> };
}
