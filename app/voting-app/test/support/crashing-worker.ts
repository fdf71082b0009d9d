import { readConfig } from '../../src/config/config.ts';
import { Log } from '../../src/core/log.ts';
import { startRole } from '../../src/roles/start.ts';

/** A worker that ends itself, in a share of its batches, after the commit and before the acknowledgement. */
const share = Number(process.env.CRASH_SHARE ?? '0.05');
const config = readConfig(process.env, 'worker');
await startRole(config, {
  env: process.env,
  log: new Log(config.logLevel),
  afterCommit: () => {
    if (Math.random() < share) process.kill(process.pid, 'SIGKILL');
  },
});
