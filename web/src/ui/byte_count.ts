const units = ["B", "kB", "MB", "GB"] as const;

/** `812 B`, `4.2 kB`, `31 MB`. */
export function byteCount(bytes: number): string {
  let unit = 0;
  let value = bytes;
  for (; value >= 999.5 && unit < units.length - 1; ++unit) value /= 1000;
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** `0.04 ms`, `12 ms`. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
}
