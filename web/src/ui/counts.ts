const digits = new Intl.NumberFormat("en");

/** `12,345`. */
export function count(number: number): string {
  return digits.format(number);
}

/** `1 node`, `12,345 nodes`. */
export function plural(number: number, word: string): string {
  return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}
