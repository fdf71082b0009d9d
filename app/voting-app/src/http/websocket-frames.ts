/** Kinds of frames, see RFC 6455, section 5.2. */
export const OPCODE = { CONTINUATION: 0, TEXT: 1, BINARY: 2, CLOSE: 8, PING: 9, PONG: 10 } as const;
/** Why a connection ends, see RFC 6455, section 7.4.1. */
export const CLOSE_CODE = { PROTOCOL_ERROR: 1002, TOO_BIG: 1009, RESTART: 1012 } as const;

export const FIN = 0x80;
export const RESERVED = 0x70;
export const OPCODE_BITS = 0x0f;
export const MASKED = 0x80;
export const LENGTH_BITS = 0x7f;
export const LENGTH_16_BIT = 126;
export const LENGTH_64_BIT = 127;
export const MASK_BYTES = 4;
/** Frames from here on control the connection: they are short and whole. */
export const FIRST_CONTROL = 8;
export const MAX_CONTROL_PAYLOAD = 125;

/** A text of no characters. */
export const EMPTY_TEXT_FRAME = Buffer.from([FIN | OPCODE.TEXT, 0]);
export const PING_FRAME = Buffer.from([FIN | OPCODE.PING, 0]);

let lastText: string | undefined;
let lastFrame: Buffer = Buffer.alloc(0);

/** A server's frames carry no mask, so one buffer serves all sockets; the last one is kept. */
export function textFrame(text: string): Buffer {
  if (text === lastText) return lastFrame;
  const payload = Buffer.from(text);
  const length = payload.length;
  if (length > 0xffff) throw new RangeError('a tally of more than 64 KiB');
  const header = length < LENGTH_16_BIT
    ? [FIN | OPCODE.TEXT, length]
    : [
        FIN | OPCODE.TEXT, LENGTH_16_BIT, length >> 8, length & 0xff,
      ];
  lastText = text;
  lastFrame = Buffer.concat([Buffer.from(header), payload]);
  return lastFrame;
}

/** The payload of control frames fits into one byte of length. */
export function controlFrame(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([FIN | opcode, payload.length]), payload]);
}

export function closePayload(code: number): Buffer {
  return Buffer.from([code >> 8, code & 0xff]);
}
