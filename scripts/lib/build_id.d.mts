export function buildIdentity(): { readonly id: string; readonly made: string | null };
export function repositoryAddress(): string | null;
