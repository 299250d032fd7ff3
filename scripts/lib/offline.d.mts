export const serviceWorker: string;
export function filesOf(site: string): string[];
export function listForOffline(site: string, build: string): void;
export function compressSite(site: string, store?: string): Promise<void>;
