/** `12,345`, of a whole number. By hand: making the browser's own format takes longer than drawing the first screen. */
export function count(number: number): string {
  return String(number).replace(/\d(?=(?:\d{3})+$)/g, "$&,");
}

/** `1 node`, `12,345 nodes`. */
export function plural(number: number, word: string): string {
  return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}
