// synthesizes every example, validates and audits it, prints what it would deploy: the project's main job.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { run } from './run';

const OUT = path.join(__dirname, '../demo.out');
/** Of one example; the slowest takes seconds. */
const LONGEST_SECONDS = 300;

/** An example that never ends blocks this thread, so another one has to notice. */
function watchdog(): (example: string) => void {
  const worker = new Worker(`
    const { parentPort } = require('node:worker_threads');
    let timer;
    parentPort.on('message', (example) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        require('node:fs').writeSync(2, '\\nPROBLEM ' + example + ': did not end within ${LONGEST_SECONDS} seconds\\n');
        process.kill(process.pid, 'SIGKILL');
      }, ${LONGEST_SECONDS} * 1000);
    });
  `, { eval: true });
  worker.unref();
  return (example) => worker.postMessage(example);
}

// until the end is reached: an example that waits for what never comes would end the process without an error.
process.exitCode = 1;
process.on('exit', () => {
  if (!ended) process.stderr.write('\nPROBLEM the last example waits for something that never comes\n');
});
let ended = false;

run({ names: process.argv.slice(2), out: OUT, print: (text) => { process.stdout.write(text); }, watch: watchdog() })
  .then((problems) => { process.exitCode = problems.length === 0 ? 0 : 1; })
  .catch((error: unknown) => { console.error(error instanceof Error ? error.message : error); })
  .finally(() => { ended = true; });
