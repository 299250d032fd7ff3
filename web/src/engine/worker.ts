// The checker's worker. The page compiles the module once and sends it; whatever follows waits until it runs.

import { CheckerHost } from "./host";
import { instantiate } from "./instantiate";
import type { Reply, Update } from "./protocol";

export type ToWorker =
  /**
   * The compiled module, and the name of the channel on which replies are expected. A lock of that name is held as long as
   * the worker lives.
   */
  { readonly start: WebAssembly.Module; readonly replies: string } | { readonly update: Update };

/** What comes on the channel. */
export type FromWorker = Reply | { readonly kind: "holdsLock" };

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const scope = self as unknown as WorkerScope;

let channel: BroadcastChannel | null = null;

function post(reply: FromWorker): void {
  channel?.postMessage(reply);
}

let lastWords = "";
let failed = false;

/** After a trap or an abort the instance misbehaves if called again, so this is the last thing it does. */
function fail(error: unknown): void {
  failed = true;
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  post({ kind: "failed", reason: lastWords === "" ? said : `${lastWords} (${said})` });
}

/** Whoever waits for the lock learns of the worker's end, whatever ended it. */
function holdLock(name: string): void {
  void navigator.locks?.request(name, () => {
    post({ kind: "holdsLock" });
    return new Promise(() => {});
  });
}

function guarded(work: () => void): void {
  if (failed) return;
  try {
    work();
  } catch (error) {
    fail(error);
  }
}

// Questions are answered, and files nobody looks at are checked, one by one behind the messages that are waiting.
const idle = new MessageChannel();
let isResting = true;

function rest(host: CheckerHost): void {
  if (!isResting) return;
  isResting = false;
  idle.port1.onmessage = () =>
    guarded(() => {
      const reply = host.next();
      isResting = reply === null;
      post(reply ?? { kind: "idle" });
      if (reply === null) return;
      idle.port2.postMessage(null);
    });
  idle.port2.postMessage(null);
}

let receiveModule: (compiled: WebAssembly.Module) => void;
const host = new Promise<WebAssembly.Module>((resolve) => {
  receiveModule = resolve;
})
  .then((compiled) =>
    instantiate(compiled, (line) => {
      lastWords = line;
    }),
  )
  .then((module) => new CheckerHost(module, () => performance.now()));
host.catch(fail);

scope.onmessage = ({ data }) => {
  if ("start" in data) {
    channel = new BroadcastChannel(data.replies);
    holdLock(data.replies);
    receiveModule(data.start);
    return;
  }
  void host.then((ready) =>
    guarded(() => {
      post(ready.update(data.update));
      rest(ready);
    }),
  );
};
