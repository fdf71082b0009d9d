import type { Role } from '../../src/config/roles.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import { createResultApp, type ResultApp } from '../../src/roles/result.ts';
import { createVoteApp } from '../../src/roles/vote.ts';
import type { Sample, WorkerReport } from '../../src/store/pipeline.ts';
import { listen } from './listening.ts';
import { FakeSql, type TestParts, testParts } from './parts.ts';

type Counts = Record<string, Record<string, number>>;

/** What the database would say; tests change it while the pages are open. */
export interface Data {
  counts: Counts;
  report?: WorkerReport;
  samples: (Sample & { poll: string })[];
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
  const result = await parts('result', { VOTE_URL: '/not-known-yet' });
  Object.assign(result.task, { identity: { id: '3f2a9c0d4e5b4f6a8b7c', zone: 'eu-central-1a' } });
  const app = createResultApp({ ...result, sql: new FakeSql((text) => rows(text, data)) });
  const resultUrl = `http://127.0.0.1:${await listen(app.app)}`;
  const vote = await parts('vote', { RESULT_URL: `${resultUrl}/` });
  const port = await listen(createVoteApp(vote));
  Object.assign(result.config.web, { voteUrl: `http://127.0.0.1:${port}/` });
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
      app.pipeline.stop();
      void app.hub.close();
    },
  };
}

function rows(text: string, { counts, report, samples }: Data): unknown[] {
  if (text.includes('from tally_history')) return samples;
  if (text.includes('from workers')) return report === undefined ? [] : [{ ...report, seenAt: Date.now() }];
  return Object.entries(counts).flatMap(([poll, choices]) =>
    Object.entries(choices).map(([choice, n]) => ({ poll, choice, n })));
}
