// One definition of any file, looked at without showing the file: its scopes are known without a tree, and of a freed
// tree only the definition that is chosen is parsed again.

import { Inquiry } from "./known";
import type { ListedScope, ScopeId } from "./names";
import type { Asker } from "./questions";
import type { FileId } from "./source_file";
import { type Readable, Store } from "./store";
import type { Workspace } from "./workspace";

/** Rows that are shown at most. */
export const mostPeekRows = 300;

export interface Peeked {
  readonly file: FileId;
  readonly path: string;
  /** None before one is chosen: looking at the scopes parses nothing. */
  readonly scope: ScopeId | null;
}

export class DefinitionPeek {
  readonly #workspace: Workspace;
  readonly #scopes;
  readonly #nodes;
  readonly #peeked = new Store<Peeked | null>(null);

  /** Null while no file is looked into. */
  readonly peeked: Readable<Peeked | null> = this.#peeked;

  constructor(workspace: Workspace, asker: Asker) {
    this.#workspace = workspace;
    this.#scopes = new Inquiry(asker, "scopeList", "peek scopes", () => {});
    this.#nodes = new Inquiry(asker, "scopeNodes", "peek nodes", () => {});
    workspace.edits.subscribe(() => this.#changed());
    workspace.tabs.subscribe(() => this.#changed());
    for (const store of [workspace.python, workspace.checker]) store.subscribe(() => this.#want());
  }

  get scopes() {
    return this.#scopes.known;
  }

  get nodes() {
    return this.#nodes.known;
  }

  /** Looks into the file of a path. */
  open(path: string): void {
    const file = this.#workspace.fileAt(path);
    if (file === null || file === this.#peeked.get()?.file) return;
    this.#drop();
    this.#peeked.set({ file, path, scope: null });
    this.#want();
  }

  choose({ id }: Pick<ListedScope, "id">): void {
    const peeked = this.#peeked.get();
    if (peeked === null || peeked.scope === id) return;
    // A scope of another text has no number yet.
    if (this.#scopes.get()?.version !== this.#version(peeked.file)) return;
    this.#peeked.set({ ...peeked, scope: id });
    this.#want();
  }

  close(): void {
    this.#drop();
    this.#peeked.set(null);
  }

  /** Numbers of scopes are those of one text. */
  #changed(): void {
    const peeked = this.#peeked.get();
    if (peeked === null) return;
    const now = this.#workspace.known().find(({ id }) => id === peeked.file);
    if (now === undefined) {
      this.close();
      return;
    }
    const isSameText = this.#scopes.get() === null || this.#scopes.get()?.version === this.#version(peeked.file);
    if (!isSameText) this.#nodes.drop();
    if (!isSameText || now.path !== peeked.path)
      this.#peeked.set({ file: peeked.file, path: now.path, scope: isSameText ? peeked.scope : null });
    // The first answer may still be on its way, and then is wanted of this text.
    this.#want();
  }

  #version(file: FileId): number | undefined {
    return this.#workspace.file(file)?.version;
  }

  #want(): void {
    const peeked = this.#peeked.get();
    const version = peeked === null ? undefined : this.#version(peeked.file);
    if (peeked === null || version === undefined) return;
    const { file, scope } = peeked;
    const text = { file, version, python: this.#workspace.python.get() };
    this.#scopes.want({ ...text, about: "", parameters: { file } });
    if (scope !== null)
      this.#nodes.want({ ...text, about: String(scope), parameters: { file, scope, count: mostPeekRows } });
  }

  #drop(): void {
    this.#scopes.drop();
    this.#nodes.drop();
  }

  /** The scope that is chosen, among those that are known. */
  entry(): ListedScope | null {
    const scope = this.#peeked.get()?.scope ?? null;
    return scope === null ? null : (this.#scopes.get()?.value[scope] ?? null);
  }
}
