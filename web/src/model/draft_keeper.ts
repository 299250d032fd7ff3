// What is kept of drafts, and what keeps it: the room `storage`, in the page. Nothing here knows when.

import type { Project } from "./project";

export interface Draft {
  readonly id: string;
  /** In milliseconds since 1970, as all times are here. Of two states of a draft the newer one has the later. */
  readonly savedAt: number;
  /** What the link held that it is a copy of, as a fingerprint; null once it is the visitor's own. */
  readonly sharedFrom: string | null;
  readonly project: Project;
}

/** A draft as lists show it. */
export interface DraftHead extends Omit<Draft, "project"> {
  readonly paths: readonly string[];
  readonly bytes: number;
}

/** Why a state was kept: the time had come, much was deleted, or it was replaced as a whole. */
export type VersionReason = "time" | "deletion" | "replaced";

/** A former state of a draft, as lists show it. */
export interface Version {
  /** Counts up within the draft. */
  readonly number: number;
  /** When it was saved. */
  readonly at: number;
  readonly reason: VersionReason;
  readonly files: number;
  readonly bytes: number;
}

export type TroubleKind = "forbidden" | "full" | "newer" | "broken";

/** Storage that does not do what it is for. */
export class StorageTrouble extends Error {
  readonly is: TroubleKind;

  constructor(is: TroubleKind, message: string = is) {
    super(message);
    this.is = is;
  }
}

export const isFull = (error: unknown): boolean => error instanceof StorageTrouble && error.is === "full";

/** Where drafts are kept: the browser's database, in the page. All of it throws StorageTrouble. */
export interface DraftKeeper {
  /** The latest first. */
  heads(): Promise<readonly DraftHead[]>;
  load(id: string): Promise<Draft | null>;
  /** Never replaces a newer one. */
  save(draft: Draft): Promise<void>;
  /** What is left of the page is no more than this call. Whether it was kept; who asks next finds it saved. */
  saveAtOnce(draft: Draft): boolean;
  remove(id: string): Promise<void>;
  /** The latest first. */
  versions(id: string): Promise<readonly Version[]>;
  version(id: string, number: number): Promise<Project | null>;
  keepVersion(id: string, version: Version, project: Project): Promise<void>;
  dropVersions(id: string, numbers: readonly number[]): Promise<void>;
}

/** Which tab has which draft. */
export interface DraftHolds {
  /** Whether it is this tab's from now on. `patience`: another may be about to let go of it. */
  hold(id: string, patience: number): Promise<boolean>;
  release(id: string): void;
  /** By whichever tab. */
  held(): Promise<ReadonlySet<string>>;
}
