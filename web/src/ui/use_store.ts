import { useSyncExternalStore } from "react";

interface Watchable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** The store's value, and a new rendering whenever it changes. */
export function useStore<T>(store: Watchable<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** What is derived from the store's value, and a new rendering only when that changes. */
export function useDerived<T, D extends string | number | boolean | null>(
  store: Watchable<T>,
  derive: (value: T) => D,
): D {
  return useSyncExternalStore(store.subscribe, () => derive(store.get()));
}
