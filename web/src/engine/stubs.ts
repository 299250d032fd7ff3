// The stubs of the standard library, one file of the site, loaded when something first needs them. It is compressed inside
// (scripts/lib/stubs.mjs), so that its size does not depend on the host; a host that unpacks it on the way does no harm.

/** Bytes so far, of how many; the sum is unknown where the host does not tell it. */
export type LoadProgress = (loaded: number, total: number | undefined) => void;

/** Where the site has them. */
export const stubsPath = "stubs/stdlib.stubz";

const magic = "PELSTUB1";

const beginsWith = (bytes: Uint8Array, values: readonly number[]) => values.every((value, at) => bytes[at] === value);

async function collect(stream: ReadableStream<Uint8Array>, taken: (bytes: number) => void) {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    taken(size);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Whether the pack is whole: it tells its own size (core/resolve/stub_pack.h). */
function isWhole(pack: Uint8Array) {
  if (
    pack.length < 20 ||
    !beginsWith(
      pack,
      [...magic].map((letter) => letter.charCodeAt(0)),
    )
  )
    return false;
  return new DataView(pack.buffer, pack.byteOffset).getUint32(16, true) === pack.length;
}

/**
 * The pack, as the core reads it.
 * @throws Error with a sentence for people, if it cannot be loaded
 */
export async function loadStubs(
  url: string | URL,
  onProgress: LoadProgress = () => {},
  load: (url: string | URL) => Promise<Response> = fetch,
): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await load(url);
  } catch {
    throw new Error("The standard library's stubs could not be loaded: the site does not answer");
  }
  if (!response.ok || response.body === null) {
    throw new Error(`The standard library's stubs could not be loaded: the site answers ${response.status}`);
  }
  // What is counted is what arrives, which is not what the header tells if the host compresses.
  const told = response.headers.has("content-encoding") ? null : response.headers.get("content-length");
  const total = told === null ? undefined : Number(told);
  let bytes: Uint8Array;
  try {
    bytes = await collect(response.body, (loaded) => onProgress(loaded, total));
    if (beginsWith(bytes, [0x1f, 0x8b])) {
      const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
      bytes = await collect(packed.pipeThrough(new DecompressionStream("gzip")), () => {});
    }
  } catch {
    throw new Error("The standard library's stubs arrived damaged");
  }
  if (!isWhole(bytes)) throw new Error("The standard library's stubs arrived damaged");
  return bytes;
}
