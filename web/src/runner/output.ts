// The output of a program on its way to the page: in pieces that are worth a message, and no more than somebody reads.

import type { FromRunner, OutputPiece, Stream } from "./protocol";

/** Characters that are sent of one run. */
export const mostOutput = 200_000;
/** How often it may go from one stream to the other: the page draws each piece apart. */
export const mostPieces = 1_000;
const messageLength = 8_000;
const milliseconds = 50;

export class Output {
  readonly #send: (message: FromRunner) => void;
  readonly #now: () => number;
  readonly #decoders: Record<Stream, TextDecoder> = { out: new TextDecoder(), error: new TextDecoder() };
  #stream: Stream | null = null;
  #pieces = 0;
  #held: OutputPiece[] = [];
  #heldLength = 0;
  /** Characters that there is room for still. */
  #room = mostOutput;
  #leftOut = 0;
  #lastSent = 0;

  constructor(send: (message: FromRunner) => void, now: () => number) {
    this.#send = send;
    this.#now = now;
  }

  write(stream: Stream, bytes: Uint8Array): void {
    const text = this.#decoders[stream].decode(bytes, { stream: true });
    if (stream !== this.#stream) this.#pieces += 1;
    this.#stream = stream;
    if (this.#pieces > mostPieces) this.#room = 0;
    const taken = text.slice(0, this.#room);
    this.#room -= taken.length;
    this.#leftOut += text.length - taken.length;
    if (taken !== "") this.#hold(stream, taken);
    if (this.#heldLength >= messageLength || this.#now() - this.#lastSent >= milliseconds) this.flush();
  }

  #hold(stream: Stream, text: string): void {
    const last = this.#held.at(-1);
    if (last?.stream === stream) this.#held[this.#held.length - 1] = { stream, text: last.text + text };
    else this.#held.push({ stream, text });
    this.#heldLength += text.length;
  }

  flush(): void {
    this.#lastSent = this.#now();
    if (this.#held.length > 0 || this.#leftOut > 0)
      this.#send({ is: "output", pieces: this.#held, leftOut: this.#leftOut });
    this.#held = [];
    this.#heldLength = 0;
    this.#leftOut = 0;
  }
}
