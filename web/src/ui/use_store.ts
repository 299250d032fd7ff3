import { useSyncExternalStore } from "react";

interface Watchable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** The store's value, and a new rendering whenever it changes. */
export function useStore<T>(store: Watchable<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
