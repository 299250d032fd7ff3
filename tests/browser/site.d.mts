export function serveSite(): Promise<{ url: string; close: () => Promise<void> }>;
