import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import {
  CLOSE_CODE, closePayload, controlFrame, EMPTY_TEXT_FRAME, OPCODE, PING_FRAME, textFrame,
} from './websocket-frames.ts';
import { type Frame, FrameReader } from './websocket-reader.ts';

/** Part of every handshake, see RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const KEY = /^[+/0-9a-z]{22}==$/i;
const VERSION = '13';
/** Clients only listen; what they send is dropped, and not more of it than this. */
const MAX_MESSAGE_BYTES = 1024;
const MAX_BUFFERED = 64 * 1024;
const CLOSE_WAIT_MS = 2_000;
/** A code takes two bytes. */
const CODE_BYTES = 2;
const NO_CODE = Buffer.alloc(0);

/** How a request for a WebSocket is answered; undefined when the request is not one. */
export function handshakeAnswer({ method, headers }: IncomingMessage): string | undefined {
  const key = headers['sec-websocket-key'];
  const isHandshake = method === 'GET' && key !== undefined && KEY.test(key)
    && headers['sec-websocket-version'] === VERSION && headers.upgrade?.toLowerCase() === 'websocket';
  if (!isHandshake) return undefined;
  const accept = createHash('sha1').update(key + GUID).digest('base64');
  return 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
    + `Sec-WebSocket-Accept: ${accept}\r\n\r\n`;
}

const OWNER = Symbol('WebSocket of this connection');
type OwnedSocket = Socket & { [OWNER]?: PushSocket };

/**
 * Server's side of a WebSocket on which the server speaks and the client listens.
 *
 * There are ten thousand of these in a process. So each is one object: no buffers, no timers, and functions that all
 * share listen to the connection.
 */
export abstract class PushSocket {
  /** Only while a part of a frame or of a message is still on its way. */
  private reader?: FrameReader;
  /** A closing frame was sent: nothing may follow it. */
  private closing = false;
  /** Nothing of what still comes counts. */
  private ended = false;
  private alive = true;

  constructor(private readonly socket: Socket) {}

  /** Answers the handshake, and listens from then on; the client may have said something already. */
  public open(answer: string, head: Buffer): void {
    const socket: OwnedSocket = this.socket;
    socket[OWNER] = this;
    socket.setTimeout(0);
    socket.on('data', onData).on('end', onEnd).on('close', onClose);
    socket.write(answer, 'latin1');
    if (head.length > 0) this.received(head);
  }

  public writable(): boolean {
    return this.socket.writableLength < MAX_BUFFERED;
  }

  public onceWritable(action: () => void): void {
    this.socket.once('drain', action);
  }

  public send(text: string): void {
    this.write(textFrame(text));
  }

  /** A sign of life that scripts of a page can see: they do not see pings. */
  public pulse(): void {
    this.write(EMPTY_TEXT_FRAME);
  }

  /** Asks for an answer; false when none came since the last time, and the connection is given up. */
  public beat(): boolean {
    if (!this.alive) {
      this.socket.destroy();
      return false;
    }
    this.alive = false;
    this.write(PING_FRAME);
    return true;
  }

  /** Tells the client to come back, and ends the connection when it has agreed, or soon. */
  public close(): void {
    this.write(controlFrame(OPCODE.CLOSE, closePayload(CLOSE_CODE.RESTART)));
    this.closing = true;
    this.destroyLater();
  }

  public received(chunk: Buffer): void {
    if (this.ended) return;
    const reader = this.reader ?? new FrameReader(MAX_MESSAGE_BYTES);
    const code = reader.read(chunk, (frame) => this.take(frame));
    if (code !== undefined) this.end(closePayload(code));
    this.reader = reader.isIdle ? undefined : reader;
  }

  /** The client sends no more, or is not to send more. */
  public end(lastWords: Buffer): void {
    if (this.ended) return;
    this.ended = true;
    this.write(controlFrame(OPCODE.CLOSE, lastWords));
    this.closing = true;
    this.socket.destroySoon();
    this.destroyLater();
  }

  /** The connection is gone. */
  public abstract left(): void;

  /** True when it wants further frames. */
  private take({ opcode, payload }: Frame): boolean {
    if (opcode === OPCODE.PONG) this.alive = true;
    // who asks without ever reading an answer gets none.
    if (opcode === OPCODE.PING && this.writable()) this.write(controlFrame(OPCODE.PONG, payload));
    if (opcode === OPCODE.CLOSE) this.end(answerToClose(payload));
    return !this.ended;
  }

  private write(frame: Buffer): void {
    if (!this.closing && this.socket.writable) this.socket.write(frame);
  }

  private destroyLater(): void {
    setTimeout(() => this.socket.destroy(), CLOSE_WAIT_MS).unref();
  }
}

/** The code of the client comes back to it; it may also close without one. */
function answerToClose(payload: Buffer): Buffer {
  if (payload.length === 0) return payload;
  return payload.length < CODE_BYTES ? closePayload(CLOSE_CODE.PROTOCOL_ERROR) : payload.subarray(0, CODE_BYTES);
}

function onData(this: OwnedSocket, chunk: Buffer): void {
  this[OWNER]!.received(chunk);
}

function onEnd(this: OwnedSocket): void {
  this[OWNER]!.end(NO_CODE);
}

function onClose(this: OwnedSocket): void {
  this[OWNER]!.left();
}
