import { createContext, useContext } from "react";

/** How many times as large as usual everything is that is read. */
export const TextScale = createContext(1);

/** Of the rows of grids and trees, in pixels: `--row-height` of theme.css. */
export const useRowHeight = (): number => 22 * useContext(TextScale);
