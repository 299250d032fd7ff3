import { type DragEvent, useRef, useState } from "react";

/**
 * Drags one of several things onto another. `type` tells them from whatever else is dragged over the page. Returns the
 * properties of a thing's element; they are the same functions each time.
 */
export function useDrag<Thing>(
  type: string,
  same: (a: Thing, b: Thing) => boolean,
  onDrag?: (thing: Thing, to: Thing) => void,
) {
  const act = useRef(onDrag);
  act.current = onDrag;
  const [props] = useState(() => {
    let dragged: { readonly thing: Thing } | null = null;
    const takes = (event: DragEvent, to: Thing) =>
      event.dataTransfer.types.includes(type) && dragged !== null && !same(dragged.thing, to);
    return (thing: Thing) => ({
      draggable: true,
      onDragStart(event: DragEvent) {
        dragged = { thing };
        event.dataTransfer.setData(type, "");
        event.dataTransfer.effectAllowed = "move";
      },
      onDragOver(event: DragEvent) {
        if (takes(event, thing)) event.preventDefault();
      },
      onDrop(event: DragEvent) {
        if (dragged === null || !takes(event, thing)) return;
        event.preventDefault();
        act.current?.(dragged.thing, thing);
      },
      // Also where it is given up.
      onDragEnd() {
        dragged = null;
      },
    });
  });
  return props;
}
