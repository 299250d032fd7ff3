import { checkerModule, isCompiled } from "./checker_module";
import type { CheckerPort, Reply, Update } from "./protocol";
import type { FromWorker, ToWorker } from "./worker";

let opened = 0;

// Every page and every worker of it has a channel of its own.
const pageName = `pellucid ${Date.now()} ${Math.random()}`;

/**
 * Starts a worker; the module is compiled once for all of them.
 *
 * Replies come on a broadcast channel: after a keystroke Chromium holds messages from workers back until the next frame
 * has been drawn, so that a check which is done within five milliseconds would be seen a frame too late. Broadcasts it
 * delivers at once. They cannot hand buffers over, but a reply holds no more than what fits the screen.
 */
export function openWorker(): CheckerPort {
  const replies = `${pageName} ${++opened}`;
  const channel = new BroadcastChannel(replies);
  const watching = new AbortController();
  let isOpen = true;
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "checker" });
  const port: CheckerPort = {
    send(update: Update) {
      const transfer = update.files.flatMap(({ change }) => (change.kind === "text" ? [change.text.buffer] : []));
      worker.postMessage({ update } satisfies ToWorker, transfer as ArrayBuffer[]);
    },
    onReply() {},
    close() {
      isOpen = false;
      watching.abort();
      worker.terminate();
      channel.close();
    },
  };
  const tell = (reply: Reply) => {
    if (isOpen) port.onReply(reply);
  };
  channel.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === "holdsLock") watch();
    else tell(data);
  };
  // A worker that its browser ends says nothing. But it had a lock.
  const watch = () =>
    navigator.locks
      ?.request(replies, { signal: watching.signal }, () => tell({ kind: "failed", reason: "its worker was ended" }))
      .catch(() => {});
  worker.onerror = (event) => tell({ kind: "failed", reason: event.message || "its worker did not load" });
  worker.onmessageerror = () => tell({ kind: "failed", reason: "a message could not be read" });
  queueMicrotask(() => {
    if (!isCompiled()) tell({ kind: "loading", loaded: 0, total: undefined });
  });
  checkerModule((loaded, total) => tell({ kind: "loading", loaded, total })).then(
    (start) => {
      tell({ kind: "loaded" });
      worker.postMessage({ start, replies } satisfies ToWorker);
    },
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      tell({ kind: "unloaded", reason });
    },
  );
  return port;
}
