import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BUNDLE } from '../../test/support/cluster.ts';

export interface DemoResult {
  /** From the start of the process to the addresses of the pages. */
  readonly startMs: number;
}

/** The demo as its command starts it; the very first start on a machine also makes the copy of the database. */
export async function benchDemo(): Promise<DemoResult> {
  const from = performance.now();
  const args = [BUNDLE, 'demo', ...['port', 'result-port', 'api-port', 'metrics-port'].flatMap(
    (name) => [`--${name}`, '0'],
  )];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('/metrics')) break;
  }
  const startMs = performance.now() - from;
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { startMs };
}
