import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const INNER = 0x36;
const OUTER = 0x5c;
const MAX_TEXT = 64;
/** UTF-8 needs at most three for each unit of a JavaScript string. */
const MAX_TEXT_BYTES = 3 * MAX_TEXT;

/**
 * HMAC-SHA256 of short texts with a key that stays.
 *
 * The same value as `createHmac`, at a third of the time: the pads of the key are made once, the text is written behind
 * them, and one-shot hashes that give strings need no objects in native memory. Signing was the largest single cost of
 * a vote.
 */
export class Mac {
  private readonly inner: Buffer;
  private readonly outer: Buffer;

  constructor(secret: string) {
    let key = Buffer.from(secret);
    if (key.length > BLOCK_BYTES) key = hash('sha256', key, 'buffer');
    this.inner = pad(key, INNER, MAX_TEXT_BYTES);
    this.outer = pad(key, OUTER, DIGEST_BYTES);
  }

  /** The digest as a string with one character for each byte ("latin1"). */
  public sign(text: string): string {
    if (text.length > MAX_TEXT) throw new RangeError(`a signed text has ${MAX_TEXT} characters at most`);
    const bytes = this.inner.write(text, BLOCK_BYTES);
    this.outer.write(hash('sha256', this.inner.subarray(0, BLOCK_BYTES + bytes), 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', this.outer, 'binary');
  }
}

/** The key, padded to a block, with room behind it. */
function pad(key: Buffer, value: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + room).fill(value, 0, BLOCK_BYTES);
  key.forEach((byte, index) => {
    block[index] = byte ^ value;
  });
  return block;
}
