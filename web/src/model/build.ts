// What was settled when the page was built (vite.config.ts).

declare const __BUILD_ID__: string;
declare const __REPOSITORY__: string | null;

/** Names what the page was built of: links, reports and caches tell builds apart by it. The same sources make the same. */
export const buildId: string = __BUILD_ID__;

/** The repository whose issues take reports; null if none was named. */
export const repository: string | null = __REPOSITORY__;
