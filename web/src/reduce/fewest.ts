/**
 * Delta debugging: leaves items out as long as what is left is enough, many at a time first, and returns what cannot be
 * left out one by one. Asks about n log n times if little is needed, n² times at worst.
 */
export function fewest<Item>(items: readonly Item[], isEnough: (kept: readonly Item[]) => boolean): readonly Item[] {
  let kept = items;
  if (kept.length > 0 && isEnough([])) return [];
  for (let size = Math.ceil(kept.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let hasShrunk = true;
    while (hasShrunk) {
      hasShrunk = false;
      // From the end: what comes later uses what comes earlier.
      for (let end = kept.length; end > 0 && kept.length > 1; end -= size) {
        const rest = [...kept.slice(0, Math.max(0, end - size)), ...kept.slice(end)];
        if (rest.length === kept.length || !isEnough(rest)) continue;
        kept = rest;
        hasShrunk = size === 1;
      }
    }
  }
  return kept;
}
