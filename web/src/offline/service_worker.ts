// Keeps the page for when there is no network, a build at a time: `install` takes every file of a build, or none, and a page
// gets all of its files from the build that it was begun with. Large files that not everybody needs are kept when they are
// first used. The build writes in front of this script which files there are (scripts/lib/offline.mjs).
//
// What lies in `builds/` are earlier builds, which links open: they are none of its business.

interface Site {
  readonly build: string;
  /** SHA-256 of each file, by path from the site's folder; the page's is `./`. */
  readonly kept: Readonly<Record<string, string>>;
  readonly onDemand: Readonly<Record<string, string>>;
}

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface WorkerScope {
  readonly pellucidSite: Site;
  readonly registration: Pick<ServiceWorkerRegistration, "scope" | "installing" | "waiting">;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  addEventListener(type: "message", listener: (event: ExtendableEvent & MessageEvent<ToServiceWorker>) => void): void;
}

/** What the page says to it. */
export type ToServiceWorker =
  /** Takes the place of the build before. */
  | "takeOver"
  /** Keeps what the page has used before it had a service worker. */
  | { readonly used: readonly string[] };

const scope = self as unknown as WorkerScope;
const site = scope.pellucidSite;
const folder = new URL(scope.registration.scope);

const cacheOf = (build: string) => `pellucid ${build}`;
const onDemandCache = "pellucid on demand";
/** Pages hold a lock of this name as long as they are open (offline/updates.ts). */
const lockOf = (cache: string) => cache;
/** Held while a build is being fetched. */
const installLock = "pellucid installs";

const address = (path: string) => new URL(path, folder).href;

async function digestOf(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The file as this build has it. Another build's, which a host may have put there just now, is an error. */
async function exactly(path: string, digest: string): Promise<Response> {
  const known = await caches.match(address(path));
  if (known !== undefined && (await digestOf(known.clone())) === digest) return known;
  // Files with a digest in their names never change; of others a cache on the way may have an older one.
  const fetched = await fetch(address(path), path.startsWith("assets/") ? {} : { cache: "no-cache" });
  if (!fetched.ok || (await digestOf(fetched.clone())) !== digest) throw new Error(`${path} is not of this build`);
  return fetched;
}

async function install(): Promise<void> {
  const isNew = !(await caches.has(cacheOf(site.build)));
  const cache = await caches.open(cacheOf(site.build));
  try {
    for (const [path, digest] of Object.entries(site.kept)) await cache.put(address(path), await exactly(path, digest));
  } catch (error) {
    if (isNew) await caches.delete(cacheOf(site.build));
    throw error;
  }
}

/** Forgets builds of which no page is open, unless a newer one is on its way. */
async function tidy(): Promise<void> {
  await navigator.locks.request(installLock, { ifAvailable: true }, async (lock) => {
    const { installing, waiting } = scope.registration;
    // Of a build that has no page yet no page tells. Whatever there is too much of goes when that one begins.
    if (lock !== null && installing === null && waiting === null) await forget();
  });
}

/** Forgets builds of which no page is open, and large files that this build has no use for. */
async function forget(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const inUse = new Set([...held.map(({ name }) => name), lockOf(cacheOf(site.build)), lockOf(onDemandCache)]);
  for (const name of await caches.keys())
    if (name.startsWith("pellucid ") && !inUse.has(lockOf(name))) await caches.delete(name);
  const wanted = new Set(Object.entries(site.onDemand).map(([path, digest]) => keyOf(path, digest)));
  const cache = await caches.open(onDemandCache);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

async function kept(path: string): Promise<Response> {
  const cache = await caches.open(cacheOf(site.build));
  return (await cache.match(address(path))) ?? fetch(address(path));
}

const keyOf = (path: string, digest: string) => `${address(path)}?${digest}`;

async function keepUsed(path: string, response: Response): Promise<void> {
  const digest = site.onDemand[path];
  if (digest === undefined || (await digestOf(response.clone())) !== digest) return;
  const cache = await caches.open(onDemandCache);
  await cache.put(keyOf(path, digest), response);
}

async function onDemand(path: string, digest: string, event: FetchEvent): Promise<Response> {
  const cache = await caches.open(onDemandCache);
  const known = await cache.match(keyOf(path, digest));
  if (known !== undefined) return known;
  const fetched = await fetch(event.request);
  if (fetched.ok) event.waitUntil(keepUsed(path, fetched.clone()));
  return fetched;
}

/** Of a build whose page is still open, perhaps. */
async function anyBuilds(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

const page = "./";

/** From the site's folder; null for what is not the page's. */
function pathOf(url: string): string | null {
  const { origin, pathname } = new URL(url);
  if (origin !== folder.origin || !pathname.startsWith(folder.pathname)) return null;
  const path = pathname.slice(folder.pathname.length);
  if (path === "" || path === "index.html") return page;
  return path.startsWith("builds/") ? null : path;
}

scope.addEventListener("install", (event) => event.waitUntil(navigator.locks.request(installLock, install)));

scope.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => scope.clients.claim())));

scope.addEventListener("message", (event) => {
  if (event.data === "takeOver") {
    event.waitUntil(scope.skipWaiting());
    return;
  }
  const used = event.data.used.map(pathOf).filter((path) => path !== null && Object.hasOwn(site.onDemand, path));
  const keep = async (path: string) => keepUsed(path, await fetch(address(path)));
  event.waitUntil(Promise.all(used.map((path) => keep(path as string))));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.method === "GET" ? pathOf(request.url) : null;
  if (path === null) return;
  if (request.mode === "navigate") {
    if (path !== page) return;
    event.respondWith(kept(page));
    event.waitUntil(tidy());
  } else if (Object.hasOwn(site.kept, path)) {
    event.respondWith(kept(path));
  } else if (Object.hasOwn(site.onDemand, path)) {
    event.respondWith(onDemand(path, site.onDemand[path] as string, event));
  } else {
    event.respondWith(anyBuilds(request));
  }
});
