import { Aws, Stack } from 'aws-cdk-lib';
import { parse } from 'yaml';
import { alertmanagerConfig } from '../../../src/prometheus/content/alertmanager-config';
import { blackboxConfig } from '../../../src/prometheus/content/blackbox-config';
import { prometheusConfig } from '../../../src/prometheus/content/prometheus-config';
import { FULL_MODEL, job, modelOf } from './models';

const config = parse(prometheusConfig(FULL_MODEL));
const jobOf = (name: string) => config.scrape_configs.find((one: { job_name: string }) => one.job_name === name);

describe('the configuration of Prometheus', () => {
  test('has one job for each source', () => {
    expect(config.scrape_configs.map((one: { job_name: string }) => one.job_name))
      .toEqual(FULL_MODEL.jobs.map(({ name }) => name));
  });

  test('finds the running tasks of one service in one cluster', () => {
    const { aws_sd_configs: [discovery], relabel_configs: relabel } = jobOf('voting-worker');

    expect(discovery).toEqual({
      role: 'ecs', region: 'eu-west-1', port: 9464, refresh_interval: '30s',
      clusters: ['arn:aws:ecs:eu-west-1:111122223333:cluster/Stack-Cluster'],
    });
    expect(relabel).toContainEqual(
      { action: 'keep', source_labels: ['__meta_ecs_service'], regex: 'Stack-WorkerService-1a2b3c' });
    expect(relabel).toContainEqual(
      { action: 'keep', source_labels: ['__meta_ecs_last_status'], regex: 'RUNNING' });
  });

  test('finds running instances by their tag', () => {
    expect(jobOf('tier-node').aws_sd_configs).toEqual([{
      role: 'ec2', region: 'eu-west-1', port: 9100, refresh_interval: '30s',
      filters: [
        { name: 'tag:Name', values: ['Stack/Tier'] }, { name: 'instance-state-name', values: ['running'] },
      ],
    }]);
  });

  test('asks hosts that never change at their port', () => {
    expect(jobOf('voting-cache').static_configs).toEqual([{ targets: ['127.0.0.1:9121'] }]);
  });

  test('probes an address through the exporter, under the name of the address', () => {
    expect(jobOf('voting-address')).toMatchObject({
      metrics_path: '/probe', params: { module: ['page'] },
      static_configs: [{ targets: ['https://vote.example.com/'] }],
      relabel_configs: [
        { source_labels: ['__address__'], target_label: '__param_target' },
        { source_labels: ['__param_target'], target_label: 'instance' },
        { target_label: '__address__', replacement: '127.0.0.1:9115' },
        { target_label: 'subject', replacement: 'voting' },
      ],
    });
    expect(Object.keys(parse(blackboxConfig()).modules)).toEqual(['page']);
  });

  test('names the subject on every series', () => {
    for (const one of config.scrape_configs) {
      expect(one.relabel_configs).toContainEqual(expect.objectContaining({ target_label: 'subject' }));
    }
  });

  test('sends all series to the workspace with a signature, and alerts to Alertmanager', () => {
    expect(config.remote_write[0]).toMatchObject({ url: FULL_MODEL.remoteWriteUrl, sigv4: { region: 'eu-west-1' } });
    expect(config.alerting.alertmanagers[0].static_configs).toEqual([{ targets: ['127.0.0.1:9093'] }]);
  });

  test('has neither without them', () => {
    expect(Object.keys(parse(prometheusConfig(modelOf('worker'))))).toEqual(['global', 'rule_files', 'scrape_configs']);
  });

  test('gives a scrape at most the time until the next one', () => {
    expect(config.global).toMatchObject({ scrape_interval: '15s', scrape_timeout: '10s', evaluation_interval: '15s' });
    expect(parse(prometheusConfig({ ...FULL_MODEL, scrapeIntervalSeconds: 5 })).global.scrape_timeout).toBe('5s');
  });

  test('takes a name with a dollar as it is', () => {
    const jobs = [job('application', 'shop', { kind: 'static', hosts: ['shop'] }, { subject: 'Shop $1' })];
    const { global, scrape_configs: [shop] } = parse(prometheusConfig({ ...FULL_MODEL, name: 'Of$me', jobs }));

    expect(global.external_labels.prometheus).toBe('Of$$me');
    expect(shop.relabel_configs).toEqual([{ target_label: 'subject', replacement: 'Shop $$1' }]);
  });

  test('keeps tokens whole', () => {
    const discovery = { kind: 'ecs', clusterArn: Aws.STACK_ID, serviceName: Aws.STACK_NAME } as const;
    const jobs = [job('worker', 'voting-worker', discovery)];
    const text = prometheusConfig({ ...FULL_MODEL, jobs, region: Aws.REGION });

    const { 'Fn::Join': [, parts] } = new Stack().resolve(text);
    expect(parts.filter((part: unknown) => typeof part === 'object').map((part: object) => Object.values(part)[0]))
      .toEqual(expect.arrayContaining(['AWS::Region', 'AWS::StackId', 'AWS::StackName']));
  });
});

describe('the configuration of Alertmanager', () => {
  const alertmanager = parse(alertmanagerConfig(FULL_MODEL));
  const receiver = (name: string) => alertmanager.receivers.find((one: { name: string }) => one.name === name);

  test('tells the operations topic, signed for its Region, also when it is over', () => {
    expect(alertmanager.route.receiver).toBe('operations');
    expect(receiver('operations').sns_configs[0]).toMatchObject({
      topic_arn: FULL_MODEL.topicArn, sigv4: { region: 'eu-west-1' }, send_resolved: true,
    });
  });

  test('sends the heartbeat to a topic of its own, and to nobody without one', () => {
    const { topicArn, heartbeatTopicArn, ...without } = FULL_MODEL;

    expect(alertmanager.route.routes[0]).toMatchObject({ matchers: ['alertname="Watchdog"'], receiver: 'heartbeat' });
    expect(receiver('heartbeat').sns_configs[0].topic_arn).toBe(heartbeatTopicArn);
    expect(parse(alertmanagerConfig({ ...without, topicArn })).route.routes[0].receiver).toBe('nobody');
    expect(parse(alertmanagerConfig(without))).toMatchObject({
      route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }],
    });
  });

  test('is quiet about a warning while the same rule is critical', () => {
    expect(alertmanager.inhibit_rules).toEqual([{
      source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'],
      equal: ['alertname', 'subject', 'job'],
    }]);
  });
});
