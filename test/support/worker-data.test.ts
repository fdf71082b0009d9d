import { spawn } from 'node:child_process';

// a worker that is slow to listen: its settings come before its question, and nobody answers the question.
const SLOW_WORKER = `
  process.on('message', () => {});
  setTimeout(() => {
    process.on('message', (m) => {
      if (m.type !== 'jest-light-runner-worker-data') return;
      console.log(m.workerData);
      process.exit();
    });
    process.send('jest-light-runner-get-worker-data');
  }, 200);
  setTimeout(() => { console.log('waits for ever'); process.exit(); }, 1500);`;

function slowWorker(...options: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = spawn(process.execPath, [...options, '-e', SLOW_WORKER], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: { PATH: process.env.PATH, TINYPOOL_WORKER_ID: '2' },
    });
    let printed = '';
    worker.stdout!.on('data', (text) => { printed += text; });
    worker.on('error', reject);
    worker.on('close', () => resolve(printed.trim()));
    worker.send({ type: 'jest-light-runner-worker-data', workerData: 'settings' });
  });
}

describe('settings that reach a test worker before it asks', () => {
  test('are lost without our help', async () => expect(await slowWorker()).toBe('waits for ever'));
  test('are kept for it', async () =>
    expect(await slowWorker('--import', './test/support/worker-data.mjs')).toBe('settings'));
});
