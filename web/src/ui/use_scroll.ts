import { type RefObject, useCallback, useLayoutEffect, useState } from "react";

/** How far an element is scrolled and how high it is; call `measure` when it scrolls. */
export function useScroll(element: RefObject<HTMLElement | null>): {
  scrollTop: number;
  height: number;
  measure: () => void;
} {
  const [scroll, setScroll] = useState({ scrollTop: 0, height: 0 });
  const read = useCallback(() => {
    const { current } = element;
    if (current === null) return;
    const { scrollTop, clientHeight: height } = current;
    setScroll((now) => (now.scrollTop === scrollTop && now.height === height ? now : { scrollTop, height }));
  }, [element]);
  useLayoutEffect(() => {
    read();
    const observer = new ResizeObserver(read);
    if (element.current !== null) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, read]);
  return { ...scroll, measure: read };
}
