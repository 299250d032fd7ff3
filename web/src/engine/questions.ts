// Questions that the page has asked and that are not answered yet. A slot holds one that waits and one that is under
// way at most; places move along with the edits that are made before the worker is asked.

import { languageOf } from "../model/languages";
import type { Answer, Question, Questions } from "../model/questions";
import type { FileId } from "../model/source_file";
import { movedPoint } from "../model/source_text";
import type { Workspace } from "../model/workspace";
import type { Reply, SentQuestion } from "./protocol";

type AnyAnswer = Answer<Question> | null;

interface Pending {
  readonly question: Question;
  readonly slot: string;
  readonly file: FileId;
  readonly resolve: (answer: AnyAnswer) => void;
  /** As they are in `version` of the file. */
  parameters: Questions[Question]["asks"];
  version: number;
}

export class PendingQuestions {
  readonly #workspace: Workspace;
  /** By slot. */
  readonly #waiting = new Map<string, Pending>();
  /** By the number that was sent. */
  readonly #sent = new Map<number, Pending>();
  #lastId = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  get areWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  add<Q extends Question>(question: Q, parameters: Questions[Q]["asks"], slot: string): Promise<Answer<Q> | null> {
    const file = this.#workspace.file(parameters.file);
    if (file === undefined) return Promise.resolve(null);
    this.#supersede(slot);
    return new Promise((resolve) => {
      this.#waiting.set(slot, {
        question,
        slot,
        file: file.id,
        resolve: resolve as (answer: AnyAnswer) => void,
        parameters,
        version: file.version,
      });
    });
  }

  /** What waits, about the present texts. */
  send(): SentQuestion[] {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    return waiting.flatMap((pending) => {
      if (!this.#bringUp(pending)) {
        pending.resolve(null);
        return [];
      }
      const id = ++this.#lastId;
      this.#sent.set(id, pending);
      const { question, file, parameters } = pending;
      return [{ id, question, file, parameters: JSON.stringify(parameters) }];
    });
  }

  take({ id, answer }: Extract<Reply, { kind: "answer" }>): void {
    const pending = this.#sent.get(id);
    if (pending === undefined) return;
    this.#sent.delete(id);
    if (answer === null) {
      this.#waiting.set(pending.slot, pending);
    } else {
      pending.resolve({ version: answer.version, value: this.#read(answer.value) } as AnyAnswer);
    }
  }

  /** The worker is gone: what it was asked may be what killed it, and is not asked again. */
  drop(): void {
    for (const { resolve } of this.#sent.values()) resolve(null);
    this.#sent.clear();
  }

  /** There will be no worker. */
  dropAll(): void {
    this.drop();
    for (const { resolve } of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }

  #supersede(slot: string): void {
    this.#waiting.get(slot)?.resolve(null);
    this.#waiting.delete(slot);
    for (const [id, sent] of this.#sent) {
      if (sent.slot !== slot) continue;
      sent.resolve(null);
      this.#sent.delete(id);
    }
  }

  /** Moves the question's place to where it is in the present text; false if there is no telling. */
  #bringUp(pending: Pending): boolean {
    const file = this.#workspace.file(pending.file);
    const path = this.#workspace.known().find(({ id }) => id === pending.file)?.path;
    // The checker has no other than those in Python.
    if (file === undefined || path === undefined || languageOf(path) !== "python") return false;
    if (file.version === pending.version) return true;
    if ("at" in pending.parameters) {
      const batches = file.editsSince(pending.version);
      if (batches === null) return false;
      const at = batches.reduce(movedPoint, pending.parameters.at);
      pending.parameters = { ...pending.parameters, at };
    }
    pending.version = file.version;
    return true;
  }

  /** Paths are the worker's business and files the page's: puts the file beside each path. */
  #read(json: string): unknown {
    // Most answers have none, and some are long.
    if (!json.includes('"path":')) return JSON.parse(json);
    const files = new Map(this.#workspace.known().map(({ id, path }) => [path, id]));
    return JSON.parse(json, (_, value: unknown) => {
      if (typeof value !== "object" || value === null || !("path" in value) || typeof value.path !== "string")
        return value;
      return { ...value, file: files.get(value.path) ?? null };
    });
  }
}
