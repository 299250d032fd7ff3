/** Whether two values show the same: plain values, and plain objects of such. */
export function sameFields(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameFields((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}

/** For `memo`: whether the properties are the same, and of those named what they show. */
export function sameProps<Props extends object>(...shown: readonly (keyof Props)[]) {
  return (before: Props, after: Props): boolean =>
    (Object.keys(after) as (keyof Props)[]).every((key) =>
      (shown.includes(key) ? sameFields : Object.is)(before[key], after[key]),
    );
}
