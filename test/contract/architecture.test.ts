// the rules of the house: see docs/architecture.md.
import { importCycles, longFiles, longFunctions, longLines, wrongImports } from '../support/architecture';
import { sourcesIn } from '../support/sources';

/** What breaks a rule and is being repaired. Nothing may be added, and what is repaired has to leave the list. */
const BEING_REPAIRED: Readonly<Record<'wrongImports' | 'cycles' | 'functions' | 'files' | 'lines', string[]>> = {
  wrongImports: [],
  cycles: [
    'src/ingress/existing.ts <-> src/ingress/ingress.ts',
    'src/ingress/rules.ts <-> src/ingress/web-load-balancer.ts',
  ],
  functions: [
    'src/cache/signals.ts: cacheSignals has 58 lines',
    'src/core/encryption-key.ts: encryptionKeyOf has 46 lines',
    'src/database/signals.ts: databaseSignals has 87 lines',
    'src/elastic-web-tier/compute/signals.ts: groupSignals has 53 lines',
    'src/elastic-web-tier/compute/signals.ts: machineSignals has 45 lines',
  ],
  files: [
    'src/ingress/ingress.ts has 284 lines',
    'src/ingress/web-load-balancer.ts has 304 lines',
  ],
  lines: [
    'app/voting-app/src/aws/credentials.ts: 3',
    'app/voting-app/src/aws/sigv4.ts: 3',
    'app/voting-app/src/cli/healthcheck.ts: 1',
    'app/voting-app/src/cli/http-lanes.ts: 2',
    'app/voting-app/src/cli/load.ts: 2',
    'app/voting-app/src/config/config.ts: 1',
    'app/voting-app/src/config/polls.ts: 1',
    'app/voting-app/src/core/backoff.ts: 1',
    'app/voting-app/src/health/health.ts: 3',
    'app/voting-app/src/http/mac.ts: 2',
    'app/voting-app/src/http/openapi.ts: 21',
    'app/voting-app/src/http/read-body.ts: 2',
    'app/voting-app/src/http/sender.ts: 1',
    'app/voting-app/src/http/server.ts: 3',
    'app/voting-app/src/http/voter-cookie.ts: 3',
    'app/voting-app/src/main.ts: 1',
    'app/voting-app/src/metrics/ecs-task.ts: 6',
    'app/voting-app/src/metrics/emf.ts: 3',
    'app/voting-app/src/metrics/http-stats.ts: 5',
    'app/voting-app/src/metrics/metrics.ts: 6',
    'app/voting-app/src/metrics/plain-metric.ts: 2',
    'app/voting-app/src/poll/tally-view.ts: 2',
    'app/voting-app/src/poll/vote.ts: 1',
    'app/voting-app/src/queue/entry.ts: 1',
    'app/voting-app/src/queue/group-commit.ts: 2',
    'app/voting-app/src/queue/memory-queue.ts: 1',
    'app/voting-app/src/queue/redis-client.ts: 1',
    'app/voting-app/src/queue/redis-consumer.ts: 2',
    'app/voting-app/src/queue/redis-queue.ts: 4',
    'app/voting-app/src/queue/types.ts: 3',
    'app/voting-app/src/roles/ballot-box.ts: 5',
    'app/voting-app/src/roles/batch.ts: 6',
    'app/voting-app/src/roles/live-events.ts: 1',
    'app/voting-app/src/roles/live-hub.ts: 1',
    'app/voting-app/src/roles/live-socket.ts: 3',
    'app/voting-app/src/roles/migrate.ts: 3',
    'app/voting-app/src/roles/result.ts: 2',
    'app/voting-app/src/roles/start.ts: 2',
    'app/voting-app/src/roles/tally-feed.ts: 1',
    'app/voting-app/src/roles/users-routes.ts: 3',
    'app/voting-app/src/roles/users-schema.ts: 4',
    'app/voting-app/src/roles/vote-form.ts: 6',
    'app/voting-app/src/roles/vote-pages.ts: 3',
    'app/voting-app/src/roles/worker-loop.ts: 1',
    'app/voting-app/src/roles/worker.ts: 1',
    'app/voting-app/src/store/credentials.ts: 5',
    'app/voting-app/src/store/migrate.ts: 4',
    'app/voting-app/src/store/open.ts: 1',
    'app/voting-app/src/store/postgres.ts: 3',
    'app/voting-app/src/store/tls.ts: 1',
    'app/voting-app/src/store/users.ts: 3',
    'app/voting-app/src/store/votes.ts: 2',
    'app/voting-app/src/ui/assets.ts: 1',
    'app/voting-app/src/ui/client/result.ts: 2',
    'app/voting-app/src/ui/client/vote.ts: 2',
    'app/voting-app/src/ui/layout.ts: 4',
    'app/voting-app/src/ui/result-page.ts: 3',
    'app/voting-app/src/ui/text-file.ts: 1',
    'app/voting-app/src/ui/vote-page.ts: 4',
    'app/voting-app/test/integration/browser.test.ts: 13',
    'app/voting-app/test/integration/crash.test.ts: 2',
    'app/voting-app/test/integration/queue.test.ts: 9',
    'app/voting-app/test/integration/roles.test.ts: 17',
    'app/voting-app/test/integration/security.test.ts: 11',
    'app/voting-app/test/integration/store.test.ts: 4',
    'app/voting-app/test/support/certificates.ts: 3',
    'app/voting-app/test/support/cluster.ts: 2',
    'app/voting-app/test/support/listening.ts: 3',
    'app/voting-app/test/support/parts.ts: 2',
    'app/voting-app/test/support/queue-contract.ts: 8',
    'app/voting-app/test/support/servers.ts: 10',
    'app/voting-app/test/support/voters.ts: 5',
    'app/voting-app/test/unit/api.test.ts: 8',
    'app/voting-app/test/unit/aws.test.ts: 9',
    'app/voting-app/test/unit/config.test.ts: 16',
    'app/voting-app/test/unit/health.test.ts: 3',
    'app/voting-app/test/unit/http.test.ts: 10',
    'app/voting-app/test/unit/queue.test.ts: 4',
    'app/voting-app/test/unit/result.test.ts: 3',
    'app/voting-app/test/unit/store.test.ts: 10',
    'app/voting-app/test/unit/vote-form.test.ts: 16',
    'app/voting-app/test/unit/vote.test.ts: 13',
    'app/voting-app/test/unit/worker.test.ts: 8',
    'app/voting-app/tools/bench/bare-server.ts: 1',
    'app/voting-app/tools/bench/live.ts: 3',
    'app/voting-app/tools/bench/main.ts: 10',
    'app/voting-app/tools/bench/posts.ts: 8',
    'app/voting-app/tools/bench/worker.ts: 3',
    'app/voting-app/tools/build.ts: 5',
    'app/voting-app/tools/inline-files.ts: 1',
    'app/voting-app/tools/licenses.ts: 1',
    'demo/examples.ts: 1',
    'scripts/ids.ts: 1',
    'src/cache/problems.ts: 1',
    'src/core/acknowledgements.ts: 1',
    'src/database/pooling-variants.ts: 1',
    'src/ingress/firewall.ts: 1',
    'src/ingress/rule.ts: 1',
    'src/ingress/traffic-split.ts: 1',
    'src/scaling/requests-target.ts: 1',
    'src/scaling/schedule.ts: 1',
    'test/contract/api.test.ts: 2',
    'test/contract/compliance.test.ts: 1',
    'test/contract/replacement.test.ts: 1',
    'test/contract/stacks.test.ts: 1',
    'test/database/problems.test.ts: 1',
    'test/demo/run.test.ts: 2',
    'test/elastic-web-tier/support.ts: 1',
    'test/ingress/access-logs.test.ts: 2',
    'test/ingress/content-delivery.test.ts: 1',
    'test/ingress/existing.test.ts: 3',
    'test/ingress/firewall.test.ts: 1',
    'test/ingress/ingress.test.ts: 1',
    'test/ingress/rules.test.ts: 17',
    'test/ingress/signals.test.ts: 1',
    'test/ingress/tokens.test.ts: 1',
    'test/scaling/cpu-steps.test.ts: 1',
    'test/support/invariants.ts: 7',
    'test/support/samples.ts: 6',
    'test/support/worker-data.test.ts: 1',
  ],
};

describe('the sources of the library', () => {
  const sources = sourcesIn('src');

  test('are there', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  test('import downwards, through the index of a room', () => {
    expect(wrongImports(sources)).toEqual(BEING_REPAIRED.wrongImports);
  });

  test('never import in a circle, except props and their rules', () => {
    expect(importCycles(sources)).toEqual(BEING_REPAIRED.cycles);
  });

  test('have no function of more than 40 lines', () => {
    expect(longFunctions(sources)).toEqual(BEING_REPAIRED.functions);
  });

  test('have no file of more than 250 lines', () => {
    expect(longFiles(sources)).toEqual(BEING_REPAIRED.files);
  });
});

test('no line of our TypeScript has more than 120 characters', () => {
  const all = sourcesIn('src', 'test', 'demo', 'scripts', 'examples', 'projenrc', 'app', '.ci');

  expect(all.length).toBeGreaterThan(300);
  expect(longLines(all)).toEqual(BEING_REPAIRED.lines);
});
