import type { FromRunner, RunnerPort, ToRunner } from "./protocol";

/** Starts a worker for Python. Nothing is loaded before it is told to. */
export function openRunner(): RunnerPort {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "python" });
  const port: RunnerPort = {
    send: (message: ToRunner) => worker.postMessage(message),
    onMessage() {},
    close: () => worker.terminate(),
  };
  worker.onmessage = ({ data }: MessageEvent<FromRunner>) => port.onMessage(data);
  worker.onerror = (event) => port.onMessage({ is: "failed", reason: event.message || "the worker did not load" });
  return port;
}
