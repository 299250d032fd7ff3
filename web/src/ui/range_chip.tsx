import styles from "./range_chip.module.css";
import { rangeText, type TextRange } from "./range_text";

interface RangeChipProps {
  range: TextRange;
  onJump: () => void;
  /** Inside a grid the grid has the keyboard, and the chip only takes clicks. */
  inGrid?: boolean;
}

/** A place in the source; a click goes there. */
export function RangeChip({ range, onJump, inGrid = false }: RangeChipProps) {
  const text = rangeText(range);
  return (
    <button
      type="button"
      className={styles.chip}
      tabIndex={inGrid ? -1 : 0}
      aria-label={`Go to ${text}`}
      onClick={(event) => {
        event.stopPropagation();
        onJump();
      }}
    >
      {text}
    </button>
  );
}
