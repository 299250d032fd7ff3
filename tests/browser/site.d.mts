export function serveSite(folder?: string): Promise<{ url: string; close: () => Promise<void> }>;
