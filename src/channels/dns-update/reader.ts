import { type Name, readName, root } from './name.ts';

/**
 * Reads a message from left to right and never throws. Where the bytes end too early or make no sense it becomes
 * `broken` and gives only zeros from then on: a parser reads on and asks once, at its end.
 */
export class Reader {
  readonly #bytes: Uint8Array;
  #at: number;
  #broken = false;

  constructor(bytes: Uint8Array, at = 0) {
    // A Buffer's own `slice` would give a view into memory that others may write to.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** For what the bytes say and must not. */
  spoil(): void {
    this.#broken = true;
  }

  /** Whether all was read and nothing is left over. */
  get finished(): boolean {
    return !this.#broken && this.#at === this.#bytes.length;
  }

  /** A copy of the next bytes; empty when there are not so many. */
  take(length: number): Uint8Array {
    if (this.#broken || length > this.#bytes.length - this.#at) {
      this.#broken = true;
      return new Uint8Array();
    }
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  /** An unsigned number of that many bytes, most significant first; at most 6 bytes. */
  number(bytes: number): number {
    return this.take(bytes).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** A name, which may point to earlier bytes of the message. */
  name(): Name {
    const read = this.#broken ? null : readName(this.#bytes, this.#at);
    if (read === null) {
      this.#broken = true;
      return root;
    }
    this.#at = read.end;
    return read.name;
  }
}

/** An unsigned number in that many bytes, most significant first. */
export function writeNumber(value: number, bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256);
}
