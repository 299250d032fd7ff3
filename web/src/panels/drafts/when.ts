interface Formats {
  readonly time: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly year: Intl.DateTimeFormat;
}

let made: Formats | null = null;

/** Made when a time is first told, for that is slow and nothing of the first screen needs it. */
function formats(): Formats {
  made ??= {
    time: new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" }),
    day: new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" }),
    year: new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" }),
  };
  return made;
}

/** "14:05" of today, "3 Mar 14:05" of this year, and with the year before that. */
export function whenWords(at: number, now: number): string {
  const { time, day, year } = formats();
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return time.format(then);
  const date = then.getFullYear() === today.getFullYear() ? day : year;
  return `${date.format(then)}, ${time.format(then)}`;
}
