// The scopes of the open file: which one is shown, and what is known of it. It is the one that the cursor stands in,
// unless one was chosen; a choice lasts until the cursor moves.

import { type Drawing, drawScope } from "./drawing";
import { Inquiry } from "./known";
import { moduleScope, type ScopeEntry, type ScopeId } from "./names";
import type { Span } from "./place";
import type { Asker } from "./questions";
import { type Readable, Store } from "./store";
import { firstSpan, type SymbolRow, symbolRows } from "./symbol_rows";
import { cursorOf, placeText, type Wanted } from "./wanted";
import type { Focus, Workspace } from "./workspace";

export interface ShownScope {
  readonly scope: ScopeId;
  /** Of a row of its table, see SymbolRow. */
  readonly symbol: string | null;
  /** Whether the rest of the text is dimmed. */
  readonly isLit: boolean;
}

interface Choice {
  readonly scope: ScopeId;
  readonly symbol: string | null;
  /** What the page was about when it was made: by this it is told that the cursor has moved since. */
  readonly focus: Focus | null;
}

// Of a scope beyond this many lines, the first ones are told apart from what is evaluated elsewhere.
const mostPieceLines = 3000;

const nothing: ShownScope = { scope: moduleScope, symbol: null, isLit: false };

export class ScopesView {
  readonly #workspace: Workspace;
  readonly #changed: () => void;
  readonly #tree;
  readonly #here;
  readonly #table;
  readonly #pieces;
  readonly #unresolved;
  readonly #shown = new Store<ShownScope>(nothing);
  #choice: Choice | null = null;
  /** The scope that is lit, by its way from the module: numbers change with the text. */
  #lit: string | null = null;
  #rows: { readonly table: unknown; readonly rows: readonly SymbolRow[] } = { table: null, rows: [] };

  readonly shown: Readable<ShownScope> = this.#shown;

  constructor(workspace: Workspace, asker: Asker, changed: () => void) {
    this.#workspace = workspace;
    this.#changed = changed;
    const settled = () => this.#settle();
    this.#tree = new Inquiry(asker, "scopes", "panel scopes", settled);
    this.#here = new Inquiry(asker, "nameAt", "panel nameAt", settled);
    this.#table = new Inquiry(asker, "symbols", "panel symbols", settled);
    this.#pieces = new Inquiry(asker, "scopePieces", "panel scopePieces", settled);
    this.#unresolved = new Inquiry(asker, "unresolved", "panel unresolved", settled);
  }

  get tree() {
    return this.#tree.known;
  }

  get table() {
    return this.#table.known;
  }

  get unresolved() {
    return this.#unresolved.known;
  }

  entry(scope: ScopeId | null): ScopeEntry | null {
    return scope === null ? null : (this.#tree.get()?.value.scopes[scope] ?? null);
  }

  /** Of the table that is known; the same list until that changes. */
  rows(): readonly SymbolRow[] {
    const table = this.#table.get()?.value ?? null;
    if (this.#rows.table !== table) this.#rows = { table, rows: table === null ? [] : symbolRows(table) };
    return this.#rows.rows;
  }

  wantTree({ text, inFile }: Wanted): void {
    this.#tree.want({ ...text, about: "", parameters: inFile });
  }

  wantAll(wanted: Wanted): void {
    const { text, inFile, at } = wanted;
    this.wantTree(wanted);
    this.#unresolved.want({ ...text, about: "", parameters: inFile });
    if (at !== null) this.#here.want({ ...text, about: placeText(at), parameters: { ...inFile, at } });
    this.#wantTable(wanted);
  }

  #wantTable({ text, inFile }: Wanted): void {
    const { scope, isLit } = this.#shown.get();
    this.#table.want({ ...text, about: String(scope), parameters: { ...inFile, scope } });
    const entry = this.entry(scope);
    if (!isLit || entry === null) return;
    const first = entry.span.start.line;
    const last = Math.min(entry.span.end.line, first + mostPieceLines);
    this.#pieces.want({ ...text, about: `${first}–${last}`, parameters: { ...inFile, first, last } });
  }

  drop(): void {
    for (const inquiry of [this.#tree, this.#here, this.#table, this.#pieces, this.#unresolved]) inquiry.drop();
    this.#choice = null;
    this.#lit = null;
    this.#shown.set(nothing);
  }

  // ---- What is shown

  /** Shows a scope and dims the rest of the text. Returns where it begins. */
  chooseScope(entry: ScopeEntry): Span {
    const { start } = entry.nameSpan ?? entry.span;
    const span = { start, end: start };
    this.#workspace.focusText(span);
    this.#choice = { scope: entry.id, symbol: null, focus: this.#workspace.focus.get() };
    this.#lit = this.#wayTo(entry.id);
    this.#settle();
    return span;
  }

  /** Shows where a symbol of the shown scope is bound and read. Returns the first of these places, if there is any. */
  chooseSymbol(row: SymbolRow): Span | null {
    const span = firstSpan(row);
    if (span !== null) this.#workspace.focusText(span);
    this.#choice = { scope: this.#shown.get().scope, symbol: row.key, focus: this.#workspace.focus.get() };
    this.#settle();
    return span;
  }

  /** Dims nothing any more. */
  putOut(): void {
    this.#lit = null;
    this.#settle();
  }

  /** The cursor has moved. */
  moved(): void {
    this.#settle();
  }

  #settle(): void {
    const shown = this.#whatIsShown();
    const before = this.#shown.get();
    if (shown.scope !== before.scope || shown.symbol !== before.symbol || shown.isLit !== before.isLit)
      this.#shown.set(shown);
    this.#changed();
  }

  #whatIsShown(): ShownScope {
    const choice = this.#choice;
    if (choice !== null && choice.focus === this.#workspace.focus.get()) {
      const { scope, symbol } = choice;
      return { scope, symbol, isLit: this.#isLit(scope) };
    }
    this.#choice = null;
    const here = this.#here.get();
    const cursor = cursorOf(this.#workspace);
    // Until it is known where the cursor has come to, what was shown stays.
    if (!here?.value || cursor === null || here.about !== placeText(cursor)) return this.#shown.get();
    const { scope, name } = here.value;
    const isLit = this.#isLit(scope);
    if (!isLit && here.version === this.#tree.get()?.version) this.#lit = null;
    const table = this.#table.get();
    const isSame = table !== null && table.value?.scope === scope && table.version === here.version;
    const symbol = name === null || name.symbol === null || !isSame ? null : table.value?.symbols[name.symbol];
    return { scope, symbol: symbol ? `symbol ${symbol.name}` : null, isLit };
  }

  #isLit(scope: ScopeId): boolean {
    return this.#lit !== null && scope !== moduleScope && this.#wayTo(scope) === this.#lit;
  }

  #wayTo(scope: ScopeId): string {
    const way: string[] = [];
    for (let entry = this.entry(scope); entry !== null; entry = this.entry(entry.parent)) way.push(entry.title);
    return way.join(" in ");
  }

  drawing(): Drawing {
    const { scope, symbol, isLit } = this.#shown.get();
    const entry = isLit ? this.entry(scope) : null;
    const pieces = this.#pieces.get();
    const arePiecesOfIt = pieces !== null && pieces.version === this.#tree.get()?.version;
    const row = symbol === null ? null : (this.rows().find(({ key }) => key === symbol) ?? null);
    return drawScope(entry, arePiecesOfIt ? pieces.value : null, this.#table.get()?.value ?? null, row);
  }

  /** Of the text that the drawing is about. */
  get version(): number | null {
    return this.#table.get()?.version ?? this.#tree.get()?.version ?? null;
  }
}
