import { createColors } from 'picocolors';

/** Where a command writes to, and what it may know of the world around it. */
export interface Terminal {
  /** Writes a result. */
  write(text: string): void;
  /** Writes what is no result: errors, and what is going on. */
  note(text: string): void;
  /** Colours for results; they do nothing where the output is no terminal. */
  readonly paint: Paint;
  /** Width in characters, as it is now: people change the size of a window. */
  readonly columns: number;
  /** Height in lines, as it is now; nothing where no screen can be drawn: in a file, a pipe or a simple terminal. */
  readonly rows?: number;
  /** The day of today, in ISO form. */
  readonly today: string;
  /** The Region that `AWS_REGION` names, to which the CDK deploys stacks without one of their own. */
  readonly region?: string;
}

/** Gives words a colour or a weight. */
export type Paint = ReturnType<typeof createColors>;

/** The width of a table in a file or a pipe. */
const COLUMNS_WITHOUT_TERMINAL = 120;
/** The height of a terminal that does not tell its own. */
const ROWS = 24;

/** What of a process is a terminal. */
interface Host {
  readonly stdout: {
    write(text: string): unknown;
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  };
  readonly stderr: { write(text: string): unknown };
  readonly env: { readonly [name: string]: string | undefined };
}

/** The terminal that a process was started in. */
export function terminalOf({ stdout, stderr, env }: Host, now: Date): Terminal {
  const canDraw = stdout.isTTY === true && env.TERM !== 'dumb';
  return {
    write: (text) => { stdout.write(text); },
    note: (text) => { stderr.write(text); },
    paint: createColors(isColored(env, stdout.isTTY === true)),
    get columns() { return stdout.columns ?? (Number(env.COLUMNS) || COLUMNS_WITHOUT_TERMINAL); },
    get rows() { return canDraw ? stdout.rows ?? ROWS : undefined; },
    today: now.toISOString().slice(0, 10),
    region: env.AWS_REGION || undefined,
  };
}

/**
 * Whether colours are wanted: for people in front of a terminal, unless they said otherwise.
 *
 * @see https://no-color.org
 */
function isColored(env: Host['env'], isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}
