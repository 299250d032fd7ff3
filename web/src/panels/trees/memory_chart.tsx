import type { EngineReport } from "../../model/engine";
import { otherMemory, type Sample } from "../../model/engine_view";
import { byteCount } from "../../ui/byte_count";
import { count } from "../../ui/counts";
import styles from "./trees.module.css";

interface Point {
  readonly at: number;
  readonly bytes: number;
}

interface StripProps {
  title: string;
  /** What it shows, beside its title. */
  note: string;
  kind: "trees" | "other" | "heap";
  points: readonly Point[];
  first: number;
  last: number;
}

const width = 320;
const height = 40;

/** A line of steps: what was true at a point is true until the next. */
function stepsOf(points: readonly Point[], first: number, last: number, most: number): string {
  const x = (at: number) => (((at - first) / Math.max(1, last - first)) * width).toFixed(1);
  const y = (bytes: number) => (height - (bytes / Math.max(1, most)) * (height - 2)).toFixed(1);
  const start = points[0];
  if (start === undefined) return "";
  let path = `M0 ${y(start.bytes)}`;
  for (const { at, bytes } of points) path += `H${x(Math.max(at, first))}V${y(bytes)}`;
  return `${path}H${width}`;
}

function Strip({ title, note, kind, points, first, last }: StripProps) {
  const most = Math.max(0, ...points.map(({ bytes }) => bytes));
  const now = points.at(-1)?.bytes ?? 0;
  const line = stepsOf(points, first, last, most);
  return (
    <figure className={styles.strip}>
      <figcaption>
        <span className={styles.stripTitle}>{title}</span>
        <span className={styles.now}>{byteCount(now)}</span>
        <span className={styles.note} title={note}>
          {note}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title} over time: ${byteCount(now)} now, at most ${byteCount(most)}, in ${points.length} steps.`}
        data-kind={kind}
      >
        {line !== "" && <path className={styles.area} d={`${line}V${height}H0Z`} />}
        {line !== "" && <path className={styles.line} d={line} vectorEffect="non-scaling-stroke" />}
      </svg>
    </figure>
  );
}

/** What takes memory besides trees, the largest first. */
function Categories({ report }: { report: EngineReport }) {
  const categories = otherMemory(report.state.statistics.memory_bytes);
  const most = categories[0]?.[1] ?? 1;
  return (
    <ul className={styles.categories} aria-label="Other memory by what holds it">
      {categories.map(([name, bytes]) => (
        <li key={name}>
          <span>{name.replaceAll("_", " ")}</span>
          <span className={styles.barOf} aria-hidden="true">
            <span style={{ width: `${(100 * bytes) / most}%` }} />
          </span>
          <span className={styles.bytes}>{byteCount(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Memory over time, each kind to a scale of its own: trees are small beside the rest, and the heap never shrinks. */
export function MemoryChart({ report, samples }: { report: EngineReport; samples: readonly Sample[] }) {
  const { treeEvents, treeEventCount, now } = report.state;
  const first = Math.min(now, treeEvents[0]?.at ?? now, samples[0]?.at ?? now);
  const trees = treeEvents.map(({ at, treeBytes }) => ({ at, bytes: treeBytes }));
  const other = samples.map(({ at, otherBytes }) => ({ at, bytes: otherBytes }));
  const heap = samples.map(({ at, heapBytes }) => ({ at, bytes: heapBytes }));
  const seconds = Math.max(1, Math.round((now - first) / 1000));
  const shared = { first, last: now };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className={styles.memory} tabIndex={0} aria-label={`Memory over the last ${seconds} seconds`}>
      <Strip
        title="trees"
        note={
          treeEventCount > treeEvents.length
            ? `${count(treeEvents.length)} of ${count(treeEventCount)} changes`
            : `the last ${seconds} s`
        }
        kind="trees"
        points={trees}
        {...shared}
      />
      <Strip title="all else" note="since this was opened" kind="other" points={other} {...shared} />
      <Strip title="WebAssembly heap" note="never shrinks" kind="heap" points={heap} {...shared} />
      <Categories report={report} />
    </section>
  );
}
