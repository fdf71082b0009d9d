import {
  CLOSE_CODE, FIN, FIRST_CONTROL, LENGTH_16_BIT, LENGTH_64_BIT, LENGTH_BITS, MASK_BYTES, MASKED, MAX_CONTROL_PAYLOAD,
  OPCODE, OPCODE_BITS, RESERVED,
} from './websocket-frames.ts';

/** A whole frame of a client, its mask taken off. */
export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
}

interface Header {
  readonly first: number;
  readonly opcode: number;
  readonly isMasked: boolean;
  readonly length: number;
  /** Where the mask begins. */
  readonly maskAt: number;
}

const EMPTY = Buffer.alloc(0);
const NO_MESSAGE = -1;
const KNOWN_OPCODES: readonly number[] = Object.values(OPCODE);

/** Takes the bytes of a client apart into frames. Messages are not put together: nobody reads them. */
export class FrameReader {
  /** Beginning of a frame whose rest is still on its way. */
  private rest = EMPTY;
  /** Bytes so far of a message that comes in parts. */
  private messageBytes = NO_MESSAGE;

  constructor(private readonly maxMessageBytes: number) {}

  /** Nothing is under way: another reader may take over. */
  public get isIdle(): boolean {
    return this.rest.length === 0 && this.messageBytes === NO_MESSAGE;
  }

  /**
   * Hands out every whole frame, until the receiver says that it wants no more.
   *
   * @returns the code that tells the client which rule it broke; nothing while all is well
   */
  public read(chunk: Buffer, take: (frame: Frame) => boolean): number | undefined {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    for (let header = headerAt(bytes, at); header !== undefined; header = headerAt(bytes, at)) {
      const code = this.brokenRule(header);
      if (code !== undefined) return code;
      const end = header.maskAt + MASK_BYTES + header.length;
      if (bytes.length < end) break;
      this.count(header);
      if (!take({ opcode: header.opcode, payload: unmasked(bytes, header) })) return undefined;
      at = end;
    }
    // a copy, because a few bytes would keep the whole buffer that they came in.
    this.rest = at === bytes.length ? EMPTY : Buffer.from(bytes.subarray(at));
    return undefined;
  }

  private brokenRule({ first, opcode, isMasked, length }: Header): number | undefined {
    if ((first & RESERVED) !== 0 || !isMasked || !KNOWN_OPCODES.includes(opcode)) return CLOSE_CODE.PROTOCOL_ERROR;
    if (opcode >= FIRST_CONTROL) {
      return (first & FIN) !== 0 && length <= MAX_CONTROL_PAYLOAD ? undefined : CLOSE_CODE.PROTOCOL_ERROR;
    }
    const goesOn = this.messageBytes !== NO_MESSAGE;
    if (goesOn !== (opcode === OPCODE.CONTINUATION)) return CLOSE_CODE.PROTOCOL_ERROR;
    return Math.max(this.messageBytes, 0) + length > this.maxMessageBytes ? CLOSE_CODE.TOO_BIG : undefined;
  }

  private count({ first, opcode, length }: Header): void {
    if (opcode >= FIRST_CONTROL) return;
    this.messageBytes = (first & FIN) !== 0 ? NO_MESSAGE : Math.max(this.messageBytes, 0) + length;
  }
}

/** Nothing when not all of the header has come. */
function headerAt(bytes: Buffer, at: number): Header | undefined {
  if (bytes.length < at + 2) return undefined;
  const [first, second] = [bytes[at], bytes[at + 1]];
  const short = second & LENGTH_BITS;
  const [length, maskAt] = lengthAt(bytes, at + 2, short);
  if (length === undefined) return undefined;
  return { first, opcode: first & OPCODE_BITS, isMasked: (second & MASKED) !== 0, length, maskAt };
}

function lengthAt(bytes: Buffer, at: number, short: number): [number | undefined, number] {
  if (short === LENGTH_16_BIT) return [bytes.length < at + 2 ? undefined : bytes.readUInt16BE(at), at + 2];
  if (short === LENGTH_64_BIT) return [bytes.length < at + 8 ? undefined : Number(bytes.readBigUInt64BE(at)), at + 8];
  return [short, at];
}

function unmasked(bytes: Buffer, { maskAt, length }: Header): Buffer {
  const from = maskAt + MASK_BYTES;
  const payload = Buffer.from(bytes.subarray(from, from + length));
  for (let i = 0; i < length; i++) payload[i] ^= bytes[maskAt + (i % MASK_BYTES)];
  return payload;
}
