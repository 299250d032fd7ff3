// The service worker as the page sees it: it is started once the page is at work, and says when a newer build is here.

import { buildId } from "../model/build";
import { type Readable, Store } from "../model/store";
import type { ToServiceWorker } from "./service_worker";

// A page that stays open for days hears of new builds, too.
const betweenLooks = 3_600_000;
// Milliseconds for a newer build to take over.
const patience = 4000;

/**
 * As long as the page is open, the files of its build stay. Of frames, too, and from the moment this is read: what a page
 * has yet to fetch must still be there, and one that waits to be seen fetches late.
 */
function holdFiles(): void {
  if (typeof document === "undefined" || navigator.locks === undefined) return;
  // A frame that may keep nothing may hold nothing either, and has nothing to lose.
  navigator.locks.request(`pellucid ${buildId}`, { mode: "shared" }, () => new Promise(() => {})).catch(() => {});
}
holdFiles();

export class Updates {
  readonly #build: string;
  readonly #isWaiting = new Store(false);
  /** Whether a newer build is here, which loading the page again brings. */
  readonly isWaiting: Readable<boolean> = this.#isWaiting;
  #registration: ServiceWorkerRegistration | null = null;
  #isLoading = false;

  constructor(build: string) {
    this.#build = build;
  }

  /** Of a page that is no site's newest one (`builds/<id>/`) nothing is kept. Neither is it where nothing can be. */
  async start(folder: URL): Promise<void> {
    const isEarlier = folder.pathname.endsWith(`/builds/${this.#build}/`);
    if (isEarlier || !("serviceWorker" in navigator) || !("locks" in navigator)) return;
    const container = navigator.serviceWorker;
    const hadOne = container.controller !== null;
    container.addEventListener("controllerchange", () => {
      if (this.#isLoading) location.reload();
      // Another tab has taken the newer build.
      else if (hadOne) this.#isWaiting.set(true);
      else this.#tellUsed();
    });
    try {
      this.#registration = await container.register(new URL("service_worker.js", folder), { updateViaCache: "none" });
    } catch {
      // Without it the page works, with a network.
      return;
    }
    this.#watch();
  }

  #watch(): void {
    const registration = this.#registration;
    // In a browser that is told to have none.
    if (!registration) return;
    const look = () => {
      if (registration.waiting !== null && navigator.serviceWorker.controller !== null) this.#isWaiting.set(true);
    };
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", look);
    });
    look();
    setInterval(() => void registration.update().catch(() => {}), betweenLooks);
  }

  /** What came before there was a service worker, or was on its way. */
  #tellUsed(): void {
    const now = performance.now();
    const tell = (entries: readonly PerformanceEntry[]) => {
      const used = entries.filter(({ startTime }) => startTime <= now).map(({ name }) => name);
      if (used.length > 0) navigator.serviceWorker.controller?.postMessage({ used } satisfies ToServiceWorker);
    };
    new PerformanceObserver((list) => tell(list.getEntries())).observe({ type: "resource", buffered: true });
  }

  /** Loads the page again, with the newer build. */
  apply(): void {
    const waiting = this.#registration?.waiting;
    if (!waiting) {
      location.reload();
      return;
    }
    this.#isLoading = true;
    waiting.postMessage("takeOver" satisfies ToServiceWorker);
    // What the present one still does for this page may hold it up for minutes, and ends with the page.
    setTimeout(() => location.reload(), patience);
  }
}
