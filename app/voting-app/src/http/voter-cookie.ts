import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/secret.ts';
import { Mac } from './mac.ts';

export const VOTER_COOKIE = 'voter_id';
const ID_BYTES = 16;
const DRAW = 256;
/** Half of the digest: 128 bits are beyond guessing and keep the cookie short. */
const SIGNATURE_BYTES = 16;
const MAX_AGE_S = 365 * 24 * 3600;

/** Gives each browser a number of its own that nobody else can make up. */
export class VoterCookie {
  private readonly keys: readonly Mac[];
  /** Randomness is drawn for many voters at once: one draw costs nearly as much as many. */
  private pool = Buffer.alloc(0);

  constructor(secrets: readonly Secret[]) {
    this.keys = secrets.map((secret) => new Mac(secret.reveal()));
  }

  public create(): string {
    if (this.pool.length < ID_BYTES) this.pool = randomBytes(ID_BYTES * DRAW);
    const id = this.pool.toString('base64url', 0, ID_BYTES);
    this.pool = this.pool.subarray(ID_BYTES);
    return id;
  }

  /** The voter of a Cookie header, or nothing when there is none or the signature is wrong. */
  public read(header: string | undefined): string | undefined {
    const value = cookieValue(header, VOTER_COOKIE);
    if (value === undefined) return undefined;
    const [voter, signature] = value.split('.');
    if (voter === '' || signature === undefined) return undefined;
    const given = Buffer.from(signature, 'base64url');
    return this.keys.some((key) => matches(given, sign(voter, key))) ? voter : undefined;
  }

  /** The Set-Cookie header for a voter. */
  public write(voter: string, path: string, secure: boolean): string {
    const value = `${voter}.${sign(voter, this.keys[0]).toString('base64url')}`;
    return `${VOTER_COOKIE}=${value}; Path=${path}; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }
}

/** The choice last made, so that the page can show it again. For display only: it decides nothing. */
export function choiceCookie(poll: string, choice: string, path: string, secure: boolean): string {
  return `choice-${poll}=${choice}; Path=${path}; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export function readChoice(header: string | undefined, poll: string): string | undefined {
  return cookieValue(header, `choice-${poll}`);
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}

function sign(voter: string, key: Mac): Buffer {
  return key.sign(voter).subarray(0, SIGNATURE_BYTES);
}

function matches(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
