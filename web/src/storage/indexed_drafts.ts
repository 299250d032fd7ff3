// Drafts in the browser's database, with what a page wrote down at its end in the storage that answers at once.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type Draft, type DraftHead, type DraftKeeper, StorageTrouble, type Version } from "../model/draft_keeper";
import { type Project, projectBytes } from "../model/project";

type VersionKey = [draft: string, number: number];

// Texts stand apart from what lists show, so that a list reads none of them.
interface Schema extends DBSchema {
  heads: { key: string; value: DraftHead };
  projects: { key: string; value: Project };
  versions: { key: VersionKey; value: Version };
  versionProjects: { key: VersionKey; value: Project };
}

type Database = IDBPDatabase<Schema>;

const databaseName = "pellucid";
/** Goes up with a change of the schema; `upgrade` leads there from each version before. */
const databaseVersion = 1;
/** A database that takes longer to open does not open. */
const patience = 4000;

const lastWordsPrefix = "pellucid.draft.";

const ofDraft = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);

function troubleOf(error: unknown): StorageTrouble {
  if (error instanceof StorageTrouble) return error;
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  switch (name) {
    case "QuotaExceededError":
      return new StorageTrouble("full", message);
    case "VersionError":
      return new StorageTrouble("newer", message);
    case "SecurityError":
    case "InvalidAccessError":
      return new StorageTrouble("forbidden", message);
    default:
      return new StorageTrouble("broken", message);
  }
}

function headOf({ project, ...draft }: Draft): DraftHead {
  return { ...draft, paths: project.files.map(({ path }) => path), bytes: projectBytes(project) };
}

export class IndexedDrafts implements DraftKeeper {
  readonly #storage: () => Storage;
  #database: Promise<Database> | null = null;
  /** Of which state of a draft there are last words. */
  readonly #spoken = new Map<string, number>();

  /** The storage may be forbidden, and then throws when it is asked for. */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  heads(): Promise<DraftHead[]> {
    return this.#do(async (database) => {
      const heads = await database.getAll("heads");
      return heads.sort((a, b) => b.savedAt - a.savedAt);
    });
  }

  load(id: string): Promise<Draft | null> {
    return this.#do(async (database) => {
      const reading = database.transaction(["heads", "projects"]);
      const [head, project] = await Promise.all([
        reading.objectStore("heads").get(id),
        reading.objectStore("projects").get(id),
      ]);
      if (head === undefined || project === undefined) return null;
      const { savedAt, sharedFrom } = head;
      return { id, savedAt, sharedFrom, project };
    });
  }

  save(draft: Draft): Promise<void> {
    return this.#do(async (database) => {
      await put(database, draft);
      if ((this.#spoken.get(draft.id) ?? Number.POSITIVE_INFINITY) > draft.savedAt) return;
      this.#spoken.delete(draft.id);
      this.#forgetWords(lastWordsPrefix + draft.id);
    });
  }

  saveAtOnce(draft: Draft): boolean {
    try {
      this.#storage().setItem(lastWordsPrefix + draft.id, JSON.stringify(draft));
      this.#spoken.set(draft.id, draft.savedAt);
      return true;
    } catch {
      return false;
    }
  }

  remove(id: string): Promise<void> {
    return this.#do(async (database) => {
      const writing = database.transaction(["heads", "projects", "versions", "versionProjects"], "readwrite");
      await Promise.all([
        writing.objectStore("heads").delete(id),
        writing.objectStore("projects").delete(id),
        writing.objectStore("versions").delete(ofDraft(id)),
        writing.objectStore("versionProjects").delete(ofDraft(id)),
        writing.done,
      ]);
      // Whoever opens the database next would store it again.
      this.#forgetWords(lastWordsPrefix + id);
      this.#spoken.delete(id);
    });
  }

  versions(id: string): Promise<Version[]> {
    return this.#do(async (database) => (await database.getAll("versions", ofDraft(id))).reverse());
  }

  version(id: string, number: number): Promise<Project | null> {
    return this.#do(async (database) => (await database.get("versionProjects", [id, number])) ?? null);
  }

  keepVersion(id: string, version: Version, project: Project): Promise<void> {
    return this.#do(async (database) => {
      const writing = database.transaction(["versions", "versionProjects"], "readwrite");
      await Promise.all([
        writing.objectStore("versions").put(version, [id, version.number]),
        writing.objectStore("versionProjects").put(project, [id, version.number]),
        writing.done,
      ]);
    });
  }

  dropVersions(id: string, numbers: readonly number[]): Promise<void> {
    return this.#do(async (database) => {
      const writing = database.transaction(["versions", "versionProjects"], "readwrite");
      await Promise.all([
        ...numbers.flatMap((number) => [
          writing.objectStore("versions").delete([id, number]),
          writing.objectStore("versionProjects").delete([id, number]),
        ]),
        writing.done,
      ]);
    });
  }

  async #do<T>(act: (database: Database) => Promise<T>): Promise<T> {
    try {
      this.#database ??= this.#open();
      return await act(await this.#database);
    } catch (error) {
      const trouble = troubleOf(error);
      // A database that was closed behind the page's back can be opened again.
      if (trouble.is !== "full") this.#database = null;
      throw trouble;
    }
  }

  async #open(): Promise<Database> {
    // Firefox leaves it out where it is forbidden.
    if (globalThis.indexedDB === undefined) throw new StorageTrouble("forbidden");
    const opening = openDB<Schema>(databaseName, databaseVersion, {
      upgrade(database, from) {
        if (from < 1) {
          database.createObjectStore("heads", { keyPath: "id" });
          database.createObjectStore("projects");
          database.createObjectStore("versions");
          database.createObjectStore("versionProjects");
        }
      },
      // A newer page needs another schema, and waits for this one to let go.
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
      terminated: () => {
        this.#database = null;
      },
    });
    const late = Symbol();
    const database = await Promise.race([
      opening,
      new Promise<typeof late>((resolve) => setTimeout(() => resolve(late), patience)),
    ]);
    if (database === late) {
      void opening.then(
        (opened) => opened.close(),
        () => {},
      );
      throw new StorageTrouble("broken", "it does not answer");
    }
    await this.#takeLastWords(database);
    return database;
  }

  /** What pages wrote down when they ended. */
  async #takeLastWords(database: Database): Promise<void> {
    for (const [key, text] of this.#lastWords()) {
      const draft = draftOf(text);
      try {
        // That of a page that is still open is newer next time.
        if (draft !== null) await put(database, draft);
      } catch (error) {
        if (troubleOf(error).is !== "full") throw error;
        // It stays where it is until there is room; to make room the database must open.
        continue;
      }
      this.#forgetWords(key);
    }
  }

  #forgetWords(key: string): void {
    try {
      this.#storage().removeItem(key);
    } catch {
      // Where storage is forbidden there are none.
    }
  }

  #lastWords(): [key: string, text: string][] {
    try {
      return Object.entries({ ...this.#storage() }).filter(([key]) => key.startsWith(lastWordsPrefix));
    } catch {
      return [];
    }
  }
}

/** Never replaces a newer one. */
async function put(database: Database, draft: Draft): Promise<void> {
  const writing = database.transaction(["heads", "projects"], "readwrite");
  const heads = writing.objectStore("heads");
  const there = await heads.get(draft.id);
  const isNews = there === undefined || there.savedAt < draft.savedAt;
  await Promise.all([
    isNews && heads.put(headOf(draft)),
    isNews && writing.objectStore("projects").put(draft.project, draft.id),
    writing.done,
  ]);
}

/** Null if somebody else wrote it. */
function draftOf(text: string): Draft | null {
  try {
    const draft = JSON.parse(text) as Draft;
    const { id, savedAt, sharedFrom, project } = draft;
    const isWhole =
      typeof id === "string" &&
      typeof savedAt === "number" &&
      (sharedFrom === null || typeof sharedFrom === "string") &&
      (project.active === null || typeof project.active === "string") &&
      project.files.every(({ path, text }) => typeof path === "string" && typeof text === "string");
    return isWhole ? draft : null;
  } catch {
    return null;
  }
}
