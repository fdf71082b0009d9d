import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/secret.ts';
import { Mac } from './mac.ts';

export const VOTER_COOKIE = 'voter_id';
const ID_BYTES = 16;
const DRAW = 256;
/** Half of the digest: 128 bits are beyond guessing and keep the cookie short. */
const SIGNATURE_BYTES = 16;
/** In Base64url. */
const SIGNATURE_LENGTH = 22;
const MAX_VOTER_LENGTH = 64;
const MAX_AGE_S = 365 * 24 * 3600;

/** Gives each browser a number of its own that nobody else can make up. */
export class VoterCookie {
  private readonly keys: readonly Mac[];
  /** Randomness is drawn for many voters at once: one draw costs nearly as much as many. */
  private pool = Buffer.alloc(0);
  /** Where signatures are compared; in use only within a call. */
  private readonly given = Buffer.alloc(SIGNATURE_BYTES);
  private readonly expected = Buffer.alloc(SIGNATURE_BYTES);

  constructor(secrets: readonly Secret[]) {
    this.keys = secrets.map((secret) => new Mac(secret.reveal()));
  }

  public create(): string {
    if (this.pool.length < ID_BYTES) this.pool = randomBytes(ID_BYTES * DRAW);
    const id = this.pool.toString('base64url', 0, ID_BYTES);
    this.pool = this.pool.subarray(ID_BYTES);
    return id;
  }

  /** The voter of a Cookie header, or nothing when no cookie in it is one of ours. */
  public read(header: string | undefined): string | undefined {
    // a wrong cookie, for example of a wider path, must not hide the right one behind it.
    return findCookie(header, VOTER_COOKIE, (value) => this.verify(value));
  }

  /**
   * Whether a voter whom `read` knows should get a new cookie, because the present one has an older key. Otherwise the
   * last cookies with that key would live as long as cookies do.
   */
  public isOutdated(header: string | undefined): boolean {
    const [newest] = this.keys;
    return this.keys.length > 1
      && findCookie(header, VOTER_COOKIE, (value) => this.verify(value, [newest])) === undefined;
  }

  /** The voter that a signed text names, or nothing when the signature is wrong. */
  public verify(value: string, keys = this.keys): string | undefined {
    const dot = value.length - SIGNATURE_LENGTH - 1;
    if (dot < 1 || dot > MAX_VOTER_LENGTH || value[dot] !== '.') return undefined;
    if (this.given.write(value.slice(dot + 1), 'base64url') !== SIGNATURE_BYTES) return undefined;
    const voter = value.slice(0, dot);
    return keys.some((key) => timingSafeEqual(this.given, this.sign(voter, key))) ? voter : undefined;
  }

  /** The Set-Cookie header for a voter. */
  public write(voter: string, path: string, secure: boolean): string {
    return `${VOTER_COOKIE}=${this.token(voter)}${attributes(path, secure)}`;
  }

  /** The signed name of a voter. */
  public token(voter: string): string {
    return `${voter}.${this.sign(voter, this.keys[0]).toString('base64url')}`;
  }

  private sign(voter: string, key: Mac): Buffer {
    this.expected.write(key.sign(voter), 'latin1');
    return this.expected;
  }
}

/** The choice last made, so that the page can show it again. For display only: it decides nothing. */
export function choiceCookie(poll: string, choice: string, path: string, secure: boolean): string {
  return `choice-${poll}=${choice}${attributes(path, secure)}`;
}

function attributes(path: string, secure: boolean): string {
  return `; Path=${path}; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export function readChoice(header: string | undefined, poll: string): string | undefined {
  return findCookie(header, `choice-${poll}`, (value) => value);
}

/**
 * What the first acceptable cookie of a name gives. Reads on the spot: nearly every cookie of a vote is wanted, so
 * splitting the header would only make waste.
 */
function findCookie(
  header: string | undefined, name: string, accept: (value: string) => string | undefined,
): string | undefined {
  if (header === undefined) return undefined;
  for (let start = 0; start < header.length;) {
    while (header[start] === ' ') start++;
    const next = header.indexOf(';', start);
    const end = next < 0 ? header.length : next;
    if (header.startsWith(name, start) && header[start + name.length] === '=') {
      const found = accept(header.slice(start + name.length + 1, end).trim());
      if (found !== undefined) return found;
    }
    start = end + 1;
  }
  return undefined;
}
