import type { ReactNode } from "react";
import type { Span } from "../../model/place";
import { firstSpan, type SymbolRow } from "../../model/symbol_rows";
import { CodeText } from "../../ui/code_text";
import { count } from "../../ui/counts";
import { NameChip } from "../../ui/name_chip";
import { RangeChip } from "../../ui/range_chip";
import styles from "./symbol_table.module.css";

interface SymbolDetailsProps {
  row: SymbolRow;
  /** In words; null for the scope itself. */
  owner: string | null;
  onJump: (span: Span) => void;
  onTrace: (span: Span) => void;
}

interface PlaceNote {
  readonly span: Span;
  /** What is particular about it; empty for what is as one expects. */
  readonly note: string;
}

// As many as one looks through.
const mostPlaces = 200;

function PlaceList({ title, places, onJump }: { title: string; places: PlaceNote[]; onJump: (span: Span) => void }) {
  if (places.length === 0) return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd className={styles.places}>
        {places.slice(0, mostPlaces).map(({ span, note }) => (
          <span key={`${span.start.line}:${span.start.column} ${note}`}>
            <RangeChip range={span} onJump={() => onJump(span)} />
            {note !== "" && (
              <span className={styles.note}>
                <CodeText text={note} />
              </span>
            )}
          </span>
        ))}
        {places.length > mostPlaces && (
          <span className={styles.note}>and {count(places.length - mostPlaces)} more</span>
        )}
      </dd>
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const withoutEmpty = (...notes: (string | false)[]): string => notes.filter(Boolean).join(", ");

/** Every place of a symbol, and what a row of the table has no room for. */
export function SymbolDetails({ row, owner, onJump, onTrace }: SymbolDetailsProps) {
  const { text, mangled, isPlace, flags, definitions, uses } = row;
  const first = firstSpan(row);
  return (
    <section className={styles.details} aria-label={`${text} in full`}>
      <h3>
        {isPlace || first === null ? <code>{text}</code> : <NameChip name={text} onTrace={() => onTrace(first)} />}
        {mangled !== null && <span className={styles.note}>{`to Python ${mangled}`}</span>}
      </h3>
      <dl>
        {flags.length > 0 && <Fact title="is">{flags.join(", ")}</Fact>}
        <Fact title="of">{owner === null ? "this scope" : <CodeText text={owner} />}</Fact>
        <PlaceList
          title="bound"
          places={definitions.map(({ span, kind, reachable }) => ({
            span,
            note: withoutEmpty(kind, !reachable && "never run"),
          }))}
          onJump={onJump}
        />
        <PlaceList
          title="read"
          places={uses.map(({ span, access, state, inString }) => ({
            span,
            note: withoutEmpty(
              access === "declare" && "declaration",
              access === "read" && state !== "bound" && state,
              inString && "in a string",
            ),
          }))}
          onJump={onJump}
        />
      </dl>
    </section>
  );
}
