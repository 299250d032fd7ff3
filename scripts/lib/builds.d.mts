export const retention: number;
export function keepBuilds(
  site: string,
  previous: string | null,
  keep?: number,
): readonly { readonly id: string; readonly made: string | null }[];
