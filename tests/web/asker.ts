// Questions that are answered when the test says so, and what answers are made of.
import type { NameTrace, ScopeEntry, SymbolTable, TraceHolder, TraceStep } from "../../web/src/model/names";
import type { Span } from "../../web/src/model/place";
import type { Answer, Asker, Question, Questions } from "../../web/src/model/questions";
import type { Range } from "../../web/src/model/results";

interface Asked {
  readonly question: Question;
  readonly parameters: unknown;
  readonly slot: string;
  readonly resolve: (answer: Answer<Question> | null) => void;
}

export class TestAsker implements Asker {
  #waiting: Asked[] = [];
  /** How many questions there have been. */
  asked = 0;

  ask<Q extends Question>(
    question: Q,
    parameters: Questions[Q]["asks"],
    slot: string = question,
  ): Promise<Answer<Q> | null> {
    this.asked += 1;
    const superseded = this.#waiting.filter((asked) => asked.slot === slot);
    this.#waiting = this.#waiting.filter((asked) => asked.slot !== slot);
    for (const { resolve } of superseded) resolve(null);
    return new Promise((resolve) => {
      this.#waiting.push({ question, parameters, slot, resolve: resolve as Asked["resolve"] });
    });
  }

  async loadLibrary(): Promise<boolean> {
    return false;
  }

  /** What waits for an answer. */
  get questions(): Question[] {
    return this.#waiting.map(({ question }) => question);
  }

  parametersOf(question: Question): unknown {
    return this.#waiting.find((asked) => asked.question === question)?.parameters;
  }

  async answer<Q extends Question>(question: Q, value: Questions[Q]["answer"], version = 1): Promise<void> {
    await this.#settle(question, { version, value });
  }

  async fail(question: Question): Promise<void> {
    await this.#settle(question, null);
  }

  async #settle(question: Question, answer: Answer<Question> | null): Promise<void> {
    const asked = this.#waiting.find((waiting) => waiting.question === question);
    if (asked === undefined) throw new Error(`${question} was not asked`);
    this.#waiting = this.#waiting.filter((waiting) => waiting !== asked);
    asked.resolve(answer);
    for (let i = 0; i < 4; ++i) await Promise.resolve();
  }

  /** Forgets what has been asked. */
  clear(): void {
    this.#waiting = [];
  }
}

export const span = (line: number, from: number, to: number, endLine = line): Span => ({
  start: { line, column: from },
  end: { line: endLine, column: to },
});

/** The offset stands for the place: no two lines of a test have a hundred columns. */
export function range(line: number, from: number, to: number, endLine = line): Range {
  return {
    start: { line, column: from, offset: 100 * line + from },
    end: { line: endLine, column: to, offset: 100 * endLine + to },
  };
}

export function scopeEntry(id: number, kind: ScopeEntry["kind"], name: string, its: Partial<ScopeEntry>): ScopeEntry {
  return {
    id,
    kind,
    name,
    title: kind === "module" ? "the module" : `${kind} \`${name}\``,
    parent: id === 0 ? null : 0,
    depth: id === 0 ? 0 : 1,
    span: span(1, 1, 1, 99),
    nameSpan: null,
    symbolCount: 0,
    childCount: 0,
    ...its,
  };
}

export function symbol(
  name: string,
  its: Partial<SymbolTable["symbols"][number]> = {},
): SymbolTable["symbols"][number] {
  return { name, text: name, flags: [], owner: { kind: "local", scope: 0 }, definitions: [], uses: [], ...its };
}

const moduleOfTrace = { kind: "module", name: "", title: "the module", id: 0, range: range(1, 1, 1, 99) } as const;

export function step(its: Partial<TraceStep>): TraceStep {
  return {
    scope: moduleOfTrace,
    outcome: "found",
    rule: "ModuleBinds",
    text: "the module binds `x` in line 1",
    source: "language reference 4.2.2",
    evidence: null,
    ...its,
  };
}

export function holder(its: Partial<TraceHolder>): TraceHolder {
  return {
    scope: moduleOfTrace,
    state: "bound",
    later: false,
    rule: "BoundOnEveryWay",
    text: "every way to this line binds `x`",
    source: "language reference 4.2.2",
    definitions: [],
    branches: [],
    ...its,
  };
}

export function trace(its: Partial<NameTrace> = {}): NameTrace {
  return {
    path: "a.py",
    name: "x",
    range: range(9, 1, 2),
    python: "3.14",
    private: false,
    inString: false,
    access: "read",
    scope: moduleOfTrace,
    steps: [step({})],
    holders: [holder({})],
    answer: { scope: moduleOfTrace, state: "bound", error: null, text: "`x` is that of the module" },
    problems: [],
    asText: "",
    ...its,
  };
}
