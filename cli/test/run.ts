import type { Outside } from '../src/aws/outside';
import { run } from '../src/program';
import { terminalOf } from '../src/terminal';

/** What the program wrote, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How the program is started. */
interface Start {
  readonly env?: { readonly [name: string]: string };
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly outside?: Outside;
  /** The size of the window, which may change. */
  readonly size?: () => { readonly columns: number; readonly rows: number };
}

/** Runs the program in this process, as `cdk-elastic-web <words>` would. */
export async function program(
  words: string, { env = {}, isTTY = false, columns, rows, outside, size }: Start = {},
): Promise<Ended> {
  let [out, err] = ['', ''];
  const terminal = terminalOf({
    stdout: { write: (text) => { out += text; }, isTTY,
      get columns() { return size?.().columns ?? columns; },
      get rows() { return size?.().rows ?? rows; } },
    stderr: { write: (text) => { err += text; } }, env,
  }, new Date('2026-12-01'));
  const code = await run(words.split(' ').filter((word) => word !== ''), terminal, '1.2.3', outside);
  return { code, out, err };
}
