import type { StartReducer } from "../reduce/reduction";
import { checkerModule } from "./checker_module";
import type { FromReducer, ToReducer } from "./reducer_worker";

// What is small after this time gets hardly smaller.
const milliseconds = 30_000;

/** Reduces in a worker. `stubs` are those that the checker has. */
export function reducerOf(stubs: () => Uint8Array | null): StartReducer {
  return ({ files, configuration, sought }, listen) => {
    const worker = new Worker(new URL("./reducer_worker.ts", import.meta.url), { type: "module", name: "reducer" });
    let isOver = false;
    const end = () => {
      isOver = true;
      worker.terminate();
    };
    const tell = (news: FromReducer) => {
      if (isOver) return;
      if (news.kind !== "progress") end();
      listen(news);
    };
    worker.onmessage = ({ data }: MessageEvent<FromReducer>) => tell(data);
    worker.onerror = (event) => tell({ kind: "failed", reason: event.message || "its worker did not load" });
    checkerModule().then(
      (module) => {
        const request: ToReducer = { module, configuration, stubs: stubs(), files, sought, milliseconds };
        if (!isOver) worker.postMessage(request);
      },
      (error: unknown) => tell({ kind: "failed", reason: String(error) }),
    );
    return end;
  };
}
