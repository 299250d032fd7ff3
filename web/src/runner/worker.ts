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
// to the page but what it prints, which is counted: the page believes what this worker says of a run.
const doors = [
  ...["postMessage", "close"],
  ...["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts"],
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

function closeDoors(): void {
  for (const name of doors) {
    for (let at: object | null = self; at !== null; at = Object.getPrototypeOf(at)) Reflect.deleteProperty(at, name);
    Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
  }
}

async function load(folder: string): Promise<Interpreter> {
  watchFetching();
  const { loadPyodide } = (await import(/* @vite-ignore */ `${folder}pyodide.mjs`)) as Pyodide;
  const python = await loadPyodide({ indexURL: folder, stdin: () => null, checkAPIVersion: false });
  // Into the folder that Python begins in, where it looks for modules.
  python.FS.writeFile("symtable_values.py", symtableSource);
  python.runPython(runnerSource, { filename: "runner.py" });
  closeDoors();
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
    return JSON.parse(runFile(JSON.stringify(files), main, JSON.stringify(watched))) as Outcome;
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
  else
    send({ is: "blocks", block: JSON.parse((python.globals.get("blocks") as (text: string) => string)(message.text)) });
}

self.onmessage = ({ data }: MessageEvent<ToRunner>) => {
  take(data).catch((error: unknown) =>
    send({ is: "failed", reason: error instanceof Error ? error.message : String(error) }),
  );
};
