// the real Prometheus, Alertmanager and exporters with the configuration as it is rendered, on a running voting
// application (R-MON-3). Run by .ci/prometheus.sh.
import assert from 'node:assert/strict';
import { execFileSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import {
  alertmanagerConfig, blackboxConfig, prometheusConfig, ruleFiles, type MetricsModel,
} from '../../src/prometheus/content';
import { BUNDLE_FILE } from '../../src/voting-app/program';
import { FULL_MODEL } from './content/models';
import { promtoolFiles } from './content/promtool';
import { RULE_CASES } from './content/rule-cases';
import { localAlertmanager, localPrometheus } from './real/configuration';
import { filesBelow, writeExample } from './real/example';
import {
  connectedToDatabase, logInAtCache, logInAtDatabase, refusedByCache, STREAM,
} from './real/log-ins';
import { drawDashboards } from './real/pictures';
import { loadServers, PROGRAMS, startCluster, type Cluster, type RoleProcess, type Servers } from './real/programs';
import { instant, questions, targets } from './real/queries';
import { cadvisor, taskMetadata, topics, workspace, type StandIn } from './real/stand-ins';

const SECOND = 1_000;
/** A busy machine may take so long for everything that is no waiting of the rules themselves. */
const SLACK_SECONDS = 30;
const GROUP_WAIT_SECONDS = 30;

/** Newer exporters than Debian's ask this by themselves. */
const REPLICATION = stringify({
  pg_replication: {
    query: 'SELECT CASE WHEN NOT pg_is_in_recovery() THEN 0 ELSE '
      + 'GREATEST(0, EXTRACT(EPOCH FROM (now() - pg_last_xact_replay_timestamp()))) END AS lag_seconds',
    master: true,
    metrics: [{ lag_seconds: { usage: 'GAUGE', description: 'How far the replica is behind' } }],
  },
});

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

function rulesOf(model: MetricsModel): Record<string, string> {
  return Object.fromEntries(Object.entries(ruleFiles(model)).map(([name, text]) => [`rules/${name}`, text]));
}

describe('the rendered files', () => {
  let servers: Servers;
  let folder: string;
  const checked = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8' });

  before(async () => {
    servers = await loadServers();
    folder = servers.tempFolder('rendered');
    writeAll(folder, {
      'prometheus.yml': prometheusConfig(FULL_MODEL), 'alertmanager.yml': alertmanagerConfig(FULL_MODEL),
      'blackbox.yml': blackboxConfig(), ...rulesOf(FULL_MODEL),
      ...Object.fromEntries(Object.entries(promtoolFiles(FULL_MODEL, RULE_CASES))
        .map(([name, content]) => [name, stringify(content)])),
    });
  });
  after(() => servers.cleanUp());

  test('are a configuration that Prometheus takes, with discovery by AWS', () => {
    assert.match(fs.readFileSync(path.join(folder, 'prometheus.yml'), 'utf8'), /aws_sd_configs/);
    assert.match(checked(PROGRAMS.promtool, 'check', 'config', 'prometheus.yml'), /is valid prometheus config/);
  });

  test('are rules that Prometheus takes, none of them twice', () => {
    const files = Object.keys(rulesOf(FULL_MODEL));

    const said = checked(PROGRAMS.promtool, 'check', 'rules', '--lint=all', '--lint-fatal', ...files);

    assert.equal(said.match(/SUCCESS/g)!.length, files.length);
  });

  test('are a configuration that Alertmanager takes', () => {
    assert.match(checked(PROGRAMS.amtool, 'check-config', 'alertmanager.yml'), /SUCCESS/);
  });

  test('are a configuration that the prober takes', () => {
    checked(PROGRAMS.blackbox, '--config.file=blackbox.yml', '--config.check');
  });

  for (const name of Object.keys(promtoolFiles(FULL_MODEL, RULE_CASES))) {
    test(`fire and are quiet as they should: ${name}`, () => {
      assert.match(checked(PROGRAMS.promtool, 'test', 'rules', name), /SUCCESS/);
    });
  }
});

describe('the files of examples/voting-app-metrics, as its tasks write them', () => {
  let servers: Servers;
  let folder: string;
  const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8');
  const checked = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: path.join(folder, 'etc'), encoding: 'utf8' });

  before(async () => {
    servers = await loadServers();
    folder = servers.tempFolder('example');
    writeExample(folder);
  });
  after(() => servers.cleanUp());

  test('are a configuration and rules that Prometheus takes, with discovery by AWS', () => {
    assert.match(read('etc/prometheus/prometheus.yml'), /aws_sd_configs:\n {6}- role: ecs/);
    const said = checked(
      PROGRAMS.promtool, 'check', 'config', '--lint=all', '--lint-fatal', 'prometheus/prometheus.yml',
    );

    assert.match(said, /is valid prometheus config/);
  });

  test('are configurations that Alertmanager and the prober take', () => {
    assert.match(checked(PROGRAMS.amtool, 'check-config', 'alertmanager/alertmanager.yml'), /SUCCESS/);
    checked(PROGRAMS.blackbox, '--config.file=blackbox_exporter/blackbox.yml', '--config.check');
  });

  test('are five dashboards, and nothing that is still to be filled in', () => {
    const names = filesBelow(folder);
    const dashboards = names.filter((name) => name.endsWith('.json')).map((name) => JSON.parse(read(name)).uid);

    assert.deepEqual(dashboards.sort(), ['alerts', 'application', 'containers', 'infrastructure', 'votes']);
    assert.deepEqual(names.filter((name) => /@\{value|\$\{Token/.test(read(name))), []);
  });
});

/** Signs that YAML, PromQL, JSON and SNS each take for something else, and more than a subject of SNS may have. */
const SUBJECT = `Wahl "Zürich" \\ $1 ${'x'.repeat(100)}`;
const SUBJECT_IN_SNS = `Wahl "Z?rich" \\ $1 ${'x'.repeat(100)}`.slice(0, 60);
const SUBJECT_IN_JSON = `Wahl 'Zürich' ' $1 ${'x'.repeat(100)}`;

/** The jobs that can be had without AWS: the program of the user is the users API, which counts as the others do. */
function localModel(ports: Readonly<Record<string, number>>, url: string): MetricsModel {
  const named = <T extends { subject: string }>(one: T): T =>
    ({ ...one, subject: one.subject === 'voting' ? SUBJECT : one.subject });
  const jobs = FULL_MODEL.jobs.map(named).map((job) => ({
    ...job,
    port: ports[job.name] ?? job.port,
    ...job.kind === 'blackbox' && {
      discovery: { kind: 'static' as const, hosts: [url] }, exporter: `127.0.0.1:${ports[job.name]}`,
    },
    ...job.kind === 'application' && {
      http: {
        requests: 'voting_http_requests_total', status: 'status', duration: 'voting_http_request_duration_seconds',
      },
    },
  }));
  return {
    ...FULL_MODEL, jobs, objectives: FULL_MODEL.objectives.map(named), scrapeIntervalSeconds: 5,
    alertmanager: `127.0.0.1:${ports.alertmanager}`,
  };
}

describe('the real Prometheus on the running voting application', () => {
  let servers: Servers;
  let cluster: Cluster;
  let model: MetricsModel;
  let base: string;
  let worker: RoleProcess;
  let vote: RoleProcess;
  let result: RoleProcess;
  let api: RoleProcess;
  let topic: Awaited<ReturnType<typeof topics>>;
  let history: Awaited<ReturnType<typeof workspace>>;
  let task: StandIn;
  let containers: StandIn;
  const children: ChildProcess[] = [];
  const stop = new AbortController();
  let started: number;

  const post = (choice: string) => fetch(`${vote.url}/`, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `vote=${choice}`,
  });

  const waiting = async () => Number((await instant(base, 'max(voting_queue_depth)'))[0]?.value[1] ?? 0);

  /** A little of everything, so that every metric has something to say. */
  const traffic = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const asked = [
        ...Array.from({ length: 20 }, (_, index) => post(index % 3 ? 'a' : 'b')), post('nobody'),
        fetch(`${result.url}/api/results`), fetch(`${api.url}/api/users`),
        // the checks of load balancer and containers.
        ...[vote, result, worker, api].map(({ url }) => fetch(`${url}/ready`)),
      ];
      await Promise.allSettled(asked.map(async (answer) => (await answer).arrayBuffer()));
      await pause(200);
    }
  };
  /** Somebody who looks at the result all the time. */
  const viewer = async (): Promise<void> => {
    const answer = await fetch(`${result.url}/events`, { signal: stop.signal });
    for await (const part of answer.body!) void part;
  };
  const exporter = (command: string, args: string[], env: Record<string, string> = {}) => {
    children.push(servers.run(command, args, undefined, { PATH: process.env.PATH!, ...env }));
  };

  before(async () => {
    servers = await loadServers();
    [cluster, topic, history, task, containers] = await Promise.all(
      [startCluster(), topics(), workspace(), taskMetadata(), cadvisor()],
    );
    const environment = { ECS_CONTAINER_METADATA_URI_V4: task.url, RESULT_POLL_MS: '250' };
    [vote, result, worker, api] = await Promise.all(
      ['vote', 'result', 'worker', 'api'].map((role) => cluster.start(role, environment)),
    );
    const names = ['voting-cache', 'voting-database', 'voting-address', 'tier-node', 'prometheus', 'alertmanager'];
    const ports: Record<string, number> = {
      'voting-vote': vote.metricsPort, 'voting-result': result.metricsPort, 'voting-worker': worker.metricsPort,
      'shop': api.metricsPort, 'tier-container': Number(new URL(containers.url).port),
    };
    for (const name of names) ports[name] = await servers.freePort();
    model = localModel(ports, `${vote.url}/`);
    base = `http://127.0.0.1:${ports.prometheus}`;
    const at = (name: string) => `--web.listen-address=127.0.0.1:${ports[name]}`;
    const folder = servers.tempFolder('prometheus');
    writeAll(folder, {
      'prometheus.yml': localPrometheus(model, ports, `${history.url}/api/v1/remote_write`), ...rulesOf(model),
      'alertmanager.yml': localAlertmanager(model, topic.url), 'blackbox.yml': blackboxConfig(),
      'queries.yml': REPLICATION,
    });
    exporter(PROGRAMS.node, [at('tier-node')]);
    exporter(PROGRAMS.redis, [
      at('voting-cache'), `--redis.addr=redis://127.0.0.1:${cluster.redis.port}`, '--set-client-name=false',
      '--config-command=-', `--check-single-streams=${STREAM}`,
    ], logInAtCache(cluster.redis.port));
    exporter(PROGRAMS.postgres, [at('voting-database'), `--extend.query-path=${folder}/queries.yml`],
      logInAtDatabase(cluster.postgres.port, servers.POSTGRES_PASSWORD));
    exporter(PROGRAMS.blackbox, [at('voting-address'), `--config.file=${folder}/blackbox.yml`]);
    exporter(PROGRAMS.alertmanager, [
      at('alertmanager'), `--config.file=${folder}/alertmanager.yml`, `--storage.path=${folder}/alerts`,
      '--cluster.listen-address=',
    ], { AWS_REGION: 'eu-west-1' });
    exporter(PROGRAMS.prometheus, [
      at('prometheus'), `--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`,
    ], { AWS_ACCESS_KEY_ID: 'of-this-run', AWS_SECRET_ACCESS_KEY: 'of-this-run' });
    await servers.eventually('Prometheus is ready', async () => (await fetch(`${base}/-/ready`)).ok, 60 * SECOND,
      children[children.length - 1]);
    started = Date.now();
    void traffic();
    void viewer().catch(() => undefined);
  });
  after(async () => {
    stop.abort();
    for (const child of children) await servers.end(child, 'SIGTERM');
    await cluster?.stop();
    for (const standIn of [topic, history, task, containers]) standIn?.close();
    servers.cleanUp();
  });

  test('finds one target for each job, and all of them answer', async () => {
    const notUp = async () => (await targets(base)).filter(({ health }) => health !== 'up');
    await servers.eventually('all targets are up', async () =>
      (await targets(base)).length === model.jobs.length && (await notUp()).length === 0, 60 * SECOND)
      .catch(() => undefined);

    assert.deepEqual(await notUp(), []);
    assert.deepEqual(
      (await targets(base)).map(({ scrapePool }) => scrapePool).sort(), model.jobs.map(({ name }) => name).sort(),
    );
  });

  test('has an answer to every question of every dashboard', async () => {
    let open = questions(model);
    assert.ok(open.length > 50);
    await servers.eventually('every question has an answer', async () => {
      const answers = await Promise.all(open.map(async ({ expr }) => (await instant(base, expr)).length));
      open = open.filter((_, index) => answers[index] === 0);
      return open.length === 0;
    }, 180 * SECOND).catch(() => undefined);

    assert.deepEqual(open.map(({ dashboard, panel, expr }) => `${dashboard}: ${panel.title}: ${expr}`), []);
  });

  test('has exporters with few rights, which ask nothing that they may not', async () => {
    const answers = await Promise.all(
      ['count(redis_stream_length)', 'max(pg_exporter_last_scrape_error)'].map((expr) => instant(base, expr)),
    );

    assert.deepEqual(refusedByCache(cluster.redis.port), []);
    assert.equal(connectedToDatabase(cluster.postgres.port, servers.POSTGRES_PASSWORD), 't');
    assert.deepEqual(answers.map(([{ value: [, value] }]) => Number(value) > 0), [true, false]);
  });

  test('evaluates every rule without a fault', async () => {
    const { data: { groups } } = await (await fetch(`${base}/api/v1/rules`)).json() as
      { data: { groups: { rules: { name: string; health: string; lastError: string }[] }[] } };
    const rules = groups.flatMap((group) => group.rules);

    assert.ok(rules.length > 100);
    const failed = rules.filter(({ health }) => health === 'err');
    assert.deepEqual(failed.map(({ name, lastError }) => [name, lastError]), []);
  });

  test('sends its samples to the workspace, each request signed', () => {
    const others = history.signatures.filter((one) => !/^AWS4-HMAC-SHA256 .*\/eu-west-1\/aps\/aws4_request,/.test(one));

    assert.ok(history.signatures.length > 0);
    assert.deepEqual([...new Set(others)], []);
  });

  test('tells the heartbeat topic that it lives', async () => {
    await servers.eventually('the heartbeat is heard', () =>
      topic.published.some((one) => one.topic === model.heartbeatTopicArn), 60 * SECOND);
  });

  test('tells the topic of a stopped worker under load, within the time of the rules', async () => {
    const stoppedAt = Date.now();
    await cluster.kill(worker, 'SIGTERM');
    const waits = { VoteQueueDepth: 60, TargetDown: 120, JobDown: 120 };
    const load = servers.run(process.execPath, [
      BUNDLE_FILE, 'seed', '--url', `${vote.url}/`, '--votes', String(2 * model.thresholds.queueDepth),
    ]);
    await servers.eventually('more votes wait than should', async () =>
      await waiting() > model.thresholds.queueDepth, 180 * SECOND);
    const deepSince = Date.now();
    await servers.end(load, 'SIGTERM');
    const heardOf = (name: string) =>
      topic.published.find(({ at, subject }) => at > stoppedAt && subject.endsWith(`: ${name}`));
    await servers.eventually('all three are told', () => Object.keys(waits).every(heardOf), 300 * SECOND);

    for (const [name, seconds] of Object.entries(waits)) {
      const { at, topic: told, subject, message } = heardOf(name)!;
      const took = (at - (name === 'VoteQueueDepth' ? deepSince : stoppedAt)) / SECOND;
      const most = seconds + GROUP_WAIT_SECONDS + 3 * model.scrapeIntervalSeconds + SLACK_SECONDS;
      console.log(`# ${name} was told after ${took.toFixed(0)} s, at most ${most} s`);
      assert.ok(took < most, `${name} took ${took} s`);
      assert.equal(told, model.topicArn);
      const { content } = JSON.parse(message) as { content: Record<string, string> };
      const state = name === 'JobDown' ? 'CRITICAL' : 'WARNING';
      assert.equal(subject, `${state}: ${SUBJECT_IN_SNS}: ${name}`);
      assert.equal(content.title, `${state}: ${SUBJECT_IN_JSON}: ${name}`);
      assert.match(content.nextSteps[1], new RegExp(`#${name.toLowerCase()}$`));
    }
  });

  test('is drawn as pictures', async () => {
    const pictures = await drawDashboards(base, model, { from: started / SECOND, to: Date.now() / SECOND });
    const folder = process.env.PROMETHEUS_ARTIFACTS ?? servers.tempFolder('pictures');
    writeAll(folder, pictures);

    assert.equal(Object.keys(pictures).length, 5);
  });
});
