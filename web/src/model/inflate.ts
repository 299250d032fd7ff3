import { Inflate } from "fflate";

// So many bytes of DEFLATE become four million at most.
const step = 4096;

/**
 * What the bytes unpack to, unless that is more than `most` bytes; nothing much larger is ever held. `dictionary`: the
 * preset one that they were packed with, if any.
 */
export function inflateAtMost(
  packed: Uint8Array,
  most: number,
  dictionary?: Uint8Array,
): Uint8Array | "too large" | "damaged" {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate(dictionary === undefined ? {} : { dictionary }, (piece) => {
    pieces.push(piece);
    size += piece.length;
  });
  try {
    for (let at = 0; at < packed.length; at += step) {
      inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
      if (size > most) return "too large";
    }
  } catch {
    return "damaged";
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
