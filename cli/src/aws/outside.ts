import { spawn } from 'node:child_process';
import readline from 'node:readline/promises';
import type { Api, Place } from './operations';

/** What a command that works on AWS needs of the world around it. Tests bring their own. */
export interface Outside {
  /** The calls of AWS with the credentials of a profile; the SDK is loaded here and not before. */
  connect(place: Place): Promise<Api>;
  now(): Date;
  wait(seconds: number): Promise<void>;
  /** Runs another program in this terminal, without a shell, and gives its exit code; undefined if it is missing. */
  start(program: string, words: readonly string[]): Promise<number | undefined>;
  /** Reads what stands at an address that AWS has signed; an empty text if it cannot be read. */
  download(url: string): Promise<string>;
  /** Asks the person in front of the terminal; undefined if there is none. */
  ask(question: string): Promise<string | undefined>;
}

/** What is read this way is small. */
const DOWNLOAD_MS = 10_000;

/** The real world. */
export const OUTSIDE: Outside = {
  async connect(place) {
    // the SDK is part of this program: which Node.js its next version takes is no news for users.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const [{ operations }, { withExplanations }] = await Promise.all([
      import('./operations.js'), import('./errors.js'),
    ]);
    return withExplanations(operations(place), place);
  },
  now: () => new Date(),
  wait: (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); }),
  start: (program, words) => new Promise((done) => {
    // ctrl+c belongs to the program that was started.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    const finish = (code: number | undefined) => { process.off('SIGINT', ignore); done(code); };
    spawn(program, [...words], { stdio: 'inherit' })
      .on('error', () => finish(undefined)).on('close', (code) => finish(code ?? 1));
  }),
  async download(url) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
      return answer.ok ? await answer.text() : '';
    } catch {
      return '';
    }
  },
  async ask(question) {
    if (!process.stdin.isTTY) return undefined;
    const line = readline.createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await line.question(question);
    } finally {
      line.close();
    }
  },
};
