/// <reference lib="webworker" />
// Pyodide, which is CPython as WebAssembly, in a worker of its own: it is loaded when somebody runs a program, and ended
// when somebody stops one.

import { Output } from "./output";
import type { FromRunner, Outcome, ToRunner } from "./protocol";
import runnerSource from "./runner.py?raw";
import symtableSource from "./symtable_values.py?raw";

declare const self: DedicatedWorkerGlobalScope;

type Pyodide = typeof import("pyodide");
type Interpreter = Awaited<ReturnType<Pyodide["loadPyodide"]>>;

// Its own way to the page, which a program does not find.
const post = self.postMessage.bind(self);
// Not those that a program may have put in their place: it would answer for Python.
const { parse, stringify } = JSON;
const send = (message: FromRunner) => post(message);

/** Tells of the bytes of what is fetched, and gives WebAssembly the type that streaming asks for, whatever the host does. */
function watchFetching(): void {
  const plainFetch = self.fetch.bind(self);
  let loaded = 0;
  self.fetch = async (input, init) => {
    const response = await plainFetch(input, init);
    if (!response.ok || response.body === null) return response;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          loaded += chunk.length;
          send({ is: "loading", loaded });
          controller.enqueue(chunk);
        },
      }),
    );
    const isWasm = new URL(response.url).pathname.endsWith(".wasm");
    return new Response(counted, { headers: isWasm ? { "content-type": "application/wasm" } : {} });
  };
}

// A program may come from a stranger's link. It gets a Python, and no way to what the page keeps or to the network; nor one
// to the page but what it prints, which is counted: the page believes what this worker says of a run. A host's policy closes
// the network better, for this is a list. But not every host sends one (docs/hosting.md).
const doors = [
  ...["postMessage", "close"],
  ...["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts"],
  // A font has an address that it is loaded from, a notification one for its icon.
  ...["FontFace", "fonts", "Notification"],
  ...[
    "indexedDB",
    "caches",
    "BroadcastChannel",
    "Worker",
    "SharedWorker",
    "navigator",
    "cookieStore",
    "RTCPeerConnection",
  ],
];

/** In place of what the worker has under that name, on itself or further up. */
function replaceGlobal(name: string, value: unknown): void {
  for (let at: object | null = self; at !== null; at = Object.getPrototypeOf(at)) Reflect.deleteProperty(at, name);
  Object.defineProperty(self, name, { value, writable: false, configurable: false });
}

function refuse(): never {
  throw new EvalError("no text becomes JavaScript here");
}

// `import()` is syntax, which nobody can take away, and it reaches the network. So no text may become code. Besides `eval`
// there are the constructors, one for each kind of function, which every function of that kind leads to:
//     (async () => {}).constructor("return import('https://…')")()
// and timers, which take a text for a program.
function closeCode(): void {
  replaceGlobal("eval", refuse);
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const prototype of kinds.map((kind) => Object.getPrototypeOf(kind) as object)) {
    // Pyodide asks for the name and for `instanceof Function`, and takes `apply` from its prototype.
    const its = { name: { value: prototype.constructor.name }, prototype: { value: prototype } };
    const closed = Object.defineProperties(() => refuse(), its);
    Object.defineProperty(prototype, "constructor", { value: closed });
    if (prototype === Function.prototype) replaceGlobal("Function", closed);
  }
  for (const name of ["setTimeout", "setInterval"] as const) {
    const plain = self[name].bind(self) as (...words: unknown[]) => number;
    replaceGlobal(name, (handler: unknown, ...rest: unknown[]) => {
      // Whatever is no function is taken for a text.
      if (typeof handler !== "function") refuse();
      return plain(handler, ...rest);
    });
  }
}

function closeDoors(python: Interpreter): void {
  for (const name of doors) replaceGlobal(name, undefined);
  closeCode();
  // Pyodide keeps Function for tests of its own, where a program finds it: `pyodide_js._api.tests.Function`.
  const { tests } = (python as unknown as { _api: { tests: object } })._api;
  Reflect.deleteProperty(tests, "Function");
}

async function load(folder: string): Promise<Interpreter> {
  watchFetching();
  const { loadPyodide } = (await import(/* @vite-ignore */ `${folder}pyodide.mjs`)) as Pyodide;
  const python = await loadPyodide({ indexURL: folder, stdin: () => null, checkAPIVersion: false });
  // Into the folder that Python begins in, where it looks for modules.
  python.FS.writeFile("symtable_values.py", symtableSource);
  python.runPython(runnerSource, { filename: "runner.py" });
  closeDoors(python);
  return python;
}

function run(python: Interpreter, { files, main, watched }: Extract<ToRunner, { do: "run" }>): Outcome {
  const output = new Output(send, () => performance.now());
  const writer = (stream: "out" | "error") => ({
    write(bytes: Uint8Array) {
      output.write(stream, bytes);
      return bytes.length;
    },
  });
  python.setStdout(writer("out"));
  python.setStderr(writer("error"));
  const runFile = python.globals.get("run") as (files: string, main: string, watched: string) => string;
  try {
    return parse(runFile(stringify(files), main, stringify(watched))) as Outcome;
  } finally {
    output.flush();
  }
}

let interpreter: Promise<Interpreter> | null = null;

async function take(message: ToRunner): Promise<void> {
  if (message.do === "load") {
    interpreter ??= load(message.folder);
    const python = await interpreter;
    send({ is: "ready", python: python.runPython("import sys; sys.version.split()[0]") as string });
    return;
  }
  const python = await interpreter;
  if (python === null) throw new Error("Python is asked for before it is loaded");
  if (message.do === "run") send({ is: "done", outcome: run(python, message) });
  else send({ is: "blocks", block: parse((python.globals.get("blocks") as (text: string) => string)(message.text)) });
}

// A program may send the worker an event of its own making, but not one that is trusted; `onmessage` it could call.
self.addEventListener("message", ({ data, isTrusted }: MessageEvent<ToRunner>) => {
  if (!isTrusted) return;
  take(data).catch((error: unknown) =>
    send({ is: "failed", reason: error instanceof Error ? error.message : String(error) }),
  );
});
