// Reducing shrinks a project to a small one that still shows one chosen problem, so that somebody can look at it: in the
//     from shop import cart; def total(order): ...five hundred lines...; print(totl)
// only `print(totl)` matters if the problem is that nothing binds `totl`.
//
// This room knows texts and tables of nodes, and asks a judge whatever it wants to know of Python. It tries texts without
// some piece, and keeps those that the judge finds to show the problem still; what a piece means it never needs to know.
// First go whole files, then statements, a level of the tree after the other, then clauses and wrappings, then parts of
// expressions, then line breaks, and at last long names.

import type { ProjectFile } from "../model/project";

/** The problem that must stay. Its place may change, and its names are renamed with the project's. */
export interface Sought {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** The columns of a table of nodes that are needed; offsets are UTF-16 units. */
export interface Nodes {
  readonly kinds: ArrayLike<number>;
  readonly roles: ArrayLike<number>;
  readonly flags: ArrayLike<number>;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly parents: ArrayLike<number>;
  readonly subtreeEnds: ArrayLike<number>;
}

export interface Judge {
  /** Whether the project shows the problem, and has no syntax errors but those it had from the beginning. */
  shows(files: readonly ProjectFile[], sought: Sought): boolean;
  nodes(file: ProjectFile): Nodes;
}
