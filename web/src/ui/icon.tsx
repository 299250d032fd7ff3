// Drawn on a grid of 16, in the colour of the text beside them.
const shapes = {
  plus: "M8 3.5v9M3.5 8h9",
  files: "M2.5 4.5h4l1.2 1.5h5.8v6.5h-11z",
  close: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  chevron: "M4.5 6.5L8 10l3.5-3.5",
  up: "M8 13V3.5M4.5 7L8 3.5 11.5 7",
  down: "M8 3v9.5M4.5 9L8 12.5 11.5 9",
  filter: "M2.5 4.5h11M4.5 8h7M6.5 11.5h3",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1",
  moon: "M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6z",
  reduce: "M2.5 2.5l4 4M6.7 3.2v3.5H3.2M13.5 13.5l-4-4M9.3 12.8V9.3h3.5",
  check: "M3.5 8.5l3 3 6-7",
  error: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2",
  warning: "M8 2.5l6 11H2zM8 6.5v3.4M8 11.6v.4",
  info: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 7.2v3.6M8 5v.4",
} as const;

export type IconName = keyof typeof shapes;

/** Says nothing by itself: what it stands beside does. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={shapes[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
