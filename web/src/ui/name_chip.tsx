import styles from "./name_chip.module.css";

interface NameChipProps {
  name: string;
  onTrace: () => void;
  /** Inside a grid the grid has the keyboard, and the chip only takes clicks. */
  inGrid?: boolean;
}

/** A name of the source; a click traces where it comes from. */
export function NameChip({ name, onTrace, inGrid = false }: NameChipProps) {
  return (
    <button
      type="button"
      className={styles.chip}
      tabIndex={inGrid ? -1 : 0}
      aria-label={`Trace ${name}`}
      title="Trace where it comes from"
      onClick={(event) => {
        event.stopPropagation();
        onTrace();
      }}
    >
      {name}
    </button>
  );
}
