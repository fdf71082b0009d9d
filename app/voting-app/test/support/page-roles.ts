import type { Role } from '../../src/config/roles.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import { createResultApp, type ResultApp } from '../../src/roles/result.ts';
import { createVoteApp } from '../../src/roles/vote.ts';
import type { Sample, WorkerReport } from '../../src/store/pipeline.ts';
import { listen } from './listening.ts';
import { FakeSql, type TestParts, testParts } from './parts.ts';

export const ADMIN_TOKEN = 'a-token-for-tests-only';

type Counts = Record<string, Record<string, number>>;

/** What the database would say; tests change it while the pages are open. */
export interface Data {
  counts: Counts;
  report?: WorkerReport;
  samples: (Sample & { poll: string })[];
  controls?: { poll: string; state: string | null; sinceMs: number; round: number }[];
}

export interface PageRoles {
  readonly vote: string;
  readonly result: string;
  readonly parts: TestParts;
  readonly data: Data;
  readonly feed: ResultApp['feed'];
  /** Of the main poll, as if the configuration had always said so. */
  setTimes(times: { readonly opensAt?: number; readonly closesAt?: number }): void;
  stop(): void;
}

/** Both roles with pages in this process, with a queue in memory and without a database. */
export async function startPageRoles(polls: readonly object[], data: Data): Promise<PageRoles> {
  const settings = { POLLS_JSON: JSON.stringify(polls) };
  const parts = async (role: Role, more: Record<string, string>): Promise<TestParts> =>
    testParts({ ...settings, ...more }, role, new MemoryQueue());
  // the vote page has to know the address of the result page, and the other way round: the result page comes first.
  const result = await parts('result', { VOTE_URL: '/not-known-yet', ADMIN_TOKEN });
  Object.assign(result.task, { identity: { id: '3f2a9c0d4e5b4f6a8b7c', zone: 'eu-central-1a' } });
  const app = createResultApp({ ...result, sql: new FakeSql((text, values) => rows(text, values, data)) });
  const resultUrl = `http://127.0.0.1:${await listen(app.app)}`;
  const vote = await parts('vote', { RESULT_URL: `${resultUrl}/` });
  const port = await listen(createVoteApp(vote));
  Object.assign(result.config.web, { voteUrl: `http://127.0.0.1:${port}/` });
  app.controls.start();
  await app.pipeline.readHistory();
  app.pipeline.start();
  await app.feed.read();
  app.feed.start();
  return {
    vote: `http://127.0.0.1:${port}`, result: resultUrl, parts: vote, data, feed: app.feed,
    setTimes: (times) => {
      for (const { config } of [vote, result]) Object.assign(config.polls.main, times);
    },
    stop: () => {
      app.feed.stop();
      app.controls.stop();
      app.pipeline.stop();
      void app.hub.close();
    },
  };
}

function rows(text: string, values: readonly unknown[], data: Data): unknown[] {
  const { counts, report, samples, controls = [] } = data;
  if (text.includes('insert into poll_controls')) {
    const [poll, state] = values as [string, string | null];
    const others = controls.filter((control) => control.poll !== poll);
    data.controls = [...others, { poll, state, sinceMs: Date.now(), round: 0 }];
    return [];
  }
  if (text.includes('from poll_controls')) return controls;
  const [votedAt, changedAt] = [new Date(0), new Date(0)];
  if (text.includes('as "votedAt"')) return [{ choice: 'tabs', votedAt, changedAt, voter: 'v' }];
  if (text.includes('from tally_history')) return samples;
  if (text.includes('from workers')) return report === undefined ? [] : [{ ...report, seenAt: Date.now() }];
  return Object.entries(counts).flatMap(([poll, choices]) =>
    Object.entries(choices).map(([choice, n]) => ({ poll, choice, n })));
}
