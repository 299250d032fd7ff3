export function serveFolder(
  folder: () => string,
  path?: string,
): Promise<{ readonly url: string; close(): Promise<void> }>;
